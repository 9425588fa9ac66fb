"""What if the force is attacked: escalation games, the reinforcement race, branches after an attack."""

from interpose.deterrence.deter import deter, deter_force
from interpose.deterrence.result import Deterrence
from interpose.deterrence.settings import DeterrenceSettings
from interpose.deterrence.traces.stated_inputs import stated_inputs
from interpose.deterrence.unilateral import answer_unilateral

__all__ = ["Deterrence", "DeterrenceSettings", "answer_unilateral", "deter", "deter_force", "stated_inputs"]

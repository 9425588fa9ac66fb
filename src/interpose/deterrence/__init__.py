"""What if the force is attacked: escalation games, the reinforcement race, branches after an attack."""

from interpose.deterrence.answering import UnilateralAnswer, answer_unilateral
from interpose.deterrence.checking import Check, Regret, check_equilibrium
from interpose.deterrence.deterring import deter, deter_force
from interpose.deterrence.equilibria import TreeEquilibrium, find_equilibria
from interpose.deterrence.facts import ForceFacts
from interpose.deterrence.figures import force_stem, race_stem
from interpose.deterrence.inputs import StatedInput, stated_inputs
from interpose.deterrence.quantal import LAMBDAS
from interpose.deterrence.race import RaceAnswer, RaceDay, Reserve
from interpose.deterrence.result import Backstop, BranchRow, Deterrence, EquilibriumShare, Ladder, MoveShare, Variant
from interpose.deterrence.telling import RegionChart, page, region_chart, to_plain
from interpose.deterrence.wording import Channel, ChannelEffect, DecisionWords, Prior, Words

__all__ = [
    "LAMBDAS",
    "Backstop",
    "BranchRow",
    "Channel",
    "ChannelEffect",
    "Check",
    "DecisionWords",
    "Deterrence",
    "EquilibriumShare",
    "ForceFacts",
    "Ladder",
    "MoveShare",
    "Prior",
    "RaceAnswer",
    "RaceDay",
    "RegionChart",
    "Regret",
    "Reserve",
    "StatedInput",
    "TreeEquilibrium",
    "UnilateralAnswer",
    "Variant",
    "Words",
    "answer_unilateral",
    "check_equilibrium",
    "deter",
    "deter_force",
    "find_equilibria",
    "force_stem",
    "page",
    "race_stem",
    "region_chart",
    "stated_inputs",
    "to_plain",
]

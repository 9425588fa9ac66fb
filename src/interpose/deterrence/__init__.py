"""What if the force is attacked: escalation games, the reinforcement race, branches after an attack."""

from interpose.deterrence.answering import UnilateralAnswer, answer_unilateral

__all__ = ["UnilateralAnswer", "answer_unilateral"]

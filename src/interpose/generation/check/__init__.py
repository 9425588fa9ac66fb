"""The independent check of a plan: from case, requirement and calendar alone, without any model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.generation.check import level, rotation, sectors
from interpose.generation.check.facts import Facts, Violation
from interpose.generation.result import Plan

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Violation", "verify"]


def verify(case: Case, requirement: Requirement, plan: Plan, *, recount: bool = True) -> tuple[Violation, ...]:
    """Check every rule of a plan against the case, and count anew what it tells; nothing to tell of one without numbers.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        What is required.
    plan : Plan
        The plan.
    recount : bool
        Whether the plan was made for the requirement as it stands: only then what is missing can be counted anew.
    """
    if not plan.has_numbers:
        return ()
    facts = Facts(case=case, required=requirement.of(plan.mandate), plan=plan, recount=recount)
    return tuple(each for rule in (*rotation.RULES, *level.RULES, *sectors.RULES) for each in rule(facts))

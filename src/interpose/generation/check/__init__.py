"""The independent check of a plan: from case, what is required and calendar alone, without any model."""

from __future__ import annotations

from interpose.case import Case
from interpose.generation.check import rotation, sectors
from interpose.generation.check.facts import Facts, Violation
from interpose.generation.problem.demand import demand, sector_need
from interpose.generation.result import Plan
from interpose.requirement import Requirement

__all__ = ["Violation", "verify"]


def verify(case: Case, requirement: Requirement, plan: Plan) -> tuple[Violation, ...]:
    """Check every rule of a plan against the case, and count anew what it tells; nothing to tell of one without numbers.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        What is required.
    plan : Plan
        The plan.
    """
    if not plan.has_numbers:
        return ()
    required = requirement.of(plan.mandate)
    need = demand(case, required)
    facts = Facts(case=case, plan=plan, demand=need, sectors=sector_need(need, required))
    return tuple(each for rule in (*rotation.RULES, *sectors.RULES) for each in rule(facts))

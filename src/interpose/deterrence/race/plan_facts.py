"""What the games need to know of a plan; nothing else of the part looks into one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.case import Case

if TYPE_CHECKING:
    from interpose.generation import Plan

__all__ = ["PlanFacts", "Stationed", "read_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationed:
    """Units of one kind that a state has in a belt once the build-up is over."""

    state: str
    unit_type: str
    belt: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What the games need to know of a plan.

    Parameters
    ----------
    mandate : str
        The mandate that was planned for.
    participants : tuple of str
        States that take part.
    sustained : float or None
        Personnel that the plan sustains; None where it was not reached and there are no numbers.
    stationed : tuple of Stationed
        Units in the country in the first month after the build-up.
    """

    mandate: str
    participants: tuple[str, ...]
    sustained: float | None
    stationed: tuple[Stationed, ...]


def read_plan(case: Case, generation: Plan) -> PlanFacts:
    """Read from a plan what the games need to know of it; nothing else of the part looks into a plan.

    Parameters
    ----------
    case : Case
        The case.
    generation : Plan
        The plan.

    Returns
    -------
    PlanFacts
        Who takes part, how many are sustained, and who stands where after the build-up.
    """
    month = min(case.scenario.options.build_up_months + 1, case.scenario.horizon_months)
    there = (row for row in generation.rotation if row.start_month <= month <= row.end_month)
    return PlanFacts(
        mandate=generation.mandate,
        participants=tuple(generation.participants),
        sustained=float(generation.force.sustained) if generation.has_numbers else None,
        stationed=tuple(Stationed(state=row.state, unit_type=row.unit_type, belt=row.belt, units=row.units) for row in there),
    )

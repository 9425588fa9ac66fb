"""Results about reliefs, precedents and what is handed back to the plan: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BuildUpPoint", "ChainDays", "LargestForce", "RotationMonth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationMonth:
    """Traffic of reliefs in a month of the plan.

    `share_of_crossings` counts wagons against what the crossings let in by rail; `share_handed_over` the same if equipment is
    handed over as far as it may be.
    """

    month: int
    persons_in: float
    persons_out: float
    wagons_in: float
    share_of_crossings: float
    share_handed_over: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestForce:
    """Persons that lift could relieve and supply without end, beside what the pools sustain.

    `limited_by` names what binds; `by_lift_handed_over` is the same if equipment stays for the unit that relieves.
    """

    by_lift: float
    by_lift_handed_over: float
    limited_by: str
    by_pools: int | None
    tour_months: float
    wagons_per_person: float
    formula: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildUpPoint:
    """Persons of an earlier coalition that were there so many days after it began, of the whole: a precedent."""

    case: str
    day: int
    persons: int
    of: int
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainDays:
    """Days from setting out to operational for units of a type, where no capacity binds: the longest over all sectors."""

    state: str
    unit_type: str
    days: int

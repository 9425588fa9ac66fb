"""An independent check of a plan: from the case and the calendar alone, unit by unit, without the model."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.case.tables.words import BELTS, OUTSIDE
from interpose.generation.demand import steady_months
from interpose.generation.result import Generation, RotationRow

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Violation", "verify"]


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks, and by how much (units, persons or months)."""

    rule: str
    amount: float


def verify(case: Case, requirement: Requirement, plan: Generation) -> tuple[Violation, ...]:
    """Check every rule of a plan against the case.

    Each tour of the calendar is given to a unit of the pool that has been at home long enough; the personnel, the
    caps, the caveats, the notice and the shortfalls are counted anew.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        What is required.
    plan : Generation
        The plan.

    Returns
    -------
    tuple of Violation
        Nothing, where the plan keeps every rule and its own numbers agree with its calendar.
    """
    if not plan.has_numbers:
        return ()
    found = [*_tours(case, plan), *_places(case, plan), *_persons(case, plan)]
    return tuple(found) + tuple(_shortfalls(case, requirement, plan))


def _tours(case: Case, plan: Generation) -> list[Violation]:
    found = []
    pools = {(pool.state, pool.unit_type): pool for pool in case.pools}
    bound = {(row.state, row.unit_type, row.mission): floor(row.units + 1e-9) for row in case.commitments}
    withdrawn = {(row.state, row.unit_type, row.commitment): row.units for row in plan.withdrawn}
    found += [
        Violation(f"{key[0]} {key[1]}: more units withdrawn from {key[2]} than stand there", float(units - bound.get(key, 0)))
        for key, units in withdrawn.items()
        if units > bound.get(key, 0)
    ]
    tours: dict[tuple[str, str, str], list[int]] = {}
    for row in plan.rotation:
        pool = pools.get((row.state, row.unit_type))
        if pool is None or row.state not in plan.participants:
            found.append(Violation(f"{row.state} {row.unit_type}: no such pool takes part", float(row.units)))
            continue
        last = min(row.start_month + pool.tour_months - 1, case.scenario.horizon_months)
        if row.end_month != last:
            found.append(
                Violation(f"{row.state} {row.unit_type}: a tour ends in month {row.end_month}", abs(row.end_month - last))
            )
        ready = 1 + ceil(pool.notice_days / 30)
        if row.start_month < ready:
            found.append(Violation(f"{row.state} {row.unit_type}: notice", float(ready - row.start_month)))
        tours.setdefault((row.state, row.unit_type, row.commitment), []).extend([row.start_month] * row.units)
    for key, starts in tours.items():
        pool = pools[key[:2]]
        away = Fraction(pool.tour_months) * (1 + Fraction(str(pool.dwell_ratio))) + Fraction(str(pool.handover_months))
        free = [0] * (withdrawn.get(key, 0) if key[2] else floor(pool.units + 1e-9))
        for start in sorted(starts):
            if not free or free[0] > start:
                found.append(
                    Violation(
                        f"{key[0]} {key[1]}: a unit has not been at home long enough", float((free or [start + 1])[0] - start)
                    )
                )
                continue
            heapq.heapreplace(free, start + ceil(away))
    return found


def _provided(case: Case, row: RotationRow) -> tuple[tuple[str, float], ...]:
    """Return what a unit brings: its own capabilities, or the one for which it stands in."""
    if not row.serves:
        return case.unit_types[row.unit_type].capabilities
    return tuple(
        (each.capability, each.efficiency)
        for each in case.substitutions
        if (each.unit_type, each.capability) == (row.unit_type, row.serves)
    )


def _places(case: Case, plan: Generation) -> list[Violation]:
    found = []
    for row in plan.rotation:
        for caveat in case.states[row.state].caveats:
            capability, _, belt = caveat.replace(" ", "").partition("@")
            provided = [name for name, _ in _provided(case, row)]
            if belt in ("*", row.belt) and (capability == "*" or provided == [capability]):
                found.append(Violation(f"{row.state} {row.unit_type}: caveat {caveat}", float(row.units)))
    return found


def _persons(case: Case, plan: Generation) -> list[Violation]:
    horizon = case.scenario.horizon_months
    persons: dict[str, list[int]] = {}
    there: dict[str, list[int]] = {}
    own = {(pool.state, pool.unit_type): pool.personnel for pool in case.pools}
    for row in plan.rotation:
        each = own.get((row.state, row.unit_type)) or case.unit_types[row.unit_type].personnel
        in_country = case.states[row.state].stands == "in_country" and row.belt != OUTSIDE
        counted = [persons.setdefault(row.state, [0] * horizon)]
        counted += [there.setdefault(row.state, [0] * horizon)] if in_country else []
        for month in range(row.start_month, row.end_month + 1):
            for months in counted:
                months[month - 1] += row.units * each
    found = []
    for state in sorted(persons):
        limits = case.states[state]
        if limits.personnel_cap is not None and max(persons[state]) > limits.personnel_cap:
            found.append(Violation(f"{state}: cap", float(max(persons[state]) - limits.personnel_cap)))
    begin, end = steady_months(case)
    for state in sorted(plan.participants):
        least = case.states[state].personnel_least
        late = persons.get(state, [0] * horizon)[begin - 1 : end]
        if least is not None and min(late) < least:
            found.append(Violation(f"{state}: least", float(least - min(late))))
    told = {row.state: row.by_month for row in plan.contributions}
    found += [
        Violation(f"{state}: persons by month do not agree with the calendar", 1.0)
        for state in sorted({*persons, *told})
        if tuple(there.get(state) or persons.get(state) or [0] * horizon) != told.get(state)
    ]
    total = [sum(months) for months in zip(*there.values(), strict=True)] if there else [0] * horizon
    if tuple(total) != plan.force.by_month or max(total) != plan.force.peak:
        found.append(Violation("the force by month does not agree with the calendar", 1.0))
    return found


def _shortfalls(case: Case, requirement: Requirement, plan: Generation) -> list[Violation]:
    """Recount what is missing; only for plans at the scenario's own level of the requirement."""
    needed: dict[tuple[str, str, int], float] = {}
    required = requirement.of(plan.mandate)
    for month, belt, capability, quantity in required.monthly:
        if 1 <= month <= case.scenario.horizon_months and belt in BELTS:
            needed[capability, belt, month] = needed.get((capability, belt, month), 0.0) + quantity * plan.scale
    standing: dict[tuple[str, str, int], float] = {}
    for row in plan.rotation:
        forbidden = {caveat.replace(" ", "") for caveat in case.states[row.state].caveats}
        for capability, quantity in _provided(case, row):
            if f"{capability}@*" in forbidden or f"{capability}@{row.belt}" in forbidden:
                continue
            for month in range(row.start_month, row.end_month + 1):
                key = (capability, row.belt, month)
                standing[key] = standing.get(key, 0.0) + quantity * row.units
    told = {(row.capability, row.belt, row.month): row.quantity for row in plan.shortfall}
    found = []
    for key in sorted({*needed, *told}):
        missing = max(0.0, needed.get(key, 0.0) - standing.get(key, 0.0))
        if abs(missing - told.get(key, 0.0)) > 1e-5:
            found.append(
                Violation(f"shortfall of {key[0]} in the {key[1]} belt, month {key[2]}", abs(missing - told.get(key, 0.0)))
            )
    return found

"""Tours unit by unit, notice, personnel, caps, leasts, caveats and shortfalls, counted from the calendar."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from math import ceil

import numpy as np

from interpose.case.tables.words import OUTSIDE
from interpose.generation.check.facts import Facts, Violation, differing, whole, window

__all__ = ["RULES"]

DAYS_A_MONTH = 30


def _withdrawals(facts: Facts) -> Iterator[Violation]:
    bound = {(row.state, row.unit_type, row.mission): whole(row.units) for row in facts.case.commitments}
    for row in facts.plan.withdrawn:
        name, more = f"{row.state} {row.unit_type}", row.units - bound.get((row.state, row.unit_type, row.commitment), 0)
        if more > 0:
            yield Violation(f"{name}: more units withdrawn from {row.commitment} than stand there", float(more))
        if not facts.options.withdraw_commitments:
            yield Violation(f"{name}: withdrawn from {row.commitment}, which is not allowed", float(row.units))


def _senders(facts: Facts) -> Iterator[Violation]:
    """Who sends units has them, takes part, and leaves them something to do."""
    pools = {(pool.state, pool.unit_type) for pool in facts.case.pools}
    for row in facts.plan.rotation:
        name, units = f"{row.state} {row.unit_type}", float(row.units)
        if row.units < 1:
            yield Violation(f"{name}: no whole unit", 1.0)
        if (row.state, row.unit_type) not in pools or row.state not in facts.plan.participants:
            yield Violation(f"{name}: no such pool takes part", units)
        if not facts.offers(row.state, row.unit_type, row.belt, row.serves):
            yield Violation(f"{name}: caveats leave it nothing to do in the {row.belt} belt", units)
    for state in facts.plan.participants:
        if state in facts.case.excluded_providers:
            yield Violation(f"{state}: the scenario leaves out what it provides", 1.0)
        elif facts.case.states[state].participates == "no":
            yield Violation(f"{state}: does not take part", 1.0)


def _tours(facts: Facts) -> Iterator[Violation]:
    """Give each tour to a unit that is at home: the one that has been there longest."""
    pools = {(pool.state, pool.unit_type): pool for pool in facts.case.pools}
    withdrawn = {(row.state, row.unit_type, row.commitment): row.units for row in facts.plan.withdrawn}
    home: dict[tuple[str, str, str], list[int]] = {}
    for row in sorted(facts.plan.rotation, key=lambda row: row.start_month):
        key, pool = (row.state, row.unit_type, row.commitment), pools.get((row.state, row.unit_type))
        if pool is None:
            continue
        name = f"{row.state} {row.unit_type}"
        last = min(row.start_month + pool.tour_months - 1, facts.demand.horizon)
        if row.end_month != last:
            yield Violation(f"{name}: a tour ends in month {row.end_month}", abs(row.end_month - last))
        ready = 1 + ceil(pool.notice_days / DAYS_A_MONTH)
        if row.start_month < ready:
            yield Violation(f"{name}: notice", float(ready - row.start_month))
        back = home.setdefault(key, [0] * (withdrawn.get(key, 0) if row.commitment else whole(pool.units)))
        for _ in range(row.units):
            if back and back[0] <= row.start_month:
                heapq.heapreplace(back, row.start_month + window(pool))
            else:
                late = float(back[0] - row.start_month) if back else 1.0
                yield Violation(f"{name}: a unit has not been at home long enough", late)


def _persons(facts: Facts) -> Iterator[Violation]:
    """Count persons in the country and outside, by state and together; caps and leasts count both."""
    plan, states, steady = facts.plan, facts.case.states, facts.steady
    place = {True: "outside", False: "inside"}
    persons = facts.by_month(
        (
            (row.state, place[states[row.state].stands != "in_country" or row.belt == OUTSIDE]),
            row.start_month,
            row.end_month,
            facts.persons(row),
        )
        for row in plan.rotation
    )
    told = {row.state: (row.by_month, row.personnel_peak, row.outside) for row in plan.contributions}
    for state, limits in sorted(states.items()):
        inside, outside = (state, "inside") in persons, (state, "outside") in persons
        both = facts.over(persons, state, "inside") + facts.over(persons, state, "outside")
        if limits.personnel_cap is not None and both.max() > limits.personnel_cap:
            yield Violation(f"{state}: cap", float(both.max() - limits.personnel_cap))
        least = limits.personnel_least if state in plan.participants else None
        if least is not None and both[steady].min() < least:
            yield Violation(f"{state}: least", float(least - both[steady].min()))
        # A state with units on both sides of the border contributes those in the country.
        own = facts.over(persons, state, place[not inside])
        if told.get(state) != ((tuple(own), own.max(), not inside) if inside or outside else None):
            yield Violation(f"{state}: what it contributes does not agree with the calendar", 1.0)
    for state in sorted(told.keys() - states.keys()):
        yield Violation(f"{state}: contributes, and no such state is known", 1.0)
    total, away = facts.over(persons, "inside"), facts.over(persons, "outside")
    counted = (tuple(total), total.max(), total[steady].min(), away.max(), away[steady].min())
    force = plan.force
    if counted != (force.by_month, force.peak, force.sustained, force.outside_peak, force.from_outside):
        yield Violation("the force does not agree with the calendar", float(abs(total.max() - force.peak)) or 1.0)


def _shortfalls(facts: Facts) -> Iterator[Violation]:
    """Recount what is missing by month, its price, and the posts that are held in all months of the steady state."""
    plan, steady = facts.plan, facts.steady
    needed = {key: months * plan.planned_scale for key, months in facts.demand.quantity.items()}
    missing = {key: np.maximum(0.0, months - facts.over(facts.calendar, *key)) for key, months in needed.items()}
    told = facts.by_month(((row.belt, row.capability), row.month, row.month, row.quantity) for row in plan.shortfall)
    yield from differing(missing, told, "shortfall of {1} in the {0} belt")
    asked = [key for key, months in needed.items() if months[steady].any()]
    posts = {(*key, "required"): needed[key][steady].max() for key in asked}
    posts |= {(*key, "held"): (needed[key] - missing[key])[steady].min() for key in asked}
    said = {(row.belt, row.capability, what): getattr(row, what) for row in plan.posts for what in ("required", "held")}
    yield from differing(posts, said, "posts of {1} in the {0} belt, counted anew")
    everything, price = facts.demand.price_of(needed), facts.demand.price_of(missing) + sum(row.price for row in plan.withdrawn)
    if (wrong := abs(everything - plan.requirement)) > 1e-6 * max(1.0, everything):
        yield Violation("the price of missing everything, counted anew", wrong)
    if plan.objective is not None and (wrong := abs(price - plan.objective)) > 1e-5 * max(1.0, everything):
        yield Violation("the price of what is missing, counted anew", wrong)


RULES = (_withdrawals, _senders, _tours, _persons, _shortfalls)
"""A unit that has been at home long enough works each tour off, and the numbers of a plan are those of its calendar."""

"""Tours unit by unit, notice, personnel, caps, leasts, caveats and shortfalls, counted from the calendar."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from math import ceil

from interpose.case.tables.words import OUTSIDE
from interpose.generation.check.facts import Facts, Tour, Violation, differing, on_ground, whole, window
from interpose.generation.result import Plan

__all__ = ["rotation_violations"]

DAYS_A_MONTH = 30


def rotation_violations(facts: Facts, plan: Plan, *, recount: bool) -> Iterator[Violation]:
    """Check the calendar of a plan: each tour is worked off by a unit that has been at home long enough.

    With `recount` what is missing is counted anew: the plan was made for the requirement as it stands.
    """
    yield from _withdrawals(facts, plan)
    yield from _senders(facts, plan)
    yield from _tours(facts, plan)
    yield from _persons(facts, plan)
    if recount:
        yield from _shortfalls(facts, plan)


def _withdrawals(facts: Facts, plan: Plan) -> Iterator[Violation]:
    bound = {(row.state, row.unit_type, row.mission): whole(row.units) for row in facts.case.commitments}
    for row in plan.withdrawn:
        name, more = f"{row.state} {row.unit_type}", row.units - bound.get((row.state, row.unit_type, row.commitment), 0)
        if more > 0:
            yield Violation(f"{name}: more units withdrawn from {row.commitment} than stand there", float(more))
        if not facts.options.withdraw_commitments:
            yield Violation(f"{name}: withdrawn from {row.commitment}, which is not allowed", float(row.units))


def _senders(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Who sends units has them, takes part, and leaves them something to do."""
    pools = {(pool.state, pool.unit_type) for pool in facts.case.pools}
    for row in plan.rotation:
        name, units = f"{row.state} {row.unit_type}", float(row.units)
        if row.units < 1:
            yield Violation(f"{name}: no whole unit", 1.0)
        if (row.state, row.unit_type) not in pools or row.state not in plan.participants:
            yield Violation(f"{name}: no such pool takes part", units)
        if row.unit_type in facts.case.unit_types and not facts.offers(row.state, row.unit_type, row.belt, row.serves):
            yield Violation(f"{name}: caveats leave it nothing to do in the {row.belt} belt", units)
    for state in plan.participants:
        if state in facts.case.excluded_providers:
            yield Violation(f"{state}: the scenario leaves out what it provides", 1.0)
        elif facts.case.states[state].participates == "no":
            yield Violation(f"{state}: does not take part", 1.0)


def _tours(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Give each tour to a unit that is at home: the one that has been there longest."""
    pools = {(pool.state, pool.unit_type): pool for pool in facts.case.pools}
    withdrawn = {(row.state, row.unit_type, row.commitment): row.units for row in plan.withdrawn}
    home: dict[tuple[str, str, str], list[int]] = {}
    for row in sorted(plan.rotation, key=lambda row: row.start_month):
        key, pool = (row.state, row.unit_type, row.commitment), pools.get((row.state, row.unit_type))
        if pool is None:
            continue
        name = f"{row.state} {row.unit_type}"
        last = min(row.start_month + pool.tour_months - 1, facts.months[-1])
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


def _persons(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Count persons in the country and outside of it, by state and together; caps and leasts count both."""
    begin, end = facts.steady[0], facts.steady[-1]
    rows: dict[tuple[str, bool], list[tuple[Tour, float]]] = defaultdict(list)
    for row in plan.rotation:
        outside = facts.case.states[row.state].stands != "in_country" or row.belt == OUTSIDE
        rows[row.state, outside].append((row, facts.persons(row)))

    def count(*keys: tuple[str, bool]) -> tuple[float, ...]:
        return tuple(on_ground((each for key in keys for each in rows.get(key, [])), facts.months))

    told = {row.state: (row.by_month, row.personnel_peak, row.outside) for row in plan.contributions}
    counted = {}
    for state, limits in sorted(facts.case.states.items()):
        every = count((state, False), (state, True))
        if limits.personnel_cap is not None and max(every) > limits.personnel_cap:
            yield Violation(f"{state}: cap", max(every) - limits.personnel_cap)
        least = limits.personnel_least if state in plan.participants else None
        if least is not None and min(every[begin - 1 : end]) < least:
            yield Violation(f"{state}: least", least - min(every[begin - 1 : end]))
        # A state with units on both sides of the border contributes those in the country.
        outside = (state, False) not in rows
        if (state, outside) in rows:
            own = count((state, outside))
            counted[state] = (own, max(own), outside)
    for state in sorted({*told, *counted}):
        if told.get(state) != counted.get(state):
            yield Violation(f"{state}: what it contributes does not agree with the calendar", 1.0)
    total, away = count(*(key for key in rows if not key[1])), count(*(key for key in rows if key[1]))
    sums = (total, max(total), min(total[begin - 1 : end]), max(away), min(away[begin - 1 : end]))
    force = plan.force
    if sums != (force.by_month, force.peak, force.sustained, force.outside_peak, force.from_outside):
        yield Violation("the force does not agree with the calendar", abs(max(total) - force.peak) or 1.0)


def _shortfalls(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Recount what is missing by month, its price, and the posts that are held in all months of the steady state."""
    needed = {key: quantity * plan.planned_scale for key, quantity in facts.units.items()}
    standing = facts.standing(plan.rotation)
    missing = {key: max(0.0, quantity - standing["", *key]) for key, quantity in needed.items()}
    told = {(row.belt, row.capability, row.month): row.quantity for row in plan.shortfall}
    yield from differing(missing, told, lambda key: f"shortfall of {key[1]} in the {key[0]} belt, month {key[2]}")
    posts = {}
    for belt, capability in {key[:2] for key in needed if key[2] in facts.steady}:
        months = [(belt, capability, month) for month in facts.steady]
        posts[belt, capability, "required"] = max(needed.get(key, 0.0) for key in months)
        posts[belt, capability, "held"] = min(needed.get(key, 0.0) - missing.get(key, 0.0) for key in months)
    said = {(row.belt, row.capability, what): getattr(row, what) for row in plan.posts for what in ("required", "held")}
    yield from differing(posts, said, lambda key: f"posts of {key[1]} in the {key[0]} belt, counted anew")
    whole_price, price = facts.price_of(needed), facts.price_of(missing) + sum(row.price for row in plan.withdrawn)
    wrong = abs(whole_price - plan.requirement)
    if wrong > 1e-6 * max(1.0, whole_price):
        yield Violation("the price of missing everything, counted anew", wrong)
    if plan.objective is not None and abs(price - plan.objective) > 1e-5 * max(1.0, whole_price):
        yield Violation("the price of what is missing, counted anew", abs(price - plan.objective))

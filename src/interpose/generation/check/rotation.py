"""Tours unit by unit, limits of states, levels that last, headquarters at home and shortfalls, counted from the calendar."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

import numpy as np

from interpose.case.tables.words import BELTS, OUTSIDE
from interpose.generation.check.facts import Facts, Violation, differing, whole, window, worst
from interpose.generation.problem.demand import COMMAND

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
    plan, states, steady = facts.plan, facts.case.states, facts.demand.steady
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
    plan, steady = facts.plan, facts.demand.steady
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


Kind = tuple[str, bool, tuple[tuple[str, str, str, float], ...]]
"""Units that relieve one another: whose (empty for all nations), whether abroad, and what one of them provides where."""


def _kind(facts: Facts, state: str, unit_type: str) -> Kind:
    stands_in = sorted({row.capability for row in facts.case.substitutions if row.unit_type == unit_type})
    provided = tuple(
        (belt, serves, capability, quantity)
        for belt in BELTS
        for serves in ("", *stands_in)
        for capability, quantity in sorted(facts.offers(state, unit_type, belt, serves).items())
        if (belt, capability) in facts.demand.quantity
    )
    owner = facts.nation(state) if facts.plan.endurance == "own" else ""
    return owner, facts.case.states[state].stands == "outside", provided


def _levels(facts: Facts) -> Iterator[Violation]:
    """Of all units that provide the same, no more stand in any month than can be kept standing."""
    plan, share = facts.plan, 1 - Fraction(str(facts.options.home_share))
    if plan.endurance == "horizon" and share == 1:
        return
    units: Counter[tuple[str, str]] = Counter()
    for row in plan.withdrawn:
        units[row.state, row.unit_type] += row.units
    rates: dict[Kind, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    kinds: dict[tuple[str, str], Kind] = {}
    for pool in facts.case.pools:
        key, kind = (pool.state, pool.unit_type), _kind(facts, pool.state, pool.unit_type)
        if kind[-1] and pool.state in plan.participants and pool.state not in facts.case.excluded_providers:
            kinds[key] = kind
            lasting = Fraction(1) if plan.endurance == "horizon" else Fraction(pool.tour_months, window(pool))
            rates[kind][pool.state] += (whole(pool.units) + units[key]) * lasting * share
    for kind, by_state in rates.items():
        if facts.options.last_headquarters_stays and any(name == COMMAND for _, _, name, _ in kind[-1]):
            by_state = {state: min(rate, Fraction(_may_leave(facts, state))) for state, rate in by_state.items()}
        level = floor(sum(by_state.values()))
        there = [row for row in plan.rotation if kinds.get((row.state, row.unit_type)) == kind]
        names = ", ".join(sorted({row.unit_type for row in there}))
        yield from worst(f"more of {names} of {kind[0] or 'all nations'} than lasts ({level})", facts.units(there) - level)


def _may_leave(facts: Facts, state: str) -> int:
    """Return how many headquarters of a state may be away at once: all that it owns, wherever they are, but one."""
    able = {name for name, kind in facts.case.unit_types.items() if COMMAND in dict(kind.capabilities)}
    rows = [(row.state, row.unit_type, row.units) for row in facts.case.pools]
    rows += [(row.state, row.unit_type, row.units) for row in facts.case.commitments]
    return max(0, sum(whole(units) for owner, name, units in rows if owner == state and name in able) - 1)


def _last_headquarters(facts: Facts) -> Iterator[Violation]:
    if not facts.options.last_headquarters_stays:
        return
    for state in sorted({row.state for row in facts.plan.rotation}):
        own = (row for row in facts.plan.rotation if row.state == state)
        heads = [row for row in own if any(COMMAND in facts.offers(state, row.unit_type, belt) for belt in BELTS)]
        yield from worst(f"{state}: the last headquarters leaves home", facts.units(heads) - _may_leave(facts, state))


def _least_contingent(facts: Facts) -> Iterator[Violation]:
    """Who stands where sectors are held in a phase keeps the least contingent there in each month of it."""
    least, held = facts.options.minimum_contingent, {*facts.held}
    there = facts.by_month(
        ((facts.nation(row.state),), row.start_month, row.end_month, facts.persons(row))
        for row in facts.plan.rotation
        if held & {(row.belt, name) for name in facts.offers(row.state, row.unit_type, row.belt, row.serves)}
    )
    for span in (span for span in facts.phases if span.steady and least):
        for (name,), persons in sorted(there.items()):
            if persons[span.months].any():
                rule = f"{name}: less than the least contingent in {span.name}"
                yield from worst(rule, least - persons[span.months], span)


RULES = (_withdrawals, _senders, _tours, _persons, _shortfalls, _levels, _last_headquarters, _least_contingent)
"""A unit at home long enough works each tour off, what stands lasts as the plan says, and its numbers are its calendar's."""

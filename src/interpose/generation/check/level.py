"""The level that lasts, headquarters that stay at home, and the least contingent, counted from the calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import floor

from interpose.case.tables.words import BELTS
from interpose.generation.check.facts import Facts, Violation, whole, window, worst
from interpose.generation.problem.sector_need import COMMAND

__all__ = ["RULES"]

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


RULES = (_levels, _last_headquarters, _least_contingent)
"""What stands can stand for as long as the plan says."""

"""The level that lasts, headquarters that stay at home, and the least contingent, counted from the calendar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import floor

from interpose.case.tables.words import BELTS
from interpose.generation.check.facts import COMMAND, Facts, Tour, Violation, on_ground, whole, window, worst
from interpose.generation.result import Plan

__all__ = ["level_violations"]

Kind = tuple[str, bool, tuple[tuple[str, str, str, float], ...]]
"""Units that relieve one another: whose (empty for all nations), whether abroad, and what one of them provides where."""


def level_violations(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Check that what stands can stand for as long as the plan says."""
    yield from _levels(facts, plan)
    if facts.options.last_headquarters_stays:
        yield from _last_headquarters(facts, plan)
    if facts.options.minimum_contingent:
        yield from _least_contingent(facts, plan)


def _kind(facts: Facts, plan: Plan, state: str, unit_type: str) -> Kind:
    stands_in = sorted({row.capability for row in facts.case.substitutions if row.unit_type == unit_type})
    wanted = {key[:2] for key in facts.units}
    provided = tuple(
        (belt, serves, capability, quantity)
        for belt in BELTS
        for serves in ("", *stands_in)
        for capability, quantity in sorted(facts.offers(state, unit_type, belt, serves).items())
        if (belt, capability) in wanted
    )
    owner = facts.nation(state) if plan.endurance == "own" else ""
    return owner, facts.case.states[state].stands == "outside", provided


def _levels(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Of all units that provide the same, no more stand in any month than can be kept standing."""
    share = 1 - Fraction(str(facts.options.home_share))
    if plan.endurance == "horizon" and share == 1:
        return
    units: Counter[tuple[str, str]] = Counter()
    for row in plan.withdrawn:
        units[row.state, row.unit_type] += row.units
    rates: dict[Kind, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    kinds: dict[tuple[str, str], Kind] = {}
    for pool in facts.case.pools:
        key, kind = (pool.state, pool.unit_type), _kind(facts, plan, pool.state, pool.unit_type)
        if kind[-1] and pool.state in plan.participants and pool.state not in facts.case.excluded_providers:
            kinds[key] = kind
            lasting = Fraction(1) if plan.endurance == "horizon" else Fraction(pool.tour_months, window(pool))
            rates[kind][pool.state] += (whole(pool.units) + units[key]) * lasting * share
    for kind, by_state in rates.items():
        if facts.options.last_headquarters_stays and any(name == COMMAND for _, _, name, _ in kind[-1]):
            by_state = {state: min(rate, Fraction(_may_leave(facts, state))) for state, rate in by_state.items()}
        level = floor(sum(by_state.values()))
        rows = [row for row in plan.rotation if kinds.get((row.state, row.unit_type)) == kind]
        standing = on_ground(((row, float(row.units)) for row in rows), facts.months)
        rule = (
            f"more of {', '.join(sorted({row.unit_type for row in rows}))} of {kind[0] or 'all nations'} than lasts ({level})"
        )
        yield from worst(rule, facts.months, (each - level for each in standing))


def _may_leave(facts: Facts, state: str) -> int:
    """Return how many headquarters of a state may be away at once: all that it owns, wherever they are, but one."""
    able = {name for name, kind in facts.case.unit_types.items() if COMMAND in dict(kind.capabilities)}
    rows = [(row.state, row.unit_type, whole(row.units)) for row in facts.case.pools]
    rows += [(row.state, row.unit_type, whole(row.units)) for row in facts.case.commitments]
    return max(0, sum(units for owner, name, units in rows if owner == state and name in able) - 1)


def _last_headquarters(facts: Facts, plan: Plan) -> Iterator[Violation]:
    for state in sorted({row.state for row in plan.rotation}):
        able = (row for row in plan.rotation if row.state == state)
        heads = [row for row in able if any(COMMAND in facts.offers(state, row.unit_type, belt) for belt in BELTS)]
        away = on_ground(((row, float(row.units)) for row in heads), facts.months)
        most = _may_leave(facts, state)
        yield from worst(f"{state}: the last headquarters leaves home", facts.months, (each - most for each in away))


def _least_contingent(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Who stands where sectors are held in a phase keeps the least contingent there in each month of it."""
    by_nation: dict[str, list[tuple[Tour, float]]] = defaultdict(list)
    for row in plan.rotation:
        if facts.brings(row).keys() & {*facts.held}:
            by_nation[facts.nation(row.state)].append((row, facts.persons(row)))
    for span in facts.phases:
        for name, rows in sorted(by_nation.items()):
            persons = on_ground(rows, span.months)
            if span.steady and any(persons):
                rule = f"{name}: less than the least contingent in {span.name}"
                yield from worst(rule, span.months, (facts.options.minimum_contingent - each for each in persons))

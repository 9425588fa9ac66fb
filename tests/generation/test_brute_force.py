"""On tiny instances every plan is enumerated: the models find the best of them, for each kind of endurance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import ceil, floor
from typing import Any

import pytest

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.generation.model.slots import solve_slots
from interpose.generation.problem.planning_problem import Problem, problem_of
from tests.generation.builders import TYPES, case, least_price, pool, positions, requirement

PERSONS = {name: persons for name, (_, persons, _) in TYPES.items()}
FORWARD, DEPTH, MEDICAL = ("forward", "manoeuvre"), ("depth", "manoeuvre"), ("depth", "medical")
BUILD_UP = 2

Need = Mapping[tuple[str, str], float]
Career = tuple[tuple[int, str], ...]
Standing = Mapping[tuple[str, str, int], float]


def window(one: Pool) -> int:
    return ceil(one.tour_months * (1 + one.dwell_ratio) + one.handover_months)


def first_month(one: Pool) -> int:
    return 1 + ceil(one.notice_days / 30)


def brings(unit_type: str) -> list[tuple[str, float]]:
    """Return what a unit brings, by capability."""
    parts = [part.split("=") for part in TYPES[unit_type][0].split(";")]
    return [(name, float(quantity)) for name, quantity in parts]


def price_of(need: Need, standing: Standing, horizon: int) -> float:
    """Price what is missing: each month, and the worst of the steady state as often as it has months."""
    price = 0.0
    for (belt, capability), quantity in need.items():
        kind = next(name for name, (parts, _, _) in TYPES.items() if parts.split("=")[0] == capability)
        short = [max(0.0, quantity - standing.get((belt, capability, month), 0.0)) for month in range(1, horizon + 1)]
        price += PERSONS[kind] * (sum(short) + (horizon - BUILD_UP + 1) * max(short[BUILD_UP - 1 :]))
    return price


def relieving(of: Case, need: Need, endurance: str) -> list[tuple[list[Pool], int]]:
    """Group the pools whose units relieve one another, each group with the level that it keeps for ever."""
    groups: dict[tuple[str, tuple[tuple[str, float], ...]], list[Pool]] = defaultdict(list)
    for one in of.pools:
        owner = next((name for name, states in of.scenario.partners.items() if one.state in states), one.state)
        wanted = tuple((name, quantity) for name, quantity in brings(one.unit_type) if any(name == each for _, each in need))
        groups[owner if endurance == "own" else "", wanted].append(one)
    share = 1 - Fraction(str(of.scenario.options.home_share))
    return [
        (group, floor(sum(share * Fraction(int(one.units) * one.tour_months, window(one)) for one in group)))
        for group in groups.values()
    ]


def careers(one: Pool, horizon: int, belts: tuple[str, ...]) -> list[Career]:
    """Enumerate what one unit can do: begins of its tours, each with a belt."""
    found: list[Career] = [()]
    grown: list[Career] = [()]
    while grown:
        grown = [
            (*career, (month, belt))
            for career in grown
            for month in range(career[-1][0] + window(one) if career else first_month(one), horizon + 1)
            for belt in belts
        ]
        found += grown
    return found


def every_plan(of: Case, belts: tuple[str, ...]) -> Iterator[list[tuple[Pool, Career]]]:
    """Enumerate all plans; units of a pool are alike, so their careers come in one order only."""
    horizon = of.scenario.horizon_months
    each = [list(combinations_with_replacement(careers(one, horizon, belts), int(one.units))) for one in of.pools]
    for choice in product(*each):
        yield [(one, career) for one, careers_of in zip(of.pools, choice, strict=True) for career in careers_of]


def best_by_month(of: Case, need: Need) -> float:
    """Return the least priced shortfall of all plans that keep caps and level."""
    horizon, belts = of.scenario.horizon_months, tuple({belt: None for belt, _ in need})
    endurance = of.scenario.options.endurance
    caps = {code: state.personnel_cap for code, state in of.states.items() if state.personnel_cap is not None}
    level = {} if endurance == "horizon" else dict(enumerate(relieving(of, need, endurance)))
    group_of = {id(one): number for number, (group, _) in level.items() for one in group}
    best = float("inf")
    for plan in every_plan(of, belts):
        standing: dict[tuple[str, str, int], float] = defaultdict(float)
        persons: dict[tuple[str, int], float] = defaultdict(float)
        there: dict[tuple[int, int], int] = defaultdict(int)
        for one, career in plan:
            for start, belt in career:
                for month in range(start, min(start + one.tour_months, horizon + 1)):
                    for capability, quantity in brings(one.unit_type):
                        standing[belt, capability, month] += quantity
                    persons[one.state, month] += PERSONS[one.unit_type]
                    there[group_of.get(id(one), -1), month] += 1
        if any(state in caps and count > caps[state] for (state, _), count in persons.items()):
            continue
        if any(number in level and count > level[number][1] for (number, _), count in there.items()):
            continue
        best = min(best, price_of(need, standing, horizon))
    return best


def served(one: Pool, month: int) -> int:
    """Return the months that a unit can have stood there by a month."""
    rounds, rest = divmod(max(0, month - first_month(one) + 1), window(one))
    return int(one.units) * (rounds * one.tour_months + min(rest, one.tour_months))


def best_by_posts(of: Case, need: Need) -> float:
    """Return the least priced shortfall of all ways to keep posts from the first month, or from one when units are ready."""
    horizon, belts = of.scenario.horizon_months, tuple({belt: None for belt, _ in need})
    starts = sorted({1, *(first_month(one) for one in of.pools)})
    choices: list[list[Standing]] = []
    for group, level in relieving(of, need, of.scenario.options.endurance):
        begins = [(month, belt) for month in starts for belt in belts]
        able: list[Standing] = []
        for count in range(level + 1):
            for posts in combinations_with_replacement(begins, count):
                manned = {month: sum(begin <= month for begin, _ in posts) for month in range(1, horizon + 1)}
                ready = {month: sum(int(one.units) for one in group if first_month(one) <= month) for month in manned}
                work = {month: sum(served(one, month) for one in group) for month in manned}
                if all(manned[month] <= ready[month] for month in manned) and all(
                    sum(manned[each] for each in range(1, month + 1)) <= work[month] for month in manned
                ):
                    standing: dict[tuple[str, str, int], float] = defaultdict(float)
                    for begin, belt in posts:
                        for capability, quantity in brings(group[0].unit_type):
                            for month in range(begin, horizon + 1):
                                standing[belt, capability, month] += quantity
                    able.append(standing)
        choices.append(able)
    best = float("inf")
    for choice in product(*choices):
        together: dict[tuple[str, str, int], float] = defaultdict(float)
        for standing in choice:
            for key, quantity in standing.items():
                together[key] += quantity
        best = min(best, price_of(need, together, horizon))
    return best


INSTANCES: list[tuple[list[Pool], Need, int, dict[str, Any]]] = [
    ([pool("FRA", units=2, tour_months=2, dwell_ratio=1)], {FORWARD: 1.0}, 7, {}),
    ([pool("FRA", units=3, tour_months=2, dwell_ratio=2)], {FORWARD: 2.0}, 7, {}),
    ([pool("FRA", units=2, tour_months=3, dwell_ratio=0.5, notice_days=30)], {FORWARD: 2.0}, 8, {}),
    (
        [pool("FRA", units=2, tour_months=2, dwell_ratio=1.5), pool("ITA", units=1, tour_months=3, dwell_ratio=1)],
        {FORWARD: 2.0},
        6,
        {},
    ),
    (
        [pool("FRA", units=2, tour_months=2, dwell_ratio=1.5), pool("ITA", units=1, tour_months=3, dwell_ratio=1)],
        {FORWARD: 2.0},
        6,
        {"partners": {"latin": ("FRA", "ITA")}},
    ),
    (
        [pool("FRA", units=1, tour_months=2, dwell_ratio=1), pool("ITA", units=2, tour_months=3, dwell_ratio=1)],
        {FORWARD: 1.0, DEPTH: 1.0},
        5,
        {},
    ),
    ([pool("FRA", units=3, tour_months=2, dwell_ratio=1)], {FORWARD: 1.5}, 6, {"home_share": 0.25}),
    (
        [
            pool("FRA", "mixed_group", units=2, tour_months=2, dwell_ratio=1),
            pool("ITA", "medical_company", units=2, tour_months=3, dwell_ratio=1, notice_days=30),
        ],
        {FORWARD: 1.0, ("forward", "medical"): 1.0},
        6,
        {},
    ),
    (
        [
            pool("FRA", units=2, tour_months=2, dwell_ratio=1),
            pool("ITA", units=1, tour_months=2, dwell_ratio=0, notice_days=45),
            pool("FRA", "medical_company", units=1, tour_months=3, dwell_ratio=0),
        ],
        {FORWARD: 2.0, MEDICAL: 1.0},
        4,
        {},
    ),
]
CAPPED: list[tuple[list[Pool], Need, int, dict[str, Any]]] = [
    (
        [
            pool("FRA", units=2, tour_months=2, dwell_ratio=1),
            pool("ITA", units=1, tour_months=2, dwell_ratio=1, handover_months=0.5),
            pool("FRA", "medical_company", units=1, tour_months=3, dwell_ratio=0),
        ],
        {FORWARD: 2.0, MEDICAL: 1.0},
        4,
        {"states": {"FRA": {"personnel_cap": 750, "cap_basis": "assumed"}}},
    ),
    (
        [
            pool("FRA", "mixed_group", units=1, tour_months=2, dwell_ratio=1),
            pool("ITA", units=1, tour_months=2, dwell_ratio=1),
            pool("ITA", "medical_company", units=1, tour_months=3, dwell_ratio=0.5),
        ],
        {FORWARD: 1.0, DEPTH: 1.0, MEDICAL: 1.5},
        4,
        {"states": {"ITA": {"personnel_cap": 750, "cap_basis": "assumed"}}},
    ),
]


def small(pools: list[Pool], need: Need, horizon: int, more: dict[str, Any]) -> tuple[Case, Problem]:
    of = case(pools, horizon=horizon, build_up=BUILD_UP, **more)
    return of, problem_of(of, positions(), requirement(dict(need), horizon=horizon))


@pytest.mark.parametrize("endurance", ["relay", "own", "horizon"])
@pytest.mark.parametrize(("pools", "need", "horizon", "more"), [*INSTANCES, *CAPPED])
def test_no_plan_by_month_is_better_than_the_one_found(
    pools: list[Pool], need: Need, horizon: int, more: dict[str, Any], endurance: str
) -> None:
    if endurance == "horizon" and "home_share" in more:
        more = {}
    of, problem = small(pools, need, horizon, {**more, "endurance": endurance})
    found, bound = least_price(problem)
    best = best_by_month(of, need)
    assert found == pytest.approx(best)
    assert bound == pytest.approx(best)


@pytest.mark.parametrize("endurance", ["relay", "own"])
@pytest.mark.parametrize(("pools", "need", "horizon", "more"), INSTANCES)
def test_no_posts_are_better_than_those_found(
    pools: list[Pool], need: Need, horizon: int, more: dict[str, Any], endurance: str
) -> None:
    of, problem = small(pools, need, horizon, {**more, "endurance": endurance})
    found = solve_slots(problem)
    assert found.objective == pytest.approx(best_by_posts(of, need))
    assert found.gap is not None
    assert found.gap < 1.01e-4

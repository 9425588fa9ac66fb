"""On tiny instances every plan is enumerated: the optimiser finds the best of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from math import ceil

import pytest

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.generation import generate, verify
from tests.generation.builders import TYPES, case, pool, positions, requirement

PERSONS = {name: persons for name, (_, persons, _) in TYPES.items()}


def careers(given: Pool, horizon: int, belts: tuple[str, ...]) -> list[tuple[tuple[int, str], ...]]:
    """Enumerate what one unit can do: begins of its tours, each with a belt."""
    first = 1 + ceil(given.notice_days / 30)
    away = ceil(given.tour_months * (1 + given.dwell_ratio) + given.handover_months)
    found: list[tuple[tuple[int, str], ...]] = [()]
    grown: list[tuple[tuple[int, str], ...]] = [()]
    while grown:
        grown = [
            (*career, (month, belt))
            for career in grown
            for month in range(career[-1][0] + away if career else first, horizon + 1)
            for belt in belts
        ]
        found += grown
    return found


def every_plan(given: Case, belts: tuple[str, ...]) -> Iterator[list[tuple[Pool, tuple[tuple[int, str], ...]]]]:
    """Enumerate all plans; units of a pool are alike, so their careers come in one order only."""
    horizon = given.scenario.horizon_months
    each = [list(combinations_with_replacement(careers(one, horizon, belts), int(one.units))) for one in given.pools]
    for choice in product(*each):
        yield [(one, career) for one, careers_of in zip(given.pools, choice, strict=True) for career in careers_of]


def brings(unit_type: str) -> list[tuple[str, float]]:
    """Return what a unit brings, by capability."""
    parts = [part.split("=") for part in TYPES[unit_type][0].split(";")]
    return [(name, float(quantity)) for name, quantity in parts]


def best_by_hand(given: Case, need: dict[tuple[str, str], float], belts: tuple[str, ...]) -> float:
    """Return the least priced shortfall of all plans that keep the caps."""
    horizon, steady = given.scenario.horizon_months, given.scenario.options.build_up_months
    best = float("inf")
    for plan in every_plan(given, belts):
        standing: dict[tuple[str, str, int], float] = {}
        persons: dict[tuple[str, int], float] = {}
        for one, career in plan:
            for start, belt in career:
                for month in range(start, min(start + one.tour_months, horizon + 1)):
                    for capability, quantity in brings(one.unit_type):
                        standing[belt, capability, month] = standing.get((belt, capability, month), 0) + quantity
                    persons[one.state, month] = persons.get((one.state, month), 0) + PERSONS[one.unit_type]
        caps = {code: state.personnel_cap for code, state in given.states.items() if state.personnel_cap is not None}
        if any(state in caps and count > caps[state] for (state, _), count in persons.items()):
            continue
        price = 0.0
        for (belt, capability), quantity in need.items():
            kind = next(name for name, (parts, _, _) in TYPES.items() if parts.split("=")[0] == capability)
            short = [max(0.0, quantity - standing.get((belt, capability, month), 0)) for month in range(1, horizon + 1)]
            price += PERSONS[kind] * (sum(short) + (horizon - steady + 1) * max(short[steady - 1 :]))
        best = min(best, price)
    return best


FORWARD, DEPTH, MEDICAL = ("forward", "manoeuvre"), ("depth", "manoeuvre"), ("depth", "medical")


@pytest.mark.parametrize(
    ("pools", "need", "belts", "horizon", "states"),
    [
        ([pool("FRA", units=2, tour_months=2, dwell_ratio=1)], {FORWARD: 1.0}, ("forward",), 7, {}),
        ([pool("FRA", units=3, tour_months=2, dwell_ratio=2)], {FORWARD: 2.0}, ("forward",), 7, {}),
        ([pool("FRA", units=1, tour_months=3, dwell_ratio=0.5, notice_days=30)], {FORWARD: 1.0}, ("forward",), 8, {}),
        (
            [pool("FRA", units=2, tour_months=2, dwell_ratio=1.5), pool("ITA", units=1, tour_months=3, dwell_ratio=1)],
            {FORWARD: 2.0},
            ("forward",),
            6,
            {},
        ),
        (
            [pool("FRA", units=1, tour_months=2, dwell_ratio=1), pool("ITA", units=2, tour_months=3, dwell_ratio=1)],
            {FORWARD: 1.0, DEPTH: 1.0},
            ("forward", "depth"),
            5,
            {},
        ),
        ([pool("FRA", units=2, tour_months=2, dwell_ratio=1)], {FORWARD: 1.5}, ("forward",), 6, {}),
        (
            [
                pool("FRA", units=2, tour_months=2, dwell_ratio=1),
                pool("ITA", units=1, tour_months=2, dwell_ratio=1, handover_months=0.5),
                pool("FRA", "medical_company", units=1, tour_months=3, dwell_ratio=0),
            ],
            {FORWARD: 2.0, MEDICAL: 1.0},
            ("forward", "depth"),
            4,
            {"FRA": {"personnel_cap": 750, "cap_basis": "assumed"}},
        ),
        (
            [
                pool("FRA", "mixed_group", units=2, tour_months=2, dwell_ratio=1.5),
                pool("ITA", "medical_company", units=1, tour_months=3, dwell_ratio=1, notice_days=30),
            ],
            {FORWARD: 1.0, ("forward", "medical"): 1.0},
            ("forward",),
            7,
            {},
        ),
        (
            [
                pool("FRA", "mixed_group", units=1, tour_months=2, dwell_ratio=1),
                pool("ITA", units=1, tour_months=2, dwell_ratio=1),
                pool("ITA", "medical_company", units=1, tour_months=3, dwell_ratio=0.5),
            ],
            {FORWARD: 1.0, ("depth", "manoeuvre"): 1.0, MEDICAL: 1.5},
            ("forward", "depth"),
            4,
            {"ITA": {"personnel_cap": 750, "cap_basis": "assumed"}},
        ),
    ],
)
def test_no_plan_is_better_than_the_one_found(
    pools: list[Pool],
    need: dict[tuple[str, str], float],
    belts: tuple[str, ...],
    horizon: int,
    states: dict[str, dict[str, object]],
) -> None:
    given = case(pools, horizon=horizon, build_up=2, states=states)
    wanted = requirement(need, horizon=horizon)  # type: ignore[arg-type]
    found = generate(given, positions(), wanted)
    assert found.status == "optimal"
    assert found.objective == pytest.approx(best_by_hand(given, need, belts))
    assert verify(given, wanted, found) == ()

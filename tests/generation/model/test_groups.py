"""The arithmetic that planners know, that the level really lasts, pools that are alike, and parts that share nothing."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import replace
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.case.tables.force import Pool
from interpose.generation.model.groups import (
    PostKind,
    classes,
    lasting_level,
    limit_rows,
    on_ground,
    parts,
    place_of,
    place_phases,
    post_kind,
    standing,
    steady_phases,
    whole_level,
    window_rows,
)
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.rotation.arithmetic import rotation_arithmetic
from interpose.solver import Model, Terms, solve
from tests.generation.builders import case, plan, pool, positions, requirement

NEED = requirement({("forward", "manoeuvre"): 1})


def lasting(*pools: Pool, **options: object) -> Problem:
    return problem_of(case(pools, **{"endurance": "relay", **options}), positions(), NEED)


@pytest.mark.parametrize(
    ("units", "tour", "interval", "level"),
    [
        # Six months in five half-years at home and away: one in five.
        (50_000, 6, 24, 10_000),
        # Four in the pool for one there.
        (256_000, 6, 18, 64_000),
        (20_000, 6, 18, 5_000),
        # At one to two.
        (180_000, 6, 12, 60_000),
        (180_000, 12, 24, 60_000),
        (24, 6, 18, 6),
        (18, 6, 12, 6),
        (5, 6, 18, 1),
        (3, 6, 18, 0),
    ],
)
def test_a_pool_keeps_its_share_standing(units: int, tour: int, interval: int, level: int) -> None:
    problem = lasting(pool("FRA", tour_months=tour, dwell_ratio=interval / tour))
    assert whole_level(problem, [replace(problem.pools[0], units=units)]) == level
    assert floor(rotation_arithmetic(pool=units, tour=tour, interval=interval).force) == level


def test_sixty_four_thousand_for_two_years_in_tours_of_six_months_tie_up_four_times_as_many() -> None:
    assert rotation_arithmetic(force=64_000, months=24, tour=6, reuse=False).pool == 256_000
    assert rotation_arithmetic(force=64_000, tour=6, interval=18).pool == 256_000


def test_nations_together_keep_more_than_the_sum_of_what_each_keeps() -> None:
    pools = [pool(state, units=2) for state in ("FRA", "ITA", "DEU")]
    together = lasting(*pools)
    assert whole_level(together, together.pools) == 2
    assert [whole_level(together, [each]) for each in together.pools] == [0, 0, 0]


def test_the_share_at_home_is_taken_from_the_rate_of_all_not_from_each_pool() -> None:
    pools = [pool(state, units=1, dwell_ratio=0) for state in ("FRA", "ITA", "DEU", "POL")]
    problem = lasting(*pools, home_share=0.25)
    assert whole_level(problem, problem.pools) == 3


def test_all_but_one_headquarters_of_a_state_may_be_away() -> None:
    need = requirement({("forward", "headquarters"): 1})
    of = case([pool("FRA", "brigade_headquarters", units=3, dwell_ratio=0)], endurance="relay", last_headquarters_stays=True)
    problem = problem_of(of, positions(), need)
    assert whole_level(problem, problem.pools) == 2
    free = problem.with_rules(last_headquarters_stays=False)
    assert whole_level(free, free.pools) == 3


@given(st.integers(1, 30), st.integers(2, 12), st.integers(0, 36))
def test_alike_units_keep_their_level_for_twenty_years_if_their_reliefs_are_staggered(units: int, tour: int, home: int) -> None:
    problem = lasting(pool("FRA", units=units, tour_months=tour, dwell_ratio=home / tour))
    (supply,) = problem.pools
    level = floor(lasting_level(problem, [supply]))
    rested = [0] * units
    for month in range(240):
        # The post i is relieved in months floor(i tour / level), and every tour from then on.
        due = sum(month >= place * tour // level and (month - place * tour // level) % tour == 0 for place in range(level))
        for _ in range(due):
            assert rested[0] <= month
            heapq.heapreplace(rested, month + supply.window)


FORWARD, COMMAND, MEDICAL = ("forward", "manoeuvre"), ("forward", "headquarters"), ("depth", "medical")
SECTORS = [("sector-1", "manoeuvre", "forward", 1.0), ("sector-1", "headquarters", "forward", 1.0)]
BATTALIONS = [pool("FRA", units=3), pool("ITA", "mechanised_battalion", units=2), pool("GBR", units=4, tour_months=4)]


def problem(
    *pools: object, states: dict[str, dict[str, object]] | None = None, sectors: bool = False, **options: object
) -> Problem:
    need = requirement({FORWARD: 2, COMMAND: 1, MEDICAL: 1}, sectors=SECTORS if sectors else [])
    return problem_of(case(pools, states=states, **options), positions(), need)  # type: ignore[arg-type]


def members(of: Problem) -> list[tuple[str, set[str]]]:
    return [(group.owner, {each.state for each in group.members}) for group in classes(of)]


def test_pools_with_the_same_tours_are_alike_whatever_their_persons() -> None:
    found = classes(problem(*BATTALIONS))
    assert [({each.state for each in group.members}, group.units) for group in found] == [({"GBR"}, 4), ({"FRA", "ITA"}, 5)]


def test_by_own_relief_and_in_sectors_it_matters_whose_they_are() -> None:
    apart = [("FRA", {"FRA"}), ("GBR", {"GBR"}), ("ITA", {"ITA"})]
    assert members(problem(*BATTALIONS, endurance="own")) == apart
    assert members(problem(*BATTALIONS, sectors=True)) == apart


def test_a_partner_group_is_one_nation() -> None:
    given = problem_of(
        case([pool("BEL"), pool("NLD")], endurance="own", partners={"benelux": ("BEL", "NLD")}),
        positions(),
        requirement({FORWARD: 2}),
    )
    assert members(given) == [("benelux", {"BEL", "NLD"})]


def test_a_state_with_a_limit_is_a_class_of_its_own() -> None:
    found = members(problem(*BATTALIONS, states={"FRA": {"personnel_cap": 900, "cap_basis": "assumed"}}))
    assert sorted(found, key=str) == [("", {"FRA"}), ("", {"GBR"}), ("", {"ITA"})]


def test_an_only_headquarters_that_stays_at_home_is_in_no_class() -> None:
    pools = [pool("FRA", "brigade_headquarters", units=1), pool("ITA", "brigade_headquarters", units=2)]
    assert members(problem(*pools, last_headquarters_stays=True)) == [("", {"ITA"})]
    assert members(problem(*pools)) == [("", {"FRA", "ITA"})]


def test_capabilities_that_no_unit_limit_or_sector_ties_are_parts_of_their_own() -> None:
    pools = [pool("FRA", units=3), pool("FRA", "medical_company", units=2), pool("ITA", "brigade_headquarters", units=2)]

    def keys(of: Problem) -> list[set[tuple[str, str]]]:
        return [set(part.keys) for part in parts(of, classes(of))]

    assert sorted(keys(problem(*pools)), key=str) == sorted([{FORWARD}, {COMMAND}, {MEDICAL}], key=str)
    assert {FORWARD, COMMAND} in keys(problem(*pools, sectors=True))
    capped = problem(*pools, states={"FRA": {"personnel_cap": 900, "cap_basis": "assumed"}})
    assert {FORWARD, MEDICAL} in keys(capped)


def test_nations_are_told_apart_where_their_units_hold_sectors() -> None:
    pools = [pool("FRA"), pool("FRA", "brigade_headquarters"), pool("FRA", "medical_company")]

    def of_nations(given: Problem) -> set[str]:
        return {group.like.unit_type for group in classes(given) if group.owner}

    assert of_nations(problem(*pools, sectors=True)) == {"infantry_battalion", "brigade_headquarters"}
    assert of_nations(problem(*pools)) == set()


def phased(**options: object) -> Problem:
    given = case([pool("FRA", units=3)], horizon=30, build_up=4, factors={"drawdown_months": 2}, phase_months=12, **options)
    return problem_of(given, positions(), requirement({FORWARD: 2}, horizon=30))


def test_a_kind_of_post_brings_what_its_units_provide() -> None:
    kind = PostKind("FRA", (("manoeuvre", 1.0), ("medical", 0.5)))
    assert [kind.brings(name) for name in ("manoeuvre", "medical", "isr")] == [1.0, 0.5, 0]


def test_who_does_not_stay_does_not_come_before_the_first_phase_nor_after_the_last() -> None:
    kept = phased(minimum_stay="phase")
    assert [(each.first_month, each.last_month) for each in steady_phases(kept)] == [(4, 15), (16, 27), (28, 28)]
    assert place_phases(kept) == steady_phases(kept)
    assert place_of(kept).tolist() == [0] * 15 + [1] * 12 + [2] * 3


def test_where_nobody_stays_for_a_phase_places_are_those_of_each_phase() -> None:
    free = phased(minimum_stay="tour")
    assert [phase.name for phase in place_phases(free)][::4] == ["build-up", "drawdown"]
    assert place_of(free, [1, 3, 4, 27, 28, 29]).tolist() == [0, 0, 1, 2, 3, 4]


def test_only_units_that_hold_sectors_keep_posts() -> None:
    given = case([pool("FRA", "mixed_group"), pool("ITA", "medical_company")], horizon=12)
    need = requirement({FORWARD: 1, ("depth", "medical"): 1}, sectors=[("sector-1", "manoeuvre", "forward", 1)])
    ruled = problem_of(given, positions(), need)
    mixed, medical = ruled.pools
    assert post_kind(ruled, mixed, "forward") == PostKind("FRA", (("manoeuvre", 1.0),))
    assert post_kind(ruled, mixed, "depth") is None
    assert post_kind(ruled, medical, "depth") is None


def test_tours_by_station_are_counted_station_by_station() -> None:
    tours = np.array([[1.0, 0, 0, 0], [0, 2, 1, 0]])
    assert on_ground(tours, 2).tolist() == [[1, 1, 0, 0], [0, 2, 3, 1]]
    assert on_ground(tours, 9).tolist() == [[1, 1, 1, 1], [0, 2, 3, 3]]


def test_what_stands_there_is_the_sum_of_the_tours_that_have_begun() -> None:
    tours, there = np.arange(8.0), standing(np.arange(8), 3)
    counted = np.zeros(8)
    np.add.at(counted, there.row, there.value * tours[there.column])
    assert counted.tolist() == on_ground(tours, 3).tolist()


@pytest.mark.parametrize(
    ("units", "dwell", "notice", "tours"),
    # In 12 months with tours of 3: a unit that rests 3 begins every 6; in 13 only once; without rest four times.
    [(1, 1, 0, 2), (2, 1, 0, 4), (1, 4, 0, 1), (1, 0, 0, 4), (1, 1, 180, 1), (1, 1, 150, 2)],
)
def test_no_more_tours_begin_in_a_window_than_there_are_units(units: int, dwell: float, notice: int, tours: int) -> None:
    given = case([pool("FRA", units=units, tour_months=3, dwell_ratio=dwell, notice_days=notice)])
    (supply,) = problem_of(given, positions(), requirement({("forward", "manoeuvre"): 1})).pools
    model = Model()
    upper = np.full((1, 12), float(units))
    upper[:, : supply.first_month - 1] = 0
    columns = model.columns("tours", (1, 12), upper=upper, cost=-1.0, whole=True)
    window_rows(model, "rotation", supply, columns, units)
    assert -(solve(model).objective or 0) == tours


def test_units_that_are_withdrawn_count_in_place_of_free_ones() -> None:
    given = case([pool("FRA", units=5, tour_months=6, dwell_ratio=1)])
    (supply,) = problem_of(given, positions(), requirement({("forward", "manoeuvre"): 1})).pools
    model = Model()
    columns = model.columns("tours", (1, 12), upper=9.0, cost=-1.0, whole=True)
    taken = model.columns("withdrawn", (1,), upper=2.0, whole=True)
    window_rows(model, "rotation", supply, columns, 5, taken)
    found = solve(model)
    assert (found.values["tours"].sum(), found.values["withdrawn"].tolist()) == (2, [2])


def rows_of(persons: list[int], limit: dict[str, float]) -> tuple[Model, tuple[str, ...]]:
    """Rows of one month in which units of these sizes may stand, three of each, and the names of the limits."""
    need = requirement({FORWARD: 9}, horizon=1)
    state = {"FRA": {**limit, "cap_basis": "assumed"}}
    problem = problem_of(case([pool("FRA")], horizon=1, states=state), positions(), need)
    model = Model()
    tours = model.columns("tours", (1, len(persons)), upper=3, whole=True)
    return model, limit_rows(model, problem.demand, problem.limits, {"FRA": Terms.of(tours, persons, over=1)})


@given(st.lists(st.integers(1, 900), min_size=1, max_size=4), st.integers(0, 2_000))
def test_what_a_cap_allows_in_whole_units_every_row_allows(persons: list[int], most: int) -> None:
    model, names = rows_of(persons, {"personnel_cap": most})
    assert names == (f"cap of FRA: at most {most:,} persons",)
    arrays = model.arrays()
    for units in itertools.product(range(4), repeat=len(persons)):
        if np.dot(units, persons) <= most:
            assert arrays.violation(np.array(units, dtype=float)) <= 1e-9


def test_a_cap_of_539_holds_no_battalion_and_one_of_two_large_companies() -> None:
    arrays = rows_of([700, 450, 250], {"personnel_cap": 539})[0].arrays()
    allowed = [units for units in itertools.product((0, 1), repeat=3) if arrays.violation(np.array(units, dtype=float)) <= 1e-9]
    assert allowed == [(0, 0, 0), (0, 0, 1), (0, 1, 0)]


def test_a_least_holds_after_the_build_up_alone() -> None:
    of = case([pool("FRA", units=9)], build_up=3, states={"FRA": {"personnel_least": 1400}}, factors={"drawdown_months": 2})
    found = plan(of, requirement({FORWARD: [0.0] * 2 + [2.0] * 8 + [0.0] * 2}))
    assert min(found.force.by_month[2:10]) == 1400


@pytest.mark.parametrize(("cap", "battalions"), [(699, 0), (700, 1), (1399, 1), (1400, 2)])
def test_as_many_units_stand_as_fit_whole(cap: int, battalions: int) -> None:
    of = case([pool("FRA", units=20)], states={"FRA": {"personnel_cap": cap, "cap_basis": "assumed"}})
    assert plan(of, requirement({FORWARD: 4})).force.peak == 700 * battalions


def test_a_state_without_units_cannot_keep_a_least() -> None:
    model, (name,) = rows_of([700], {"personnel_least": 2_500})
    assert name == "least of FRA: at least 2,500 persons after the build-up"
    assert solve(model).status == "infeasible"

"""Solving by months: parts, caps that are broken, rules that cannot hold together, and how far a requirement can be scaled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.case import Case
from interpose.evidence import positions as positions_of
from interpose.generation import Plan, PlanRequest, generate
from interpose.generation.check import verify
from interpose.generation.model.groups import PoolGroup, on_ground
from interpose.generation.model.slots import SlotPlan, solve_slots
from interpose.generation.model.solve import (
    MonthlySolution,
    PoolTours,
    allocated,
    calendar_of,
    planned,
    solve_monthly,
)
from interpose.generation.problem.planning_problem import Problem, Settings, problem_of
from interpose.generation.problem.supply import PoolSupply
from interpose.requirement import require
from interpose.solver import Clock, Limits
from tests.generation.builders import case, plan, pool, positions, requirement
from tests.generation.shipped import hard_case
from tests.generation.test_random_cases import drawn

FORWARD, MEDICAL = ("forward", "manoeuvre"), ("depth", "medical")


def solved(
    *pools: object,
    need: dict[tuple[str, str], float],
    limits: Limits | None = None,
    settings: Settings | None = None,
    **more: object,
) -> MonthlySolution:
    problem = problem_of(case(pools, **more), positions(), requirement(need))  # type: ignore[arg-type]
    return solve_monthly(replace(problem, settings=settings or Settings()), Clock(limits or Limits()))


def test_of_two_plans_with_the_same_shortfall_the_one_with_fewer_tours_is_taken() -> None:
    found = solved(pool("FRA", units=9), pool("ITA", units=9, tour_months=4), need={FORWARD: 1})
    assert (found.status, found.bound) == ("optimal", 0)
    assert set(found.tours) == {("FRA", "infantry_battalion", "")}
    assert found.tours["FRA", "infantry_battalion", ""]["forward"].nonzero()[0].tolist() == [0, 6]


def test_units_inside_go_before_units_from_outside_where_both_would_do() -> None:
    found = solved(pool("FRA", units=9), pool("USA", units=9), need={FORWARD: 1}, states={"USA": {"stands": "outside"}})
    assert {state for state, _, _ in found.tours} == {"FRA"}


def test_a_cap_that_a_plan_without_it_would_break_is_kept() -> None:
    pools = [pool("FRA", units=9), pool("FRA", "medical_company", units=9), pool("ITA", "medical_company", units=9)]
    capped = {"FRA": {"personnel_cap": 700, "cap_basis": "assumed"}}
    found = solved(*pools, need={FORWARD: 1, MEDICAL: 1}, states=capped)
    assert found.bound == 0
    persons = sum(
        on_ground(months.astype(float), 6) * {"infantry_battalion": 700, "medical_company": 100}[kind]
        for (state, kind, _), stations in found.tours.items()
        for months in stations.values()
        if state == "FRA"
    )
    assert np.max(persons) == 700


def test_rules_that_cannot_hold_together_are_named_in_words() -> None:
    found = solved(pool("FRA", units=2), need={FORWARD: 4}, states={"FRA": {"personnel_least": 1400}})
    assert (found.status, found.tours, found.bound) == ("infeasible", {}, None)
    assert set(found.conflicts) == {
        "least of FRA: at least 1,400 persons after the build-up",
        "pool of FRA infantry_battalion: 2 units, each at most one tour of 6 in 18 months",
    }


def test_without_time_there_is_no_answer() -> None:
    assert solved(pool("FRA", units=9), need={FORWARD: 1}, limits=Limits(seconds=0)).status == "no answer"


@pytest.mark.parametrize("units", [3, 4, 9])
def test_a_plan_too_large_for_months_has_the_posts_of_the_slot_model_and_their_bound(units: int) -> None:
    pools = [pool("FRA", units=units)]
    by_months = solved(*pools, need={FORWARD: 3}, endurance="relay")
    by_slots = solved(*pools, need={FORWARD: 3}, endurance="relay", settings=Settings(most_entries=1))
    assert (by_months.by_slots, by_slots.by_slots) == (False, True)
    assert by_slots.bound == pytest.approx(by_months.bound, abs=700 * 3 * 24 * 1e-4)
    months = by_slots.tours["FRA", "infantry_battalion", ""]["forward"]
    assert on_ground(months.astype(float), 6).min() == units // 3


DEPTH = ("depth", "manoeuvre")


@pytest.mark.parametrize(("required", "scale"), [(4, 0.5), (1, 2.0)])
def test_six_units_at_one_in_three_sustain_half_of_four_and_twice_one(required: int, scale: float) -> None:
    given = case([pool("FRA", units=6)], horizon=36)
    found = plan(given, requirement({FORWARD: required}, horizon=36), mode="largest")
    assert (found.mode, found.scale, found.scale_bound) == ("largest", pytest.approx(scale), pytest.approx(scale))
    assert found.force.sustained == 1400
    # Below the whole requirement the whole of it is planned for.
    assert found.planned_scale == max(1.0, scale)
    assert {row.quantity for row in found.shortfall} == ({2.0} if scale < 1 else set())


def test_the_largest_force_keeps_the_proportion_of_the_belts_and_tells_which_enablers_it_lacks() -> None:
    given = case([pool("FRA", units=36), pool("FRA", "medical_company", units=3)], horizon=36)
    need = requirement({FORWARD: 2, DEPTH: 4, ("depth", "medical"): 4}, horizon=36)
    found = plan(given, need, mode="largest")
    assert found.scale == pytest.approx(2.0)
    assert {(row.capability, row.quantity) for row in found.shortfall} == {("medical", 7.0)}


def test_the_largest_force_without_troops_is_none_and_that_is_an_answer() -> None:
    found = plan(case([pool("FRA", "medical_company", units=3)]), requirement({FORWARD: 2}), mode="largest")
    assert (found.status, found.scale, found.scale_bound, found.force.peak) == ("optimal", 0.0, 0.0, 0)


def test_a_cap_limits_the_largest_force() -> None:
    given = case([pool("FRA", units=30)], states={"FRA": {"personnel_cap": 1500, "cap_basis": "assumed"}})
    found = plan(given, requirement({FORWARD: 10}), mode="largest")
    assert found.scale == pytest.approx(0.2)
    assert found.force.peak == 1400


@pytest.mark.parametrize("endurance", ["relay", "own", "horizon"])
@pytest.mark.parametrize("required", [1, 2, 3, 5])
def test_the_largest_force_is_never_below_the_one_that_fills_the_requirement(endurance: str, required: int) -> None:
    given = case([pool("FRA", units=7), pool("ITA", units=4, tour_months=4)], endurance=endurance)
    need = requirement({FORWARD: required})
    fixed, largest = plan(given, need), plan(given, need, mode="largest")
    assert fixed.force.sustained <= largest.force.sustained


def test_the_scale_follows_the_endurance() -> None:
    # Four battalions at 1:2 keep 4/3 post without end, two for twelve months.
    scales = {}
    for endurance in ("relay", "horizon"):
        given = case([pool("FRA", units=4)], endurance=endurance)
        asked = problem_of(given, positions(), requirement({FORWARD: 4}), PlanRequest(mode="largest"))
        _, largest = planned(asked)
        assert largest is not None
        scales[endurance] = largest.scale
    assert scales == {"relay": 0.25, "horizon": 0.5}


def test_a_part_of_a_requirement_is_a_part_of_what_sectors_need() -> None:
    need = requirement(
        {FORWARD: 4}, sectors=[("sector-1", "manoeuvre", "forward", 3.0), ("sector-2", "manoeuvre", "forward", 1.0)]
    )
    problem = problem_of(case([pool("FRA", units=9)]), positions(), need)
    half = problem.scaled(0.5)
    assert set(half.demand.quantity[FORWARD]) == {2.0}
    assert half.sectors is not None
    assert half.sectors.quantity[FORWARD][:, 0].tolist() == [1.5, 0.5]
    assert planned(problem) == (problem, None)


def test_a_least_without_any_unit_leaves_the_largest_force_infeasible() -> None:
    given = case([], states={"FRA": {"personnel_least": 1}})
    found: Plan = generate(given, positions(), requirement({FORWARD: 1}), PlanRequest(mode="largest"))
    assert (found.status, found.has_numbers) == ("infeasible", False)


def test_a_case_in_which_nothing_can_be_held_throughout_has_a_largest_force_of_scale_zero(tmp_path: Path) -> None:
    given = hard_case("largest-of-nothing", tmp_path)
    need = require(given)
    found = generate(given, positions_of(given), need, PlanRequest(mode="largest"))
    assert (found.status, found.scale, found.planned_scale, found.force.sustained) == ("optimal", 0.0, 1.0, 0)
    assert verify(given, need, found) == ()


def test_without_time_to_build_up_the_largest_force_of_the_shipped_case_is_still_a_plan(ukraine: Case) -> None:
    given = ukraine.with_options(build_up_months=1)
    found = generate(
        given, positions_of(given), require(given), PlanRequest(mandate="tripwire", mode="largest", compared=False)
    )
    assert (found.status in ("optimal", "feasible"), found.max_violation) == (True, 0)
    # Notice has not run in the first month: no part can be held in every month.
    assert found.scale == 0


def test_where_more_would_be_held_by_fewer_persons_the_plan_is_the_one_for_what_is_asked() -> None:
    # A least contingent of 900 and a drawdown: four times the troops could be held, by 200 persons in the last steady month.
    given, need = drawn(689)
    fixed, largest = (
        generate(given, positions(), need, PlanRequest(mode=mode, compared=False)) for mode in ("fixed", "largest")
    )
    assert (largest.scale, largest.planned_scale) == (4.0, 1.0)
    assert fixed.force.sustained <= largest.force.sustained
    assert verify(given, need, largest) == ()


def staggered(
    *pools: object, need: dict[tuple[str, str], float], horizon: int = 36, **options: object
) -> tuple[Problem, SlotPlan, PoolTours]:
    given = case(pools, horizon=horizon, **{"endurance": "relay", **options})  # type: ignore[arg-type]
    problem = problem_of(given, positions(), requirement(need, horizon=horizon))  # type: ignore[arg-type]
    plan = solve_slots(problem)
    return problem, plan, calendar_of(problem, plan, Clock(Limits()))


def empty(problem: Problem, plan: SlotPlan, tours: PoolTours) -> float:
    """Post-months of the steady state that nobody mans, by station, for plans whose posts are those of one crew."""
    steady, found = problem.demand.steady, 0.0
    for station in {post.station for post in plan.posts}:
        manned = sum(
            np.arange(problem.demand.horizon) >= post.first_month - 1 for post in plan.posts if post.station == station
        )
        begun = [(pool.tour, tours[pool.key][station]) for pool in problem.pools if station in tours.get(pool.key, {})]
        there = sum((on_ground(begins.astype(float), tour) for tour, begins in begun), np.zeros(problem.demand.horizon))
        found += np.clip(manned - there, 0, None)[steady].sum()
    return float(found)


def test_three_units_at_one_in_three_man_their_post_in_every_month() -> None:
    problem, plan, tours = staggered(pool("FRA", units=3), need={FORWARD: 1})
    assert tours["FRA", "infantry_battalion", ""]["forward"].nonzero()[0].tolist() == [0, 6, 12, 18, 24, 30]
    assert empty(problem, plan, tours) == 0


def test_units_of_two_nations_relieve_one_another_and_none_returns_before_its_time() -> None:
    problem, plan, tours = staggered(
        pool("FRA", units=4), pool("ITA", "mechanised_battalion", units=2), need={FORWARD: 1, DEPTH: 1}
    )
    assert sum(post.count for post in plan.posts) == 2
    assert empty(problem, plan, tours) <= 3
    for supply in problem.pools:
        begun = sum(tours[supply.key].values(), np.zeros(36, dtype=np.int64))
        assert on_ground(begun.astype(float), supply.window).max() <= supply.units


@pytest.mark.parametrize("cap", [700, 1400])
def test_a_cap_holds_in_every_month(cap: int) -> None:
    problem, plan, tours = staggered(
        pool("FRA", units=12), need={FORWARD: 4}, states={"FRA": {"personnel_cap": cap, "cap_basis": "assumed"}}
    )
    (supply,) = problem.pools
    persons = on_ground(tours[supply.key]["forward"].astype(float), supply.tour) * supply.personnel
    assert persons.max() == cap
    assert empty(problem, plan, tours) == 0


def test_a_last_headquarters_stays_at_home_in_every_month() -> None:
    problem, _, tours = staggered(
        pool("FRA", "brigade_headquarters", units=2, dwell_ratio=0),
        need={("forward", "headquarters"): 2},
        last_headquarters_stays=True,
    )
    (supply,) = problem.pools
    assert on_ground(tours[supply.key]["forward"].astype(float), supply.tour).max() == 1


def test_without_posts_nobody_is_sent() -> None:
    _, plan, tours = staggered(pool("FRA", units=2), need={FORWARD: 1})
    assert (plan.posts, tours) == ((), {})


def of(*units: int, tour: int = 3, window: int = 9) -> PoolGroup:
    members = tuple(
        PoolSupply(
            state=f"S{number}",
            unit_type="battalion",
            units=each,
            personnel=700,
            first_month=1,
            tour=tour,
            window=window,
            provides=(("forward", "manoeuvre", 1.0), ("depth", "manoeuvre", 1.0)),
        )
        for number, each in enumerate(units)
    )
    return PoolGroup("", members)


def test_one_pool_takes_every_tour() -> None:
    months = np.array([1, 0, 0, 2, 0, 0])
    taken = allocated([(of(3), {"forward": months, "depth": np.zeros(6, dtype=np.int64)})])
    assert {key: {at: each.tolist() for at, each in by.items()} for key, by in taken.items()} == {
        ("S0", "battalion", ""): {"forward": months.tolist()}
    }


def test_pools_share_in_proportion_to_their_units() -> None:
    # Six units begin two tours in each window of nine months, every three months; the larger pool takes two of three.
    found = allocated([(of(4, 2), {"forward": np.array(([2] + [0] * 2) * 6)})])
    assert {state: int(taken["forward"].sum()) for (state, _, _), taken in found.items()} == {"S0": 8, "S1": 4}


def test_a_nation_follows_itself_where_it_can() -> None:
    found = allocated([(of(3, 3), {"forward": np.array([1, 0, 0] * 3)})])
    assert {state: taken["forward"].nonzero()[0].tolist() for (state, _, _), taken in found.items()} == {"S0": [0, 3, 6]}


@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=4), st.integers(1, 4), st.integers(0, 8), st.randoms(use_true_random=False)
)
def test_whatever_a_class_can_work_off_its_pools_can(units: list[int], tour: int, home: int, random: object) -> None:
    window, horizon, total = tour + home, 24, sum(units)
    starts = {"forward": np.zeros(horizon, dtype=np.int64), "depth": np.zeros(horizon, dtype=np.int64)}
    begun = np.zeros(horizon)
    for month in range(horizon):
        free = total - int(begun[max(0, month - window + 1) : month + 1].sum())
        taken = random.randint(0, free)  # type: ignore[attr-defined]
        starts[random.choice(("forward", "depth"))][month] += taken  # type: ignore[attr-defined]
        begun[month] = taken
    dealt = {station: np.zeros(horizon, dtype=np.int64) for station in starts}
    by_pool = {f"S{number}": np.zeros(horizon) for number in range(len(units))}
    for (state, _, _), stations in allocated([(of(*units, tour=tour, window=window), starts)]).items():
        for station, months in stations.items():
            dealt[station] += months
            by_pool[state] += months
    assert all((dealt[station] == starts[station]).all() for station in starts)
    for number, count in enumerate(units):
        assert on_ground(by_pool[f"S{number}"], window).max() <= count

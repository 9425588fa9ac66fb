"""Reliefs are staggered so that no post stands empty that could be manned, and classes deal their tours evenly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.generation.model.calendar import PoolTours, allocated, calendar_of
from interpose.generation.model.groups import PoolGroup, on_ground
from interpose.generation.model.slots import SlotPlan, solve_slots
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.supply import PoolSupply
from interpose.solver import Clock, Limits
from tests.generation.builders import case, pool, positions, requirement

FORWARD, DEPTH = ("forward", "manoeuvre"), ("depth", "manoeuvre")


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

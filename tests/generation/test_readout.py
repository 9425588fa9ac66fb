"""From tours that begin to the calendar, the force, what each sends and what is short, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.readout import month_by_month, read_back
from interpose.generation.result import Contribution, HeldPosts, RotationRow, Shortfall
from interpose.solver import Clock, Limits
from tests.generation.builders import case, pool, positions, requirement

FORWARD = ("forward", "manoeuvre")


def months(**begun: int) -> np.ndarray:
    found = np.zeros(12, dtype=np.int64)
    for name, count in begun.items():
        found[int(name[1:]) - 1] = count
    return found


def test_two_tours_of_six_months_are_read_back() -> None:
    problem = problem_of(
        case([pool("FRA", units=3)], build_up=3, factors={"drawdown_months": 2}), positions(), requirement({FORWARD: 2})
    )
    found = read_back(problem, {("FRA", "infantry_battalion", ""): {"forward": months(m1=2, m8=1)}})
    assert [(row.units, row.start_month, row.end_month) for row in found.rotation] == [(2, 1, 6), (1, 8, 12)]
    assert found.force.by_month == (1400,) * 6 + (0,) + (700,) * 5
    # The steady state is from month 3 to 10: its least month is the seventh.
    assert (found.force.peak, found.force.sustained, found.force.outside_peak) == (1400, 0, 0)
    assert found.contributions == (Contribution("FRA", 1400, found.force.by_month),)
    assert found.shortfall[0] == Shortfall(capability="manoeuvre", belt="forward", month=7, quantity=2.0, required=2.0)
    assert [row.quantity for row in found.shortfall] == [2, 1, 1, 1, 1, 1]
    assert found.posts == (HeldPosts(capability="manoeuvre", belt="forward", required=2, held=0),)
    # 2 + 5 unit-months are missing, and the worst of the eight steady months eight times.
    assert found.objective == 700 * (7 + 2 * 8)


def test_a_tour_is_cut_off_at_the_horizon_and_a_unit_outside_counts_apart() -> None:
    given = case([pool("FRA", units=3), pool("USA", units=2)], states={"USA": {"stands": "outside"}})
    problem = problem_of(given, positions(), requirement({FORWARD: 1, ("outside", "manoeuvre"): 1}))
    tours = {
        ("FRA", "infantry_battalion", ""): {"forward": months(m10=1), "outside": months(m1=1)},
        ("USA", "infantry_battalion", ""): {"outside": months(m7=1)},
    }
    found = read_back(problem, tours)
    assert found.rotation[1] == RotationRow(
        state="FRA", unit_type="infantry_battalion", units=1, start_month=10, end_month=12, belt="forward"
    )
    assert found.force.by_month == (0,) * 9 + (700,) * 3
    assert (found.force.outside_peak, found.force.from_outside) == (700, 700)
    # A state with units on both sides of the border contributes those in the country.
    assert [(row.state, row.outside, row.personnel_peak) for row in found.contributions] == [
        ("FRA", False, 700),
        ("USA", True, 700),
    ]


def test_posts_filled_from_outside_are_told_beside_those_in_the_country() -> None:
    given = case([pool("FRA", units=1), pool("USA", units=3)], build_up=3, states={"USA": {"stands": "outside"}})
    problem = problem_of(given, positions(), requirement({FORWARD: 2}))
    american = {("USA", "infantry_battalion", ""): {"forward": months(m4=2, m10=1)}}
    found = read_back(problem, american)
    # Two from month 4 to 9 and one until 12, all of them from outside; before month 3 the build-up is not over.
    assert (found.force.sustained, found.force.outside_peak, found.force.from_outside) == (0, 1400, 0)
    earlier = {("USA", "infantry_battalion", ""): {"forward": months(m3=2, m9=1)}}
    assert read_back(problem, earlier).force.from_outside == 700


def hard_to_prove() -> Problem:
    """Make a problem that branch and bound cannot finish at its first node."""
    rows = [
        ("DEU", "infantry_battalion", 1, 1.0, 0, 4),
        ("DEU", "mixed_group", 1, 1.0, 0, 6),
        ("FRA", "infantry_battalion", 1, 2.0, 60, 4),
        ("FRA", "mixed_group", 1, 1.5, 60, 6),
        ("GBR", "infantry_battalion", 2, 1.5, 60, 5),
        ("GBR", "mixed_group", 2, 1.0, 0, 5),
        ("ITA", "infantry_battalion", 2, 1.0, 60, 6),
        ("ITA", "mixed_group", 3, 1.5, 0, 6),
    ]
    pools = [
        pool(state, kind, units, dwell_ratio=dwell, notice_days=notice, tour_months=tour)
        for state, kind, units, dwell, notice, tour in rows
    ]
    states = {state: {"personnel_cap": 1500, "cap_basis": "assumed"} for state, *_ in rows}
    given = case(pools, horizon=24, states=states)
    return problem_of(given, positions(), requirement({FORWARD: 4.5, ("forward", "medical"): 1.3}, horizon=24))


def test_a_plan_is_optimal_where_the_whole_of_it_is_within_the_gap_asked_for() -> None:
    problem = hard_to_prove()

    def solved(gap: float) -> tuple[str, float]:
        solution, readout = month_by_month(replace(problem, gap=gap), Clock(Limits(nodes=1)))
        assert readout is not None
        assert solution.bound is not None
        return solution.status, (readout.objective - solution.bound) / problem.demand.price_of_all()

    status, left = solved(0.0)
    assert left > 1e-6
    assert status == "feasible"
    # The solver stops at a part of what is asked for: by itself it calls neither of these optimal.
    assert solved(1.01 * left) == ("optimal", pytest.approx(left))
    assert solved(0.99 * left) == ("feasible", pytest.approx(left))


def test_nothing_begun_is_everything_short() -> None:
    problem = problem_of(case([pool("FRA", units=3)]), positions(), requirement({FORWARD: 2}))
    found = read_back(problem, {})
    assert (found.rotation, found.contributions, found.force.peak) == ((), (), 0)
    assert found.objective == problem.demand.price_of_all()

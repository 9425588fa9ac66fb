"""From tours that begin to the calendar, the force, what each sends and what is short, counted by hand."""

from __future__ import annotations

import numpy as np

from interpose.generation.problem.planning_problem import problem_of
from interpose.generation.readout import read_back
from interpose.generation.result import Contribution, HeldPosts, RotationRow, Shortfall
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
    assert found.force.outside_peak == 700
    # A state with units on both sides of the border contributes those in the country.
    assert [(row.state, row.outside, row.personnel_peak) for row in found.contributions] == [
        ("FRA", False, 700),
        ("USA", True, 700),
    ]


def test_nothing_begun_is_everything_short() -> None:
    problem = problem_of(case([pool("FRA", units=3)]), positions(), requirement({FORWARD: 2}))
    found = read_back(problem, {})
    assert (found.rotation, found.contributions, found.force.peak) == ((), (), 0)
    assert found.objective == problem.demand.price_of_all()

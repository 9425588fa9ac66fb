"""Who stands there when, and that each unit rests before it goes again."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.generation.model.rotation import on_ground, standing, window_rows
from interpose.generation.problem.planning_problem import problem_of
from interpose.solver import Model, solve
from tests.generation.builders import case, pool, positions, requirement


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

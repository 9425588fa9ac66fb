"""Rows that models share: who stands there when, that each unit rests, and limits on the personnel of a state."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.generation.model.rows import limit_rows, on_ground, standing, window_rows
from interpose.generation.problem.planning_problem import problem_of
from interpose.solver import Model, Terms, solve
from tests.generation.builders import case, plan, pool, positions, requirement


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


FORWARD = ("forward", "manoeuvre")


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

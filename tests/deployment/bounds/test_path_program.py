"""The path programme: its bound lies below every schedule, also where all schedules can be tried."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.deployment.bounds.path_program import lateness_bound
from interpose.deployment.changes import with_capacity
from interpose.deployment.dispatch import MovementProblem, all_arrive, dispatch, lateness, priority_order
from tests.builders.movement import leg, problem, resource, route, unit


def weighted(asked: MovementProblem, operational: np.ndarray) -> float:
    weights = np.array([move.persons * move.priority for move in asked.moves])
    return float(weights @ lateness(asked, operational))


def best_by_trying(loads: list[tuple[int, int, int]], fast: int, slow: int, last: int) -> float:
    """Try every way to send whole wagons, on every day, by a way of 1 day and one of 2; return the least lateness."""
    options = [[(route, day) for route in (0, 1) for day in range(ready, last)] for _, ready, _ in loads]
    choices = [list(product(own, repeat=load)) for own, (load, _, _) in zip(options, loads, strict=True)]
    best = np.inf
    for sent in product(*choices):
        used: dict[tuple[int, int], int] = {}
        for each in (wagon for wagons in sent for wagon in wagons):
            used[each] = used.get(each, 0) + 1
        if all(count <= (fast, slow)[route] for (route, _), count in used.items()):
            ends = [max(day + 1 + route for route, day in wagons) for wagons in sent]
            late = sum(100 * max(0, end - required) for end, (_, _, required) in zip(ends, loads, strict=True))
            best = min(best, late)
    return best


tiny = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 1), st.integers(0, 3)), min_size=1, max_size=3)


def two_ways(loads: list[tuple[int, int, int]], fast: int, slow: int) -> MovementProblem:
    ways = [route("fast", 1, leg("fast")), route("slow", 2, leg("slow"))]
    moves = [unit(load, ready=ready, required=required) for load, ready, required in loads]
    return problem(moves, [resource("fast", fast), resource("slow", slow)], ways, days=60)


@settings(max_examples=25, deadline=None)
@given(tiny, st.integers(1, 2), st.integers(1, 2))
def test_the_bound_lies_below_the_best_of_all_schedules_and_that_below_dispatch(
    loads: list[tuple[int, int, int]], fast: int, slow: int
) -> None:
    asked = two_ways(loads, fast, slow)
    schedule = dispatch(asked, priority_order(asked))
    best = best_by_trying(loads, fast, slow, last=4)
    assert lateness_bound(asked, schedule).bound <= best + 1e-6
    assert best <= weighted(asked, schedule.operational) + 1e-6


def test_one_unit_that_fits_is_proved_exactly() -> None:
    asked = two_ways([(1, 5, 2)], 1, 1)
    schedule = dispatch(asked, [0])
    assert lateness_bound(asked, schedule).bound == pytest.approx(400.0) == weighted(asked, schedule.operational)


def test_units_that_never_arrive_count_to_the_last_day_in_bound_and_schedule() -> None:
    ways = [route("fast", 1, leg("fast"))]
    asked = problem([unit(1, part="wheeled", required=10)], [resource("fast", 1)], {"heavy": ways}, days=60)
    schedule = dispatch(asked, [0])
    assert lateness_bound(asked, schedule).bound == pytest.approx(5000.0) == weighted(asked, schedule.operational)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 10), st.integers(0, 20)), min_size=1, max_size=6),
    st.integers(2, 12),
    st.integers(2, 12),
)
def test_more_capacity_never_raises_the_bound_and_buckets_never_raise_it(
    loads: list[tuple[int, int, int]], fast: int, slow: int
) -> None:
    asked = two_ways(loads, fast, slow)
    more = with_capacity(asked, {"fast": 1.0})
    schedule = dispatch(asked, priority_order(asked))
    own = lateness_bound(asked, schedule)
    close = 1 + 4e-3 * max(1.0, own.bound)
    assert lateness_bound(more, dispatch(more, priority_order(more))).bound <= own.bound + close
    assert lateness_bound(asked, schedule, bucket=3).bound <= own.bound + close
    assert (own.prices >= 0).all()


def test_no_moves_are_not_late() -> None:
    asked = problem([], [resource("rail", 1)], [])
    assert lateness_bound(asked, dispatch(asked, [])).bound == 0


def test_on_the_reference_case_the_bound_is_near_and_what_the_solver_said_agrees_with_it(moving: MovementProblem) -> None:
    schedule = dispatch(moving, priority_order(moving))
    found = lateness_bound(moving, schedule)
    late = weighted(moving, schedule.operational)
    assert found.value == pytest.approx(found.bound, rel=3e-3)
    assert 0.94 * late <= found.bound <= late
    assert np.isfinite(found.mean_arrival).all()


@pytest.mark.parametrize("ready", [0, 30])
def test_units_for_which_the_days_do_not_suffice_count_to_the_last_day_and_no_bound_lies_above_that(ready: int) -> None:
    ways = [route("fast", 1, leg("fast"))]
    moves = [unit(90, ready=ready, required=10), unit(3, ready=ready, required=58)]
    asked = problem(moves, [resource("fast", 1)], ways, days=60, reception_days=9)
    schedule = dispatch(asked, [0, 1])
    assert np.isinf(schedule.operational[0])
    assert not all_arrive(asked, schedule)
    found = lateness_bound(asked, schedule)
    assert 0 < found.bound <= weighted(asked, schedule.operational) + 1e-6

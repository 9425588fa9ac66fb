"""The cut bound: never above what a schedule reaches, and never worse for more of anything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.deployment.bounds.cut_bound import cut_bound, cuts_of, persons_edge
from interpose.deployment.changes import with_capacity
from interpose.deployment.dispatch import MovementProblem, dispatch, priority_order
from interpose.deployment.explanation import operational_by_day
from tests.builders.movement import leg, problem, resource, route, unit

WAYS = {
    "heavy": [route("rail", 4, leg("rail", 2), leg("hub", 3, measure="vehicles"))],
    "wheeled": [
        route("road", 3, leg("road", 1, measure="vehicles"), leg("hub", 2, measure="vehicles")),
        route("train", 4, leg("rail", 2), leg("hub", 3, measure="vehicles")),
    ],
}


def random_problem(units: list[tuple[int, int, bool]], rail: int, road: int, hub: int) -> MovementProblem:
    resources = [
        resource("hub", hub, kind="reception", measure="vehicles"),
        resource("rail", rail),
        resource("road", road, kind="crossing_road", measure="vehicles"),
    ]
    moves = [unit(load, part="heavy" if heavy else "wheeled", ready=ready) for load, ready, heavy in units]
    return problem(moves, resources, WAYS, days=500, reception_days=2)


networks = st.builds(
    random_problem,
    st.lists(st.tuples(st.integers(1, 80), st.integers(0, 30), st.booleans()), min_size=1, max_size=7),
    st.integers(1, 30),
    st.integers(1, 30),
    st.integers(2, 40),
)


def test_one_crossing_is_proved_exactly() -> None:
    asked = problem([unit(95, ready=5)], [resource("rail", 10)], [route("rail", 3, leg("rail", 1))], reception_days=9)
    assert cut_bound(asked) == (5 + 1 + 10 - 1 + 2 + 9, "crossings by rail")
    assert dispatch(asked, [0]).closure == 26


def test_a_unit_alone_is_held_by_its_own_chain() -> None:
    asked = problem([unit(1, ready=5)], [resource("rail", 10)], [route("rail", 3, leg("rail", 1))])
    assert cut_bound(asked) == (8, "the chain of one unit")


def test_without_moves_the_bound_is_zero() -> None:
    assert cut_bound(problem([], [resource("rail", 10)], []))[0] == 0


def test_a_part_that_can_avoid_a_cut_takes_nothing_of_it() -> None:
    ways = [route("rail", 3, leg("rail", 1)), route("road", 3, leg("road", 1, measure="vehicles"))]
    resources = [resource("rail", 10), resource("road", 10, kind="crossing_road", measure="vehicles")]
    names = {cut.name for cut in cuts_of(problem([unit(10)], resources, ways))}
    assert "crossings by rail" not in names


@settings(max_examples=60, deadline=None)
@given(networks)
def test_no_dispatch_closes_before_the_bound(asked: MovementProblem) -> None:
    assert cut_bound(asked)[0] <= dispatch(asked, priority_order(asked)).closure


@settings(max_examples=60, deadline=None)
@given(networks, st.sampled_from(["hub", "rail", "road"]), st.integers(1, 20))
def test_more_of_anything_never_worsens_the_bound(asked: MovementProblem, name: str, more: int) -> None:
    assert cut_bound(with_capacity(asked, {name: float(more)}))[0] <= cut_bound(asked)[0]


@settings(max_examples=40, deadline=None)
@given(networks)
def test_no_more_persons_are_operational_by_any_day_than_the_edge_says(asked: MovementProblem) -> None:
    found = dispatch(asked, priority_order(asked))
    curve = operational_by_day(asked, found.operational, 300, leaving=False)
    assert (curve <= persons_edge(asked, 300) + 1e-6).all()


def test_on_the_reference_case_the_edge_lies_below_what_no_capacity_would_allow(moving: MovementProblem) -> None:
    ideal = operational_by_day(moving, moving.earliest(), 181, leaving=False)
    edge = persons_edge(moving, 181)
    assert (edge <= ideal + 1e-6).all()
    assert edge.sum() < ideal.sum()
    assert np.diff(edge).min() >= -1e-6
    assert edge[-1] == pytest.approx(sum(move.persons for move in moving.moves))

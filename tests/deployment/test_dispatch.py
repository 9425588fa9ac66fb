"""Dispatch: what fits goes on the day with the earliest arrival, and no capacity is ever exceeded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.deployment.dispatch import dispatch, lateness, priority_order
from tests.builders.movement import leg, problem, resource, route, unit

RAIL = [route("rail", 3, leg("rail", 1))]


@pytest.mark.parametrize(("wagons", "rate"), [(1, 1), (7, 3), (100, 10), (101, 10), (30, 40)])
def test_a_unit_goes_through_one_crossing_in_as_many_days_as_its_wagons_take(wagons: int, rate: int) -> None:
    found = dispatch(problem([unit(wagons)], [resource("rail", rate)], RAIL), [0])
    assert found.arrived[0] == 3 + -(-wagons // rate) - 1


def test_without_a_limit_a_unit_is_operational_after_notice_way_and_reception() -> None:
    asked = problem([unit(900, ready=20)], [resource("rail", 1e9)], RAIL, reception_days=9)
    found = dispatch(asked, [0])
    assert found.operational[0] == 20 + 3 + 9 == asked.earliest()[0]
    assert found.waited_for == ("",)


def test_permits_that_come_after_notice_hold_a_unit_back_to_whole_days() -> None:
    asked = problem([unit(10, ready=5)], [resource("rail", 10)], RAIL)
    assert [asked.with_permits(days).moves[0].ready_day for days in (0, 5, 6.2)] == [5, 5, 7]
    assert asked.moves[0].ready_day == 5


def test_what_does_not_fit_on_the_fast_way_takes_the_slow_one_when_that_is_earlier() -> None:
    ways = [route("fast", 2, leg("fast")), route("slow", 4, leg("slow"))]
    found = dispatch(problem([unit(60)], [resource("fast", 10), resource("slow", 40)], ways), [0])
    by_way = {each.part.ways.routes[each.route].name: 0.0 for each in found.placements}
    for each in found.placements:
        by_way[each.part.ways.routes[each.route].name] += each.share
    assert by_way == pytest.approx({"fast": 0.5, "slow": 0.5})
    assert found.arrived[0] == 4


def test_a_slow_way_that_leaves_at_once_is_taken_before_a_fast_one_that_opens_much_later() -> None:
    fast = resource("fast", 0, steps=((0, 0.0), (60, 5.0), (70, 95.0)))
    ways = [route("fast", 3, leg("fast")), route("slow", 40, leg("slow"))]
    found = dispatch(problem([unit(20)], [fast, resource("slow", 10)], ways, days=200), [0])
    assert found.arrived[0] == 41
    opened = resource("fast", 0, steps=((0, 0.0), (30, 20.0)))
    assert dispatch(problem([unit(20)], [opened, resource("slow", 10)], ways, days=200), [0]).arrived[0] == 33


def test_wagons_of_a_pool_are_away_until_they_are_back() -> None:
    ways = [route("rail", 2, leg("pool", 0, 5))]
    found = dispatch(problem([unit(30)], [resource("pool", 10, kind="pool")], ways), [0])
    assert sorted({each.start for each in found.placements}) == [0, 5, 10]
    assert found.arrived[0] == 12


def test_lift_that_comes_after_its_notice_is_not_there_before() -> None:
    late = resource("rail", 0, steps=((0, 5.0), (10, 95.0)))
    found = dispatch(problem([unit(150)], [late], [route("rail", 1, leg("rail"))]), [0])
    assert found.arrived[0] == 11


def test_who_comes_first_in_the_order_is_served_first_and_the_other_says_what_it_waited_for() -> None:
    asked = problem([unit(10), unit(10)], [resource("rail", 10)], RAIL)
    assert dispatch(asked, [1, 0]).arrived.tolist() == [4, 3]
    assert dispatch(asked, [0, 1]).waited_for == ("", "rail")


def test_the_required_day_comes_before_priority_and_priority_before_readiness() -> None:
    moves = [unit(required=30), unit(required=0, ready=5), unit(required=0, ready=1), unit(required=0, ready=9, priority=2.0)]
    assert priority_order(problem(moves, [resource("rail", 1)], RAIL)) == [3, 2, 1, 0]


def test_a_unit_without_a_way_is_kept_and_told_why() -> None:
    asked = problem([unit(10, part="wheeled"), unit(10)], [resource("rail", 10)], RAIL)
    found = dispatch(asked, [0, 1])
    assert asked.never == ("no way for the wheeled part of FRA", "")
    assert found.operational.tolist() == [np.inf, 3.0]
    assert found.closure == 3


def test_a_unit_that_does_not_get_through_within_the_days_known_never_arrives() -> None:
    found = dispatch(problem([unit(1000)], [resource("rail", 1)], RAIL, days=50), [0])
    assert not np.isfinite(found.operational[0])


def test_no_moves_give_nothing() -> None:
    found = dispatch(problem([], [resource("rail", 1)], RAIL), [])
    assert found.closure == 0
    assert lateness(found.problem, found.operational).tolist() == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), min_size=1, max_size=6),
    st.integers(2, 20),
    st.integers(2, 20),
    st.integers(1, 6),
)
def test_no_capacity_is_exceeded_and_every_part_goes_whole(
    units: list[tuple[int, int]], rate: int, wagons: int, cycle: int
) -> None:
    ways = [route("one", 3, leg("rail", 1), leg("pool", 0, cycle)), route("two", 5, leg("other", 2))]
    resources = [resource("other", rate), resource("pool", wagons, kind="pool"), resource("rail", rate)]
    asked = problem([unit(load, ready=ready) for load, ready in units], resources, ways, days=400)
    found = dispatch(asked, priority_order(asked))
    assert (found.used() <= asked.capacity + 1e-6).all()
    for number in range(len(units)):
        assert sum(each.share for each in found.placements if each.part.move == number) == pytest.approx(1.0)

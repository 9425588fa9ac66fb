"""Futures: the recursion is never below the bound, and near the dispatch it stands for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.case import Case
from interpose.deployment.bounds.cut_bound import cut_bound
from interpose.deployment.dispatch import MovementProblem, dispatch, priority_order
from interpose.deployment.futures import Futures, closure_bounds, operational_days, sample_futures
from tests.builders.movement import leg, problem, resource, route, unit
from tests.deployment.bounds.test_cut_bound import networks


def as_assumed(asked: MovementProblem, count: int = 1) -> Futures:
    permits = float(max((move.permit_days for move in asked.moves), default=0))
    return Futures(
        capacity=np.ones((count, len(asked.resources))),
        load=np.ones(count),
        notice=np.ones(count),
        permit_days=np.full(count, permits),
        reception_days=np.full(count, float(asked.reception_days)),
    )


def test_one_unit_through_one_crossing_is_through_after_its_load_over_the_rate() -> None:
    asked = problem([unit(95, ready=5)], [resource("rail", 10)], [route("rail", 3, leg("rail", 1))], reception_days=9)
    assert operational_days(asked, as_assumed(asked)).tolist() == [[5 + 1 + 9.5 + 2 + 9]]


def test_without_a_limit_it_is_notice_way_and_reception() -> None:
    asked = problem([unit(95, ready=5)], [resource("rail", 1e12)], [route("rail", 3, leg("rail", 1))], reception_days=9)
    assert abs(operational_days(asked, as_assumed(asked))[0, 0] - 17) < 1e-6


@settings(max_examples=60, deadline=None)
@given(networks)
def test_the_bound_of_one_future_is_below_the_closed_form_and_the_recursion_above_both(asked: MovementProblem) -> None:
    futures = as_assumed(asked)
    bound = closure_bounds(asked, futures)[0]
    assert bound <= cut_bound(asked)[0]
    assert operational_days(asked, futures).max() >= cut_bound(asked)[0] - 1e-6


@settings(max_examples=30, deadline=None)
@given(networks, st.integers(0, 100))
def test_in_no_future_does_the_recursion_fall_below_the_bound(asked: MovementProblem, seed: int) -> None:
    draws = np.random.default_rng(seed)
    futures = Futures(
        capacity=draws.uniform(0.4, 2.0, (50, len(asked.resources))),
        load=draws.uniform(0.7, 1.4, 50),
        notice=draws.uniform(0.7, 1.5, 50),
        permit_days=draws.integers(3, 45, 50).astype(float),
        reception_days=draws.integers(5, 14, 50).astype(float),
    )
    assert (operational_days(asked, futures).max(axis=1) >= closure_bounds(asked, futures) - 1e-6).all()


def test_on_the_reference_case_no_future_of_a_thousand_falls_below_the_bound(ukraine: Case, moving: MovementProblem) -> None:
    futures = sample_futures(ukraine, moving, 1000, seed=1)
    closure = operational_days(moving, futures).max(axis=1)
    bound = closure_bounds(moving, futures)
    assert (closure >= bound - 1e-6).all()
    assert np.median(closure / bound) < 1.1


def test_as_assumed_the_recursion_is_near_the_dispatch(moving: MovementProblem) -> None:
    found = operational_days(moving, as_assumed(moving))[0]
    dispatched = dispatch(moving, priority_order(moving)).operational
    assert np.corrcoef(found, dispatched)[0, 1] > 0.99
    assert abs(found.max() - dispatched.max()) < 0.05 * dispatched.max()


def test_the_same_seed_draws_the_same_futures_within_the_ranges_of_the_case(ukraine: Case, moving: MovementProblem) -> None:
    one, other = (sample_futures(ukraine, moving, 200, seed=7) for _ in range(2))
    assert (one.capacity == other.capacity).all()
    assert one.permit_days.min() >= 3
    assert one.permit_days.max() <= 45
    assert sample_futures(ukraine, moving, 200, seed=8).load.tolist() != one.load.tolist()


def test_a_unit_that_never_arrives_does_not_arrive_in_any_future() -> None:
    ways = {"heavy": [route("rail", 3, leg("rail", 1))]}
    asked = problem([unit(10, part="wheeled"), unit(10)], [resource("rail", 10)], ways)
    found = operational_days(asked, as_assumed(asked, 3))
    assert np.isinf(found[:, 0]).all()
    assert np.isfinite(found[:, 1]).all()
    assert closure_bounds(replace(asked, moves=(), parts=(), never=()), as_assumed(asked, 3)).tolist() == [0, 0, 0]


def test_buses_wait_at_a_road_crossing_too_so_that_no_future_falls_below_the_bound() -> None:
    fly = route("fly", 2, leg("air", 0, measure="persons"), leg("border", 1, measure="vehicles"))
    resources = [
        resource("air", 10_000, kind="airfield", measure="persons"),
        resource("border", 5, kind="crossing_road", measure="vehicles"),
    ]
    loads = {"persons": {"wagons": 0.0, "lane_m": 0.0, "vehicles": 20.0, "persons": 800.0}}
    asked = problem([unit(loads=loads, ready=3), unit(loads=loads, ready=3)], resources, {"persons": [fly]}, reception_days=9)
    futures = as_assumed(asked)
    assert closure_bounds(asked, futures)[0] == 3 + 1 + 8 - 1 + 1 + 9
    assert operational_days(asked, futures).max() == 3 + 1 + 8 + 1 + 9


def test_more_equipment_is_no_more_persons_in_the_bound_as_in_the_recursion() -> None:
    fly = route("fly", 2, leg("air", 1, measure="persons"))
    asked = problem(
        [unit(1000, part="persons")], [resource("air", 100, kind="airfield", measure="persons")], {"persons": [fly]}
    )
    futures = replace(as_assumed(asked), load=np.array([2.0]))
    assert closure_bounds(asked, futures).tolist() == [1 + 10 - 1 + 1]
    assert operational_days(asked, futures).tolist() == [[1 + 10 + 1]]


def test_vehicles_that_only_rail_can_take_do_not_go_by_a_faster_road() -> None:
    ways = {"wheeled": [route("train", 4, leg("rail", 2))]}
    resources = [resource("rail", 1), resource("road", 1000, kind="crossing_road", measure="vehicles")]
    asked = problem([unit(20, part="wheeled")], resources, ways)
    assert operational_days(asked, as_assumed(asked)).tolist() == [[2 + 20 + 2]]


@settings(max_examples=30, deadline=None)
@given(networks, st.integers(0, 100))
def test_a_unit_that_stays_at_home_is_as_if_it_were_not_there(asked: MovementProblem, seed: int) -> None:
    goes = np.random.default_rng(seed).random(len(asked.moves)) < 0.6
    days = np.array([float(move.ready_day) for move in asked.moves])
    some = replace(as_assumed(asked), ready=np.where(goes, days, np.inf)[None, :])
    found = operational_days(asked, some)[0]
    assert (found[~goes] == -np.inf).all()
    left = replace(
        asked,
        moves=tuple(move for move, stays in zip(asked.moves, goes, strict=True) if stays),
        parts=tuple(
            tuple(replace(part, move=place) for part in parts)
            for place, parts in enumerate(parts for parts, stays in zip(asked.parts, goes, strict=True) if stays)
        ),
        never=tuple(why for why, stays in zip(asked.never, goes, strict=True) if stays),
    )
    if goes.any():
        alone = replace(as_assumed(left), ready=days[goes][None, :])
        assert (found[goes] == operational_days(left, alone)[0]).all()
        assert closure_bounds(asked, some)[0] <= found[goes].max() + 1e-6

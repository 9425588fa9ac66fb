"""The explanation: steps that add up, causes that add up, marks that mean what their rule says."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest

from interpose.deployment.dispatch import MovementProblem, dispatch, priority_order
from interpose.deployment.explanation import (
    capability_marks,
    corridors,
    lateness_by_cause,
    mean_waterfalls,
    operational_by_day,
    unit_arrivals,
    wait_by_resource,
)
from interpose.deployment.movement.network import Network
from tests.builders.movement import leg, problem, resource, route, unit

RAIL = [route("rail", 3, leg("rail", 1))]


def test_the_steps_of_each_unit_add_up_to_the_day_on_which_it_is_operational(moving: MovementProblem) -> None:
    for row in unit_arrivals(dispatch(moving, priority_order(moving))):
        assert row.waterfall is not None
        assert sum(astuple(row.waterfall)) == pytest.approx(row.operational_day)
        assert min(astuple(row.waterfall)) >= 0


def test_steps_of_one_unit_by_hand() -> None:
    asked = problem([replace(unit(25, ready=30), permit_days=45, held_days=50)], [resource("rail", 10)], RAIL, reception_days=9)
    (row,) = unit_arrivals(dispatch(asked, [0]))
    assert row.waterfall is not None
    assert astuple(row.waterfall) == (30, 15, 5, 3, 2, 9)
    assert (row.waited_for, row.last_part, row.operational_day) == ("Rail", "heavy", 64)


def test_means_by_state_count_persons() -> None:
    asked = problem([unit(10, persons=300.0), unit(10, ready=4, persons=100.0)], [resource("rail", 10)], RAIL)
    means = mean_waterfalls(unit_arrivals(dispatch(asked, [0, 1])))
    assert means["FRA"].notice == pytest.approx(1.0)


def test_causes_of_lateness_add_up_and_name_the_queue() -> None:
    asked = problem([unit(10), unit(10, required=3)], [resource("rail", 10)], RAIL)
    found = lateness_by_cause(dispatch(asked, [0, 1]))
    assert found.by_cause["way_and_reception"] == pytest.approx(300)
    assert found.by_cause["queues"] == pytest.approx(100)
    assert sum(found.by_cause.values()) == pytest.approx(found.person_days) == pytest.approx(400)
    assert found.mean_days_by_person == pytest.approx(2.0)


def test_a_unit_that_never_arrives_is_a_cause_of_its_own_and_is_named() -> None:
    asked = problem([unit(10, part="wheeled", required=20)], [resource("rail", 10)], RAIL, days=100)
    schedule = dispatch(asked, [0])
    assert lateness_by_cause(schedule).by_cause["never_arrives"] == pytest.approx(8000)
    (row,) = unit_arrivals(schedule)
    assert (row.operational_day, row.never) == (None, "no way for the wheeled part of FRA")


def test_a_horizon_shorter_than_the_chain_is_told_as_never_arriving() -> None:
    (row,) = unit_arrivals(dispatch(problem([unit(10, ready=9)], [resource("rail", 10)], RAIL, days=10), [0]))
    assert row.never == "not within the 10 days that are looked at"


def test_persons_are_counted_from_the_day_they_are_operational_to_the_day_they_leave() -> None:
    asked = problem([unit(10, leave_day=7), unit(10)], [resource("rail", 10)], RAIL)
    operational = dispatch(asked, [0, 1]).operational
    assert operational_by_day(asked, operational, 9).tolist() == [0, 0, 0, 100, 200, 200, 200, 100, 100]
    assert operational_by_day(asked, operational, 9, leaving=False)[-1] == 200
    assert operational_by_day(asked, np.stack([operational, operational]), 9).shape == (2, 9)


def test_waiting_is_counted_where_the_last_part_found_it_fullest() -> None:
    asked = problem([unit(10), unit(20)], [resource("rail", 10)], RAIL)
    assert wait_by_resource(dispatch(asked, [0, 1])) == {"rail": 200.0}


def test_marks_count_what_their_rule_says() -> None:
    staff = unit(10, capability="headquarters", persons=50.0)
    asked = problem([unit(10), unit(10), unit(10), staff], [resource("rail", 10)], RAIL)
    marks = capability_marks(dispatch(asked, [0, 1, 2, 3]), required_persons=1000.0, required_manoeuvre=4.0)
    assert (marks["ioc"].day, marks["ioc"].best_day) == (6, 3)
    assert marks["foc"].day is None
    assert (marks["foc_of_plan"].day, marks["closure"].day) == (6, 6)


def test_a_relief_that_stands_there_early_is_not_counted_twice_with_whom_it_relieves() -> None:
    moves = [unit(10, leave_day=30), unit(10, required=30, ready=10)]
    asked = problem(moves, [resource("rail", 10)], RAIL)
    schedule = dispatch(asked, [0, 1])
    assert operational_by_day(asked, schedule.operational, 29)[20] == 200
    marks = capability_marks(schedule, required_persons=200.0, required_manoeuvre=1.0)
    assert marks["foc"].day is None
    assert marks["foc_of_plan"].day == 3
    assert marks["closure"].day == 13


def test_a_plan_without_a_headquarters_has_no_initial_capability() -> None:
    asked = problem([unit(10)], [resource("rail", 10)], RAIL)
    marks = capability_marks(dispatch(asked, [0]), required_persons=10.0, required_manoeuvre=1.0)
    assert marks["ioc"].day is None
    assert marks["ioc_of_plan"].day == 3


def test_all_that_moves_reaches_the_host_along_the_corridors(moving: MovementProblem, network: Network) -> None:
    found = corridors(network, dispatch(moving, priority_order(moving)))
    nodes = network.nodes
    across = [row for row in found if nodes[row.from_node].state != "UKR" and nodes[row.to_node].state == "UKR"]
    persons = sum(move.persons for move in moving.moves)
    assert sum(row.persons for row in across) == pytest.approx(persons)
    assert [row.vehicles for row in found] == sorted((row.vehicles for row in found), reverse=True)
    assert all(row.vehicles == 0 for row in found if row.mode == "air")

"""When the forces of futures are there: one problem for all, and each future as if it were alone."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from interpose.case import Case
from interpose.deployment.dispatch import MovementProblem
from interpose.deployment.futures import Futures, operational_days
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.problem import DeploymentRequest, movement_problem
from interpose.evidence import positions
from interpose.exploration.chain.arrival import Movement, movement_of
from interpose.exploration.chain.planning import PlannedFuture, Planning
from interpose.exploration.inputs.future import Future
from interpose.generation import PlanRequest

SENDERS = ("FRA", "POL", "ITA")


def planned(case: Case, taking_part: tuple[str, ...], planning: Planning) -> PlannedFuture:
    states = {code: state.replace(participates="yes" if code in taking_part else "no") for code, state in case.states.items()}
    return planning.plan(Future(case=replace(case, states=states), takes_part={}, inclination={}))


@pytest.fixture(scope="module")
def planning(ukraine: Case) -> Planning:
    return Planning(case=ukraine, positions=positions(ukraine), request=PlanRequest(compared=False), everybody=True)


@pytest.fixture(scope="module")
def forces(ukraine: Case, planning: Planning) -> list[PlannedFuture]:
    return [planned(ukraine, taking, planning) for taking in (("FRA", "POL"), ("POL", "ITA"), ("FRA",), ())]


@pytest.fixture(scope="module")
def movement(ukraine: Case, forces: list[PlannedFuture]) -> Movement:
    found = movement_of(ukraine, forces[0].requirement, SENDERS)
    assert found is not None
    return found


def alone(problem: MovementProblem) -> float:
    ready = np.array([[float(move.ready_day) for move in problem.moves]])
    asked = Futures(
        capacity=np.ones((1, len(problem.resources))),
        load=np.ones(1),
        notice=np.ones(1),
        permit_days=np.zeros(1),
        reception_days=np.full(1, float(problem.reception_days)),
        ready=ready,
    )
    return float(operational_days(problem, asked).max())


def test_a_force_arrives_as_if_its_units_were_all_that_may_move(
    ukraine: Case, movement: Movement, forces: list[PlannedFuture]
) -> None:
    found = movement.arrivals(forces)
    all_routes = AllRoutes(ukraine, movement.network)
    for place, force in enumerate(forces[:3]):
        own = movement_problem(
            ukraine, force.requirement, force.tours, DeploymentRequest(futures=0), all_routes=all_routes, lenders=SENDERS
        )
        assert found.closure[place] == pytest.approx(alone(own), abs=2.0)
    assert (found.bound[:3] <= found.closure[:3]).all()
    assert (found.late[:3] >= 0).all()


def test_nothing_arrives_where_nobody_goes(movement: Movement, forces: list[PlannedFuture]) -> None:
    found = movement.arrivals(forces)
    assert all(math.isnan(values[3]) for values in (found.closure, found.bound, found.late))


def test_a_future_alone_arrives_as_in_company(movement: Movement, forces: list[PlannedFuture]) -> None:
    together = movement.arrivals(forces)
    for place, force in enumerate(forces):
        single = movement.arrivals([force])
        assert single.closure.tobytes() == together.closure[place : place + 1].tobytes()
        assert single.late.tobytes() == together.late[place : place + 1].tobytes()


def test_longer_permits_and_narrower_crossings_bring_nobody_earlier(
    ukraine: Case, movement: Movement, forces: list[PlannedFuture]
) -> None:
    permits = ukraine.move_factors["permit_days"]
    slow = replace(ukraine, move_factors={**ukraine.move_factors, "permit_days": permits.replace(value=200, high=200)})
    narrowed = {
        name: row.model_copy(
            update={"rail_wagons_day": row.rail_wagons_day / 40, "road_vehicles_day": row.road_vehicles_day / 40}
        )
        for name, row in ukraine.crossings.items()
    }
    narrow = replace(ukraine, crossings=narrowed)
    base = movement.arrivals(forces[:1]).closure[0]
    for case in (slow, narrow):
        changed = replace(forces[0], future=replace(forces[0].future, case=replace(case, states=forces[0].future.case.states)))
        assert movement.arrivals([changed]).closure[0] > base

"""Changes: told by dispatching again, never by a price, and never below nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.case import Case
from interpose.deployment import Deployment
from interpose.deployment.bounds.path_program import lateness_bound
from interpose.deployment.changes import bottlenecks, gains_of_one_more, lift_cases, no_worse, with_capacity
from interpose.deployment.dispatch import Schedule, lateness
from interpose.deployment.movement.network import Network
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.problem import DeploymentRequest, best_dispatch, movement_problem
from interpose.requirement import Requirement
from tests.builders.movement import leg, problem, resource, route, unit
from tests.deployment.conftest import FrozenTour

RAIL = [route("rail", 3, leg("rail", 1), leg("yard", 0))]


def test_one_more_of_what_binds_brings_what_a_second_dispatch_says_and_of_what_does_not_nothing() -> None:
    asked = problem([unit(30)], [resource("rail", 10, step=5.0), resource("yard", 1000)], RAIL)
    schedule = best_dispatch(asked)
    gains = gains_of_one_more(schedule, lateness_bound(asked, schedule), tried=5)
    assert gains["rail"].late_person_days_saved == pytest.approx(100.0)
    assert gains["rail"].closure_days_saved == 1
    assert "yard" not in gains
    (row,) = bottlenecks(schedule, gains)
    assert (row.resource, row.person_days_of_wait, row.late_person_days_saved) == ("rail", 200.0, pytest.approx(100.0))
    assert row.used_share == pytest.approx(1.0)


def test_capacity_is_changed_for_the_named_resources_alone() -> None:
    asked = problem([unit(30)], [resource("rail", 10), resource("yard", 8)], RAIL)
    changed = with_capacity(asked, {"rail": 5.0, "yard": -4.0})
    assert changed.capacity[:, 0].tolist() == [15, 4]
    assert asked.capacity[:, 0].tolist() == [10, 8]


def test_gains_are_never_negative_and_the_largest_comes_first(deployed: Deployment) -> None:
    saved = [row.late_person_days_saved for row in deployed.bottlenecks]
    assert saved == sorted(saved, reverse=True)
    assert min(saved) >= 0
    assert all(gain.method.startswith("dispatched again") for gain in deployed.marginal)


def test_longer_permits_never_bring_the_force_earlier_and_less_lift_does_not_either(
    ukraine: Case, need: Requirement, network: Network, tours: tuple[FrozenTour, ...]
) -> None:
    request, routes = DeploymentRequest(at_once=True), AllRoutes(ukraine, network)
    planned = best_dispatch(movement_problem(ukraine, need, tours, request, all_routes=routes))
    rows = {row.case: row for row in lift_cases(ukraine, need, tours, request, routes, planned, None)}
    assert rows["permits after 3 days"].mean_late <= rows["permits after 45 days"].mean_late
    assert rows["permits after 3 days"].closure_day <= rows["permits after 45 days"].closure_day
    assert {"with American lift", "without American lift"} <= set(rows)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_on_random_networks_faster_permits_and_more_of_anything_are_never_told_to_be_worse(seed: int) -> None:
    draws = np.random.default_rng(seed)
    routes = [
        route(
            f"r{at}",
            int(draws.integers(2, 30)),
            *(leg(name, int(draws.integers(0, 2))) for name in draws.permutation(list("abc"))[:2]),
        )
        for at in range(3)
    ]
    units = [
        unit(
            int(draws.integers(5, 60)),
            ready=int(draws.integers(0, 20)),
            required=int(draws.integers(0, 60)),
            priority=float(draws.integers(1, 9)),
        )
        for _ in range(7)
    ]
    capacities = draws.integers(1, 15, 3)

    def found(permits: int, more: float) -> Schedule:
        stock = [resource(name, float(amount) + more) for name, amount in zip("abc", capacities, strict=True)]
        return best_dispatch(problem([replace(each, permit_days=permits) for each in units], stock, routes, days=150))

    def told(schedule: Schedule) -> tuple[int, float, float]:
        late = sum(
            each.persons * days for each, days in zip(units, lateness(schedule.problem, schedule.operational), strict=True)
        )
        never = int((~np.isfinite(schedule.operational)).sum())
        return never, float(late), float(schedule.problem.days) if never else schedule.closure

    kept = [found(45, 0.0)]
    for permits, more in ((10, 0.0), (3, 0.0), (3, 2.0)):
        better = no_worse(found(permits, more), kept)
        for before in kept:
            assert (np.array(told(better)) <= np.array(told(before)) + 1e-6).all()
        assert (better.used() <= better.problem.capacity + 1e-6).all()
        assert all(place.start >= better.problem.moves[place.part.move].ready_day for place in better.placements)
        kept.append(better)

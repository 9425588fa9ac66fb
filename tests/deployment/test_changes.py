"""Changes: told by dispatching again, never by a price, and never below nothing."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment import Deployment
from interpose.deployment.bounds.path_program import lateness_bound
from interpose.deployment.changes import bottlenecks, gains_of_one_more, lift_cases, with_capacity
from interpose.deployment.movement.network import Network
from interpose.deployment.problem import DeploymentRequest, best_dispatch
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
    rows = {row.case: row for row in lift_cases(ukraine, need, tours, DeploymentRequest(at_once=True), network, None)}
    assert rows["permits after 3 days"].mean_late <= rows["permits after 45 days"].mean_late
    assert rows["permits after 3 days"].closure_day <= rows["permits after 45 days"].closure_day
    assert {"with American lift", "without American lift"} <= set(rows)

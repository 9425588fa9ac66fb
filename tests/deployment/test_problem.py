"""What is dispatched: the first tours of the plan, under the lift that is there."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment.dispatch import MovementProblem, dispatch, priority_order
from interpose.deployment.problem import (
    DeploymentRequest,
    best_dispatch,
    better,
    lenders_of,
    movement_problem,
    weighted_lateness,
)
from interpose.errors import UsageError
from interpose.requirement import Requirement
from tests.builders.movement import leg, problem, resource, route, unit
from tests.deployment.conftest import FrozenTour


@pytest.mark.parametrize(
    "asked", [{"horizon_days": 0}, {"permit_days": -1.0}, {"permit_days": float("nan")}, {"futures": -1}, {"tried": -1}]
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        DeploymentRequest(**asked)


RAIL = [route("rail", 3, leg("rail", 1))]


def test_tours_of_the_build_up_move_and_later_ones_do_not(
    ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...], moving: MovementProblem
) -> None:
    inside = [tour for tour in tours if ukraine.states[tour.state].stands == "in_country"]
    assert len(moving.moves) == sum(tour.units for tour in inside if tour.start_month <= 6)
    shorter = movement_problem(ukraine, need, tours, DeploymentRequest(last_month=3))
    assert len(shorter.moves) == sum(tour.units for tour in inside if tour.start_month <= 3)


def test_lift_is_lent_by_who_takes_part_and_by_external_providers(ukraine: Case, tours: tuple[FrozenTour, ...]) -> None:
    assert lenders_of(ukraine, tours) >= {"FRA", "DEU", "USA"}
    assert "USA" not in lenders_of(ukraine.without("USA"), [tour for tour in tours if tour.state != "USA"])


def test_lateness_is_weighted_by_persons_and_priority() -> None:
    asked = problem([unit(10, priority=2.0), unit(10, persons=10.0)], [resource("rail", 10)], RAIL)
    assert weighted_lateness(asked, dispatch(asked, [0, 1])) == 3 * 200 + 4 * 10


def test_the_better_of_two_orders_is_kept() -> None:
    asked = problem([unit(10, persons=1.0, ready=0), unit(10, persons=100.0, ready=0)], [resource("rail", 10)], RAIL)
    plain, other = dispatch(asked, [0, 1]), dispatch(asked, [1, 0])
    assert better(plain, other) is other
    assert priority_order(asked) == [0, 1]
    assert best_dispatch(asked, other.arrived).operational.tolist() == other.operational.tolist()
    assert best_dispatch(asked).operational.tolist() == plain.operational.tolist()

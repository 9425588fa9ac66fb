"""Rows about reliefs and the way: what each says, and how it is written."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment.hand_back import chains
from interpose.deployment.movement.network import Network
from interpose.deployment.movement.resources import resources_of
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.traffic import largest_force, rotation_months
from interpose.deployment.traffic_result import LargestForce, RotationMonth
from interpose.plain import plain
from tests.deployment.conftest import FrozenTour


@pytest.fixture(scope="module")
def months(ukraine: Case, network: Network, tours: tuple[FrozenTour, ...]) -> tuple[RotationMonth, ...]:
    return rotation_months(ukraine, tours, resources_of(ukraine, network, []))


@pytest.fixture(scope="module")
def largest(ukraine: Case, network: Network, tours: tuple[FrozenTour, ...]) -> LargestForce:
    found = largest_force(ukraine, tours, resources_of(ukraine, network, []), by_pools=20_000)
    assert found is not None
    return found


def test_every_month_of_the_plan_has_its_row(ukraine: Case, months: tuple[RotationMonth, ...]) -> None:
    assert [row.month for row in months] == list(range(1, ukraine.scenario.horizon_months + 1))
    assert any(row.persons_in for row in months)


def test_equipment_that_is_handed_over_needs_no_wagon(months: tuple[RotationMonth, ...], largest: LargestForce) -> None:
    assert all(0 <= row.share_handed_over <= row.share_of_crossings for row in months)
    assert any(row.share_handed_over < row.share_of_crossings for row in months)
    assert largest.by_lift_handed_over >= largest.by_lift > 0


def test_what_lift_could_sustain_says_how_it_comes_about(largest: LargestForce) -> None:
    assert largest.formula
    assert largest.limited_by
    assert largest.by_pools == 20_000


def test_rows_are_written_under_the_names_of_their_fields(
    ukraine: Case, network: Network, months: tuple[RotationMonth, ...]
) -> None:
    assert plain(months[0])["month"] == 1
    assert list(plain(chains(ukraine, AllRoutes(ukraine, network))[0])) == ["state", "unit_type", "days"]

"""Traffic of reliefs, the largest force that lift could sustain, and precedents."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment.movement.network import Network
from interpose.deployment.movement.resources import resources_of
from interpose.deployment.traffic import build_up_points, largest_force, rotation_months
from tests.deployment.conftest import FrozenTour

TOUR = FrozenTour(
    state="DEU", unit_type="infantry_battalion", units=2, start_month=3, end_month=8, belt="forward", sector="sector-5"
)


def test_a_tour_comes_in_its_first_month_and_goes_in_the_month_after_its_last(ukraine: Case, network: Network) -> None:
    months = rotation_months(ukraine, [TOUR], resources_of(ukraine, network, []))
    assert len(months) == ukraine.scenario.horizon_months
    assert [(row.month, row.persons_in) for row in months if row.persons_in] == [(3, 1400)]
    assert [(row.month, row.persons_out) for row in months if row.persons_out] == [(9, 1400)]
    wagons = 2 * (190 * 0.45 + 30 * 0.5)
    assert months[2].wagons_in == pytest.approx(wagons)
    assert months[2].share_of_crossings == pytest.approx(wagons / (30 * 280))
    assert months[2].share_handed_over == pytest.approx(0.2 * wagons / (30 * 280))


def test_the_largest_force_follows_from_wagons_of_equipment_and_supply(ukraine: Case, network: Network) -> None:
    found = largest_force(ukraine, [TOUR], resources_of(ukraine, network, []), by_pools=20_000)
    assert found is not None
    wagons = (190 * 0.45 + 30 * 0.5) / 700
    assert found.by_lift == pytest.approx(30 * 280 / (wagons / 6 + 30 * 22.3 / 40_000))
    assert (found.limited_by, found.by_pools, found.tour_months) == ("crossings by rail", 20_000, 6)
    assert found.by_lift_handed_over > found.by_lift


def test_where_airfields_let_in_less_than_the_crossings_they_limit_it(ukraine: Case, network: Network) -> None:
    few = ukraine.replace_rows(airfields=[each.replace(flights_day=0.5, low=0) for each in ukraine.airfields.values()])
    found = largest_force(few, [TOUR], resources_of(few, network, []))
    assert found is not None
    assert found.limited_by == "airfields"
    assert found.by_lift == pytest.approx(30 * 3 * 0.5 * 180 * 6)


def test_nobody_on_tour_needs_nothing(ukraine: Case, network: Network) -> None:
    resources = resources_of(ukraine, network, [])
    assert largest_force(ukraine, [], resources) is None
    assert not any(row.persons_in or row.wagons_in for row in rotation_months(ukraine, [], resources))


def test_points_of_coalitions_are_those_of_which_part_and_whole_are_known(ukraine: Case) -> None:
    points = build_up_points(ukraine)
    assert {point.case for point in points} >= {"KFOR 1999", "Task Force Eagle", "UNIFIL 2006"}
    assert all(0 < point.persons <= point.of and point.day >= 0 for point in points)
    assert len(points) < len(ukraine.coalition_build_up)

"""Wagons at the crossings, by hand."""

from __future__ import annotations

import pytest

from interpose.assessment import Assessment
from interpose.case import Case
from interpose.deployment.movement.tour_loads import TourLoad
from interpose.generation.result import RotationRow
from interpose.sustainment import sustain
from interpose.sustainment.traffic import (
    crossing_wagons,
    largest_by_lift,
    vehicles_per_person,
    wagons_by_month,
)
from tests.sustainment.plans import plan


def tour(start: int, end: int, *, persons: float = 100, wagons: float = 24, vehicles: float = 40) -> TourLoad:
    return TourLoad(
        state="FRA", unit_type="x", units=1, start=start, end=end, persons=persons, wagons=wagons, vehicles=vehicles
    )


def test_wagons_are_counted_in_the_month_in_which_a_tour_begins() -> None:
    assert wagons_by_month([tour(1, 6), tour(3, 8), tour(3, 8), tour(9, 12)], 4).tolist() == [24, 0, 48, 0]


def test_vehicles_of_a_person_weigh_tours_by_their_months() -> None:
    assert vehicles_per_person([tour(1, 3, vehicles=20), tour(4, 4, vehicles=60)]) == pytest.approx((3 * 20 + 60) / 400)
    assert vehicles_per_person([]) == 0


def test_lift_does_not_limit_the_force_as_the_prototype_found() -> None:
    """At 7,650 wagons a month: 135,000 persons on tours of six months, 309,000 if four fifths of the equipment stay."""
    six = [tour(1, 6)]
    assert largest_by_lift(six, 22.3, 7650, wagon_tonnes=40, stays=0) == pytest.approx(134_861, rel=0.01)
    assert largest_by_lift([tour(1, 4)], 22.3, 7650, wagon_tonnes=40, stays=0) == pytest.approx(99_707, rel=0.01)
    assert largest_by_lift(six, 22.3, 7650, wagon_tonnes=40, stays=0.8) == pytest.approx(309_403, rel=0.02)
    assert largest_by_lift([], 22.3, 7650, wagon_tonnes=40, stays=0) is None
    assert largest_by_lift(six, 22.3, 0, wagon_tonnes=40, stays=0) is None


def test_what_units_and_supply_leave_adds_up_to_what_the_crossings_let_in(ukraine: Case) -> None:
    row = RotationRow(state="FRA", unit_type="mechanised_battalion", units=1, start_month=2, end_month=7, belt="forward")
    found = sustain(ukraine, plan({"FRA": [0, 750, 750]}, tours=[row]))
    room = crossing_wagons(ukraine)
    assert [each.share_moves > 0 for each in found.capacity] == [False, True, False]
    for each in found.capacity:
        assert each.left == pytest.approx(room * (1 - each.share_moves - each.share_supply))
    assert found.largest_force.limited_by == "crossings by rail"


def test_without_crossings_the_share_is_not_computed_and_the_stock_is_not_limited(ukraine: Case) -> None:
    from dataclasses import replace

    found = sustain(replace(ukraine, crossings={}), plan({"FRA": [750, 750]}))
    assert found.capacity == ()
    assert found.largest_force.by_lift is None
    assert found.least_days() == pytest.approx(30)


def test_a_crossing_that_is_nearly_closed_lets_the_stock_fall(ukraine: Case) -> None:
    narrow = [row.replace(rail_wagons_day=0.05, low=0.0, high=1.0) for row in ukraine.crossings.values()]
    found = sustain(ukraine.replace_rows(crossings=narrow), plan({"FRA": [3000, 3000, 3000]}))
    days = found.least_days()
    assert days is None or days < 30


def test_deployment_and_sustainment_name_the_same_largest_force(assessed: Assessment) -> None:
    assert assessed.deployment is not None
    assert assessed.deployment.largest_force is not None
    assert assessed.sustainment is not None
    assert assessed.sustainment.largest_force.by_lift == pytest.approx(assessed.deployment.largest_force.by_lift)

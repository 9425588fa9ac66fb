"""Supply by hand: rates, seasons, build-up, and the stock that bridges a cut."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case import Case
from interpose.errors import UsageError
from interpose.sustainment.supply import calendar_months, fuel_classes, stock_of, supply_plan, tonnes


def test_task_force_eagle_used_as_much_water_and_fuel_as_was_reported(ukraine: Case) -> None:
    rate = {row.supply_class: row.mode for row in ukraine.supply_rates}
    litres_in_a_gallon = 3.785
    assert rate["water"] == pytest.approx(192_000 * litres_in_a_gallon / 25_000, rel=0.01)
    assert rate["fuel"] == pytest.approx(130_000 * litres_in_a_gallon / 25_000, rel=0.01)


def test_a_person_in_winter_needs_22_kg_a_day_from_abroad(ukraine: Case) -> None:
    case = ukraine.with_scenario(start="2025-12").with_options(build_up_months=1)
    plan = supply_plan(case, 2)
    used = tonnes([21_626, 21_626], plan.kilograms[1], plan.factors)
    january = (used[:, 1] * plan.imported).sum()
    assert january * 1000 / 30 / 21_626 == pytest.approx(22.3, abs=0.2)


def test_the_build_up_takes_three_times_the_building_material(ukraine: Case) -> None:
    plan = supply_plan(ukraine.with_options(build_up_months=2), 4)
    place = [row.supply_class for row in plan.rates].index("construction")
    assert plan.factors[place].tolist() == [3, 3, 1, 1]


def test_winter_lies_across_the_new_year(ukraine: Case) -> None:
    plan = supply_plan(ukraine.with_scenario(start="2025-10"), 8)
    fuel = [row.supply_class for row in plan.rates].index("fuel")
    assert plan.factors[fuel].tolist() == [1, 1.35, 1.35, 1.35, 1.35, 1.35, 1, 1]


def test_months_of_the_year_go_round() -> None:
    assert calendar_months("2024-12", 3).tolist() == [12, 1, 2]


def test_fuel_is_counted_by_person_or_by_road_and_never_twice(ukraine: Case) -> None:
    by_person = {row.supply_class for row in fuel_classes(ukraine.supply_rates, "person")}
    by_road = {row.supply_class for row in fuel_classes(ukraine.supply_rates, "vehicle_km")}
    assert by_person - by_road == {"fuel"}
    assert by_road - by_person == {"fuel_by_road"}


def test_fuel_by_road_follows_vehicles_and_kilometres(ukraine: Case) -> None:
    plan = supply_plan(ukraine, 1, fuel_by="vehicle_km", vehicles=0.5)
    place = [row.supply_class for row in plan.rates].index("fuel_by_road")
    assert plan.kilograms[1, place] == pytest.approx(0.6 * 0.845 * 0.5 * 40)


def test_without_a_class_by_road_fuel_cannot_be_counted_so(ukraine: Case) -> None:
    people = [row for row in ukraine.supply_rates if row.driver == "person_day"]
    with pytest.raises(UsageError, match="vehicle_km"):
        fuel_classes(people, "vehicle_km")


def test_supply_is_linear_in_persons() -> None:
    generator = np.random.default_rng(1)
    persons, rates, factors = generator.random((5, 24)), generator.random((5, 7)), generator.random((7, 24))
    assert np.allclose(tonnes(3 * persons, rates, factors), 3 * tonnes(persons, rates, factors))
    assert tonnes(0 * persons, rates, factors).sum() == 0


def test_the_stock_is_built_in_the_first_month_and_kept() -> None:
    stock = stock_of(np.array([[100.0, 200.0, 200.0]]), days=15)
    assert stock.arrives.tolist() == [[200.0, 200.0, 200.0]]
    assert stock.held.tolist() == [[100.0, 100.0, 100.0]]
    assert stock.days.tolist() == [[15.0, 15.0, 15.0]]


def test_a_crossing_that_lets_too_little_through_eats_the_stock_of_all_classes_alike() -> None:
    used = np.array([[30.0, 30.0, 30.0], [60.0, 60.0, 60.0]])
    stock = stock_of(used, days=30, room=np.array([180.0, 60.0, 0.0]))
    assert stock.held[:, 0].tolist() == [30.0, 60.0]
    assert stock.held[:, 1].tolist() == [20.0, 40.0]
    assert stock.held[:, 2].tolist() == [0.0, 0.0]
    assert stock.days[:, 1].tolist() == [20.0, 20.0]


def test_nobody_needs_no_stock() -> None:
    stock = stock_of(np.zeros((2, 3)), days=30)
    assert stock.arrives.sum() == stock.held.sum() == stock.days.sum() == 0

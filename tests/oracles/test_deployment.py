"""Published moves: what arithmetic and dispatch give beside what happened."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment.dispatch import dispatch, priority_order
from interpose.deployment.movement.moves import loads_of
from interpose.deployment.movement.network import network_of
from interpose.deployment.movement.resources import factor, resources_of
from interpose.deployment.movement.routes import AllRoutes, RouteBook
from interpose.requirement import require
from tests.builders.movement import leg, problem, resource, route, unit


@pytest.mark.parametrize(("wagons_a_day", "days"), [(65.8, 14), (90, 10), (150, 6)])
def test_nine_hundred_wagons_of_a_brigade_take_fourteen_ten_or_six_days(wagons_a_day: float, days: int) -> None:
    # 3/4 ABCT, January 2017: more than 900 wagons (DW by relays); Yahodyn inwards, May 2023: 65.8 wagons a day (interfax).
    asked = problem([unit(900)], [resource("rail", wagons_a_day)], [route("rail", 1, leg("rail"))])
    assert dispatch(asked, [0]).closure == days


def test_task_force_eagle_closes_within_a_tenth_of_its_64_to_68_days_at_six_trains_a_day() -> None:
    # 25,000 troops, 11,000 vehicles, 6,800 cars on 358 trains, 16 December 1995 to 22 February 1996 (defense.gov 42293).
    cars_a_train = 6_800 / 358
    share = {"wagons": 68.0, "lane_m": 0.0, "vehicles": 110.0, "persons": 250.0}
    moves = [unit(loads={"heavy": share}, persons=250.0) for _ in range(100)]
    rail = resource("rail", 6 * cars_a_train)
    asked = problem(moves, [rail], [route("rail", 5, leg("rail", 2))], days=200)
    closure = dispatch(asked, priority_order(asked)).closure
    assert 0.9 * 64 <= closure <= 1.1 * 68


def test_the_wagons_of_task_force_eagle_follow_from_its_vehicles(ukraine: Case) -> None:
    # 1,800 tracked vehicles and 1,200 containers are assumed among the 11,000.
    tracked, containers = 1_800, 1_200
    wagons = (
        tracked * factor(ukraine, "wagons_per_tracked")
        + (11_000 - tracked) * factor(ukraine, "wagons_per_wheeled")
        + containers * factor(ukraine, "wagons_per_teu")
    )
    assert wagons == pytest.approx(6_800, rel=0.15)
    assert wagons / (6_800 / 358) == pytest.approx(358, rel=0.15)


def test_a_french_convoy_of_2_500_km_takes_six_days(ukraine: Case) -> None:
    # 49 vehicles, 11 to 16 April 2022 (defense.gouv.fr).
    assert 2_500 / factor(ukraine, "road_km_per_day") == pytest.approx(6, rel=0.15)


def test_1_400_km_by_rail_with_a_change_of_gauge_take_five_days(ukraine: Case) -> None:
    # Enhanced forward presence, Lithuania, 2020: 16 tracked vehicles on one train.
    days = 1_400 / factor(ukraine, "rail_km_per_day") + ukraine.crossings["medyka"].handling_days
    assert days == pytest.approx(5, rel=0.15)


def test_60_000_troops_take_about_160_ship_rotations_of_1_360_lane_metres(ukraine: Case) -> None:
    # EU study of strategic sealift: 60,000 troops, about 160 rotations (globalsecurity eu-sealift).
    loads = loads_of(ukraine, "mechanised_battalion", 750)
    assert loads is not None
    lane_metres = 60_000 / 750 * sum(part["lane_m"] for part in loads.values())
    assert lane_metres / 1_360 == pytest.approx(160, rel=0.15)


def test_the_way_by_road_from_paris_to_bucharest_is_as_long_as_the_published_one(ukraine: Case) -> None:
    # Dacian Fall 2025: about 2,000 to 2,400 km by rail in four to five days (romaniajournal.ro); 280 to 500 km a day.
    network = network_of(ukraine, require(ukraine))
    rail = network.km("rail", "FR-PAR", "RO-BUH", inside=False)
    speed = ukraine.move_factors["rail_km_per_day"]
    assert speed.low is not None
    assert speed.high is not None
    assert rail / speed.high <= 5
    assert rail / speed.low >= 4


def test_the_shortest_chain_of_a_european_unit_is_about_three_weeks(ukraine: Case) -> None:
    # Measured before on the same network: 18 to 22 days of way and reception.
    network = network_of(ukraine, require(ukraine))
    book = RouteBook(AllRoutes(ukraine, network), {each.name: each for each in resources_of(ukraine, network, [])})
    for state in ("DEU", "FRA", "ITA"):
        travel = book.travel_days(state, network.destinations["sector-4"], ("heavy", "wheeled", "persons"))
        assert 15 <= travel + factor(ukraine, "rsoi_days") <= 24

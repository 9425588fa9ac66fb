"""Routes: the ways of each part, and why there is none."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment.movement.network import Network
from interpose.deployment.movement.resources import resources_of
from interpose.deployment.movement.routes import PARTS, AllRoutes, RouteBook


def book(case: Case, network: Network, *lenders: str) -> RouteBook:
    return RouteBook(AllRoutes(case, network), {each.name: each for each in resources_of(case, network, lenders)})


def test_every_state_with_a_pool_and_every_home_has_a_way_for_each_part(ukraine: Case, network: Network) -> None:
    ways = book(ukraine, network)
    for state in {*ukraine.homes, *(pool.state for pool in ukraine.pools)}:
        for part in PARTS:
            routes = ways.routes(state, network.destinations["sector-4"], part)
            assert routes, ways.why_none(state, network.destinations["sector-4"], part)
            assert len(routes) <= 12
            assert [route.days for route in routes] == sorted(route.days for route in routes)


def test_heavy_parts_go_by_rail_and_come_by_sea_where_no_rail_leads_to_the_host(ukraine: Case, network: Network) -> None:
    ways = book(ukraine, network)
    assert ways.routes("DEU", network.destinations["sector-4"], "heavy")[0].modes[0] == "rail"
    for state in ("GBR", "NOR", "CAN", "AUS"):
        assert all("sea" in route.modes for route in ways.routes(state, network.destinations["sector-4"], "heavy")), state


def test_what_is_used_up_lies_on_the_days_of_the_way(ukraine: Case, network: Network) -> None:
    for route in book(ukraine, network).routes("GBR", network.destinations["sector-4"], "heavy"):
        assert all(0 <= leg.offset <= route.days for leg in route.legs)
        kinds = [leg.resource.split(":")[0] for leg in route.legs]
        assert kinds == ["port", "pool", "port", "train_loading", "pool", "crossing", "reception"]


def test_a_crossing_without_capacity_carries_no_route(ukraine: Case, network: Network) -> None:
    closed = ukraine.replace_rows(
        crossings=[ukraine.crossings["medyka"].replace(rail_wagons_day=0, low=0, road_vehicles_day=0, road_low=0)]
    )
    for part in PARTS:
        assert all(
            route.crossing != "medyka" for route in book(closed, network).routes("DEU", network.destinations["sector-4"], part)
        )


def test_where_every_crossing_is_closed_it_is_said_what_has_no_capacity(ukraine: Case, network: Network) -> None:
    shut = {"rail_wagons_day": 0, "low": 0, "road_vehicles_day": 0, "road_low": 0}
    closed = ukraine.replace_rows(crossings=[each.replace(**shut) for each in ukraine.crossings.values()])
    ways = book(closed, network)
    assert ways.routes("DEU", network.destinations["sector-4"], "wheeled") == ()
    assert "Siret" in ways.why_none("DEU", network.destinations["sector-4"], "wheeled")


def test_a_home_without_any_way_and_a_state_without_a_home_are_told(ukraine: Case, network: Network) -> None:
    island = ukraine.homes["DEU"].replace(road_node="KR-ICN", rail_node=None, port=None, airport=None)
    ways = book(ukraine.replace_rows(homes=[island]), network)
    assert "no way for its wheeled part from KR-ICN" in ways.why_none("DEU", network.destinations["sector-4"], "wheeled")
    assert ways.why_none("MNG", network.destinations["sector-4"], "wheeled") == "MNG has no row in homes.csv"


def test_persons_that_drive_do_not_pass_an_airfield_and_those_that_fly_do(ukraine: Case, network: Network) -> None:
    routes = book(ukraine, network).routes("POL", network.destinations["sector-4"], "persons")
    for route in routes:
        flies = any(leg.resource.startswith("airfield:") for leg in route.legs)
        assert flies == ("air" in route.modes)
    assert {"air" in route.modes for route in routes} == {True, False}


@pytest.mark.parametrize(("mode", "speed"), [("road", "road_km_per_day"), ("rail", "rail_km_per_day")])
def test_a_slower_mode_never_shortens_a_way(ukraine: Case, network: Network, mode: str, speed: str) -> None:
    row = ukraine.move_factors[speed]
    slow = ukraine.replace_rows(move_factors=[row.replace(value=row.low)])
    part = "wheeled" if mode == "road" else "heavy"
    before, after = (
        {route.name: route.days for route in book(case, network).routes("FRA", network.destinations["sector-4"], part)}
        for case in (ukraine, slow)
    )
    assert all(after[name] >= days for name, days in before.items() if name in after)
    assert min(after.values()) > min(before.values())

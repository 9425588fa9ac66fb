"""Ways by state: shortest crossing, mean of all sectors, nobody who cannot drive there."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.deployment.movement.network import Network
from interpose.deployment.ways import road_km_by_state


def test_who_lives_farther_has_the_longer_way_and_overseas_has_none(ukraine: Case, network: Network) -> None:
    km = road_km_by_state(ukraine, network)
    assert km["POL"] < km["DEU"] < km["GBR"]
    assert {"USA", "CAN", "AUS", "NZL"}.isdisjoint(km)


def test_the_way_lies_between_those_to_the_nearest_and_the_farthest_sector(ukraine: Case, network: Network) -> None:
    far = road_km_by_state(ukraine, network)["DEU"]
    places = [place for sector, place in network.destinations.items() if sector]
    inside = [
        network.km("road", "UA-MOS", place.hub, inside=True) + network.km("road", place.hub, place.node, inside=True)
        for place in places
    ]
    outside = network.km("road", "DE-LEJ", "PL-PRZ", inside=False)
    assert far <= outside + sum(inside) / len(inside) + 1e-6


def test_a_closed_crossing_makes_no_way_shorter(ukraine: Case, network: Network) -> None:
    shut = [each.replace(road_vehicles_day=0, road_low=0) for each in ukraine.crossings.values() if each.crossing != "siret"]
    before = road_km_by_state(ukraine, network)
    after = road_km_by_state(ukraine.replace_rows(crossings=shut), network)
    assert set(after) == set(before)
    assert all(after[state] >= before[state] for state in before)
    assert after["POL"] > before["POL"]
    none = [each.replace(road_vehicles_day=0, road_low=0) for each in ukraine.crossings.values()]
    assert road_km_by_state(ukraine.replace_rows(crossings=none), network) == pytest.approx({})

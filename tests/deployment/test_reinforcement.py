"""Units at home on the network, and ways by state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interpose.case import Case
from interpose.deployment.movement.network import Network
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.reinforcement import HomeUnits, reinforce, road_km_by_state


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


def home(state: str, units: float, notice: int = 20) -> HomeUnits:
    return HomeUnits(state=state, unit_type="mechanised_battalion", units=units, persons=750, notice_days=notice)


def test_the_more_are_sent_the_longer_they_queue_and_nobody_comes_before_notice_permits_and_way(
    ukraine: Case, network: Network
) -> None:
    found = reinforce(
        ukraine, AllRoutes(ukraine, network), [home("POL", 12)], lenders={"POL"}, released=(1, 0.1), permits=(3, 10, 45)
    )
    assert found is not None
    assert found.released.tolist() == [0.1, 1]
    # Notice of 20 days hides permits of 3 and of 10.
    assert found.permits.tolist() == [20, 45]
    assert found.days.shape == (12, 2, 2)
    assert found.days.min() > 20 + found.reception_days
    assert found.days[:, 1].max() > found.days[:, 0].max()
    assert (found.days[:, :, 1] >= found.days[:, :, 0]).all()


def test_part_of_a_unit_moves_as_one_and_weighs_less(ukraine: Case, network: Network) -> None:
    found = reinforce(ukraine, AllRoutes(ukraine, network), [home("POL", 1.5)], lenders={"POL"}, released=(1,), permits=(3,))
    assert found is not None
    assert [unit.units for unit in found.units] == [1, 0.5]


def test_whoever_has_no_home_on_the_network_never_arrives_and_the_reason_is_told(ukraine: Case, network: Network) -> None:
    without = replace(ukraine, homes={state: row for state, row in ukraine.homes.items() if state != "POL"})
    asked = [home("POL", 1), home("DEU", 1)]
    found = reinforce(without, AllRoutes(without, network), asked, lenders=(), released=(1,), permits=(3,))
    assert found is not None
    assert found.never == {"POL": "POL has no row in homes.csv"}
    assert np.isfinite(found.days).ravel().tolist() == [False, True]

"""The network: distances that can be right, hubs inside the host, and what is said where there is no network."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case import Case
from interpose.case.tables.movement import Link
from interpose.deployment.movement.network import Network, great_circle_km, network_of, suspect_links
from interpose.requirement import Requirement


def test_the_bridge_at_mykolaiv_is_there(network: Network) -> None:
    assert network.km("road", "UA-MYK", "UA-ODE", inside=True) == pytest.approx(132)
    assert network.km("road", "UA-KHE", "UA-ODE", inside=True) < 2 * great_circle_km((46.637, 32.615), (46.49, 30.74))


def test_no_way_outside_leads_through_the_host_and_none_inside_leaves_it(network: Network) -> None:
    assert network.km("rail", "PL-PRZ", "UA-LVI", inside=False) == float("inf")
    assert network.km("road", "UA-LVI", "PL-WAW", inside=True) == float("inf")


def test_every_way_is_as_long_back_as_there(network: Network) -> None:
    for mode, inside, start, end in (("rail", False, "FR-PAR", "PL-DOR"), ("sea", False, "GB-MAR", "RO-CND")):
        assert network.km(mode, start, end, inside=inside) == pytest.approx(network.km(mode, end, start, inside=inside))


def test_sectors_go_to_the_nearest_place_of_the_host_and_assemble_at_its_nearest_hub(network: Network) -> None:
    assert {place.node[:3] for place in network.destinations.values()} == {"UA-"}
    assert network.destinations["sector-1"].node == "UA-KHE"
    assert network.destinations["sector-1"].hub == "UA-ODE"


def test_a_road_longer_than_twice_the_great_circle_is_flagged_until_someone_looked_at_it(ukraine: Case) -> None:
    assert suspect_links(ukraine) == ()
    bridge = next(
        link for link in ukraine.links if {link.from_node, link.to_node} == {"UA-MYK", "UA-ODE"} and link.mode == "road"
    )
    missing = ukraine.replace_rows(links=[bridge.replace(km=363, high=400, note=None)])
    assert [(link.from_node, link.km) for link in suspect_links(missing)] == [("UA-MYK", 363)]
    looked_at = ukraine.replace_rows(links=[bridge.replace(km=363, high=400, note="the bridge is closed")])
    assert suspect_links(looked_at) == ()


def test_the_shorter_of_two_ways_between_places_counts_in_whichever_direction_it_is_written(
    ukraine: Case, need: Requirement
) -> None:
    again = Link(from_node="UA-ODE", to_node="UA-MYK", mode="road", km=111, basis="assumed", source="a test")
    assert network_of(ukraine.replace_rows(links=[again]), need).km("road", "UA-MYK", "UA-ODE", inside=True) == pytest.approx(
        111
    )


def test_a_hub_outside_the_host_receives_nobody_and_is_named(ukraine: Case, need: Requirement) -> None:
    rzeszow = ukraine.nodes["PL-RZE"]
    moved = [node.replace(state="POL") if node.node == "UA-ODE" else node for node in ukraine.nodes.values()]
    found = network_of(replace(ukraine, nodes={node.node: node for node in moved}), need)
    assert "UA-ODE" not in found.hubs
    assert any("Odesa lies outside the host, in POL" in remark for remark in found.remarks)
    assert rzeszow.node not in found.hubs


def test_without_places_in_the_host_there_are_neither_hubs_nor_destinations(ukraine: Case, need: Requirement) -> None:
    elsewhere = {name: node for name, node in ukraine.nodes.items() if node.state != "UKR"}
    links = tuple(link for link in ukraine.links if {link.from_node, link.to_node} <= set(elsewhere))
    found = network_of(replace(ukraine, nodes=elsewhere, links=links, crossings={}), need)
    assert found.hubs == ()
    assert found.destinations == {}

"""The movement network: shortest ways by road, rail and sea, and the places where the force is received and stands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.authority.routes.gates import host_of
from interpose.case import Case
from interpose.case.tables.movement import Link, Node
from interpose.requirement import Requirement

__all__ = ["Destination", "Network", "great_circle_km", "network_of", "suspect_links"]

_EARTH_KM = 6371.0
_NEAR_KM = 60.0
"""A hub of the area is a node of the network where one lies within so many kilometres."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where units stand, and the place where they are received on the way.

    Parameters
    ----------
    node : str
        Node nearest to the middle of the sector; the hub itself where there is no sector.
    hub : str
        Node where the unit assembles.
    """

    node: str
    hub: str


@dataclass(frozen=True, kw_only=True)
class Network:
    """The ways that a case knows, measured once.

    Parameters
    ----------
    host : str or None
        State on whose soil the force stands.
    nodes : mapping of str to Node
        Places by name.
    hubs : tuple of str
        Nodes of the host where units are received.
    destinations : mapping of str to Destination
        By sector of the requirement; the empty name stands for units without a sector.
    remarks : tuple of str
        What was left out, and why.
    """

    host: str | None
    nodes: Mapping[str, Node]
    hubs: tuple[str, ...]
    destinations: Mapping[str, Destination]
    remarks: tuple[str, ...]
    _place: Mapping[str, int]
    _km: Mapping[tuple[str, bool], NDArray[np.float64]]

    def km(self, mode: str, start: str, end: str, *, inside: bool) -> float:
        """Return the shortest way (km) by a mode, inside the host or outside it; infinity where there is none.

        Parameters
        ----------
        mode : str
            road, rail or sea.
        start, end : str
            Nodes.
        inside : bool
            Whether the way lies in the host; otherwise it avoids the host.
        """
        if start == end:
            return 0.0
        return float(self._km[mode, inside][self._place[start], self._place[end]])

    def ports(self) -> tuple[str, ...]:
        """Return the ports outside the host, sorted."""
        return tuple(sorted(name for name, node in self.nodes.items() if node.kind == "port" and node.state != self.host))


def network_of(case: Case, requirement: Requirement) -> Network:
    """Measure the network of a case.

    Parameters
    ----------
    case : Case
        The case: nodes, links, crossings, hubs.
    requirement : Requirement
        The sectors whose middles units are sent to.

    Returns
    -------
    Network
        Shortest ways, hubs and destinations; without nodes in the host there are neither hubs nor destinations.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> network = network_of(case, require(case))
    >>> network.hubs
    ('UA-LVI', 'UA-KYI', 'UA-ODE', 'UA-DNI', 'UA-KHA')
    >>> round(network.km("road", "UA-MYK", "UA-ODE", inside=True))
    132
    """
    host = host_of(case)
    place = {name: number for number, name in enumerate(case.nodes)}
    inner = {name for name, node in case.nodes.items() if node.state == host}
    inner |= {crossing.to_node for crossing in case.crossings.values()}
    outer = {name for name, node in case.nodes.items() if node.state != host}
    outer |= {crossing.from_node for crossing in case.crossings.values()}
    km = {
        (mode, inside): _shortest(case.links, mode, within, place)
        for mode in ("road", "rail", "sea")
        for inside, within in ((True, inner), (False, outer))
    }
    remarks: list[str] = []
    hubs = tuple(dict.fromkeys(_hubs(case, host, remarks)))
    network = Network(host=host, nodes=case.nodes, hubs=hubs, destinations={}, remarks=tuple(remarks), _place=place, _km=km)
    return Network(
        host=host,
        nodes=case.nodes,
        hubs=hubs,
        destinations=_destinations(network, case, requirement),
        remarks=tuple(remarks),
        _place=place,
        _km=km,
    )


def _shortest(links: Iterable[Link], mode: str, within: set[str], place: Mapping[str, int]) -> NDArray[np.float64]:
    """Find all shortest ways of a mode between nodes of one side (Floyd and Warshall's algorithm); of two rows the shorter."""
    km = np.full((len(place), len(place)), np.inf)
    np.fill_diagonal(km, 0.0)
    for link in links:
        if link.mode == mode and link.from_node in within and link.to_node in within:
            start, end = place[link.from_node], place[link.to_node]
            km[start, end] = km[end, start] = min(km[start, end], link.km)
    linked = np.flatnonzero(np.isfinite(km).sum(axis=0) > 1)
    among = km[np.ix_(linked, linked)]
    for through in range(len(linked)):
        np.minimum(among, among[:, through, None] + among[through], out=among)
    km[np.ix_(linked, linked)] = among
    return km


def _hubs(case: Case, host: str | None, remarks: list[str]) -> list[str]:
    """Find the node of each hub of the area; a hub without one in the host receives nobody, and is named."""
    found = []
    for hub in case.area.hubs:
        at = (hub.geometry.y, hub.geometry.x)
        near = min(case.nodes.values(), key=lambda node: great_circle_km(at, (node.lat, node.lon)), default=None)
        if near is None or great_circle_km(at, (near.lat, near.lon)) > _NEAR_KM:
            remarks.append(f"hub {hub.feature.name}: no node of the network lies within {_NEAR_KM:g} km")
        elif near.state != host:
            remarks.append(f"hub {hub.feature.name} lies outside the host, in {near.state}: units are received elsewhere")
        else:
            found.append(near.node)
    return found


def _destinations(network: Network, case: Case, requirement: Requirement) -> dict[str, Destination]:
    entries = [crossing.to_node for crossing in case.crossings.values()]
    reached = [
        node
        for node in network.nodes.values()
        if node.state == network.host
        and any(math.isfinite(network.km("road", each, node.node, inside=True)) for each in entries)
    ]
    if not reached:
        return {}
    found: dict[str, Destination] = {}
    for sector in requirement.area.sectors:
        lon, lat = sector.centre
        node = min(reached, key=lambda each: (great_circle_km((lat, lon), (each.lat, each.lon)), each.node)).node
        hub = min(network.hubs, key=lambda each: (network.km("road", each, node, inside=True), each), default=node)
        found[sector.id] = Destination(node, hub)
    names = {node.node for node in reached}
    anywhere = next((hub for hub in network.hubs if hub in names), reached[0].node)
    found[""] = Destination(anywhere, anywhere)
    return found


def great_circle_km(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the great-circle distance (km) between two points given as latitude and longitude (degrees).

    Examples
    --------
    >>> round(great_circle_km((46.966, 31.998), (46.49, 30.74)))
    110
    """
    (lat, lon), (other, far) = (map(math.radians, point) for point in (start, end))
    chord = math.sin((other - lat) / 2) ** 2 + math.cos(lat) * math.cos(other) * math.sin((far - lon) / 2) ** 2
    return _EARTH_KM * 2 * math.asin(math.sqrt(chord))


def suspect_links(case: Case, *, ratio: float = 2.0) -> tuple[Link, ...]:
    """Return roads that are longer than so many times the great circle and carry no note of what was found there.

    Parameters
    ----------
    case : Case
        The case.
    ratio : float
        Length over great circle above which a road is suspect: a bridge may be missing.

    Examples
    --------
    >>> from interpose.case import load
    >>> suspect_links(load("ukraine-2024"))
    ()
    """
    at = {name: (node.lat, node.lon) for name, node in case.nodes.items()}
    return tuple(
        link
        for link in case.links
        if link.mode == "road" and not link.note and link.km > ratio * great_circle_km(at[link.from_node], at[link.to_node])
    )

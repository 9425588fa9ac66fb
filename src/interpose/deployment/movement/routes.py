"""Routes: every way that a part of a unit can take from home to where it stands, with what it uses up on which day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple

from interpose.case import Case
from interpose.case.tables.movement import Crossing, Home
from interpose.deployment.movement.network import Destination, Network, great_circle_km
from interpose.deployment.movement.resources import Measure, Resource, factor

__all__ = ["PARTS", "AllRoutes", "Leg", "MoveRoute", "PartKind", "RouteBook"]

PartKind = Literal["heavy", "wheeled", "persons"]
PARTS: tuple[PartKind, ...] = ("heavy", "wheeled", "persons")
"""Parts in which a unit moves: tracked vehicles and containers, wheeled vehicles, persons."""

_MOST = 12
"""Most routes of a part that are kept: the fastest."""


class Leg(NamedTuple):
    """What a route uses up: of which resource, from which day after its start, for how many days, in which measure."""

    resource: str
    offset: int
    days: int
    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRoute:
    """A way for one part of a unit.

    Parameters
    ----------
    name : str
        How it leads, for readers: `rail by medyka`.
    modes : tuple of str
        Modes in their order: road, rail, sea, air.
    crossing : str
        Crossing into the host; empty where persons land in the host.
    via : tuple of (str, str)
        Places on the way from home to destination, each after the mode by which it is reached; the home has none.
    legs : tuple of Leg
        What it uses up.
    days : int
        Days from the start to the arrival of what sets out on one day.
    """

    name: str
    modes: tuple[str, ...]
    crossing: str
    via: tuple[tuple[str, str], ...]
    legs: tuple[Leg, ...]
    days: int


@dataclass(kw_only=True)
class _Trip:
    """A route in the making: a clock in days, and what was used up on the way."""

    time: float = 0.0
    legs: list[Leg] = field(default_factory=list)
    modes: list[str] = field(default_factory=list)
    via: list[tuple[str, str]] = field(default_factory=list)
    landing: str = ""

    def use(self, resource: str, measure: Measure, days: float = 1.0) -> None:
        self.legs.append(Leg(resource, math.floor(self.time + 1e-9), max(1, math.ceil(days - 1e-9)), measure))

    def go(self, mode: str, days: float, to: str) -> None:
        self.time += days
        if days and (not self.modes or self.modes[-1] != mode):
            self.modes.append(mode)
        if self.via[-1][1] != to:
            self.via.append((mode, to))


class RouteBook:
    """The fastest routes that are open with what there is.

    Parameters
    ----------
    all_routes : AllRoutes
        All routes of the case.
    resources : mapping of str to Resource
        What there is, by name; a route through what has no capacity is none.
    """

    def __init__(self, all_routes: AllRoutes, resources: Mapping[str, Resource]) -> None:
        self._all, self._resources = all_routes, resources
        self._there = {name for name, resource in resources.items() if resource.capacity}
        self._known: dict[tuple[str, Destination, PartKind], tuple[MoveRoute, ...]] = {}

    def routes(self, state: str, destination: Destination, part: PartKind) -> tuple[MoveRoute, ...]:
        """Return the routes of a part from the home of a state, the fastest first, at most twelve.

        Parameters
        ----------
        state : str
            State of the unit.
        destination : Destination
            Where it stands.
        part : str
            heavy, wheeled or persons.
        """
        key = (state, destination, part)
        if key not in self._known:
            self._known[key] = tuple(islice((route for route in self._all.of(*key) if not self._closed(route)), _MOST))
        return self._known[key]

    def travel_days(self, state: str, destination: Destination, parts: Iterable[PartKind]) -> int:
        """Return the days of travel of the slowest part by its fastest route; 0 where a part has none."""
        routes = [self.routes(state, destination, part) for part in parts]
        return max((ways[0].days for ways in routes), default=0) if all(routes) else 0

    def why_none(self, state: str, destination: Destination, part: PartKind) -> str:
        """Say why there is no route: no home, no way at all, or what has no capacity on each way."""
        homes = self._all.case.homes
        if state not in homes:
            return f"{state} has no row in homes.csv"
        routes = self._all.of(state, destination, part)
        if not routes:
            return f"no way for its {part} part from {homes[state].road_node} to {destination.node}"
        closed = sorted({name for route in routes for name in self._closed(route)})
        return f"no capacity: {', '.join(self._resources[name].label for name in closed if name in self._resources)}"

    def _closed(self, route: MoveRoute) -> list[str]:
        return [leg.resource for leg in route.legs if leg.resource not in self._there]


class AllRoutes:
    """All routes of a case whatever there is to use up, enumerated when they are first asked for.

    Parameters
    ----------
    case : Case
        Homes, crossings, airfields and speeds.
    network : Network
        Shortest ways.
    """

    def __init__(self, case: Case, network: Network) -> None:
        self.case, self.network = case, network
        self._speed = {mode: factor(case, f"{mode}_km_per_day") for mode in ("road", "rail", "sea", "air")}
        self._links = {(str(link.mode), frozenset((link.from_node, link.to_node))): link.km for link in case.links}
        self._known: dict[tuple[str, Destination, PartKind], tuple[MoveRoute, ...]] = {}
        self._ports = network.ports()
        self._harbours = {node.node for node in case.nodes.values() if node.kind == "port"}
        self._harbours |= {home.port for home in case.homes.values() if home.port is not None}
        self._landings: dict[tuple[str, str, str], str] = {}
        self._railed: dict[tuple[str, Destination], list[MoveRoute]] = {}

    def of(self, state: str, destination: Destination, part: PartKind) -> tuple[MoveRoute, ...]:
        """Return all routes of a part from the home of a state, the fastest first; none where it has no home.

        Parameters
        ----------
        state : str
            State of the unit.
        destination : Destination
            Where it stands.
        part : str
            heavy, wheeled or persons.
        """
        key = (state, destination, part)
        if key not in self._known:
            self._known[key] = self._enumerated(*key)
        return self._known[key]

    def _enumerated(self, state: str, destination: Destination, part: PartKind) -> tuple[MoveRoute, ...]:
        home = self.case.homes.get(state)
        if home is None:
            return ()
        routes = {
            "heavy": self._heavy,
            "wheeled": self._wheeled,
            "persons": self._persons,
        }[part](home, destination)
        found: dict[str, MoveRoute] = {}
        for route in routes:
            found.setdefault(route.name, route)
        return tuple(sorted(found.values(), key=lambda route: (route.days, route.name)))

    def _heavy(self, home: Home, destination: Destination) -> list[MoveRoute]:
        """Tracked vehicles and containers go by rail where there is one, by sea before that; else on low loaders."""
        return self._on_rails(home, destination) or self._on_roads(home, destination)

    def _wheeled(self, home: Home, destination: Destination) -> list[MoveRoute]:
        return self._on_roads(home, destination) + self._on_rails(home, destination)

    def _persons(self, home: Home, destination: Destination) -> list[MoveRoute]:
        return _routes(self._by_road(home, destination, reception=False), self._by_air(home, destination))

    def _on_roads(self, home: Home, destination: Destination) -> list[MoveRoute]:
        """By road, and by sea before that."""
        return _routes(self._by_road(home, destination), self._by_sea(home, destination, "road"))

    def _on_rails(self, home: Home, destination: Destination) -> list[MoveRoute]:
        """By rail, and by sea before that; the same for tracked and for wheeled vehicles."""
        key = (home.state, destination)
        if key not in self._railed:
            self._railed[key] = _routes(self._by_rail(home, destination), self._by_sea(home, destination, "rail"))
        return self._railed[key]

    def _by_air(self, home: Home, destination: Destination) -> Iterator[tuple[str, _Trip]]:
        if home.airport is None:
            return
        start = self.case.nodes[home.airport]
        for airfield in self.case.airfields.values():
            end = self.case.nodes[airfield.node]
            flight = great_circle_km((start.lat, start.lon), (end.lat, end.lon)) / self._speed["air"]
            if start.state == end.state:
                continue
            for crossing in self.case.crossings.values() if end.state != self.network.host else (None,):
                trip = _Trip(via=[("", home.airport)])
                trip.use("pool:aircraft", "persons", 2 * flight)
                trip.go("air", flight, airfield.node)
                trip.landing = f" to {airfield.node}"
                trip.use(f"airfield:{airfield.node}", "persons")
                if crossing is None:
                    self._onward(trip, "road", airfield.node, destination, reception=False)
                    yield "", trip
                else:
                    self._drive(trip, airfield.node, crossing.from_node, inside=False)
                    self._cross_by_road(trip, crossing, destination, reception=False)
                    yield crossing.crossing, trip

    def _by_road(self, home: Home, destination: Destination, *, reception: bool = True) -> Iterator[tuple[str, _Trip]]:
        for crossing in self.case.crossings.values():
            trip = _Trip(via=[("", home.road_node)])
            self._drive(trip, home.road_node, crossing.from_node, inside=False)
            self._cross_by_road(trip, crossing, destination, reception=reception)
            yield crossing.crossing, trip

    def _by_rail(self, home: Home, destination: Destination) -> Iterator[tuple[str, _Trip]]:
        if home.rail_node is None:
            return
        for crossing in self.case.crossings.values():
            trip = _Trip(via=[("", home.rail_node)])
            self._entrain(trip, home.rail_node, home.state, crossing, destination)
            yield crossing.crossing, trip

    def _by_sea(self, home: Home, destination: Destination, then: str) -> Iterator[tuple[str, _Trip]]:
        """By road or rail to the own port, by ship, and on from the port that is fastest for each crossing."""
        if home.port is None:
            return
        network = self.network
        to_port = network.km("road", home.road_node, home.port, inside=False) / self._speed["road"]
        handling, loading = factor(self.case, "port_days"), factor(self.case, "loading_days")
        for crossing in self.case.crossings.values():
            key = (home.port, crossing.crossing, then)
            if key not in self._landings:
                self._landings[key] = self._landing(home.port, crossing, then)
            if not (port := self._landings[key]):
                continue
            trip = _Trip(via=[("", home.road_node)])
            trip.go("road", to_port, home.port)
            if not math.isfinite(trip.time):
                continue
            sail = network.km("sea", home.port, port, inside=False) / self._speed["sea"]
            trip.use(f"port:{home.port}", "lane_m")
            trip.use("pool:ships", "lane_m", 2 * (sail + handling) + loading)
            trip.go("sea", loading + sail, port)
            trip.landing = f" to {port}"
            trip.use(f"port:{port}", "lane_m")
            trip.go("sea", handling, port)
            if then == "rail":
                self._entrain(trip, port, network.nodes[port].state, crossing, destination)
            else:
                self._drive(trip, port, crossing.from_node, inside=False)
                self._cross_by_road(trip, crossing, destination)
            yield crossing.crossing, trip

    def _landing(self, start: str, crossing: Crossing, then: str) -> str:
        """Find the port from which a crossing is reached fastest, by ship and on; empty where there is none."""
        best = (math.inf, "")
        for port in dict.fromkeys((*self._ports, crossing.from_node)):
            way = self.network.km("sea", start, port, inside=False) / self._speed["sea"]
            onward = self.network.km(then, port, crossing.from_node, inside=False) / self._speed[then]
            if port != start and math.isfinite(way + onward) and port in self._harbours:
                best = min(best, (way + onward, port))
        return best[1]

    def _drive(self, trip: _Trip, start: str, end: str, *, inside: bool) -> None:
        trip.go("road", self.network.km("road", start, end, inside=inside) / self._speed["road"], end)

    def _entrain(self, trip: _Trip, start: str, state: str, crossing: Crossing, destination: Destination) -> None:
        """Load trains, go to the crossing, change gauge there where it changes, and go on to the hub."""
        network, speed, loading = self.network, self._speed["rail"], factor(self.case, "loading_days")
        outside = network.km("rail", start, crossing.from_node, inside=False) / speed
        across = self._across("rail", crossing) / speed
        inside = network.km("rail", crossing.to_node, destination.hub, inside=True) / speed
        if not math.isfinite(trip.time + outside + across + inside):
            trip.time = math.inf
            return
        through = inside if crossing.gauge == "same gauge" else 0.0
        trip.use(f"train_loading:{state}", "wagons")
        trip.use("pool:wagons", "wagons", 2 * (outside + through) + 2 * loading + crossing.handling_days)
        trip.go("rail", loading + outside, crossing.from_node)
        trip.use(f"crossing:{crossing.crossing}:rail", "wagons")
        trip.go("rail", across + crossing.handling_days, crossing.to_node)
        trip.go("rail", inside, destination.hub)
        trip.use(f"reception:{destination.hub}", "vehicles")
        self._drive(trip, destination.hub, destination.node, inside=True)

    def _cross_by_road(self, trip: _Trip, crossing: Crossing, destination: Destination, *, reception: bool = True) -> None:
        if not math.isfinite(trip.time):
            return
        trip.use(f"crossing:{crossing.crossing}:road", "vehicles")
        trip.go("road", self._across("road", crossing) / self._speed["road"], crossing.to_node)
        self._onward(trip, "road", crossing.to_node, destination, reception=reception)

    def _onward(self, trip: _Trip, mode: str, start: str, destination: Destination, *, reception: bool) -> None:
        """Go on to the hub, where vehicles are received, and to where the unit stands."""
        trip.go(mode, self.network.km(mode, start, destination.hub, inside=True) / self._speed[mode], destination.hub)
        if reception and math.isfinite(trip.time):
            trip.use(f"reception:{destination.hub}", "vehicles")
        self._drive(trip, destination.hub, destination.node, inside=True)

    def _across(self, mode: str, crossing: Crossing) -> float:
        """Return the way (km) across a crossing: its own link, or the great circle between its two places."""
        start, end = crossing.from_node, crossing.to_node
        if (known := self._links.get((mode, frozenset((start, end))))) is not None:
            return known
        here, there = self.case.nodes[start], self.case.nodes[end]
        return great_circle_km((here.lat, here.lon), (there.lat, there.lon))


def _routes(*ways: Iterable[tuple[str, _Trip]]) -> list[MoveRoute]:
    """Return the trips that come to an end, each with its crossing, as routes."""
    return [
        MoveRoute(
            name=f"{', '.join(trip.modes) or 'road'}{trip.landing}{f', by {crossing}' if crossing else ''}",
            modes=tuple(trip.modes),
            crossing=crossing,
            via=tuple(trip.via),
            legs=tuple(trip.legs),
            days=max(1, math.ceil(trip.time - 1e-9)),
        )
        for trips in ways
        for crossing, trip in trips
        if math.isfinite(trip.time)
    ]

"""What movement uses up: throughput a day at a place, and pools of lift that are away for a whole cycle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.row_ref import RowRef
from interpose.case.tables.movement import Crossing, Lift
from interpose.case.tables.words import Basis
from interpose.deployment.movement.network import Network

__all__ = ["MARKET", "MEASURES", "Measure", "Resource", "ResourceKind", "factor", "resources_of"]

Measure = Literal["wagons", "lane_m", "vehicles", "persons"]
MEASURES: tuple[Measure, ...] = ("wagons", "lane_m", "vehicles", "persons")
"""In what a part of a unit is measured, by what carries it."""

ResourceKind = Literal["train_loading", "port", "crossing_rail", "crossing_road", "reception", "airfield", "pool"]

MARKET = "market"
"""What stands in `providers` for lift that anybody can hire."""

_POOLS: dict[str, tuple[str, str, Measure]] = {
    "flat_wagon": ("pool:wagons", "Flat wagons", "wagons"),
    "ro_ro": ("pool:ships", "Ro-ro ships", "lane_m"),
    "passenger_aircraft": ("pool:aircraft", "Aircraft for persons", "persons"),
    "airlifter": ("pool:aircraft", "Aircraft for persons", "persons"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something that a move uses up.

    Parameters
    ----------
    name : str
        Stable name, such as `crossing:medyka:rail`.
    label : str
        Name for readers.
    kind : str
        What it is; a pool is occupied for a whole cycle, everything else for a day.
    measure : str
        In what it is measured: wagons, lane metres, vehicles or persons.
    steps : tuple of (int, float)
        Day from which so much more is there.
    step : float
        What "one more" is, in the measure: a train a day, a hundred vehicles a day, a ship.
    one_more : str
        The same in words.
    basis : str
        What the capacity rests on; the weakest of its rows.
    inputs : tuple of str
        Rows of the case behind the capacity.
    bounds : tuple of float
        Lowest and highest that the capacity may be, as shares of it.
    """

    name: str
    label: str
    kind: ResourceKind
    measure: Measure
    steps: tuple[tuple[int, float], ...]
    step: float
    one_more: str
    basis: Basis
    inputs: tuple[str, ...]
    bounds: tuple[float, float]

    @property
    def capacity(self) -> float:
        """What is there once all of it is there."""
        return sum(amount for _, amount in self.steps)

    def by_day(self, days: int) -> NDArray[np.float64]:
        """Return what is there on each day."""
        found = np.zeros(days)
        for day, amount in self.steps:
            found[day:] += amount
        return found

    def with_more(self, amount: float) -> Resource:
        """Return the resource with so much more of it, from the first day on; never below nothing."""
        if amount < 0:
            share = max(0.0, 1 + amount / self.capacity) if self.capacity else 0.0
            return replace(self, steps=tuple((day, each * share) for day, each in self.steps))
        return replace(self, steps=(*self.steps, (0, amount)))


def factor(case: Case, name: str) -> float:
    """Return the value of a factor of movement; it is shipped, so that it is always there."""
    return case.move_factors[name].value


def resources_of(case: Case, network: Network, lenders: Collection[str]) -> tuple[Resource, ...]:
    """List what the moves of a case use up.

    Parameters
    ----------
    case : Case
        The case.
    network : Network
        The places where units are received.
    lenders : collection of str
        States whose lift is there; what the market hires out always is.

    Returns
    -------
    tuple of Resource
        Sorted by name; what has no capacity is among them.
    """
    hubs = {place.hub for place in network.destinations.values()} | set(network.hubs)
    train_states = {node.state for node in case.nodes.values()}
    found = [*_places(case, hubs, train_states), *_crossings(case), *_pools(case, lenders)]
    return tuple(sorted(found, key=lambda each: each.name))


def _places(case: Case, hubs: Collection[str], train_states: Collection[str]) -> Iterator[Resource]:
    train = factor(case, "wagons_per_train")
    loading, received = case.move_factors["train_loading_wagons_day"], case.move_factors["reception_vehicles_day"]
    port = case.move_factors["port_lane_m_day"]
    for state in sorted(train_states):
        yield Resource(
            name=f"train_loading:{state}",
            label=f"Loading of trains, {_state(case, state)}",
            kind="train_loading",
            measure="wagons",
            steps=((0, loading.value),),
            step=train,
            one_more="one more train a day",
            basis=loading.basis,
            inputs=(str(RowRef.of(loading)),),
            bounds=_bounds(loading.value, loading.low, loading.high),
        )
    for node in sorted(case.nodes.values(), key=lambda each: each.node):
        if node.kind == "port" or any(node.node == home.port for home in case.homes.values()):
            yield Resource(
                name=f"port:{node.node}",
                label=f"Port of {node.name}",
                kind="port",
                measure="lane_m",
                steps=((0, port.value),),
                step=port.value,
                one_more="one more ship a day",
                basis=port.basis,
                inputs=(str(RowRef.of(port)),),
                bounds=_bounds(port.value, port.low, port.high),
            )
    for hub in sorted(hubs):
        yield Resource(
            name=f"reception:{hub}",
            label=f"Reception at {case.nodes[hub].name}",
            kind="reception",
            measure="vehicles",
            steps=((0, received.value),),
            step=100.0,
            one_more="100 more vehicles a day",
            basis=received.basis,
            inputs=(str(RowRef.of(received)),),
            bounds=_bounds(received.value, received.low, received.high),
        )
    seats = case.move_factors["persons_per_flight"]
    for field in sorted(case.airfields.values(), key=lambda each: each.node):
        yield Resource(
            name=f"airfield:{field.node}",
            label=f"Airfield {case.nodes[field.node].name}",
            kind="airfield",
            measure="persons",
            steps=((0, field.flights_day * seats.value),),
            step=seats.value,
            one_more="one more flight a day",
            basis=_weakest(field.basis, seats.basis),
            inputs=(str(RowRef.of(field)), str(RowRef.of(seats))),
            bounds=_bounds(field.flights_day, field.low, field.high),
        )


def _crossings(case: Case) -> Iterator[Resource]:
    train = factor(case, "wagons_per_train")
    for crossing in sorted(case.crossings.values(), key=lambda each: each.crossing):
        yield Resource(
            name=f"crossing:{crossing.crossing}:rail",
            label=f"{_crossing_name(case, crossing)}, rail",
            kind="crossing_rail",
            measure="wagons",
            steps=((0, crossing.rail_wagons_day),),
            step=train,
            one_more="one more train a day",
            basis=crossing.basis,
            inputs=(str(RowRef.of(crossing)),),
            bounds=_bounds(crossing.rail_wagons_day, crossing.low, crossing.high),
        )
        yield Resource(
            name=f"crossing:{crossing.crossing}:road",
            label=f"{_crossing_name(case, crossing)}, road",
            kind="crossing_road",
            measure="vehicles",
            steps=((0, crossing.road_vehicles_day),),
            step=100.0,
            one_more="100 more vehicles a day",
            basis=crossing.basis,
            inputs=(str(RowRef.of(crossing)),),
            bounds=_bounds(crossing.road_vehicles_day, crossing.road_low, crossing.road_high),
        )


def _pools(case: Case, lenders: Collection[str]) -> Iterator[Resource]:
    rows: dict[str, list[Lift]] = {name: [] for name, _, _ in _POOLS.values()}
    for pool in sorted(case.lift.values(), key=lambda each: each.pool):
        if MARKET in pool.providers or set(pool.providers) & set(lenders):
            rows[_POOLS[pool.kind][0]].append(pool)
    more: Mapping[str, tuple[float, str]] = {
        "pool:wagons": (factor(case, "wagons_per_train"), "wagons of one more train"),
        "pool:ships": (2500.0, "one more ship"),
        "pool:aircraft": (factor(case, "persons_per_flight"), "one more aircraft"),
    }
    for name, label, measure in dict.fromkeys(_POOLS.values()):
        yield Resource(
            name=name,
            label=label,
            kind="pool",
            measure=measure,
            steps=tuple(sorted((pool.notice_days, pool.count * pool.each) for pool in rows[name])),
            step=more[name][0],
            one_more=more[name][1],
            basis=_weakest(*(pool.basis for pool in rows[name])),
            inputs=tuple(str(RowRef.of(pool)) for pool in rows[name]),
            bounds=_bounds(
                sum(pool.count * pool.each for pool in rows[name]),
                sum((pool.count if pool.low is None else pool.low) * pool.each for pool in rows[name]),
                sum((pool.count if pool.high is None else pool.high) * pool.each for pool in rows[name]),
            ),
        )


def _bounds(value: float, low: float | None, high: float | None) -> tuple[float, float]:
    """Return the bounds of a value as shares of it."""
    if not value:
        return (1.0, 1.0)
    return ((value if low is None else low) / value, (value if high is None else high) / value)


def _weakest(*bases: Basis) -> Basis:
    order: tuple[Basis, ...] = ("observed", "reported", "pledged", "estimated", "assumed")
    return max(bases, key=order.index, default="assumed")


def _crossing_name(case: Case, crossing: Crossing) -> str:
    near, far = case.nodes[crossing.from_node].name, case.nodes[crossing.to_node].name
    return near if near == far else f"{near} to {far}"


def _state(case: Case, code: str) -> str:
    return case.states[code].name if code in case.states else code

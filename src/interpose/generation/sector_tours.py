"""A calendar taken apart into single units for the dealing of sectors, and who could send a unit in place of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.words import BELTS, OUTSIDE
from interpose.generation.demand import Demand
from interpose.generation.result import RotationRow
from interpose.generation.rounding import on_ground
from interpose.generation.sector_board import Tour
from interpose.generation.supply import AMERICAN, Supply, classes

if TYPE_CHECKING:
    from interpose.generation.solving import Tours

__all__ = [
    "COMMAND",
    "Owners",
    "held_sectors",
    "holding_capability",
    "peaks_of_classes",
    "single_tours",
    "standing_in_belts",
    "tours_by_pool",
]

_STAND = ("manoeuvre", "monitors")
COMMAND = "headquarters"

Brought = tuple[tuple[tuple[str, str], float], ...]
"""What a unit brings at a station: belt and capability, and units of it."""


class Owners:
    """Which pools can send a unit in place of another, so that no shortfall, force or cost changes, only the flag.

    That are pools whose units bring the same to the same places, stay as long and have as many persons; of states
    without a cap or a least, not American, and not bound elsewhere. Each keeps its own notice and time at home.

    Parameters
    ----------
    case : Case
        The case.
    pools : sequence of Supply
        The pools.
    rotation : sequence of RotationRow
        The calendar.
    horizon : int
        Months.
    sectors : sequence of str
        Sectors.
    """

    def __init__(
        self, case: Case, pools: Sequence[Supply], rotation: Sequence[RotationRow], horizon: int, sectors: Sequence[str]
    ) -> None:
        self.case, self.pools, self.sectors = case, tuple(pools), tuple(sectors)
        self.states = tuple(sorted({pool.state for pool in pools}))
        self.state_of = [self.states.index(pool.state) for pool in pools]
        self.number_of = {pool.key: number for number, pool in enumerate(pools)}
        self._begun = np.zeros((len(self.pools), horizon), dtype=np.int64)
        for row in rotation:
            key = (row.state, row.unit_type, row.commitment)
            self._begun[self.number_of[key], row.start_month - 1] += row.units
        groups: dict[object, list[int]] = {}
        for number, pool in enumerate(self.pools):
            state = case.states[pool.state]
            if (
                pool.commitment
                or pool.state == AMERICAN
                or state.personnel_cap is not None
                or state.personnel_least is not None
            ):
                continue
            alike = (pool.provides, pool.tour, pool.personnel, state.stands)
            groups.setdefault(alike, []).append(number)
        self._alike = {number: tuple(group) for group in groups.values() for number in group if len(group) > 1}
        self._allowed: dict[tuple[str, tuple[str, ...]], NDArray[np.bool_]] = {}

    def copy(self) -> Owners:
        """Return the same pools with the calendar as it is now, to change it without touching this one."""
        found = copy(self)
        found._begun = self._begun.copy()
        return found

    def left(self, number: int, besides: NDArray[np.int64] | int = 0) -> NDArray[np.float64]:
        """Return how many more tours of a pool may begin in the window that opens in each month, besides some that begin."""
        pool, begun = self.pools[number], self._begun[number] - besides
        return pool.units - on_ground(begun[::-1], pool.window)[::-1]

    def alike(self, number: int) -> Iterator[int]:
        """Name the other pools whose units could go in place of those of a pool."""
        return (other for other in self._alike.get(number, ()) if other != number)

    def flag(self, other: int, tour: Tour) -> tuple[int, NDArray[np.bool_]]:
        """Return the state of a pool, and the sectors that its caveats leave open for what a tour brings."""
        return self.state_of[other], self.allowed(self.pools[other].state, tour.capabilities)

    def move(self, number: int, other: int, start: int) -> None:
        """Let one pool send a unit in place of another."""
        self._begun[number, start] -= 1
        self._begun[other, start] += 1

    def allowed(self, state: str, capabilities: tuple[str, ...]) -> NDArray[np.bool_]:
        """Return the sectors that no caveat of a state closes to what a unit brings."""
        key = (state, capabilities)
        if key not in self._allowed:
            caveats = {caveat.replace(" ", "") for caveat in self.case.states[state].caveats}
            closed = [
                f"*@{name}" in caveats or any(f"{capability}@{name}" in caveats for capability in capabilities)
                for name in self.sectors
            ]
            self._allowed[key] = ~np.array(closed, dtype=np.bool_)
        return self._allowed[key]

    def sent_by(self, tour: Tour, other: int) -> Tour:
        """Return a tour as it is when another pool sends it."""
        state, allowed = self.flag(other, tour)
        return replace(tour, pool=other, state=state, allowed=allowed)

    def has_room(self, number: int, start: int) -> bool:
        """Return whether one more unit of a pool can begin a tour in a month: one is ready and rested."""
        pool = self.pools[number]
        opened = slice(max(0, start - pool.window + 1), start + 1)
        return start + 1 >= pool.first_month and bool(self.left(number)[opened].min() >= 1)


def holding_capability(keys: Iterable[tuple[str, str]], price: Mapping[tuple[str, str], float]) -> tuple[str, str] | None:
    """Return belt and capability of the troops that hold sectors: the larger of manoeuvre and monitors, forward first.

    Parameters
    ----------
    keys : iterable of (belt, capability)
        What is required in sectors.
    price : mapping
        Price of what is required of each.
    """
    known = set(keys)
    for belt in BELTS:
        found = [(price[belt, name], (belt, name)) for name in _STAND if (belt, name) in known]
        if found:
            return max(found)[1]
    return None


def held_sectors(demand: Demand, keys: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Return belt and capability of the troops that hold the sectors of a plan."""
    return holding_capability(keys, {key: demand.price[key[1]] * float(demand.quantity[key].max()) for key in keys})


def single_tours(
    demand: Demand, owners: Owners, rotation: Sequence[RotationRow], keys: Sequence[tuple[str, str]]
) -> list[Tour]:
    """Take the rows of a calendar apart into single units.

    Parameters
    ----------
    demand : Demand
        What is required.
    owners : Owners
        The pools.
    rotation : sequence of RotationRow
        The calendar.
    keys : sequence of (belt, capability)
        What sectors need.
    """
    place = {key: number for number, key in enumerate(keys)}
    held = held_sectors(demand, keys)
    provides = _provides(owners.pools)
    found = []
    for number, row in enumerate(rotation):
        brought = _brought(provides, row)
        parts = tuple((place[key], quantity) for key, quantity in brought if key in place)
        capabilities = tuple(keys[need][1] for need, _ in parts)
        pool = owners.number_of[row.state, row.unit_type, row.commitment]
        found += [
            Tour(
                row=number,
                state=owners.state_of[pool],
                pool=pool,
                start=row.start_month - 1,
                end=row.end_month - 1,
                parts=parts,
                capabilities=capabilities,
                holds=sum(quantity for key, quantity in brought if held is not None and key == held),
                headquarters=held is not None and any(key == (held[0], COMMAND) for key, _ in brought),
                worth=sum(demand.price[keys[need][1]] * quantity for need, quantity in parts),
                allowed=owners.allowed(row.state, capabilities) & (row.belt != OUTSIDE),
            )
        ] * row.units
    return found


def _provides(pools: Sequence[Supply]) -> dict[tuple[str, str, str], list[tuple[tuple[str, str], float]]]:
    """Return what a unit brings, by state, unit type and station."""
    found: dict[tuple[str, str, str], list[tuple[tuple[str, str], float]]] = {}
    for pool in pools:
        own: dict[tuple[str, str, str], list[tuple[tuple[str, str], float]]] = {}
        for station, capability, quantity in pool.provides:
            belt = station.partition(":")[0]
            own.setdefault((pool.state, pool.unit_type, station), []).append(((belt, capability), quantity))
        found.update(own)
    return found


def _brought(
    provides: Mapping[tuple[str, str, str], list[tuple[tuple[str, str], float]]], row: RotationRow
) -> list[tuple[tuple[str, str], float]]:
    station = f"{row.belt}:{row.serves}" if row.serves else row.belt
    return provides.get((row.state, row.unit_type, station), [])


def standing_in_belts(
    demand: Demand, pools: Sequence[Supply], rotation: Sequence[RotationRow]
) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return what stands in each belt, whatever the sector, by belt and capability and month."""
    found = {key: np.zeros(demand.horizon) for key in demand.quantity}
    provides = _provides(pools)
    for row in rotation:
        for key, quantity in _brought(provides, row):
            if key in found:
                found[key][row.start_month - 1 : row.end_month] += quantity * row.units
    return found


def tours_by_pool(pools: Sequence[Supply], tours: Iterable[Tour], rotation: Sequence[RotationRow], horizon: int) -> Tours:
    """Put single tours together again: tours that begin, by pool, station and month."""
    found: dict[tuple[str, str, str], dict[str, NDArray[np.int64]]] = {}
    for tour in tours:
        row = rotation[tour.row]
        station = f"{row.belt}:{row.serves}" if row.serves else row.belt
        stations = found.setdefault(pools[tour.pool].key, {})
        stations.setdefault(station, np.zeros(horizon, dtype=np.int64))[tour.start] += 1
    return found


def peaks_of_classes(case: Case, demand: Demand, pools: Sequence[Supply], tours: Tours) -> float:
    """Return the persons at the peaks of the pools without a limit, as the second stage counts them.

    Parameters
    ----------
    case : Case
        The case.
    demand : Demand
        What is required.
    pools : sequence of Supply
        The pools.
    tours : mapping
        Tours that begin, by pool, station and month.
    """
    limited = [
        code
        for code, state in case.states.items()
        if state.personnel_cap is not None or state.personnel_least is not None or code == AMERICAN
    ]
    total = 0.0
    for group in classes([pool for pool in pools if pool.state not in limited], (), demand.quantity):
        begun = sum(
            (months for member in group.members for months in tours.get(member.key, {}).values()),
            np.zeros(demand.horizon, dtype=np.int64),
        )
        peak = int(np.convolve(begun, np.ones(group.like.tour, dtype=np.int64))[: demand.horizon].max())
        total += peak * sum(member.personnel * member.units for member in group.members) / group.units
    return total

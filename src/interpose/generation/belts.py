"""Belts put together: where to stand is settled last, since it hardly matters for who comes when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

import numpy as np
from numpy.typing import NDArray

from interpose.generation.demand import Demand
from interpose.generation.formulation import Formulation, Wish, formulate, shortage_columns, worst_month_rows
from interpose.generation.rounding import spans
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import Supply, SupplyClass, belt_of, served_at
from interpose.solver import Limits, Model, solve

__all__ = ["put_together", "stationed"]

_EVERYWHERE = "everywhere"

_PAUSES = 20
"""Work for dealing the tours of a group out to belts."""

_LEFT = 1e-4
"""What a month at a station that is left to others costs, in prices of a unit that is missing for a month."""

Columns = Mapping[str, NDArray[np.float64]]


def put_together(
    demand: Demand, capabilities: frozenset[str], classes: Sequence[SupplyClass], limits: Mapping[str, StateLimit]
) -> Formulation:
    """Build the model of one part of a plan as if there were one belt, for capabilities of which all units may stand in each.

    What one belt lacks, any unit can make up for at the same price, so nearly every plan has twins that differ in nothing
    but where their units stand. Here they are one plan, with half as many columns. Nothing but rules is left out, so what
    is proved of this model holds for the part as well. Where to stand is for `stationed` to say. Next to nothing is lost by
    it: tours are intervals of months, and intervals that cover every month so many times over can be divided into as many
    covers. Only where a requirement grows or falls may a tour stand for more in one belt than is required there.

    Parameters
    ----------
    demand, capabilities, classes, limits
        As for `formulate`.

    Returns
    -------
    Formulation
        With the same classes by number. Where belts are put together, one station stands for all of those at which a unit
        does the same. What is required where some classes leave stations to others is in `wishes`.
    """
    together = _anywhere(demand, classes)
    quantity: dict[tuple[str, str], NDArray[np.float64]] = {}
    for (belt, capability), months in demand.quantity.items():
        key = (_EVERYWHERE if capability in together else belt, capability)
        quantity[key] = quantity.get(key, 0.0) + months
    members = [SupplyClass(tuple(_moved(member, together) for member in group.members)) for group in classes]
    part = formulate(replace(demand, quantity=quantity), capabilities, members, limits)
    wishes = tuple(_wishes(demand, part, classes))
    if wishes:
        _add_rows(part, wishes)
    return replace(part, wishes=wishes)


def stationed(part: Formulation, numbers: Sequence[int], columns: Columns, seed: int) -> dict[str, NDArray[np.float64]]:
    """Say where to stand: deal the tours of some classes out to their stations, so that as little as possible is short.

    Parameters
    ----------
    part : Formulation
        The part.
    numbers : sequence of int
        Classes, all of those that serve some capabilities.
    columns : mapping of str to numpy.ndarray
        Their tours, with belts put together.
    seed : int
        Seed of the solver.

    Returns
    -------
    mapping of str to numpy.ndarray
        Tours of these classes that begin by station and month, by name of the column block.
    """
    demand = part.demand
    if all(len(columns[f"tours {number}"]) == len(part.classes[number].like.stations) for number in numbers):
        return {name: columns[name] for name in (f"tours {number}" for number in numbers)}
    served = {key for number in numbers for key in part.rows_of(number)}
    rows = [number for number, key in enumerate(part.keys) if key in served]
    keys = [part.keys[row] for row in rows]
    needed = np.array([demand.quantity[key] for key in keys])
    prices = np.array([demand.price[capability] for _, capability in keys])
    model = Model()
    short, worst = shortage_columns(model, demand, needed, prices)
    stands = list(_stands(part, numbers, columns))
    entries = [(np.arange(short.size), short.ravel(), np.ones(short.size))]
    for stand in stands:
        entries += _deal(model, part, stand, keys, float(prices.max()))
    row, columns_of, values = (np.concatenate([entry[index] for entry in entries]) for index in range(3))
    model.rows("requirement", row, columns_of, values, lower=needed.ravel())
    worst_month_rows(model, short[:, demand.steady], worst)
    outcome = solve(model, Limits(pauses=_PAUSES), absolute_gap=0.5 * float(prices.min()), seed=seed)
    found = {f"tours {number}": np.zeros((len(part.classes[number].like.stations), demand.horizon)) for number in numbers}
    for stand in stands:
        tours = found[f"tours {stand.number}"]
        if outcome.has_solution:
            tours[np.array(stand.stations)[:, None], stand.months] = outcome.value(stand.name)
        else:
            tours[stand.stations[-1], stand.months] = stand.tours
    return found


@dataclass(frozen=True)
class _Stand:
    """Tours of a class that may stand at any of some stations, by number: the months in which they begin, and how many do."""

    number: int
    stations: tuple[int, ...]
    months: NDArray[np.int64]
    tours: NDArray[np.float64]

    @property
    def name(self) -> str:
        return f"tours {self.number} {self.stations[0]}"


def _stands(part: Formulation, numbers: Sequence[int], columns: Columns) -> Iterator[_Stand]:
    for number in numbers:
        like, tours = part.classes[number].like, columns[f"tours {number}"]
        for stations, line in zip(_places(like, len(tours)), tours, strict=True):
            months = np.flatnonzero(line)
            if len(months):
                yield _Stand(number, tuple(like.stations.index(each) for each in stations), months, line[months])


def _deal(
    model: Model, part: Formulation, stand: _Stand, keys: Sequence[tuple[str, str]], price: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Add columns for tours by station and month; give what they add to the rows of the requirement: row, column, value."""
    like, count = part.classes[stand.number].like, len(stand.months)
    left = np.array([like.stations[station] in like.leaves for station in stand.stations], dtype=np.float64)
    cost = np.broadcast_to(_LEFT * like.tour * price * left[:, None], (len(left), count))
    column = model.columns(stand.name, cost.shape, upper=stand.tours, cost=cost, whole=True)
    row = np.tile(np.arange(count), len(left))
    model.rows(f"all of {stand.name}", row, column.ravel(), 1.0, lower=stand.tours, upper=stand.tours)
    horizon = part.demand.horizon
    begin, month = spans(np.arange(horizon), like.tour)
    inside = np.isin(begin, stand.months)
    begin, month = np.searchsorted(stand.months, begin[inside]), month[inside]
    for line, station in zip(column, stand.stations, strict=True):
        for where, capability, brought in like.provides:
            if where == like.stations[station]:
                rows = keys.index((belt_of(where), capability)) * horizon + month
                yield rows, line[begin], np.full(len(month), brought)


def _alike(like: Supply) -> list[list[str]]:
    """Return the stations of a unit, those together at which it does the same."""
    found: dict[tuple[object, ...], list[str]] = {}
    for station in like.stations:
        brought = tuple((capability, quantity) for where, capability, quantity in like.provides if where == station)
        found.setdefault((served_at(station), brought), []).append(station)
    return list(found.values())


def _anywhere(demand: Demand, classes: Sequence[SupplyClass]) -> frozenset[str]:
    """Return the capabilities of which every unit that serves them may stand in every belt where they are required."""
    belts: dict[str, set[str]] = defaultdict(set)
    for belt, capability in demand.quantity:
        belts[capability].add(belt)
    found = set(belts)
    tied: list[set[str]] = []
    for group in classes:
        tied.append({capability for _, capability, _ in group.like.provides})
        for stations in _alike(group.like):
            served = {capability for where, capability, _ in group.like.provides if where in stations}
            found -= {capability for capability in served if {belt_of(where) for where in stations} != belts[capability]}
    while any(not names <= found and names & found for names in tied):
        for names in tied:
            if not names <= found:
                found -= names
    return frozenset(found)


def _moved(pool: Supply, together: frozenset[str]) -> Supply:
    """Return the pool with stations that are alike as one, where belts are put together."""
    if not {capability for _, capability, _ in pool.provides} <= together:
        return replace(pool, leaves=())
    provides = []
    for stations in _alike(pool):
        brought = [(capability, quantity) for where, capability, quantity in pool.provides if where == stations[0]]
        provides += [(f"{_EVERYWHERE}:{stations[0]}", capability, quantity) for capability, quantity in brought]
    return replace(pool, provides=tuple(provides), leaves=())


def _places(like: Supply, count: int) -> list[list[str]]:
    """Return the stations that each of so many places of a unit stands for."""
    return [[station] for station in like.stations] if count == len(like.stations) else _alike(like)


def _wishes(demand: Demand, part: Formulation, classes: Sequence[SupplyClass]) -> Iterator[Wish]:
    """Give what belts require of a capability where classes leave stations in them to others."""
    for row, (where, capability) in enumerate(part.keys):
        quantity = {belt: months for (belt, other), months in demand.quantity.items() if other == capability}
        belts = sorted(quantity) if where == _EVERYWHERE else [where]
        brought: dict[tuple[int, int], float] = {}
        able: dict[tuple[int, int], set[str]] = defaultdict(set)
        ready: dict[tuple[int, int], set[str]] = defaultdict(set)
        for number, group in enumerate(classes):
            like, count = group.like, len(part.classes[number].like.stations)
            for place, stations in enumerate(_places(like, count)):
                for station, other, amount in like.provides:
                    if station in stations and other == capability:
                        brought[number, place] = amount
                        able[number, place].add(belt_of(station))
                        ready[number, place] |= {belt_of(station)} - {belt_of(left) for left in like.leaves}
        seen: set[frozenset[tuple[int, int]]] = set()
        for some in chain.from_iterable(combinations(belts, count) for count in range(len(belts), 0, -1)):
            members = frozenset(each for each in brought if ready[each] & set(some))
            # A larger set of belts that the same may serve asks for more.
            if members not in seen and members != frozenset(each for each in brought if able[each] & set(some)):
                seen.add(members)
                needed = np.sum([quantity[belt] for belt in some], axis=0)
                yield Wish(row, needed, tuple((*each, brought[each]) for each in sorted(members)))


def _add_rows(part: Formulation, wishes: Sequence[Wish]) -> None:
    model, horizon = part.model, part.demand.horizon
    needed = np.array([wish.needed for wish in wishes])
    beyond = model.columns("beyond", needed.shape, upper=needed)
    short = model.block("short")
    each = np.arange(beyond.size)
    entries = [
        (each, short[[wish.row for wish in wishes]].ravel(), np.ones(len(each))),
        (each, beyond.ravel(), np.ones(len(each))),
    ]
    for number, wish in enumerate(wishes):
        for of, place, brought in wish.ready:
            tours = model.block(f"tours {of}")[place]
            begin, month = spans(np.arange(horizon), part.classes[of].like.tour)
            entries.append((number * horizon + month, tours[begin], np.full(len(month), brought)))
    row, column, value = (np.concatenate([entry[index] for entry in entries]) for index in range(3))
    model.rows("stations left to others", row, column, value, lower=needed.ravel())

"""A path linear programme on the time-expanded network, solved by sifting; its bound is recomputed from its prices.

A column is a route and a day of start for one part of a group of identical units. Lateness is counted for each part by its
mean arrival, so that the value lies below that of any schedule. Whatever prices the solver ends with, the Lagrangian bound
that follows from them holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interpose.deployment.dispatch import MovementProblem, Schedule, all_arrive
from interpose.deployment.movement.parts import LoadPart
from interpose.solver import Limits, Model, solve

__all__ = ["LatenessBound", "lateness_bound"]

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]

_MOST_NEW = 12
"""Columns that each part of a group takes into the next round at most."""
_MOST_ROUNDS = 15
_CLOSE = 2e-3
"""Share of the value at which the bound is near enough to it for another round to be of no use."""
_SPARE_DAYS = 20
"""Days beyond the closure of the schedule on which units may still set out; later ones are free of capacity."""


@dataclass(frozen=True, kw_only=True)
class LatenessBound:
    """A proved bound on lateness, and what the prices of its programme say.

    Parameters
    ----------
    bound : float
        No schedule has a lower lateness, in days weighted by persons and priority.
    value : float or None
        Value of the programme as it was solved last; None where no round was solved.
    prices : numpy.ndarray, shape (resources, days)
        Price of one more of a resource on a day, in the same unit.
    mean_arrival : numpy.ndarray, shape (moves,)
        Mean day of arrival of the last part in the programme, for the order of another dispatch; infinity for the others.
    rounds, columns : int
        Rounds of sifting, and columns in the last.
    """

    bound: float
    value: float | None
    prices: Numbers
    mean_arrival: Numbers
    rounds: int
    columns: int


@dataclass(frozen=True, kw_only=True)
class _Families:
    """All columns at once: a family is a route of a block (one part of one group), with every day of start."""

    groups: tuple[tuple[int, ...], ...]
    weight: Numbers
    group: Indices
    parts: tuple[LoadPart, ...]
    block: Indices
    travel: Indices
    first_leg: Indices
    legs: tuple[Indices, Indices, Indices]
    load: Numbers
    late: Numbers
    overflow: Numbers
    starts: int


@dataclass(frozen=True, slots=True)
class _Columns:
    """Chosen columns: family and day of start of each."""

    family: Indices
    start: Indices

    def joined(self, other: _Columns, starts: int) -> _Columns:
        keys = np.unique(np.concatenate([self.family * starts + self.start, other.family * starts + other.start]))
        return _Columns(keys // starts, keys % starts)


def lateness_bound(
    problem: MovementProblem, schedule: Schedule, *, bucket: int = 1, limits: Limits | None = None, whole: bool = False
) -> LatenessBound:
    """Prove how late the units must be at least, whatever the schedule.

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.
    schedule : Schedule
        A schedule to begin from; a good one saves rounds.
    bucket : int
        Days whose capacities are added up to one row: more are faster, and the bound is then lower.
    limits : Limits, optional
        Limits of the solver.
    whole : bool
        Whether all columns are taken at once, in place of sifting: the same bound, slower.

    Returns
    -------
    LatenessBound
        The bound, prices and an order; without moves the bound is 0.
    """
    count = len(problem.moves)
    families = _families(problem, schedule)
    prices = np.zeros_like(problem.capacity)
    arrival = np.full(count, np.inf)
    never = _weight_of_never(problem)
    if not len(families.block):
        return LatenessBound(bound=never, value=0.0, prices=prices, mean_arrival=arrival, rounds=0, columns=0)
    scale = max(float(families.weight.sum()), 1e-9)
    windows, window_of = np.unique(np.stack(families.legs, axis=1), axis=0, return_inverse=True)
    owner = np.repeat(np.arange(len(families.block)), np.diff(families.first_leg))
    columns = _all(families) if whole else _begin(families, schedule)
    possible = np.where(np.isfinite(families.late), families.late, 0.0)
    best, value, rounds = 0.0, None, 0
    while rounds < _MOST_ROUNDS:
        rounds += 1
        found = _solve(problem, families, columns, bucket, scale, limits)
        if found is None:
            break
        value, own_prices, own_late, own_whole, own_arrival = found
        cost = np.where(np.isfinite(families.late), own_late[families.block][:, None] * possible, np.inf)
        priced = _window_prices(own_prices, windows, families.starts)
        # What is free on all days, as most is, adds nothing.
        dear = np.flatnonzero(np.asarray(priced.any(axis=1))[window_of])
        own, first = np.unique(owner[dear], return_index=True)
        cost[own] += np.add.reduceat(families.load[dear, None] * priced[window_of[dear]], first, axis=0)
        least = np.minimum(np.minimum.reduceat(cost.min(axis=1), _firsts(families)), own_late * families.overflow)
        bound = float(least.sum() - (own_prices * problem.capacity).sum())
        if bound > best:
            best, prices, arrival = bound, own_prices, own_arrival
        if value - best <= _CLOSE * max(value, 1e-9):
            break
        fresh = _price_in(families, cost, own_whole)
        if not len(fresh.family):
            break
        columns = columns.joined(fresh, families.starts)
    return LatenessBound(
        bound=best * scale + never,
        value=None if value is None else value * scale + never,
        prices=prices * scale,
        mean_arrival=arrival,
        rounds=rounds,
        columns=len(columns.family),
    )


def _weight_of_never(problem: MovementProblem) -> float:
    """Return the lateness of those that never arrive: they count to the last day that is known."""
    return float(
        sum(
            move.persons * move.priority * max(0, problem.days - move.required_day)
            for move, parts in zip(problem.moves, problem.parts, strict=True)
            if not parts
        )
    )


def _families(problem: MovementProblem, schedule: Schedule) -> _Families:
    """Group identical units, type and routes included: the programme of a mixed group would be no bound."""
    members: dict[tuple[object, ...], list[int]] = {}
    for number, (move, parts) in enumerate(zip(problem.moves, problem.parts, strict=True)):
        if parts:
            same = tuple((part, tuple(amounts.items())) for part, amounts in move.loads.items())
            whose = (move.state, move.unit_type, move.persons, move.priority, move.destination, same)
            key = (*whose, move.ready_day, move.required_day)
            members.setdefault(key, []).append(number)
    groups = tuple(tuple(each) for each in members.values())
    span = max((part.ways.span for parts in problem.parts for part in parts), default=0)
    closes = schedule.closure if all_arrive(problem, schedule) else problem.days
    starts = max(1, min(problem.days - span, int(closes) + _SPARE_DAYS))
    weight, group, block, overflow = [], [], [], []
    blocks: list[LoadPart] = []
    none = np.zeros(0, dtype=np.int64)
    travel, lengths, legs = [none], [none], [np.zeros((3, 0), dtype=np.int64)]
    loads, late = [np.zeros(0)], [np.zeros((0, starts))]
    days = np.arange(starts)
    for number, own in enumerate(groups):
        move = problem.moves[own[0]]
        weight.append(len(own) * move.persons * move.priority)
        for part in problem.parts[own[0]]:
            shift = problem.reception_days - move.required_day
            # A schedule counts what comes after the last day that is known as if it came on that day.
            most = max(0.0, float(problem.days - move.required_day))
            overflow.append(min(most, max(0.0, starts + int(part.ways.travel.min()) + shift)))
            own_late = np.clip(days + part.ways.travel[:, None] + shift, 0.0, most)
            late.append(np.where(days < move.ready_day, np.inf, own_late))
            block += [len(blocks)] * len(part.ways.routes)
            travel.append(part.ways.travel)
            lengths.append(np.diff(part.ways.first, append=len(part.ways.resource)))
            legs.append(np.stack([part.ways.resource, part.ways.offset, part.ways.days]))
            loads.append(part.load * len(own))
            group.append(number)
            blocks.append(part)
    resource, offset, length = np.concatenate(legs, axis=1)
    return _Families(
        groups=groups,
        weight=np.array(weight),
        group=np.array(group, dtype=np.int64),
        parts=tuple(blocks),
        block=np.array(block, dtype=np.int64),
        travel=np.concatenate(travel),
        first_leg=np.concatenate([[0], np.cumsum(np.concatenate(lengths))]),
        legs=(resource, offset, length),
        load=np.concatenate(loads),
        late=np.concatenate(late),
        overflow=np.array(overflow),
        starts=starts,
    )


def _firsts(families: _Families) -> Indices:
    return np.searchsorted(families.block, np.arange(len(families.parts)))


def _window_prices(prices: Numbers, windows: Indices, starts: int) -> Numbers:
    """Return by window and day of start the price of one unit of its resource on all of its days."""
    summed = np.concatenate([np.zeros((len(prices), 1)), np.cumsum(prices, axis=1)], axis=1)
    days = np.arange(starts)[None, :]
    resource, offset, length = windows[:, 0:1], windows[:, 1:2], windows[:, 2:3]
    found: Numbers = summed[resource, days + offset + length] - summed[resource, days + offset]
    return found


def _begin(families: _Families, schedule: Schedule) -> _Columns:
    """Take the columns of the schedule, and every route on its first day."""
    of_move = {number: place for place, group in enumerate(families.groups) for number in group}
    blocks = {
        (int(group), part.kind): place for place, (group, part) in enumerate(zip(families.group, families.parts, strict=True))
    }
    firsts = _firsts(families)
    family, start = [], []
    for placed in schedule.placements:
        if placed.start < families.starts:
            family.append(int(firsts[blocks[of_move[placed.part.move], placed.part.kind]]) + placed.route)
            start.append(placed.start)
    ready = np.isfinite(families.late).argmax(axis=1)
    possible = np.flatnonzero(np.isfinite(families.late).any(axis=1))
    mine = _Columns(np.array(family, dtype=np.int64), np.array(start, dtype=np.int64))
    return mine.joined(_Columns(possible, ready[possible]), families.starts)


def _all(families: _Families) -> _Columns:
    family, start = np.nonzero(np.isfinite(families.late))
    return _Columns(family.astype(np.int64), start.astype(np.int64))


def _price_in(families: _Families, cost: Numbers, whole: Numbers) -> _Columns:
    """Choose for each block the columns with the lowest reduced costs below zero."""
    reduced = cost - whole[families.block][:, None]
    chosen = reduced < -1e-9
    for first, last in pairwise([*_firsts(families).tolist(), len(cost)]):
        if chosen[first:last].sum() > _MOST_NEW:
            few = np.argpartition(reduced[first:last], _MOST_NEW, axis=None)[:_MOST_NEW]
            chosen[first:last] = False
            chosen[first:last].flat[few] = True
    return _Columns(*np.nonzero(chosen))


def _solve(
    problem: MovementProblem, families: _Families, columns: _Columns, bucket: int, scale: float, limits: Limits | None
) -> tuple[float, Numbers, Numbers, Numbers, Numbers] | None:
    """Solve the programme over the chosen columns: value, prices of capacity, of lateness and of the whole, mean arrivals."""
    blocks, size = len(families.parts), len(columns.family)
    model = Model()
    sent = model.columns("sent", (size,))
    later = model.columns("later", (blocks,))
    late = model.columns("late", (len(families.groups),), cost=families.weight / scale)
    block = families.block[columns.family]
    every = np.arange(blocks)
    ones = np.ones(size)
    model.rows(
        "all of it",
        np.concatenate([block, every]),
        np.concatenate([sent, later]),
        np.concatenate([ones, np.ones(blocks)]),
        lower=np.ones(blocks),
        upper=np.ones(blocks),
    )
    own_late = families.late[columns.family, columns.start]
    model.rows(
        "lateness",
        np.concatenate([block, every, every]),
        np.concatenate([sent, later, late[families.group]]),
        np.concatenate([own_late, families.overflow, -np.ones(blocks)]),
        upper=np.zeros(blocks),
    )
    rows, row_of, column_of, amount = _capacity_entries(problem, families, columns, bucket)
    bins = -(-problem.days // bucket)
    padded = np.pad(problem.capacity, ((0, 0), (0, bins * bucket - problem.days)))
    room = padded.reshape(len(padded), bins, bucket).sum(axis=2).ravel()[rows]
    per = np.maximum(room, 1.0)
    model.rows("capacity", row_of, sent[column_of], amount / per[row_of], upper=room / per)
    outcome = solve(model, limits)
    if not outcome.has_solution or not outcome.duals or outcome.objective is None:
        return None
    prices = np.zeros(len(padded) * bins)
    prices[rows] = np.maximum(0.0, -outcome.duals["capacity"]) / per
    daily = np.repeat(prices.reshape(len(padded), bins), bucket, axis=1)[:, : problem.days]
    lateness = np.maximum(0.0, -outcome.duals["lateness"])
    over = np.bincount(families.group, lateness, minlength=len(families.groups))
    lateness *= np.minimum(1.0, families.weight / scale / np.maximum(over, 1e-300))[families.group]
    return outcome.objective, daily, lateness, outcome.duals["all of it"], _arrivals(problem, families, columns, outcome.values)


def _capacity_entries(
    problem: MovementProblem, families: _Families, columns: _Columns, bucket: int
) -> tuple[Indices, Indices, Indices, Numbers]:
    """Return the rows of capacity that the columns touch, and the entries: row, column, amount."""
    resource, offset, length = families.legs
    counts = np.diff(families.first_leg)[columns.family]
    column = np.repeat(np.arange(len(columns.family)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    leg = families.first_leg[columns.family][column] + within
    stretch = length[leg]
    entry = np.repeat(np.arange(len(leg)), stretch)
    into = np.arange(stretch.sum()) - np.repeat(np.cumsum(stretch) - stretch, stretch)
    day = columns.start[column[entry]] + offset[leg[entry]] + into
    bins = -(-problem.days // bucket)
    rows, row = np.unique(resource[leg[entry]] * bins + day // bucket, return_inverse=True)
    return rows, np.asarray(row).ravel(), column[entry], families.load[leg[entry]]


def _arrivals(problem: MovementProblem, families: _Families, columns: _Columns, values: Mapping[str, Numbers]) -> Numbers:
    """Return by move the mean day of arrival of its last part."""
    block = families.block[columns.family]
    arrives = columns.start + families.travel[columns.family]
    mean = np.bincount(block, values["sent"] * arrives, minlength=len(families.parts)).astype(np.float64)
    mean += values["later"] * (families.starts + families.travel.max(initial=0))
    last = np.zeros(len(families.groups))
    np.maximum.at(last, families.group, mean)
    found = np.full(len(problem.moves), np.inf)
    for group, day in zip(families.groups, last, strict=True):
        found[list(group)] = day
    return found

"""A closed-form cut bound: no schedule brings the last unit in earlier, nor more persons by any day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.deployment.dispatch import MovementProblem
from interpose.deployment.movement.parts import LoadPart

__all__ = ["Cut", "cut_bound", "cuts_of", "persons_edge"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Resources that a part of the moves cannot all avoid, each weighted.

    Parameters
    ----------
    name : str
        What the cut is made of, for readers.
    weights : numpy.ndarray, shape (resources,)
        Weight of each resource.
    capacity : float
        Weighted capacity a day, once all of it is there.
    loads : numpy.ndarray, shape (moves,)
        Least that each move takes of the cut, whichever routes it goes by.
    of_persons : numpy.ndarray, shape (moves,)
        What of it the persons take: seats and buses.
    head, tail : numpy.ndarray of int, shape (moves,)
        Fewest days from setting out to the cut, and from the cut to arrival.
    """

    name: str
    weights: Numbers
    capacity: float
    loads: Numbers
    of_persons: Numbers
    head: NDArray[np.int64]
    tail: NDArray[np.int64]


def cuts_of(problem: MovementProblem) -> tuple[Cut, ...]:
    """List the cuts of a problem: rail crossings, all crossings together, each place of reception, airfields.

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.

    Returns
    -------
    tuple of Cut
        Those that any move must use.
    """
    return tuple(cut for name, weights in _weights(problem) if (cut := _cut(problem, name, weights)) is not None)


def _weights(problem: MovementProblem) -> Iterator[tuple[str, Numbers]]:
    kinds = np.array([resource.kind for resource in problem.resources])
    yield "crossings by rail", (kinds == "crossing_rail").astype(float)
    ratio = _wagons_for_a_vehicle(problem)
    yield "crossings by rail and road", (kinds == "crossing_rail") + ratio * (kinds == "crossing_road")
    yield "airfields", (kinds == "airfield").astype(float)
    for number, resource in enumerate(problem.resources):
        if resource.kind == "reception":
            yield resource.label, (np.arange(len(kinds)) == number).astype(float)


def _wagons_for_a_vehicle(problem: MovementProblem) -> float:
    """Return how many wagons a wheeled vehicle takes: a weight under which rail and road weigh the same for it.

    Any weight makes a bound; where no vehicle tells one it is 1.
    """
    for move in problem.moves:
        amounts = move.loads.get("wheeled")
        if amounts and amounts["vehicles"]:
            return amounts["wagons"] / amounts["vehicles"]
    return 1.0


def _cut(problem: MovementProblem, name: str, weights: Numbers) -> Cut | None:
    count = len(problem.moves)
    loads, of_persons = np.zeros(count), np.zeros(count)
    head, tail = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    capacity = float(weights @ problem.capacity.max(axis=1, initial=0.0))
    known: dict[tuple[int, int], tuple[float, int, int] | None] = {}
    for number, parts in enumerate(problem.parts):
        crossing = []
        for part in parts:
            # Units of a pool share their routes and take the same along: each is looked at once.
            key = (id(part.ways), id(part.load))
            if key not in known:
                known[key] = _least(part, weights)
            if (least := known[key]) is not None:
                crossing.append((part.kind, *least))
        if crossing:
            loads[number] = sum(load for _, load, _, _ in crossing)
            of_persons[number] = sum(load for kind, load, _, _ in crossing if kind == "persons")
            head[number] = min(first for _, _, first, _ in crossing)
            tail[number] = min(last for _, _, _, last in crossing)
    return (
        Cut(name=name, weights=weights, capacity=capacity, loads=loads, of_persons=of_persons, head=head, tail=tail)
        if capacity and loads.any()
        else None
    )


def _least(part: LoadPart, weights: Numbers) -> tuple[float, int, int] | None:
    """Return what a part takes of a cut at least, and its fewest days before and behind it; None where it can avoid it."""
    ways = part.ways
    used = weights[ways.resource] * part.load
    by_route = np.add.reduceat(used, ways.first)
    if by_route.min(initial=np.inf) <= 0:
        return None
    at = used > 0
    route = np.repeat(np.arange(len(ways.first)), np.diff([*ways.first, len(ways.resource)]))
    behind = ways.travel[route] - ways.offset
    return float(by_route.min()), int(ways.offset[at].min()), int(behind[at].min())


def cut_bound(problem: MovementProblem, cuts: tuple[Cut, ...] | None = None) -> tuple[int, str]:
    """Prove a day before which no schedule has the last unit operational.

    What is ready on day a or later crosses a cut on day a + head at the earliest and takes ⌈load / capacity⌉ days of it:
    closure ≥ a + head + ⌈Σ load / capacity⌉ − 1 + tail + reception, for every day a and every cut; and each unit has its
    own chain.

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.
    cuts : tuple of Cut, optional
        Cuts; those of `cuts_of` unless given.

    Returns
    -------
    (int, str)
        The day, and what proves it: the name of a cut, or `the chain of one unit`.
    """
    own = problem.earliest()
    there = np.isfinite(own)
    best, why = int(own[there].max(initial=0)), "the chain of one unit"
    ready = np.array([move.ready_day for move in problem.moves], dtype=np.int64)
    for cut in cuts_of(problem) if cuts is None else cuts:
        for day in np.unique(ready[cut.loads > 0]):
            late = (ready >= day) & (cut.loads > 0)
            days = int(np.ceil(cut.loads[late].sum() / cut.capacity - 1e-9))
            found = int(day + cut.head[late].min()) + days - 1 + int(cut.tail[late].min()) + problem.reception_days
            if found > best:
                best, why = found, cut.name
    return best, why


def persons_edge(problem: MovementProblem, days: int, cuts: tuple[Cut, ...] | None = None) -> Numbers:
    """Prove for each day how many persons at most can be operational by then, whatever the schedule.

    A unit counts once its own chain allows it; and through each cut no more can have come than it lets through, the
    lightest units for their persons first (the fractional knapsack).

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.
    days : int
        Days from the order.
    cuts : tuple of Cut, optional
        Cuts; those of `cuts_of` unless given.

    Returns
    -------
    numpy.ndarray, shape (days,)
        Persons; units that have left by then are not taken off.
    """
    own = problem.earliest()
    persons = np.array([move.persons for move in problem.moves], dtype=np.float64)
    ready = np.array([move.ready_day for move in problem.moves], dtype=np.float64)
    day = np.arange(days)[:, None]
    edge: Numbers = (persons * (own <= day)).sum(axis=1)
    for cut in cuts_of(problem) if cuts is None else cuts:
        crossing = (cut.loads > 0) & np.isfinite(own)
        if not crossing.any():
            continue
        begin = (ready + cut.head)[crossing].min()
        end = cut.tail[crossing].min() + problem.reception_days
        order = np.argsort(np.where(crossing, cut.loads / np.maximum(persons, 1e-9), 0.0), kind="stable")
        there = own[order] <= day
        loads, room = cut.loads[order] * there, cut.capacity * np.maximum(0.0, day - end - begin + 1)
        share = np.clip(1 - (np.cumsum(loads, axis=1) - room) / np.maximum(loads, 1e-9), 0.0, 1.0)
        edge = np.minimum(edge, (persons[order] * np.where(loads > 0, share, there)).sum(axis=1))
    return edge

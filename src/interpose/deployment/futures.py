"""When each unit is operational in many futures at once: Lindley's recursion on the cuts, and the bound beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.deployment.bounds.cut_bound import Cut, cuts_of
from interpose.deployment.dispatch import MovementProblem
from interpose.deployment.movement.parts import LoadPart

__all__ = ["FastestWays", "Futures", "closure_bounds", "fastest_ways", "operational_days", "sample_futures"]

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Futures:
    """What may turn out otherwise: one entry a future.

    Parameters
    ----------
    capacity : numpy.ndarray, shape (futures, resources)
        Capacity of each resource, as a share of what is assumed.
    load, notice : numpy.ndarray, shape (futures,)
        Equipment that units take along (persons stay as many), and how long notice turns out, as shares of what is assumed.
    permit_days, reception_days : numpy.ndarray, shape (futures,)
        Days until permits are there, and days of reception.
    ready : numpy.ndarray, shape (futures, moves), optional
        First day on which each unit may set out, in place of notice, permits and calendar of the problem; infinity for a unit
        that stays at home. A problem can so hold every unit that may move, and each future those that do.
    """

    capacity: Numbers
    load: Numbers
    notice: Numbers
    permit_days: Numbers
    reception_days: Numbers
    ready: Numbers | None = None

    @property
    def count(self) -> int:
        """How many futures there are."""
        return len(self.load)


def sample_futures(case: Case, problem: MovementProblem, count: int, seed: int) -> Futures:
    """Draw futures from the ranges of the case: triangular, independent of one another.

    Parameters
    ----------
    case : Case
        The case with its ranges.
    problem : MovementProblem
        Moves and resources.
    count : int
        How many.
    seed : int
        Seed of the draws.
    """
    draws = np.random.default_rng(seed)

    def triangle(low: float, mode: float, high: float) -> Numbers:
        return draws.triangular(low, mode, high, count) if low < high else np.full(count, mode)

    def of_factor(name: str) -> Numbers:
        row = case.move_factors[name]
        return triangle(row.value if row.low is None else row.low, row.value, row.value if row.high is None else row.high)

    types = sorted({move.unit_type for move in problem.moves} & set(case.move_units))
    rows = [case.move_units[name] for name in types]
    low, high = (float(np.mean([getattr(row, end) for row in rows])) if rows else 1.0 for end in ("low", "high"))
    shares = [triangle(resource.bounds[0], 1.0, resource.bounds[1]) for resource in problem.resources]
    return Futures(
        capacity=np.array(shares).reshape(len(shares), count).T,
        load=triangle(low, 1.0, high),
        notice=of_factor("notice_factor"),
        permit_days=np.ceil(of_factor("permit_days")),
        reception_days=np.ceil(of_factor("rsoi_days")),
    )


def _ready(problem: MovementProblem, futures: Futures) -> Numbers:
    """Return by future and move the first day on which it may set out; minus infinity where it does not."""
    if futures.ready is not None:
        return np.where(np.isfinite(futures.ready), futures.ready, -np.inf)
    notice = np.array([move.notice_days for move in problem.moves], dtype=np.float64)
    held = np.array([move.held_days for move in problem.moves], dtype=np.float64)
    found: Numbers = np.maximum(np.ceil(notice[None, :] * futures.notice[:, None]), futures.permit_days[:, None])
    return np.maximum(found, held[None, :])


def _capacities(problem: MovementProblem, futures: Futures, weights: Numbers) -> Numbers:
    """Return by future the weighted capacity of a cut a day."""
    # Summed row by row: a product of matrices may round a future otherwise in other company.
    found: Numbers = (futures.capacity * (weights * problem.capacity.max(axis=1, initial=0.0))).sum(axis=1)
    return found


def closure_bounds(problem: MovementProblem, futures: Futures, cuts: tuple[Cut, ...] | None = None) -> Numbers:
    """Prove for each future a day before which no schedule has the last unit operational.

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.
    futures : Futures
        What may turn out otherwise.
    cuts : tuple of Cut, optional
        Cuts of the problem.

    Returns
    -------
    numpy.ndarray, shape (futures,)
        Days from the order; minus infinity where no unit moves.
    """
    there = np.isfinite(problem.earliest())
    if not there.any():
        return np.zeros(futures.count)
    ready = _ready(problem, futures)
    chain = np.array([problem.chain_days(int(at)) - problem.reception_days for at in np.flatnonzero(there)])
    best: Numbers = (ready[:, there] + chain[None, :]).max(axis=1)
    for cut in cuts_of(problem) if cuts is None else cuts:
        own = cut.loads > 0
        days = ready[:, own]
        order = np.argsort(-days, axis=1, kind="stable")
        in_order = np.take_along_axis(days, order, axis=1)
        moves = np.isfinite(in_order)
        behind = np.cumsum(np.where(moves, (cut.loads - cut.of_persons)[own][order], 0.0), axis=1) * futures.load[:, None]
        behind += np.cumsum(np.where(moves, cut.of_persons[own][order], 0.0), axis=1)
        through = np.ceil(behind / _capacities(problem, futures, cut.weights)[:, None] - 1e-9) - 1
        crossed = (in_order + through).max(axis=1)
        best = np.maximum(best, crossed + int(cut.head[own].min()) + int(cut.tail[own].min()))
    return best + futures.reception_days


def operational_days(problem: MovementProblem, futures: Futures, ways: FastestWays | None = None) -> Numbers:
    """Return when each unit is operational in each future, by a recursion that is fast and never below the bound.

    Units are served in order of readiness. For each cut, with the day a on which the unit is ready and h days to the cut:
    f(n) = max(f(n − 1), a + h) + load / capacity (Lindley, 1952). Wheeled vehicles take road or rail, whichever is through
    first, buses with persons take road; reception begins with the first element and ends no earlier than the last.

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.
    futures : Futures
        What may turn out otherwise.
    ways : FastestWays, optional
        What `fastest_ways` reads from the problem, where that is known already.

    Returns
    -------
    numpy.ndarray, shape (futures, moves)
        Days from the order; infinity for units that never arrive, minus infinity for those that stay at home.
    """
    way, ready = ways or fastest_ways(problem), _ready(problem, futures)
    order = np.argsort(ready, axis=1, kind="stable").T
    every = np.arange(futures.count)
    kinds = np.array([resource.kind for resource in problem.resources])
    rates = [
        _capacities(problem, futures, (kinds == kind).astype(float)) for kind in ("crossing_rail", "crossing_road", "airfield")
    ]
    hubs = np.flatnonzero(kinds == "reception")
    rates += [problem.capacity[hub].max(initial=0.0) * futures.capacity[:, hub] for hub in hubs]
    queues = _Queues(np.array(rates))
    found = np.full((futures.count, len(problem.moves)), np.inf)
    for unit in order:
        begins = ready[every, unit]
        if not np.isfinite(begins).any():
            continue  # those that stay at home stand first
        load, there = np.where(np.isfinite(begins), futures.load, 0.0), np.isfinite(begins).astype(float)
        end = begins + way.travel[unit]
        heavy, wheeled, wagons = (_times(each[unit], load) for each in (way.heavy, way.wheeled, way.wagons))
        end = np.maximum(end, queues.serve(_RAIL, begins + way.heavy_head[unit], heavy) + way.heavy_tail[unit])
        end = np.maximum(
            end, queues.serve(_AIR, begins + way.persons_head[unit], way.persons[unit] * there) + way.persons_tail[unit]
        )
        end = np.maximum(
            end, queues.serve(_ROAD, begins + way.buses_head[unit], way.buses[unit] * there) + way.buses_tail[unit]
        )
        at = begins + way.wheeled_head[unit]
        by_rail = queues.done(_RAIL, at, wagons) < queues.done(_ROAD, at, wheeled)
        rail = queues.serve(_RAIL, at, np.where(by_rail, wagons, 0.0))
        road = queues.serve(_ROAD, at, np.where(by_rail, 0.0, wheeled))
        end = np.maximum(end, np.maximum(rail, road) + way.wheeled_tail[unit])
        if len(hubs):
            last = queues.serve(way.hub[unit] + _HUBS, begins + way.hub_head[unit], way.received[unit] * load)
            end = np.maximum(end, last + way.travel[unit] - way.hub_head[unit])
        found[every, unit] = end + futures.reception_days
    found[:, [not parts for parts in problem.parts]] = np.inf
    found[~np.isfinite(ready)] = -np.inf
    return found


def _times(amount: Numbers, load: Numbers) -> Numbers:
    """Weigh amounts, some of them without end, where anything is taken along."""
    return np.multiply(amount, load, out=np.zeros_like(load), where=load > 0)


_RAIL, _ROAD, _AIR, _HUBS = 0, 1, 2, 3
"""Places of the servers: crossings by rail and by road, airfields, then one for each place of reception."""


class _Queues:
    """Servers, each free again from a day on in each future."""

    def __init__(self, rates: Numbers) -> None:
        self._rates, self._free = rates, np.zeros_like(rates)
        self._every = np.arange(rates.shape[1])

    def done(self, server: int | Indices, begins: Numbers, amount: Numbers) -> Numbers:
        """Say when a server would be through with an amount that comes on a day; never with one that it does not serve."""
        with np.errstate(divide="ignore", invalid="ignore"):
            spent = np.where(amount > 0, amount / self._rates[server, self._every], 0.0)
        found: Numbers = np.maximum(self._free[server, self._every], begins) + spent
        return found

    def serve(self, server: int | Indices, begins: Numbers, amount: Numbers) -> Numbers:
        """Serve an amount; where there is none nothing waits, and the answer is minus infinity."""
        done = self.done(server, begins, amount)
        self._free[server, self._every] = np.where(amount > 0, done, self._free[server, self._every])
        return np.where(amount > 0, done, -np.inf)


@dataclass(frozen=True, kw_only=True)
class FastestWays:
    """Moves as the recursion sees them: what they take of each server, and when on their fastest way; all of shape (moves,).

    Parameters
    ----------
    heavy, wheeled, wagons, persons, buses : numpy.ndarray
        Wagons of tracked vehicles and containers, wheeled vehicles by road and their wagons by rail, persons who fly, buses.
    heavy_head, heavy_tail, wheeled_head, wheeled_tail, persons_head, persons_tail, buses_head, buses_tail : numpy.ndarray
        Days from setting out to the server, and from there to the place of reception.
    received, hub, hub_head : numpy.ndarray
        Vehicles that are received, where, and days until they come there.
    travel : numpy.ndarray
        Days of the slowest part.
    """

    heavy: Numbers
    heavy_head: Numbers
    heavy_tail: Numbers
    wheeled: Numbers
    wagons: Numbers
    wheeled_head: Numbers
    wheeled_tail: Numbers
    persons: Numbers
    persons_head: Numbers
    persons_tail: Numbers
    buses: Numbers
    buses_head: Numbers
    buses_tail: Numbers
    received: Numbers
    hub: Indices
    hub_head: Numbers
    travel: Numbers


def fastest_ways(problem: MovementProblem) -> FastestWays:
    """Read from the fastest route of each part what the recursion of `operational_days` needs.

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.

    Returns
    -------
    FastestWays
        Arrays by move; the same for any number of futures.
    """
    count = len(problem.moves)
    kinds = [str(resource.kind) for resource in problem.resources]
    uses = _Uses(kinds)
    hub_of = {number: place for place, number in enumerate(at for at, kind in enumerate(kinds) if kind == "reception")}
    found = {field.name: np.zeros(count) for field in fields(FastestWays) if field.name != "hub"}
    hub = np.zeros(count, dtype=np.int64)
    found["hub_head"][:] = np.inf
    for number, parts in enumerate(problem.parts):
        for part in parts:
            loads, ways = problem.moves[number].loads[part.kind], part.ways
            found["travel"][number] = max(found["travel"][number], ways.travel[0])
            legs = ways.legs(0)
            for resource, offset, load in zip(ways.resource[legs], ways.offset[legs], part.load[legs], strict=True):
                if kinds[resource] == "reception":
                    found["received"][number] += load
                    hub[number] = hub_of[int(resource)]
                    found["hub_head"][number] = min(found["hub_head"][number], offset)
                elif kinds[resource] == "airfield" or (kinds[resource].startswith("crossing") and part.kind != "persons"):
                    found[f"{part.kind}_head"][number] = offset
                    found[f"{part.kind}_tail"][number] = ways.travel[0] - offset
                elif kinds[resource] == "crossing_road" and uses.of(part, "crossing_road", always=True):
                    found["buses"][number] = load
                    found["buses_head"][number] = offset
                    found["buses_tail"][number] = ways.travel[0] - offset
            by_rail = uses.of(part, "crossing_rail")
            if part.kind == "persons":
                found["persons"][number] = loads["persons"] if uses.of(part, "airfield", always=True) else 0.0
            elif part.kind == "wheeled":
                by_road = uses.of(part, "crossing_road") or not by_rail
                found["wheeled"][number] += loads["vehicles"] if by_road else np.inf
                found["wagons"][number] = loads["wagons"] if by_rail else np.inf
            elif by_rail:
                found["heavy"][number] = loads["wagons"]
            else:
                found["wheeled"][number] += loads["vehicles"]
                found["wagons"][number] = np.inf
    found["hub_head"][~np.isfinite(found["hub_head"])] = 0.0
    return FastestWays(hub=hub, **found)


class _Uses:
    """Which kinds of resources the routes of parts use: units of a pool share their routes, which are looked at once."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self._kinds = kinds
        self._known: dict[int, list[set[str]]] = {}

    def of(self, part: LoadPart, kind: str, *, always: bool = False) -> bool:
        """Say whether any route of a part, or each of them, uses a resource of a kind."""
        ways = part.ways
        if id(ways) not in self._known:
            self._known[id(ways)] = [
                {self._kinds[at] for at in ways.resource[ways.legs(route)].tolist()} for route in range(len(ways.routes))
            ]
        uses = [kind in used for used in self._known[id(ways)]]
        return all(uses) if always else any(uses)

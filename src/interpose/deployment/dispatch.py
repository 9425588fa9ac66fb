"""Priority dispatch: serial schedule generation on day capacities, one unit after another, in the order that is given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from interpose.deployment.movement.moves import UnitMove
from interpose.deployment.movement.parts import LoadPart, RouteArrays, Use
from interpose.deployment.movement.resources import MEASURES, Resource
from interpose.deployment.movement.routes import PARTS, RouteBook

__all__ = [
    "MovementProblem",
    "Placement",
    "Schedule",
    "all_arrive",
    "dispatch",
    "lateness",
    "priority_order",
    "problem_of_moves",
]

Numbers = NDArray[np.float64]

_LEAST = 1e-6
"""Smallest share of a part that is sent by itself."""


@dataclass(frozen=True, kw_only=True)
class MovementProblem:
    """Moves, their parts and what there is on each day.

    Parameters
    ----------
    moves : tuple of UnitMove
        The moves.
    resources : tuple of Resource
        What they use up.
    capacity : numpy.ndarray, shape (resources, days)
        What there is on each day.
    parts : tuple of tuple of LoadPart
        By move; none where the unit never arrives.
    never : tuple of str
        By move: why it never arrives; empty where it does.
    reception_days : int
        Days from the arrival of the last part until the unit is operational.
    """

    moves: tuple[UnitMove, ...]
    resources: tuple[Resource, ...]
    capacity: Numbers
    parts: tuple[tuple[LoadPart, ...], ...]
    never: tuple[str, ...]
    reception_days: int

    @property
    def days(self) -> int:
        """Days for which capacities are known."""
        return int(self.capacity.shape[1])

    def chain_days(self, move: int) -> int:
        """Return the days from setting out to operational where no capacity binds."""
        return int(self._chains[move])

    @cached_property
    def _chains(self) -> Numbers:
        """Days from setting out to operational by move, read once; infinity where a unit never arrives."""
        chains = [max((int(part.ways.travel.min()) for part in parts), default=np.inf) for parts in self.parts]
        return np.array(chains, dtype=np.float64) + self.reception_days

    def earliest(self) -> Numbers:
        """Return by move the day on which it would be operational if no capacity bound; infinity where it never is."""
        return np.array([move.ready_day for move in self.moves], dtype=np.float64) + self._chains

    def with_permits(self, days: float) -> MovementProblem:
        """Return the problem with permits after so many days."""
        return replace(self, moves=tuple(replace(move, permit_days=math.ceil(days)) for move in self.moves))


def problem_of_moves(
    moves: Sequence[UnitMove], book: RouteBook, resources: Sequence[Resource], *, days: int, reception_days: int
) -> MovementProblem:
    """Put moves, routes and capacities together.

    Parameters
    ----------
    moves : sequence of UnitMove
        The moves.
    book : RouteBook
        Where their routes are found.
    resources : sequence of Resource
        What there is.
    days : int
        Days for which capacities are known.
    reception_days : int
        Days of reception, staging, onward movement and integration.

    Returns
    -------
    MovementProblem
        The problem; moves without a route are kept, and told why.
    """
    place = {resource.name: number for number, resource in enumerate(resources)}
    # The book gives the same routes as the same tuple: comparing them would read every leg.
    arrays: dict[int, RouteArrays] = {}
    loads: dict[tuple[int, tuple[float, ...]], tuple[Numbers, tuple[tuple[Use, ...], ...]]] = {}
    parts: list[tuple[LoadPart, ...]] = []
    never: list[str] = []
    for number, move in enumerate(moves):
        own, why = [], ""
        for kind in PARTS if move.destination is not None else ():
            if kind not in move.loads or move.destination is None:
                continue
            routes = book.routes(move.state, move.destination, kind)
            if not routes:
                why = why or book.why_none(move.state, move.destination, kind)
                continue
            ways = arrays.get(id(routes)) or arrays.setdefault(id(routes), RouteArrays.of(routes, place))
            amounts = tuple(move.loads[kind][measure] for measure in MEASURES)
            if (key := (id(ways), amounts)) not in loads:
                load = np.array(amounts)[ways.measure]
                loads[key] = load, ways.uses(load)
            own.append(LoadPart(move=number, kind=kind, ways=ways, load=loads[key][0], uses=loads[key][1]))
        if move.destination is None:
            why = "the network reaches no place in the host"
        elif not move.loads:
            why = f"{move.unit_type} has no row in move_units.csv"
        parts.append(() if why else tuple(own))
        never.append(why)
    return MovementProblem(
        moves=tuple(moves),
        resources=tuple(resources),
        capacity=np.array([resource.by_day(days) for resource in resources]).reshape(len(resources), days),
        parts=tuple(parts),
        never=tuple(never),
        reception_days=reception_days,
    )


@dataclass(frozen=True, slots=True)
class Placement:
    """A share of a part that sets out on a day by a route."""

    part: LoadPart
    route: int
    start: int
    share: float

    @property
    def arrival(self) -> int:
        """Day on which it arrives."""
        return self.start + int(self.part.ways.travel[self.route])


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """What a dispatch came to.

    Parameters
    ----------
    problem : MovementProblem
        What was dispatched.
    operational : numpy.ndarray, shape (moves,)
        Day on which each unit is operational; infinity where it is not within the days that are known.
    arrived : numpy.ndarray, shape (moves,)
        Day on which its last part arrives.
    last_part : tuple of str
        Which part that is.
    waited_for : tuple of str
        Resource that was fullest on the day on which that part wanted to use it; empty where it did not wait.
    placements : tuple of Placement
        Who sets out when, by which route.
    """

    problem: MovementProblem
    operational: Numbers
    arrived: Numbers
    last_part: tuple[str, ...]
    waited_for: tuple[str, ...]
    placements: tuple[Placement, ...] = field(repr=False)

    @property
    def closure(self) -> float:
        """Day on which the last unit that arrives is operational; 0 where none moves."""
        there = self.operational[np.isfinite(self.operational)]
        return float(there.max(initial=0.0))

    def used(self) -> Numbers:
        """Return by resource and day what is used up."""
        found = np.zeros_like(self.problem.capacity)
        for placed in self.placements:
            for resource, offset, days, load in placed.part.uses[placed.route]:
                first = placed.start + offset
                found[resource, first : first + days] += placed.share * load
        return found


def all_arrive(problem: MovementProblem, schedule: Schedule) -> bool:
    """Say whether each unit that has a way arrives within the days that are known."""
    return all(bool(np.isfinite(day)) for day, parts in zip(schedule.operational, problem.parts, strict=True) if parts)


def priority_order(problem: MovementProblem) -> list[int]:
    """Return the order of dispatch: by required day, then priority, then readiness, then the order of the calendar."""
    moves = problem.moves
    return sorted(range(len(moves)), key=lambda at: (moves[at].required_day, -moves[at].priority, moves[at].ready_day, at))


def dispatch(problem: MovementProblem, order: Sequence[int]) -> Schedule:
    """Send unit after unit, each part by the route and on the day with the earliest arrival that still has room.

    Serial schedule generation: what does not fit on one day follows by whichever route and day is then the earliest to arrive,
    of all days from readiness on.

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.
    order : sequence of int
        Numbers of the moves, the first to be served first.

    Returns
    -------
    Schedule
        When each unit is operational; a plan that holds every capacity on every day.
    """
    left = _Left(problem.capacity)
    count = len(problem.moves)
    arrived = np.full(count, np.inf)
    last_part, waited = [""] * count, [""] * count
    placements: list[Placement] = []
    # What was full stays full: of parts that are alike each route is looked at from the day up to which it was found so.
    full: dict[tuple[int, int], list[int]] = {}
    for number in order:
        ends: list[tuple[float, str, str]] = []
        for part in problem.parts[number]:
            ready = problem.moves[number].ready_day
            starts = full.setdefault((id(part.uses), ready), [ready] * len(part.uses))
            placed, blocked = _place(problem, part, ready, starts, left)
            placements += placed
            whole = sum(each.share for each in placed) > 1 - 10 * _LEAST
            end = max((each.arrival for each in placed), default=0) if whole else np.inf
            ends.append((float(end), part.kind, blocked))
        if ends:
            arrived[number], last_part[number], waited[number] = max(ends, key=lambda each: each[0])
    return Schedule(
        problem=problem,
        operational=arrived + problem.reception_days,
        arrived=arrived,
        last_part=tuple(last_part),
        waited_for=tuple(waited),
        placements=tuple(placements),
    )


class _Left(dict[int, list[float]]):
    """What is left by resource and day, of resources that are used at all.

    Lists, as single days are read and written: an array takes ten times as long for each.
    """

    def __init__(self, capacity: Numbers) -> None:
        self._capacity = capacity

    def __missing__(self, resource: int) -> list[float]:
        return self.setdefault(resource, self._capacity[resource].tolist())


def _place(problem: MovementProblem, part: LoadPart, ready: int, starts: list[int], left: _Left) -> tuple[list[Placement], str]:
    """Place a part, and take what it uses from what is left; say what was fullest where it could not go at once.

    Before its `starts` there is no room on a route; they are raised.
    """
    latest = problem.days - part.ways.span
    if ready >= latest:
        return [], ""
    blocked = _fullest(problem, part, left, ready)
    if not blocked:
        # Nothing arrives earlier than by the fastest route on the first day: there is room for the whole part.
        _take(part.uses[0], left, ready, 1.0)
        return [Placement(part, 0, ready, 1.0)], ""
    placed: list[Placement] = []
    travel, rest = part.ways.travel.tolist(), 1.0
    while rest > _LEAST:
        best, arrival = -1, latest + max(travel)
        for route, uses in enumerate(part.uses):
            end = min(latest, arrival - travel[route])
            if starts[route] < end:
                starts[route] = _first_open(uses, left, starts[route], end)
                if starts[route] < end:
                    best, arrival = route, starts[route] + travel[route]
        if best < 0:
            break
        share = min([rest, *_shares(part.uses[best], left, starts[best])])
        placed.append(Placement(part, best, starts[best], share))
        rest -= share
        _take(part.uses[best], left, starts[best], share)
    return placed, blocked


def _first_open(uses: Sequence[Use], left: _Left, start: int, end: int) -> int:
    """Return the first day of start before `end` on which there is room on all legs, or `end`."""
    while start < end:
        for resource, offset, days, load in uses:
            there, first = left[resource], start + offset
            for day in range(first + days - 1, first - 1, -1):
                if there[day] / load <= _LEAST:
                    start = day + 1 - offset
                    break
            else:
                continue
            break
        else:
            return start
    return end


def _shares(uses: Sequence[Use], left: _Left, start: int) -> list[float]:
    """Return by leg the share of a part for which there is room."""
    return [min(left[resource][start + offset : start + offset + days]) / load for resource, offset, days, load in uses]


def _take(uses: Sequence[Use], left: _Left, start: int, share: float) -> None:
    for resource, offset, days, load in uses:
        there, amount = left[resource], share * load
        for day in range(start + offset, start + offset + days):
            there[day] -= amount


def _fullest(problem: MovementProblem, part: LoadPart, left: _Left, ready: int) -> str:
    """Name the resource of the fastest route that has least room for the part on the ideal day; none where all goes at once."""
    shares = _shares(part.uses[0], left, ready)
    least = min(shares, default=1.0)
    return problem.resources[part.uses[0][shares.index(least)][0]].name if least < 1.0 else ""


def lateness(problem: MovementProblem, operational: Numbers) -> Numbers:
    """Return by move the days for which it is late; those that never arrive count to the last day that is known."""
    required = np.array([move.required_day for move in problem.moves], dtype=np.float64)
    return np.maximum(np.minimum(operational, problem.days) - required, 0.0)

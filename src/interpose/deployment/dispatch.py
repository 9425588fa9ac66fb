"""Priority dispatch: serial schedule generation on day capacities, one unit after another, in the order that is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from interpose.deployment.movement.moves import UnitMove
from interpose.deployment.movement.resources import MEASURES, Resource
from interpose.deployment.movement.routes import PARTS, MoveRoute, PartKind, RouteBook

__all__ = [
    "LoadPart",
    "MovementProblem",
    "Placement",
    "RouteArrays",
    "Schedule",
    "all_arrive",
    "dispatch",
    "lateness",
    "priority_order",
    "problem_of_moves",
]

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]

_WINDOW = 24
"""Days of starts that are looked at first; as many more each time an arrival later than theirs may still be the earliest."""
_LEAST = 1e-6
"""Smallest share of a part that is sent by itself."""


@dataclass(frozen=True, kw_only=True)
class RouteArrays:
    """The routes of a part as arrays: legs one after another, and where each route begins.

    Parameters
    ----------
    routes : tuple of MoveRoute
        The routes, the fastest first.
    resource, offset, days, measure : numpy.ndarray of int
        Legs of all routes.
    first : numpy.ndarray of int
        Place of each route's first leg.
    travel : numpy.ndarray of int
        Days from start to arrival by route.
    """

    routes: tuple[MoveRoute, ...]
    resource: Indices
    offset: Indices
    days: Indices
    measure: Indices
    first: Indices
    travel: Indices

    @classmethod
    def of(cls, routes: Sequence[MoveRoute], place: dict[str, int]) -> RouteArrays:
        """Put routes into arrays; `place` numbers the resources."""
        legs = [leg for route in routes for leg in route.legs]
        lengths = [len(route.legs) for route in routes]
        return cls(
            routes=tuple(routes),
            resource=np.array([place[leg.resource] for leg in legs], dtype=np.int64),
            offset=np.array([leg.offset for leg in legs], dtype=np.int64),
            days=np.array([leg.days for leg in legs], dtype=np.int64),
            measure=np.array([MEASURES.index(leg.measure) for leg in legs], dtype=np.int64),
            first=np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64),
            travel=np.array([route.days for route in routes], dtype=np.int64),
        )

    def legs(self, route: int) -> slice:
        """Return where the legs of a route stand."""
        last = self.first[route + 1] if route + 1 < len(self.first) else len(self.resource)
        return slice(int(self.first[route]), int(last))


@dataclass(frozen=True, kw_only=True)
class LoadPart:
    """A part of a move, with its routes.

    Parameters
    ----------
    move : int
        Number of the move.
    kind : str
        heavy, wheeled or persons.
    ways : RouteArrays
        Its routes.
    load : numpy.ndarray, shape (legs,)
        What the whole part uses up on each leg.
    """

    move: int
    kind: PartKind
    ways: RouteArrays
    load: Numbers


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
    loads: dict[tuple[int, tuple[float, ...]], Numbers] = {}
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
                loads[key] = np.array(amounts)[ways.measure]
            own.append(LoadPart(move=number, kind=kind, ways=ways, load=loads[key]))
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
    used : numpy.ndarray, shape (resources, days)
        What is used up.
    """

    problem: MovementProblem
    operational: Numbers
    arrived: Numbers
    last_part: tuple[str, ...]
    waited_for: tuple[str, ...]
    placements: tuple[Placement, ...] = field(repr=False)
    used: Numbers = field(repr=False)

    @property
    def closure(self) -> float:
        """Day on which the last unit that arrives is operational; 0 where none moves."""
        there = self.operational[np.isfinite(self.operational)]
        return float(there.max(initial=0.0))


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
    left = problem.capacity.copy()
    count = len(problem.moves)
    arrived = np.full(count, np.inf)
    last_part, waited = [""] * count, [""] * count
    placements: list[Placement] = []
    for number in order:
        ends: list[tuple[float, str, str]] = []
        for part in problem.parts[number]:
            placed, blocked = _place(problem, part, problem.moves[number].ready_day, left)
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
        used=problem.capacity - left,
    )


def _place(problem: MovementProblem, part: LoadPart, ready: int, left: Numbers) -> tuple[list[Placement], str]:
    """Place a part, and take what it uses from what is left; say what was fullest where it could not go at once."""
    ways, rest = part.ways, 1.0
    latest = problem.days - int((ways.offset + ways.days).max(initial=0))
    if ready >= latest:
        return [], ""
    blocked = _fullest(problem, part, left, ready)
    if not blocked:
        # Nothing arrives earlier than by the fastest route on the first day: there is room for the whole part.
        _take(ways, part.load, left, 0, ready, 1.0)
        return [Placement(part, 0, ready, 1.0)], ""
    placed: list[Placement] = []
    begin, end = ready, min(ready + _WINDOW, latest)
    while rest > _LEAST and begin < latest:
        room = _room(ways, part.load, left, begin, end)
        arrivals = ways.travel[:, None] + np.arange(begin, end)[None, :]
        nothing = np.iinfo(np.int64).max
        arrival = nothing
        while rest > _LEAST:
            open_ = np.where(room > min(rest, _LEAST), arrivals, nothing)
            best = int(open_.argmin())
            route, day = divmod(best, end - begin)
            arrival = int(open_.flat[best])
            # What sets out from `end` on arrives no earlier than by the fastest route from there.
            if arrival == nothing or (arrival > end + int(ways.travel[0]) and end < latest):
                break
            share = min(rest, float(room[route, day]))
            placed.append(Placement(part, route, begin + day, share))
            rest -= share
            _take(ways, part.load, left, route, begin + day, share)
            if rest > _LEAST:
                room = _room(ways, part.load, left, begin, end)
        if end == latest:
            break
        # Days on which no route has room are done with; others may still be the earliest once later days are known.
        begin, end = end if arrival == nothing else begin, min(end + _WINDOW, latest)
    return placed, blocked


def _room(ways: RouteArrays, load: Numbers, left: Numbers, begin: int, end: int) -> Numbers:
    """Return by route and day of start the share of a part for which there is room on all legs."""
    starts = np.arange(begin, end)
    per_leg = left[ways.resource[:, None], starts[None, :] + ways.offset[:, None]]
    for leg in np.flatnonzero(ways.days > 1):
        # Indices, as a sliding view takes longer to set up than the minimum over so few days.
        stretch = (starts + ways.offset[leg])[:, None] + np.arange(ways.days[leg])
        per_leg[leg] = left[ways.resource[leg], stretch].min(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(load[:, None] > 0, per_leg / load[:, None], np.inf)
    found: Numbers = np.minimum(np.minimum.reduceat(share, ways.first, axis=0), 1.0)
    return found


def _take(ways: RouteArrays, load: Numbers, left: Numbers, route: int, start: int, share: float) -> None:
    for leg in range(*ways.legs(route).indices(len(ways.resource))):
        first = start + int(ways.offset[leg])
        left[ways.resource[leg], first : first + int(ways.days[leg])] -= share * load[leg]


def _fullest(problem: MovementProblem, part: LoadPart, left: Numbers, ready: int) -> str:
    """Name the resource of the fastest route that has least room for the part on the ideal day; none where all goes at once."""
    ways = part.ways
    worst, name = 1.0, ""
    for leg in range(*ways.legs(0).indices(len(ways.resource))):
        first = ready + int(ways.offset[leg])
        room = left[ways.resource[leg], first : first + int(ways.days[leg])].min(initial=np.inf)
        share = room / part.load[leg] if part.load[leg] > 0 else np.inf
        if share < worst:
            worst, name = float(share), problem.resources[ways.resource[leg]].name
    return name


def lateness(problem: MovementProblem, operational: Numbers) -> Numbers:
    """Return by move the days for which it is late; those that never arrive count to the last day that is known."""
    required = np.array([move.required_day for move in problem.moves], dtype=np.float64)
    return np.maximum(np.minimum(operational, problem.days) - required, 0.0)

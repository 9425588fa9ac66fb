"""Groups of pools: those that relieve one another, their level, those that are alike; kinds of posts; and parts of a plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from interpose.generation.problem.demand import COMMAND, Phase
from interpose.generation.problem.planning_problem import Problem, StateLimit
from interpose.generation.problem.supply import PoolSupply, belt_of

__all__ = [
    "Part",
    "PoolGroup",
    "PostKind",
    "binding_at_the_rate",
    "classes",
    "commands",
    "crews",
    "kept_at_home",
    "lasting_level",
    "linked",
    "parts",
    "place_by_month",
    "place_of",
    "place_phases",
    "post_kind",
    "sendable",
    "standing_rate",
    "steady_phases",
    "whole_level",
]


@dataclass(frozen=True, order=True, slots=True)
class PostKind:
    """What keeps a post in a sector: a state or partner group, and what one unit provides in the belt that sectors hold."""

    nation: str
    provides: tuple[tuple[str, float], ...]

    def brings(self, capability: str) -> float:
        """Return how much of a capability one unit provides."""
        return sum(quantity for name, quantity in self.provides if name == capability)


def steady_phases(problem: Problem) -> tuple[Phase, ...]:
    """Return the phases of the steady state."""
    return tuple(phase for phase in problem.phases if phase.steady)


def post_kind(problem: Problem, pool: PoolSupply, station: str) -> PostKind | None:
    """Return the kind of post that a unit keeps at a station; None where it holds no sectors."""
    ruled = problem.sectors.ruled if problem.sectors is not None else ()
    provides = tuple(each for each in pool.provided_at(station) if (belt_of(station), each[0]) in ruled)
    return PostKind(problem.rules.nation(pool.state), provides) if provides else None


def place_phases(problem: Problem) -> tuple[Phase, ...]:
    """Return the phases for which nations have places in sectors: of the steady state, where posts are kept for whole ones."""
    return steady_phases(problem) if problem.rules.whole_phases else problem.phases


def place_of(problem: Problem, months: ArrayLike) -> NDArray[np.intp]:
    """Return the place among these phases of that to which months belong.

    Where posts are kept for whole phases, the build-up belongs to the first of them and the drawdown to the last: who does not
    stay does not come.
    """
    begins = [phase.first_month for phase in place_phases(problem)]
    return np.maximum(0, np.searchsorted(begins, months, side="right") - 1)


def place_by_month(problem: Problem) -> NDArray[np.intp]:
    """Return the place of each month among these phases, shape (horizon,)."""
    return place_of(problem, np.arange(1, problem.demand.horizon + 1))


@dataclass(frozen=True, slots=True)
class PoolGroup:
    """Pools whose units provide the same, with only what is wanted of them.

    The owner is the nation or partner group whose posts they keep, or that relieves itself; empty where that does not matter.
    """

    owner: str
    members: tuple[PoolSupply, ...]

    @property
    def units(self) -> int:
        """Units of all members together."""
        return sum(member.units for member in self.members)

    @property
    def like(self) -> PoolSupply:
        """Return a member, for what all have in common."""
        return self.members[0]


def commands(pool: PoolSupply) -> bool:
    """Whether units of a pool are headquarters."""
    return any(capability == COMMAND for _, capability, _ in pool.provides)


def kept_at_home(problem: Problem, state: str) -> int | None:
    """Return the most headquarters of a state that may be away at once: all but one; None where no such rule holds."""
    if not problem.rules.last_headquarters_stays:
        return None
    return max(0, problem.owned_headquarters.get(state, 0) - 1)


def sendable(problem: Problem) -> tuple[PoolSupply, ...]:
    """Return the pools that may send a unit: without those of a state whose only headquarters stays at home."""
    return tuple(pool for pool in problem.pools if not (commands(pool) and kept_at_home(problem, pool.state) == 0))


def _grouped(
    problem: Problem, pools: Iterable[PoolSupply], key: Callable[[PoolSupply], tuple[str, tuple[object, ...]]]
) -> tuple[PoolGroup, ...]:
    """Put together the pools with the same owner and key, in a fixed order; what is not wanted of them is left out."""
    groups: dict[tuple[str, tuple[object, ...]], list[PoolSupply]] = defaultdict(list)
    for pool in pools:
        useful = pool.useful(problem.demand.quantity)
        if useful.provides:
            groups[key(useful)].append(useful)
    return tuple(PoolGroup(key[0], tuple(members)) for key, members in sorted(groups.items(), key=lambda item: item[0]))


def crews(problem: Problem, pools: Iterable[PoolSupply]) -> tuple[PoolGroup, ...]:
    """Put together the pools whose units relieve one another; with `own`, only those of one nation or partner group do.

    Only units that provide exactly the same relieve one another: a mixed unit and a plain one do not.
    """
    rules = problem.rules
    return _grouped(
        problem,
        pools,
        lambda pool: (rules.nation(pool.state) if rules.endurance == "own" else "", (pool.abroad, pool.provides)),
    )


def classes(problem: Problem) -> tuple[PoolGroup, ...]:
    """Put together the pools that are alike, as far as no rule looks at whose they are: any unit can take any of their tours.

    Tours can be worked off by pools that are alike if and only if one pool of all their units can work them off, since each
    unit begins at most one tour in each window. So the solver sees one pool, and tours are allocated afterwards.
    """
    rules = problem.rules

    def key(pool: PoolSupply) -> tuple[str, tuple[object, ...]]:
        holds_sectors = any(post_kind(problem, pool, station) for station in pool.stations)
        nation = rules.nation(pool.state) if rules.endurance == "own" or holds_sectors else ""
        by_state = pool.state in problem.limits or pool.commitment or (rules.last_headquarters_stays and commands(pool))
        whose = (pool.state, pool.personnel, pool.commitment) if by_state else ("", 0, "")
        return nation, (pool.abroad, pool.provides, pool.tour, pool.window, pool.first_month, whose)

    return _grouped(problem, sendable(problem), key)


def standing_rate(problem: Problem, pool: PoolSupply) -> Fraction:
    """Return how many units of a pool may stand at once, before the last headquarters of its state is kept at home.

    Without end each unit serves one tour in every window, so that N units keep N times tour over window of them standing: 24
    battalions with tours of 6 months in 24 keep 6. For the horizon all may stand. The share at home is taken from this rate.
    """
    rate = Fraction(pool.units) if problem.rules.endurance == "horizon" else pool.rate
    return rate * (1 - Fraction(str(problem.rules.home_share)))


def lasting_level(problem: Problem, members: Iterable[PoolSupply]) -> Fraction:
    """Return how many units of pools that relieve one another can stand at once, before rounding down.

    Of the headquarters of a state, all but one may be away at once.
    """
    by_state: dict[str, Fraction] = defaultdict(Fraction)
    heads: set[str] = set()
    for pool in members:
        by_state[pool.state] += standing_rate(problem, pool)
        if commands(pool):
            heads.add(pool.state)
    for state in heads:
        if (most := kept_at_home(problem, state)) is not None:
            by_state[state] = min(by_state[state], Fraction(most))
    return sum(by_state.values(), Fraction(0))


def whole_level(problem: Problem, members: Iterable[PoolSupply]) -> int:
    """Return how many whole units of pools that relieve one another can stand at once."""
    return math.floor(lasting_level(problem, members))


def binding_at_the_rate(problem: Problem, groups: Iterable[PoolGroup]) -> dict[str, StateLimit]:
    """Return the limits that a state could break if all of its units took turns; the others need no column of their own."""
    persons: dict[str, float] = defaultdict(float)
    for crew in groups:
        for pool in crew.members:
            persons[pool.state] += float(lasting_level(problem, [pool])) * pool.personnel
    return {
        state: limit
        for state, limit in problem.limits.items()
        if limit.least is not None or (limit.most is not None and persons[state] > limit.most)
    }


@dataclass(frozen=True, slots=True)
class Part:
    """What is required in a part of a plan that shares neither units nor rules with the rest, and the classes that serve it."""

    keys: tuple[tuple[str, str], ...]
    classes: tuple[PoolGroup, ...]


def parts(problem: Problem, groups: Sequence[PoolGroup]) -> tuple[Part, ...]:
    """Divide a plan into parts that can be solved one after the other.

    Capabilities belong together where a class, a limit of a state, or the rules of sectors tie them.
    """
    keys = list(problem.demand.quantity)
    place = {key: number for number, key in enumerate(keys)}
    of_class = [sorted({place[belt_of(station), name] for station, name, _ in group.like.provides}) for group in groups]
    links = [(served[0], other) for served in of_class for other in served[1:]]
    tied: dict[str, int] = {}
    stays = problem.rules.last_headquarters_stays
    for group, served in zip(groups, of_class, strict=True):
        states = (each.state for each in group.members if each.state in problem.limits or (stays and commands(each)))
        links += [(tied.setdefault(state, served[0]), served[0]) for state in states]
    if problem.sectors is not None:
        ruled = [place[key] for key in problem.sectors.ruled if key in place]
        links += [(ruled[0], other) for other in ruled[1:]]
    labels = linked(len(keys), links)
    return tuple(
        Part(
            tuple(key for key, mine in zip(keys, labels, strict=True) if mine == label),
            tuple(group for group, served in zip(groups, of_class, strict=True) if labels[served[0]] == label),
        )
        for label in dict.fromkeys(labels)
    )


def linked(count: int, links: Collection[tuple[int, int]]) -> list[int]:
    """Return the connected component of each of some things, from the pairs that are linked.

    Examples
    --------
    >>> linked(4, [(0, 2), (2, 3)])
    [0, 1, 0, 0]
    """
    pairs = np.array(list(links), dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return [int(label) for label in connected_components(graph, directed=False)[1]]

"""Groups of pools: who relieves whom and what lasts, who is alike, kinds of posts; and rows that models share about them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.generation.problem.demand import COMMAND, Demand, Phase
from interpose.generation.problem.planning_problem import Problem, StateLimit
from interpose.generation.problem.supply import PoolKey, PoolSupply, belt_of
from interpose.solver import Model, Terms

__all__ = [
    "Part",
    "PoolGroup",
    "PostKind",
    "classes",
    "commands",
    "crews",
    "kept_at_home",
    "lasting_level",
    "level_rows",
    "limit_rows",
    "on_ground",
    "parts",
    "place_of",
    "place_phases",
    "post_kind",
    "rows_of_last_headquarters",
    "sendable",
    "shortage",
    "standing",
    "steady_phases",
    "whole_level",
    "window_rows",
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


def place_of(problem: Problem, months: ArrayLike | None = None) -> NDArray[np.intp]:
    """Return the place among these phases of that to which months belong, each month of the plan unless some are given.

    Where posts are kept for whole phases, the build-up belongs to the first of them and the drawdown to the last: who does not
    stay does not come.
    """
    begins = [phase.first_month for phase in place_phases(problem)]
    asked = np.arange(1, problem.demand.horizon + 1) if months is None else months
    return np.maximum(0, np.searchsorted(begins, asked, side="right") - 1)


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


@lru_cache(maxsize=1 << 12)
def _rate(units: int, tour: int, window: int, home_share: float) -> Fraction:
    return Fraction(units * tour, window) * (1 - Fraction(str(home_share)))


def _standing_rate(problem: Problem, pool: PoolSupply) -> Fraction:
    """Return how many units of a pool may stand at once, before the last headquarters of its state is kept at home."""
    window = pool.tour if problem.rules.endurance == "horizon" else pool.window
    return _rate(pool.units, pool.tour, window, problem.rules.home_share)


def lasting_level(problem: Problem, members: Iterable[PoolSupply]) -> Fraction:
    """Return how many units of pools that relieve one another can stand at once, before rounding down.

    Without end each unit serves one tour in every window: 24 battalions with tours of 6 months in 24 keep 6 of them standing.
    For the horizon all may stand. The share at home is taken from the rate; of the headquarters of a state all but one may be
    away at once.
    """
    rates: list[Fraction] = []
    heads: dict[str, list[Fraction]] = defaultdict(list)
    for pool in members:
        (heads[pool.state] if commands(pool) else rates).append(_standing_rate(problem, pool))
    for state, own in heads.items():
        most = kept_at_home(problem, state)
        rates += own if most is None else [min(sum(own, Fraction(0)), Fraction(most))]
    return sum(rates, Fraction(0))


def whole_level(problem: Problem, members: Iterable[PoolSupply]) -> int:
    """Return how many whole units of pools that relieve one another can stand at once."""
    return math.floor(lasting_level(problem, members))


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
    labels = list(range(len(keys)))
    for one, other in links:
        if labels[one] != labels[other]:
            labels = [labels[one] if label == labels[other] else label for label in labels]
    return tuple(
        Part(
            tuple(key for key, mine in zip(keys, labels, strict=True) if mine == label),
            tuple(group for group, served in zip(groups, of_class, strict=True) if labels[served[0]] == label),
        )
        for label in dict.fromkeys(labels)
    )


def shortage(
    model: Model,
    needed: NDArray[np.float64],
    prices: NDArray[np.float64],
    months: NDArray[np.float64],
    steady: NDArray[np.bool_],
    *,
    most: ArrayLike | None = None,
    whole: ArrayLike = False,
) -> NDArray[np.int64]:
    """Add what is short by need and period, and in the worst steady period, priced as often as the steady state has months.

    Periods stand for so many months each. No more is short than `most`, or than is needed; `whole` says which needs are met in
    whole units. Returns the columns of what is short.
    """
    short = model.columns("short", needed.shape, upper=needed if most is None else most, cost=prices[:, None] * months)
    upper = needed[:, steady].max(axis=1, initial=0.0)
    worst = model.columns("worst", upper.shape, upper=upper, cost=prices * months[steady].sum(), whole=whole)
    model.constrain("worst month", Terms.of(np.repeat(worst, steady.sum())) - Terms.of(short[:, steady]), lower=0.0)
    return short


def level_rows(
    model: Model,
    problem: Problem,
    name: str,
    crew: PoolGroup,
    there: Terms,
    taken: Mapping[PoolKey, NDArray[np.int64]],
    apart: Mapping[str, float] = MappingProxyType({}),
) -> dict[PoolKey, NDArray[np.int64]]:
    """Let no more units of a crew stand than can be kept standing.

    What a pool adds to that is a column, which is returned, where it is a choice of the plan: where units are taken from where
    they are bound (`taken`), and for states that are `apart`, each with the cap on its persons. Headquarters of a state count
    together.
    """
    heads = {pool.state for pool in crew.members if pool.commitment and commands(pool)}
    chosen = [pool for pool in crew.members if pool.commitment or pool.state in apart or pool.state in heads]
    rates: dict[PoolKey, NDArray[np.int64]] = {}
    most: dict[PoolKey, float] = {}
    for pool in chosen:
        # A unit larger than the cap never comes; of others only as many as fit.
        fit = float(np.floor(apart.get(pool.state, np.inf) / pool.personnel))
        most[pool.key] = min(fit, float(lasting_level(problem, [pool])))
        rates[pool.key] = model.columns(f"rate of {pool.key}", (1,), upper=most[pool.key])
        if pool.commitment:
            each = Terms.total(taken[pool.key], float(_standing_rate(problem, pool) / pool.units))
            model.constrain(f"withdrawn of {pool.key}", Terms.total(rates[pool.key]) - each, upper=0.0)
    for state in sorted({pool.state for pool in chosen if commands(pool)}):
        if (most_heads := kept_at_home(problem, state)) is not None:
            away = [rates[pool.key] for pool in chosen if pool.state == state]
            model.constrain(f"last headquarters of {state} {name}", Terms.total(away), upper=most_heads)
    base = lasting_level(problem, [pool for pool in crew.members if pool.key not in rates])
    if not rates:
        model.constrain(name, there, upper=math.floor(base))
        return rates
    model.constrain(name, there - Terms.total(list(rates.values()), size=there.size), upper=float(base))
    # Units come whole, with all that could be chosen too, and a part of one more takes more than its part of what is missing to
    # it: without these rows branch and bound takes up to 30 times as long.
    model.constrain(f"whole {name}", there, upper=math.floor(float(base) + sum(most.values()) + 1e-9))
    worth = 1.0 / (1.0 - (float(base) - math.floor(base)))
    each = Terms.total(list(rates.values()), worth, size=there.size)
    model.constrain(f"one more {name}", there - each, upper=math.floor(base))
    return rates


def on_ground(tours: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Return the units on the ground by month, from tours that begin by month (last axis) and last so many months.

    Examples
    --------
    >>> on_ground(np.array([1.0, 0, 0, 2, 0, 0]), 2).tolist()
    [1.0, 1.0, 0.0, 2.0, 2.0, 0.0]
    """
    begun = np.cumsum(tours, axis=-1, dtype=np.float64)
    return np.concatenate([begun[..., :length], begun[..., length:] - begun[..., :-length]], axis=-1)


def standing(tours: NDArray[np.int64], length: int) -> Terms:
    """Return the units on the ground as a sum for each month, from columns of tours that begin by month and last so many.

    Examples
    --------
    >>> there = standing(np.array([7, 8, 9]), 2)
    >>> list(zip(there.row.tolist(), there.column.tolist()))
    [(0, 7), (1, 7), (1, 8), (2, 8), (2, 9)]
    """
    months = len(tours)
    begin = np.repeat(np.arange(months), length)
    month = begin + np.tile(np.arange(length), months)
    inside = month < months
    return Terms(months, month[inside], tours[begin[inside]], np.ones(int(inside.sum())))


def window_rows(
    model: Model, name: str, pool: PoolSupply, tours: NDArray[np.int64], units: int, withdrawn: NDArray[np.int64] | None = None
) -> None:
    """Let at most as many tours begin in any window as there are units, free or withdrawn from where they are bound.

    Tours are columns by station and month; windows that others contain are left out.
    """
    months, first = tours.shape[1], pool.first_month - 1
    starts = np.arange(first, max(first + 1, months - pool.window + 1))
    inside = np.arange(months) - starts[:, None]
    begun = Terms.of(tours[:, None, :], (inside >= 0) & (inside < pool.window), over=(0, 2))
    if withdrawn is not None:
        begun -= Terms.total(withdrawn, size=len(starts))
    model.constrain(name, begun, upper=0.0 if withdrawn is not None else units)


def limit_rows(model: Model, demand: Demand, limits: Mapping[str, StateLimit], persons: Mapping[str, Terms]) -> tuple[str, ...]:
    """Add the limits on the persons of states on the ground by month, and return the names of the rows."""
    names = []
    for state, there in sorted(persons.items()):
        limit = limits[state]
        if limit.most is not None:
            names.append(f"cap of {state}: at most {limit.most:,.0f} persons")
            model.constrain(names[-1], there, upper=limit.most)
        if limit.least is not None:
            names.append(f"least of {state}: at least {limit.least:,.0f} persons after the build-up")
            model.constrain(names[-1], there.within(demand.steady), lower=limit.least)
    return tuple(names)


def rows_of_last_headquarters(model: Model, problem: Problem, groups: Sequence[PoolGroup], there: Sequence[Terms]) -> None:
    """Let a state keep its last headquarters at home, given the units of each class on the ground by month."""
    heads = {number: group.like.state for number, group in enumerate(groups) if commands(group.like)}
    for state in sorted(set(heads.values())):
        numbers, most = [number for number in heads if heads[number] == state], kept_at_home(problem, state)
        if most is not None and sum(groups[number].units for number in numbers) > most:
            away = Terms.sum([there[number] for number in numbers], problem.demand.horizon)
            model.constrain(f"last headquarters of {state}", away, upper=most)

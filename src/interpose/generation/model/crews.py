"""Level of what lasts: how many of the units that do the same can stand at once without end."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from interpose.generation.problem.planning_problem import PlanRules, Problem, StateLimit
from interpose.generation.problem.sector_need import COMMAND
from interpose.generation.problem.supply import PoolSupply

__all__ = [
    "Crew",
    "binding_at_the_rate",
    "commands",
    "crews",
    "kept_at_home",
    "lasting_level",
    "months_served",
    "sendable",
    "standing_rate",
    "whole_level",
]


@dataclass(frozen=True, slots=True)
class Crew:
    """Pools whose units provide the same and relieve one another.

    Parameters
    ----------
    owner : str
        The nation or partner group that relieves itself; empty where all nations relieve one another.
    members : tuple of PoolSupply
        The pools, with only what is wanted of them.
    """

    owner: str
    members: tuple[PoolSupply, ...]

    @property
    def provides(self) -> tuple[tuple[str, str, float], ...]:
        """What a unit provides, by station."""
        return self.members[0].provides

    @property
    def stations(self) -> tuple[str, ...]:
        """Stations that its units may take."""
        return self.members[0].stations


def crews(pools: Iterable[PoolSupply], wanted: Collection[tuple[str, str]], rules: PlanRules) -> tuple[Crew, ...]:
    """Put together the pools whose units relieve one another.

    Parameters
    ----------
    pools : iterable of PoolSupply
        The pools.
    wanted : collection of (belt, capability)
        What is required; the rest of what a unit provides is left out.
    rules : PlanRules
        With `own`, only units of one nation or partner group relieve one another.

    Returns
    -------
    tuple of Crew
        In a fixed order. Only units that provide exactly the same relieve one another: a mixed unit and a plain one do not.
    """
    groups: dict[tuple[str, bool, tuple[tuple[str, str, float], ...]], list[PoolSupply]] = defaultdict(list)
    for pool in pools:
        useful = pool.useful(wanted)
        if useful.provides:
            owner = rules.nation(pool.state) if rules.endurance == "own" else ""
            groups[owner, pool.abroad, useful.provides].append(useful)
    return tuple(Crew(owner, tuple(members)) for (owner, _, _), members in sorted(groups.items(), key=lambda item: item[0]))


def commands(pool: PoolSupply) -> bool:
    """Whether units of a pool are headquarters."""
    return any(capability == COMMAND for _, capability, _ in pool.provides)


def sendable(problem: Problem) -> tuple[PoolSupply, ...]:
    """Return the pools that may send a unit: without those of a state whose only headquarters stays at home."""
    return tuple(
        pool
        for pool in problem.pools
        if not (commands(pool) and (most := kept_at_home(problem, pool.state)) is not None and most < 1)
    )


def kept_at_home(problem: Problem, state: str) -> int | None:
    """Return the most headquarters of a state that may be away at once: all but one; None where no such rule holds."""
    if not problem.rules.last_headquarters_stays:
        return None
    return max(0, problem.owned_headquarters.get(state, 0) - 1)


def lasting_level(problem: Problem, members: Iterable[PoolSupply], *, without_end: bool = True) -> Fraction:
    """Return how many units of some pools can stand at once without end, before rounding down.

    Each unit serves one tour in every window, so that N units keep N times tour over window of them standing: 24 battalions
    with tours of 6 months in 24 keep 6. The share that stays at home is taken from this rate. Of the headquarters of a state,
    all but one may be away at once.

    Parameters
    ----------
    problem : Problem
        With the rules that hold.
    members : iterable of PoolSupply
        Pools whose units relieve one another.
    without_end : bool
        Otherwise all of their units may stand at once.
    """
    by_state: dict[str, Fraction] = defaultdict(Fraction)
    heads: set[str] = set()
    for pool in members:
        by_state[pool.state] += standing_rate(problem, pool, without_end=without_end)
        if commands(pool):
            heads.add(pool.state)
    for state in heads:
        most = kept_at_home(problem, state)
        if most is not None:
            by_state[state] = min(by_state[state], Fraction(most))
    return sum(by_state.values(), Fraction(0))


def standing_rate(problem: Problem, pool: PoolSupply, *, without_end: bool = True) -> Fraction:
    """Return how many units of a pool may stand at once, before the last headquarters of its state is kept at home."""
    return (pool.rate if without_end else Fraction(pool.units)) * (1 - Fraction(str(problem.rules.home_share)))


def whole_level(problem: Problem, members: Iterable[PoolSupply]) -> int:
    """Return how many whole units of some pools can stand at once without end.

    Examples
    --------
    A pool of eight battalions, tours of six months, eighteen at home: two of them stand without end.

    >>> from interpose.generation.problem.supply import PoolSupply
    >>> pool = PoolSupply(
    ...     state="FRA", unit_type="battalion", units=8, personnel=700, first_month=1, tour=6, window=24,
    ...     provides=(("forward", "manoeuvre", 1.0),),
    ... )
    >>> math.floor(pool.rate)
    2
    """
    return math.floor(lasting_level(problem, members))


def binding_at_the_rate(problem: Problem, groups: Iterable[Crew]) -> dict[str, StateLimit]:
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


def months_served(pool: PoolSupply, months: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the months that one unit can serve from its first month up to each of some months."""
    passed = np.maximum(0, months - pool.first_month + 1)
    whole, rest = np.divmod(passed, pool.window)
    return np.asarray(whole * pool.tour + np.minimum(rest, pool.tour), dtype=np.int64)

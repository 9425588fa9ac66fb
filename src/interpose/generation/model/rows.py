"""Rows that models share: what is short, the level that lasts, tours by month, and limits of states."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.generation.model.groups import PoolGroup, commands, kept_at_home, lasting_level, standing_rate
from interpose.generation.problem.demand import Demand
from interpose.generation.problem.planning_problem import Problem, StateLimit
from interpose.generation.problem.supply import PoolKey, PoolSupply
from interpose.solver import Model, Terms

__all__ = ["level_rows", "limit_rows", "on_ground", "rows_of_last_headquarters", "shortage", "standing", "window_rows"]


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
            each = Terms.total(taken[pool.key], float(standing_rate(problem, pool) / pool.units))
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
    months = tours.shape[-1]
    begun = np.concatenate([np.zeros((*tours.shape[:-1], 1)), np.cumsum(tours, axis=-1)], axis=-1)
    last = np.arange(1, months + 1)
    return np.asarray(begun[..., last] - begun[..., np.maximum(0, last - length)])


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
    for state, limit in sorted(limits.items()):
        there = persons.get(state, Terms.sum((), demand.horizon))
        if limit.most is not None and state in persons:
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

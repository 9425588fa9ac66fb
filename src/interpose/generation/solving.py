"""Solving a plan part by part, with the limits of states brought in where they bind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.demand import Demand
from interpose.generation.formulation import Formulation, StateLimit, components, formulate, personnel_by_month
from interpose.generation.sharing import share_out
from interpose.generation.stress import Relief, least_stress
from interpose.generation.supply import AMERICAN, Supply, SupplyClass, classes
from interpose.generation.thrift import Thrift, least_cost
from interpose.solver import Limits, Outcome, Status, conflict, solve

__all__ = ["Solved", "Tours", "solve_plan"]

_ROUNDS = 8
"""After so many rounds of bringing in limits, all of them are brought in."""

Tours = Mapping[tuple[str, str, str], Mapping[str, NDArray[np.int64]]]
"""Tours that begin: by pool (state, unit type, commitment) and station, by month."""


@dataclass(frozen=True)
class Solved:
    """What solving a plan came to.

    Parameters
    ----------
    status : str
        One of the six words.
    objective, bound : float or None
        Priced shortfall, and what is proved.
    tours : mapping
        Tours that begin, by pool and station.
    stress, cost : tuple of (float, float or None, str)
        Second stage: persons at the peaks of the pools, its bound, its status. Third stage: the cost of those on the
        ground.
    conflicts : tuple of str
        Hard rules that cannot hold together.
    capped : tuple of str
        States whose limits had to be brought in.
    """

    status: Status
    objective: float | None = None
    bound: float | None = None
    tours: Tours | None = None
    stress: tuple[float, float | None, Status] | None = None
    cost: tuple[float, float | None, Status] | None = None
    conflicts: tuple[str, ...] = ()
    capped: tuple[str, ...] = ()


def solve_plan(
    demand: Demand,
    pools: Sequence[Supply],
    limits_of_states: Mapping[str, StateLimit],
    limits: Limits,
    gap: float,
    seed: int,
    month_of_a_person: float = 1.0,
) -> Solved:
    """Find the plan with the least priced shortfall; of those one that strains the pools least; of those a cheap one.

    Caps are left out at first: a plan that happens to keep them is as good as any plan with them, and its bound holds.
    Caps that it breaks are brought in, their states' pools are held apart, and the parts that they tie together are
    solved again.

    Parameters
    ----------
    demand : Demand
        What is required.
    pools : sequence of Supply
        Pools of those who take part.
    limits_of_states : mapping of str to StateLimit
        Limits on the personnel of states.
    limits : Limits
        How long to look.
    gap : float
        Distance to the bound that is good enough, as a share of the price of missing everything.
    seed : int
        Seed of the solver.
    month_of_a_person : float
        Cost of one person for one month.

    Returns
    -------
    Solved
        The plan, or why there is none.
    """
    active = {state: limit for state, limit in limits_of_states.items() if limit.least is not None}
    kept: dict[tuple[object, ...], tuple[Formulation, Outcome]] = {}
    later_parts: dict[int, tuple[Relief, Thrift]] = {}
    for turn in range(_ROUNDS + 1):
        groups = classes(pools, {*active, AMERICAN}, demand.quantity)
        parts = []
        for capabilities, members in components(groups, active, demand):
            tied_here = tuple(state for state in sorted(active) if any(group.like.state == state for group in members))
            key = (capabilities, members, tied_here)
            if key not in kept:
                tied = {state: limit for state, limit in active.items() if state in tied_here}
                part = formulate(demand, capabilities, members, tied)
                kept[key] = (part, solve(part.model, limits, absolute_gap=gap * demand.price_of_all(capabilities), seed=seed))
            parts.append(kept[key])
        failed = _failure(parts, active, groups, limits)
        if failed is not None:
            return failed
        for part, outcome in parts:
            if id(part) not in later_parts:
                relief = least_stress(part, outcome, limits, seed)
                later_parts[id(part)] = (relief, least_cost(part, relief, month_of_a_person, limits, seed))
        later = [later_parts[id(part)] for part, _ in parts]
        tours = _tours(parts, [thrift for _, thrift in later], demand.horizon)
        broken = _broken(pools, tours, limits_of_states, demand.horizon)
        if not broken:
            return _joined(parts, later, tours, tuple(sorted(active)))
        active |= {state: limits_of_states[state] for state in (broken if turn < _ROUNDS - 1 else limits_of_states)}
    raise AssertionError("a plan that holds all limits as rows cannot break one")


def _failure(
    parts: Sequence[tuple[Formulation, Outcome]],
    active: Mapping[str, StateLimit],
    groups: Sequence[SupplyClass],
    limits: Limits,
) -> Solved | None:
    """Return the worst status of the parts, where one has no solution."""
    able = {group.like.state for group in groups}
    empty = tuple(
        f"least of {state}: at least {limit.least:,.0f} persons after the build-up; it has no unit that is wanted and may come"
        for state, limit in sorted(active.items())
        if limit.least and state not in able
    )
    if empty:
        return Solved("infeasible", conflicts=empty)
    for word in ("infeasible", "unbounded", "numerical trouble", "no answer"):
        for part, outcome in parts:
            if outcome.status == word:
                clash: tuple[str, ...] = ()
                if word == "infeasible":
                    rotation = tuple(name for name in part.model.row_blocks if name.startswith("rotation "))
                    named = conflict(part.model, (*part.limits, *rotation), limits)
                    clash = tuple(_in_words(name, part) for name in named)
                return Solved(outcome.status, conflicts=clash)
    return None


def _in_words(name: str, part: Formulation) -> str:
    if not name.startswith("rotation "):
        return name
    group = part.classes[int(name.removeprefix("rotation "))]
    whose = ", ".join(f"{member.state} {member.unit_type}" for member in group.members)
    return f"pool of {whose}: {group.units} units, each at most one tour of {group.like.tour} in {group.like.window} months"


def _tours(
    parts: Sequence[tuple[Formulation, Outcome]],
    thrifty: Sequence[Thrift],
    horizon: int,
) -> Tours:
    found: dict[tuple[str, str, str], dict[str, NDArray[np.int64]]] = {}
    for (part, _), thrift in zip(parts, thrifty, strict=True):
        for number, group in enumerate(part.classes):
            starts = np.rint(thrift.columns[f"tours {number}"]).astype(np.int64)
            by_station = dict(zip(group.like.stations, starts, strict=True))
            for pool, station, months in share_out(group, by_station, horizon):
                found.setdefault(pool.key, {})[station] = months
    return found


def _broken(pools: Sequence[Supply], tours: Tours, limits: Mapping[str, StateLimit], horizon: int) -> list[str]:
    persons = {state: np.zeros(horizon) for state in limits}
    for pool in pools:
        if pool.state in limits:
            for months in tours.get(pool.key, {}).values():
                persons[pool.state] += personnel_by_month(pool, months.astype(np.float64))
    return [
        state for state in sorted(limits) if (most := limits[state].most) is not None and persons[state].max() > most + 1e-6
    ]


def _joined(
    parts: Sequence[tuple[Formulation, Outcome]],
    later: Sequence[tuple[Relief, Thrift]],
    tours: Tours,
    capped: tuple[str, ...],
) -> Solved:
    objective = sum(outcome.objective or 0.0 for _, outcome in parts)
    bounds = [outcome.bound for _, outcome in parts]
    bound = None if any(each is None for each in bounds) else sum(each or 0.0 for each in bounds)
    optimal = all(outcome.status == "optimal" for _, outcome in parts)
    stress, cost = _stage([relief for relief, _ in later]), _stage([thrift for _, thrift in later])
    return Solved("optimal" if optimal else "feasible", objective, bound, tours, stress, cost, capped=capped)


def _stage(parts: Sequence[Relief] | Sequence[Thrift]) -> tuple[float, float | None, Status]:
    """Add up what a later stage came to in each part."""
    proved = [each.bound for each in parts]
    bound = None if any(each is None for each in proved) else sum(each or 0.0 for each in proved)
    optimal = all(each.status == "optimal" for each in parts)
    return sum(each.value for each in parts), bound, "optimal" if optimal else "feasible"

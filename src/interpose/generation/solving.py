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
from interpose.solver import Limits, Outcome, Status, conflict, solve

__all__ = ["Solved", "Tours", "solve_plan"]

_ROUNDS = 8
"""After so many rounds of bringing in limits, all of them are brought in."""

Tours = Mapping[tuple[str, str], Mapping[str, NDArray[np.int64]]]
"""Tours that begin: by (state, unit type) and belt, by month."""


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
        Tours that begin, by pool and belt.
    stress : tuple of (float, float or None, str)
        Second stage: persons at the peaks of the pools, its bound, its status.
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
    conflicts: tuple[str, ...] = ()
    capped: tuple[str, ...] = ()


def solve_plan(
    demand: Demand, pools: Sequence[Supply], limits_of_states: Mapping[str, StateLimit], limits: Limits, gap: float, seed: int
) -> Solved:
    """Find the plan with the least priced shortfall, and of those one that strains the pools least.

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

    Returns
    -------
    Solved
        The plan, or why there is none.
    """
    active = {state: limit for state, limit in limits_of_states.items() if limit.least is not None}
    kept: dict[tuple[object, ...], tuple[Formulation, Outcome]] = {}
    relieved_parts: dict[int, Relief] = {}
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
            if id(part) not in relieved_parts:
                relieved_parts[id(part)] = least_stress(part, outcome, limits, seed)
        relieved = [relieved_parts[id(part)] for part, _ in parts]
        tours = _tours(parts, relieved, demand.horizon)
        broken = _broken(pools, tours, limits_of_states, demand.horizon)
        if not broken:
            return _joined(parts, relieved, tours, tuple(sorted(active)))
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
    relieved: Sequence[Relief],
    horizon: int,
) -> Tours:
    found: dict[tuple[str, str], dict[str, NDArray[np.int64]]] = {}
    for (part, _), relief in zip(parts, relieved, strict=True):
        for number, group in enumerate(part.classes):
            starts = np.rint(relief.columns[f"tours {number}"]).astype(np.int64)
            by_belt = dict(zip(group.like.belts, starts, strict=True))
            for pool, belt, months in share_out(group, by_belt, horizon):
                found.setdefault((pool.state, pool.unit_type), {})[belt] = months
    return found


def _broken(pools: Sequence[Supply], tours: Tours, limits: Mapping[str, StateLimit], horizon: int) -> list[str]:
    persons = {state: np.zeros(horizon) for state in limits}
    for pool in pools:
        if pool.state in limits:
            for months in tours.get((pool.state, pool.unit_type), {}).values():
                persons[pool.state] += personnel_by_month(pool, months.astype(np.float64))
    return [
        state for state in sorted(limits) if (most := limits[state].most) is not None and persons[state].max() > most + 1e-6
    ]


def _joined(
    parts: Sequence[tuple[Formulation, Outcome]],
    relieved: Sequence[Relief],
    tours: Tours,
    capped: tuple[str, ...],
) -> Solved:
    objective = sum(outcome.objective or 0.0 for _, outcome in parts)
    bounds = [outcome.bound for _, outcome in parts]
    bound = None if any(each is None for each in bounds) else sum(each or 0.0 for each in bounds)
    optimal = all(outcome.status == "optimal" for _, outcome in parts)
    proved = [each.bound for each in relieved]
    stress_bound = None if any(each is None for each in proved) else sum(each or 0.0 for each in proved)
    stress_status: Status = "optimal" if all(each.status == "optimal" for each in relieved) else "feasible"
    stress = (sum(each.value for each in relieved), stress_bound, stress_status)
    return Solved("optimal" if optimal else "feasible", objective, bound, tours, stress, capped=capped)

"""Solving a plan part by part, with the limits of states brought in where they bind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from interpose.generation.clock import Clock
from interpose.generation.demand import Demand
from interpose.generation.formulation import Formulation, components, personnel_by_month
from interpose.generation.searching import Piece, search
from interpose.generation.sharing import share_out
from interpose.generation.state_limits import StateLimit
from interpose.generation.stress import Relief
from interpose.generation.supply import AMERICAN, Supply, SupplyClass, classes
from interpose.generation.thrift import Thrift
from interpose.solver import Limits, Status, conflict, side_by_side

__all__ = ["Solved", "Tours", "solve_plan"]

_SURE = 0.5
"""A state that would send this share of its cap on average goes beyond it at times."""

_LARGEST_JOINT = 1_500
"""From so many columns on, a plan begins with the caps that are sure to bind."""

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
    clock: Clock,
    gap: float,
    seed: int,
    month_of_a_person: float = 1.0,
    *,
    sectors: bool = False,
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
    clock : Clock
        How long to look; stopped by Ctrl-C, and the best plan until then is returned.
    gap : float
        Distance to the bound that is good enough, as a share of the price of missing everything.
    seed : int
        Seed of the solver.
    month_of_a_person : float
        Cost of one person for one month.
    sectors : bool
        Whether the plan is dealt to sectors afterwards.

    Returns
    -------
    Solved
        The plan, or why there is none.
    """
    if clock.limits.seconds == 0:
        return Solved("no answer")
    active = {state: limit for state, limit in limits_of_states.items() if limit.least is not None}
    active |= _sure_to_bind(demand, pools, limits_of_states)
    kept: dict[tuple[object, ...], Piece] = {}
    for turn in range(_ROUNDS + 1):
        groups = classes(pools, {*active, AMERICAN}, demand.quantity)
        pieces: list[Piece] = []
        try:
            for capabilities, members in components(groups, active, demand):
                tied = {state: limit for state, limit in active.items() if any(group.like.state == state for group in members)}
                key = (capabilities, members, tuple(tied))
                if key not in kept:
                    kept[key] = Piece(demand, capabilities, members, tied)
                pieces.append(kept[key])
            if not clock.over:
                search(pieces, clock, gap, seed, sectors=sectors)
            # Where the search takes long, the later stages wait until no cap is broken.
            if not _early(pieces, pools, limits_of_states, demand.horizon):
                jobs = [partial(piece.relieve, month_of_a_person, clock, seed) for piece in pieces]
                side_by_side(jobs, clock.limits.threads)
        except KeyboardInterrupt:
            # The best plan until now is offered.
            clock.stop()
        if clock.stopped:
            pieces = _rest(demand, groups, active, kept)
        if clock.over:
            for piece in pieces:
                piece.fill()
        failed = _failure(pieces, active, groups, clock.limits)
        if failed is not None:
            return failed
        tours = _tours(pieces, demand.horizon)
        broken = _broken(pools, tours, limits_of_states, demand.horizon)
        if not broken:
            return _joined(pieces, tours, tuple(sorted(active)))
        active |= {state: limits_of_states[state] for state in (broken if turn < _ROUNDS - 1 else limits_of_states)}
    raise AssertionError("a plan that holds all limits as rows cannot break one")


def _sure_to_bind(demand: Demand, pools: Sequence[Supply], limits: Mapping[str, StateLimit]) -> dict[str, StateLimit]:
    """Return the caps that a large plan would break without them, as near as averages tell: it is then searched once."""
    groups = classes(pools, {AMERICAN}, demand.quantity) if limits else ()
    if sum(len(group.like.stations) for group in groups) * demand.horizon < _LARGEST_JOINT:
        return {}
    needed, standing, persons = (defaultdict[str, float](float) for _ in range(3))
    for (_, capability), months in demand.quantity.items():
        needed[capability] += float(months.max(initial=0.0))
    # What each pool keeps there on average if all of its units take turns.
    offers = [(pool, pool.units * pool.tour / pool.window, *pool.provides[0][1:]) for pool in pools]
    for _, units, capability, quantity in offers:
        standing[capability] += quantity * units
    for pool, units, capability, _ in offers:
        persons[pool.state] += units * pool.personnel * min(1.0, needed[capability] / standing[capability])
    return {state: limit for state, limit in limits.items() if limit.most is not None and persons[state] > _SURE * limit.most}


def _failure(
    pieces: Sequence[Piece],
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
        for piece in pieces:
            part, outcome = piece.part, piece.outcome
            if outcome is not None and outcome.status == word:
                clash: tuple[str, ...] = ()
                if word == "infeasible":
                    rotation = tuple(name for name in part.model.row_blocks if name.startswith("rotation "))
                    named = conflict(part.model, (*part.limits, *rotation), limits)
                    clash = tuple(_in_words(name, part) for name in named)
                return Solved(outcome.status, conflicts=clash)
    return None


def _rest(
    demand: Demand,
    groups: Sequence[SupplyClass],
    active: Mapping[str, StateLimit],
    kept: Mapping[tuple[object, ...], Piece],
) -> list[Piece]:
    """Return the pieces of a search that was broken off, those that it had not come to included."""
    pieces: list[Piece] = []
    for capabilities, members in components(groups, active, demand):
        tied = {state: limit for state, limit in active.items() if any(group.like.state == state for group in members)}
        key = (capabilities, members, tuple(tied))
        pieces.append(kept[key] if key in kept else Piece(demand, capabilities, members, tied))
    return pieces


def _in_words(name: str, part: Formulation) -> str:
    if not name.startswith("rotation "):
        return name
    group = part.classes[int(name.removeprefix("rotation "))]
    whose = ", ".join(f"{member.state} {member.unit_type}" for member in group.members)
    return f"pool of {whose}: {group.units} units, each at most one tour of {group.like.tour} in {group.like.window} months"


def _tours(pieces: Sequence[Piece], horizon: int) -> Tours:
    found: dict[tuple[str, str, str], dict[str, NDArray[np.int64]]] = {}
    for piece in pieces:
        for number, group in enumerate(piece.part.classes):
            starts = np.rint(piece.columns[f"tours {number}"]).astype(np.int64)
            by_station = dict(zip(group.like.stations, starts, strict=True))
            for pool, station, months in share_out(group, by_station, horizon):
                found.setdefault(pool.key, {})[station] = months
    return found


def _early(pieces: Sequence[Piece], pools: Sequence[Supply], limits: Mapping[str, StateLimit], horizon: int) -> bool:
    """Say whether a large plan breaks caps already, so that it will be searched again anyway."""
    large = any(piece.part.large for piece in pieces)
    solved = all(piece.outcome is not None and piece.outcome.has_solution for piece in pieces)
    return large and solved and bool(_broken(pools, _tours(pieces, horizon), limits, horizon))


def _broken(pools: Sequence[Supply], tours: Tours, limits: Mapping[str, StateLimit], horizon: int) -> list[str]:
    persons = {state: np.zeros(horizon) for state in limits}
    for pool in pools:
        if pool.state in limits:
            for months in tours.get(pool.key, {}).values():
                persons[pool.state] += personnel_by_month(pool, months.astype(np.float64))
    return [
        state for state in sorted(limits) if (most := limits[state].most) is not None and persons[state].max() > most + 1e-6
    ]


def _joined(pieces: Sequence[Piece], tours: Tours, capped: tuple[str, ...]) -> Solved:
    outcomes = [piece.outcome for piece in pieces if piece.outcome is not None]
    objective = sum(outcome.objective or 0.0 for outcome in outcomes)
    bounds = [outcome.bound for outcome in outcomes]
    bound = None if any(each is None for each in bounds) else sum(each or 0.0 for each in bounds)
    optimal = all(outcome.status == "optimal" for outcome in outcomes)
    later = [piece.later for piece in pieces if piece.later is not None]
    stress = cost = None
    if len(later) == len(pieces):
        stress, cost = _stage([relief for relief, _ in later]), _stage([thrift for _, thrift in later])
    return Solved("optimal" if optimal else "feasible", objective, bound, tours, stress, cost, capped=capped)


def _stage(parts: Sequence[Relief] | Sequence[Thrift]) -> tuple[float, float | None, Status]:
    """Add up what a later stage came to in each part."""
    proved = [each.bound for each in parts]
    bound = None if any(each is None for each in proved) else sum(each or 0.0 for each in proved)
    optimal = all(each.status == "optimal" for each in parts)
    return sum(each.value for each in parts), bound, "optimal" if optimal else "feasible"

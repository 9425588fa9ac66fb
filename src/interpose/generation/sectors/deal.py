"""The calendar with sectors: every unit gets the sector of a post of its nation, or the one that is short of most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.posts import PostKind
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.result import RotationRow
from interpose.generation.sector_result import SectorPlan, SectorShortfall, SectorTour
from interpose.generation.sectors.assign import Assignment, assign_posts
from interpose.generation.sectors.board import Board
from interpose.generation.sectors.joint import deal_at_once
from interpose.generation.sectors.lead import phases_with_leads
from interpose.solver import Limits

__all__ = ["sector_plan"]


def sector_plan(
    problem: Problem,
    rotation: Sequence[RotationRow],
    posts: Mapping[PostKind, NDArray[np.int64]],
    *,
    bound: float | None = None,
    without_rules: float | None = None,
    besides: float = 0.0,
    limits: Limits | None = None,
) -> SectorPlan:
    """Give posts and tours of a plan their sectors, and say what the rules of sectors cost.

    Troops and headquarters take the posts of their nation, for their whole tour; all others go where most is short. Units are
    dealt one by one; only where this leaves posts empty, or sectors short of what their belt has, a small model deals them at
    once. Where posts are not kept for whole phases, troops and headquarters are dealt one by one alone.

    Parameters
    ----------
    problem : Problem
        The problem; it needs sectors.
    rotation : sequence of RotationRow
        The calendar.
    posts : mapping of PostKind to numpy.ndarray of int
        Posts that each kind of unit keeps, by phase of the steady state; empty where posts are not kept for whole phases.
    bound : float, optional
        No plan under the same rules has a lower objective.
    without_rules : float, optional
        Objective of the plan without rules of sectors.
    besides : float
        What the objective holds besides the priced shortfall: the price of units withdrawn.
    limits : Limits, optional
        How long to look, for each of a few small models.

    Raises
    ------
    Interrupted
        On Ctrl-C.
    ValueError
        Where the mandate knows no sectors.
    """
    if problem.sectors is None:
        raise ValueError("the mandate knows no sectors")
    limits, assignment = limits or Limits(), Assignment()
    if problem.sectors.held is not None and problem.rules.whole_phases:
        assignment = assign_posts(problem, posts, limits)
    board = Board(problem, problem.sectors, rotation, assignment)
    _deal(board, limits)
    in_belts, in_sectors = _short_in_belts(problem, rotation), dict(zip(board.keys, board.short().sum(axis=1), strict=False))
    loss: dict[str, float] = defaultdict(float)
    for key, months in in_sectors.items():
        before = np.arange(len(months)) < problem.demand.steady_from - 1
        months[before] = in_belts[key][before]
        loss[key[1]] += float((months - in_belts[key]).sum())
    objective = problem.demand.price_of(in_belts | in_sectors) + besides
    total = problem.demand.price_of_all()
    beyond, rules = (
        None if other is None else (objective - other) / total if total else 0.0 for other in (bound, without_rules)
    )
    return SectorPlan(
        phases=phases_with_leads(board),
        tours=_tours(board),
        shortfall=_shortfall(board),
        loss=tuple((name, round(loss[name], 6)) for name in sorted(loss) if loss[name] > 1e-6),
        loss_share=rules,
        objective=round(objective, 6),
        gap=None if beyond is None else max(0.0, beyond),
    )


def _deal(board: Board, limits: Limits) -> None:
    """Deal troops, then headquarters, so that they find them there, then all others; each kind in order of time."""
    groups, keys = board.groups, (*board.keys, *board.kinds)
    ruled = [need for need, key in enumerate(keys) if key in (*board.sectors.ruled, *board.kinds)]
    stages: list[list[int]] = [[], [], []]
    for number in sorted(range(len(groups)), key=lambda number: groups[number].row.start_month):
        if groups[number].brings.any():
            stages[2 if groups[number].kind is None else int(not board.holds(groups[number]))].append(number)
    for numbers in stages[:2]:
        _one_by_one(board, numbers)
        needs = [need for need in ruled if any(groups[number].brings[need] for number in numbers)]
        if board.problem.rules.whole_phases and np.isin(board.lost(), needs).any():
            deal_at_once(board, numbers, needs, limits)
    others = stages[2]
    _one_by_one(board, others)
    for need in np.setdiff1d(board.lost(), ruled):
        able = [number for number in others if groups[number].brings[need]]
        if able and need in board.lost():
            served = np.any([groups[number].brings for number in able], axis=0)
            deal_at_once(board, able, np.flatnonzero(served).tolist(), limits)


def _one_by_one(board: Board, numbers: Sequence[int]) -> None:
    one = np.eye(len(board.sectors.names), dtype=np.int64)
    for number in numbers:
        for _ in range(board.groups[number].row.units):
            able = board.able(number, may_enter=True)
            if able.any():
                board.put(number, one[board.best(number, able)])


def _short_in_belts(problem: Problem, rotation: Sequence[RotationRow]) -> dict[tuple[str, str], NDArray[np.float64]]:
    pools = {pool.key: pool for pool in problem.pools}
    left = {key: months.copy() for key, months in problem.demand.quantity.items()}
    for row in rotation:
        for capability, quantity in pools[row.state, row.unit_type, row.commitment].provided_at(row.station):
            if (row.belt, capability) in left:
                left[row.belt, capability][row.start_month - 1 : row.end_month] -= quantity * row.units
    return {key: np.where(months > 1e-6, months, 0.0) for key, months in left.items()}


def _tours(board: Board) -> tuple[SectorTour, ...]:
    """Return the units of each row by sector; those without one last."""
    names = (*board.sectors.names, "")
    units: Counter[tuple[RotationRow, str]] = Counter()
    for group, placed in zip(board.groups, board.placed.tolist(), strict=True):
        for name, count in zip(names, [*placed, group.row.units - sum(placed)], strict=True):
            units[replace(group.row, units=1), name] += count
    return tuple(
        SectorTour(**{**asdict(row), "units": units[row, name]}, sector=name)
        for row, name in sorted(units, key=lambda each: (astuple(each[0]), names.index(each[1])))
        if units[row, name]
    )


def _shortfall(board: Board) -> tuple[SectorShortfall, ...]:
    short = board.short()[: len(board.keys)]
    return tuple(
        SectorShortfall(
            sector=board.sectors.names[sector],
            capability=board.keys[need][1],
            belt=board.keys[need][0],
            month=month + 1,
            quantity=round(float(short[need, sector, month]), 6),
            required=float(board.needs[need, sector, month]),
        )
        for need, sector, month in np.argwhere(short).tolist()
    )

"""Sectors by month while tours are dealt to them: what is left to cover, and which nations stand where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.generation.model.posts import PostKind, steady_phases
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.sector_need import SectorNeed
from interpose.generation.result import RotationRow
from interpose.generation.sectors.assign import Assignment, closed_sectors

__all__ = ["Board", "Group", "groups_of"]

_MANNED = 2.0
"""Price of a post that stands empty for a month, times that of what it covers."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Group:
    """Units of a row of the calendar: whose they are, what one of them brings of each need, and which sectors are open to it.

    Its kind says which posts they keep; None for units that the rules of sectors do not speak of.
    """

    row: RotationRow
    nation: str
    kind: PostKind | None
    months: slice
    brings: NDArray[np.float64]
    open: NDArray[np.bool_]


def groups_of(problem: Problem, sectors: SectorNeed, rotation: Iterable[RotationRow]) -> tuple[Group, ...]:
    """Look up what the units of each row of a calendar bring, and where they may stand."""
    pools = {pool.key: pool for pool in problem.pools}
    found = []
    for row in rotation:
        pool = pools[row.state, row.unit_type, row.commitment]
        provided = pool.provided_at(f"{row.belt}:{row.serves}" if row.serves else row.belt)
        ruled = tuple(each for each in provided if (row.belt, each[0]) in sectors.ruled)
        nation = problem.rules.nation(row.state)
        found.append(
            Group(
                row=row,
                nation=nation,
                kind=PostKind(nation, ruled) if ruled else None,
                months=slice(row.start_month - 1, row.end_month),
                brings=np.array([sum(part for name, part in provided if (row.belt, name) == key) for key in sectors.quantity]),
                open=~closed_sectors(problem, sectors, row.state, [name for name, _ in provided]),
            )
        )
    return tuple(found)


class Board:
    """What is left to cover by need, sector and month, and how many units of each group stand in each sector.

    Needs are what sectors need of each capability, and after them the posts of each kind of unit.

    Parameters
    ----------
    problem : Problem
        The problem.
    sectors : SectorNeed
        What the sectors need.
    groups : sequence of Group
        The calendar.
    assignment : Assignment
        Posts by sector, and where nations have places.
    """

    def __init__(self, problem: Problem, sectors: SectorNeed, groups: Sequence[Group], assignment: Assignment) -> None:
        self.problem, self.sectors, self.groups = problem, sectors, tuple(groups)
        self.assignment, self.keys, self.kinds = assignment, tuple(sectors.quantity), sorted(assignment.posts)
        price, steady = problem.demand.price, problem.demand.steady
        phase_of = steady_place(problem, np.arange(problem.demand.horizon) + 1)
        posts = [assignment.posts[kind][phase_of].T for kind in self.kinds]
        self.needs = np.stack([*sectors.quantity.values(), *posts])
        self.left = self.needs.copy()
        manned = [_MANNED * max(price[name] for name, _ in kind.provides) for kind in self.kinds]
        self.prices = np.array([*(price[name] for _, name in self.keys), *manned])
        self.counts = np.zeros((len(self.needs), 1, problem.demand.horizon), dtype=np.bool_)
        self.counts[: len(self.keys), :, steady.start :] = True
        self.counts[:, :, steady] = True
        own = np.array([[group.kind == kind for kind in self.kinds] for group in groups], dtype=np.float64)
        self.brings = np.hstack([np.stack([group.brings for group in groups]), own]) if groups else own
        self.placed = np.zeros((len(groups), len(sectors.names)), dtype=np.int64)
        self.nations = sorted({group.nation for group in groups if group.kind} | assignment.present.keys())
        self.present = np.zeros((len(self.nations), len(problem.phases), len(sectors.names)), dtype=np.bool_)
        self.steady_place = steady_place(problem, [phase.first_month for phase in problem.phases])
        for nation, present in assignment.present.items():
            self.present[self.nations.index(nation)] = present[self.steady_place]
        self._states = np.array([group.row.state for group in groups])
        self._starts = np.array([group.row.start_month for group in groups])
        self._ends = np.array([group.row.end_month for group in groups])

    def put(self, number: int, by_sector: NDArray[np.int64]) -> None:
        """Put so many more units of a group into each sector; negative numbers take them away."""
        group = self.groups[number]
        self.placed[number] += by_sector
        self.left[:, :, group.months] -= (self.brings[number][:, None] * by_sector)[:, :, None]
        if group.kind is not None:
            self.present[self.nations.index(group.nation), self.touched(number)] |= by_sector > 0

    def touched(self, number: int) -> NDArray[np.intp]:
        """Return the phases in which a group is on the ground."""
        row, phases = self.groups[number].row, self.problem.phases
        return np.flatnonzero([row.start_month <= each.last_month and each.first_month <= row.end_month for each in phases])

    def able(self, number: int, *, may_enter: bool) -> NDArray[np.bool_]:
        """Return in which sectors a unit may stand: where its nation has a place in all phases of a tour, or may enter.

        A headquarters goes only where its nation keeps posts for some, or has a battalion to spare.
        """
        group, rules = self.groups[number], self.problem.rules
        if group.kind is None:
            return group.open
        most = (rules.most_nations or len(self.nations)) if may_enter else 0
        if rules.least_share:
            # Of so few nations one always has the least share of a lead.
            most = min(most, int(1 / rules.least_share + 1e-9))
        free = self.present[self.nations.index(group.nation)] | (self.present.sum(axis=0) < most)
        found = group.open & free[self.touched(number)].all(axis=0)
        if rules.own_headquarters and not self.holds(number):
            own = np.flatnonzero([kind == group.kind for kind in self.kinds]) + len(self.keys)
            kept = self.needs[own][:, :, group.months].any(axis=(0, 2))
            found &= kept if kept.any() else self._spare_battalions(group)
        return np.asarray(found)

    def holds(self, number: int) -> bool:
        """Whether a unit is one of the troops that hold sectors."""
        return self.sectors.held is not None and bool(self.brings[number, self.keys.index(self.sectors.held)])

    def _spare_battalions(self, group: Group) -> NDArray[np.bool_]:
        """Return where a nation has more battalions than headquarters in every month of a tour."""
        found = np.zeros(self.needs.shape[1:], dtype=np.int64)
        for number, other in enumerate(self.groups):
            if other.kind is not None and other.nation == group.nation:
                found[:, other.months] += (1 if self.holds(number) else -1) * self.placed[number][:, None]
        return np.asarray((found[:, group.months] > 0).all(axis=1))

    def best(self, number: int, able: NDArray[np.bool_]) -> int:
        """Return the sector, of those that are able, where one unit more covers most.

        Where they tie: one where its nation stays for more phases, one that a unit of its state leaves, the one with least to
        spare, the first.
        """
        group, left = self.groups[number], self.left[:, :, self.groups[number].months]
        gain = self.prices @ np.clip(left, 0.0, self.brings[number][:, None, None]).sum(axis=2)
        stays = np.zeros(len(able))
        if group.kind is not None:
            stays = self.present[self.nations.index(group.nation), self.touched(number)].sum(axis=0)
        own = self._states == group.row.state
        before, after = own & (self._ends + 1 == group.row.start_month), own & (self._starts == group.row.start_month)
        leaving = self.placed[before].sum(axis=0) > self.placed[after].sum(axis=0)
        spare = -(self.prices * (self.brings[number] > 0)) @ left.sum(axis=2)
        order = np.lexsort((spare, ~leaving, -stays, -np.round(gain, 6), ~able))
        return int(order[0])

    def short(self) -> NDArray[np.float64]:
        """Return what is short by need, sector and month, in the months that count."""
        return np.where(self.counts & (self.left > 1e-6), self.left, 0.0)

    def lost(self) -> NDArray[np.intp]:
        """Return the needs of which sectors are short of more than their belt, all units of the calendar counted."""
        in_belt = self.left.sum(axis=1)
        for group, brings, placed in zip(self.groups, self.brings, self.placed, strict=True):
            in_belt[:, group.months] -= brings[:, None] * (group.row.units - placed.sum())
        more = self.short().sum(axis=(1, 2)) - (np.clip(in_belt, 0.0, None) * self.counts[:, 0]).sum(axis=1)
        return np.flatnonzero(more > 1e-6)


def steady_place(problem: Problem, months: ArrayLike) -> NDArray[np.intp]:
    """Return the place of the steady phase that months belong to: the first before it begins, the last after it ends."""
    begins = [phase.first_month for phase in steady_phases(problem)]
    return np.maximum(0, np.searchsorted(begins, months, side="right") - 1)

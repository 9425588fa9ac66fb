"""Sectors by month while tours are dealt to them: what is left to cover, and which nations stand where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.posts import PostKind, place_by_month, place_of, post_kind
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.sector_need import SectorNeed
from interpose.generation.result import RotationRow
from interpose.generation.sectors.assign import Assignment, closed_sectors

__all__ = ["Board", "Group"]

_MANNED = 2.0
"""Price of a post that stands empty for a month, times that of what it covers."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Group:
    """Units of a row of the calendar: whose they are, what one of them brings of each need, and which sectors are open to it.

    Its kind says which posts they keep; None for units that the rules of sectors do not speak of. It touches the phases in
    which they are on the ground.
    """

    row: RotationRow
    nation: str
    kind: PostKind | None
    months: slice
    touched: NDArray[np.intp]
    brings: NDArray[np.float64]
    open: NDArray[np.bool_]


class Board:
    """What is left to cover by need, sector and month, and how many units of each group stand in each sector.

    Needs are what sectors need of each capability, and after them the posts of each kind of unit. The assignment says which
    posts are in which sector, and where nations have places.
    """

    def __init__(self, problem: Problem, sectors: SectorNeed, rotation: Iterable[RotationRow], assignment: Assignment) -> None:
        self.problem, self.sectors, self.assignment = problem, sectors, assignment
        self.keys, self.kinds = tuple(sectors.quantity), sorted(assignment.posts)
        price, steady = problem.demand.price, problem.demand.steady
        posts = [assignment.posts[kind][place_by_month(problem)].T for kind in self.kinds]
        self.needs = np.stack([*sectors.quantity.values(), *posts])
        self.left = self.needs.copy()
        manned = [_MANNED * max(price[name] for name, _ in kind.provides) for kind in self.kinds]
        self.prices = np.array([*(price[name] for _, name in self.keys), *manned])
        self.counts = np.zeros((len(self.needs), 1, problem.demand.horizon), dtype=np.bool_)
        self.counts[: len(self.keys), :, steady.start :] = True
        self.counts[:, :, steady] = True
        self.groups = tuple(self._groups(rotation))
        self.placed = np.zeros((len(self.groups), len(sectors.names)), dtype=np.int64)
        self.nations = sorted({group.nation for group in self.groups if group.kind} | assignment.present.keys())
        self.present = np.zeros((len(self.nations), len(problem.phases), len(sectors.names)), dtype=np.bool_)
        place = place_of(problem, [phase.first_month for phase in problem.phases])
        for nation, present in assignment.present.items():
            self.present[self.nations.index(nation)] = present[place]
        self._states = np.array([group.row.state for group in self.groups])
        self._starts = np.array([group.row.start_month for group in self.groups])
        self._ends = np.array([group.row.end_month for group in self.groups])

    def _groups(self, rotation: Iterable[RotationRow]) -> Iterable[Group]:
        """Look up what the units of each row of a calendar bring, and where they may stand."""
        problem, pools = self.problem, {pool.key: pool for pool in self.problem.pools}
        for row in rotation:
            pool, station = pools[row.state, row.unit_type, row.commitment], row.station
            provided, kind = pool.provided_at(station), post_kind(problem, pool, station)
            needs = [sum(part for name, part in provided if (row.belt, name) == key) for key in self.keys]
            on_ground = [row.start_month <= each.last_month and each.first_month <= row.end_month for each in problem.phases]
            yield Group(
                row=row,
                nation=problem.rules.nation(row.state),
                kind=kind,
                months=slice(row.start_month - 1, row.end_month),
                touched=np.flatnonzero(on_ground),
                brings=np.array([*needs, *(float(each == kind) for each in self.kinds)]),
                open=~closed_sectors(problem, self.sectors, pool, station),
            )

    def put(self, number: int, by_sector: NDArray[np.int64]) -> None:
        """Put so many more units of a group into each sector; negative numbers take them away."""
        group = self.groups[number]
        self.placed[number] += by_sector
        self.left[:, :, group.months] -= (group.brings[:, None] * by_sector)[:, :, None]
        if group.kind is not None:
            self.present[self.nations.index(group.nation), group.touched] |= by_sector > 0

    def able(self, number: int, *, may_enter: bool) -> NDArray[np.bool_]:
        """Return in which sectors a unit may stand: where its nation has a place in all phases of a tour, or may enter.

        A headquarters goes only where its nation keeps posts for some in those phases, with a battalion in every month of them;
        where no posts are kept, where it has a battalion to spare.
        """
        group, rules = self.groups[number], self.problem.rules
        if group.kind is None:
            return group.open
        most = (rules.most_nations or len(self.nations)) if may_enter else 0
        if rules.least_share:
            # Of so few nations one always has the least share of a lead.
            most = min(most, int(1 / rules.least_share + 1e-9))
        free = self.present[self.nations.index(group.nation)] | (self.present.sum(axis=0) < most)
        found = group.open & free[group.touched].all(axis=0)
        if rules.own_headquarters and not self.holds(group):
            if rules.whole_phases:
                own = np.flatnonzero([kind == group.kind for kind in self.kinds]) + len(self.keys)
                kept = np.any(self.needs[own][:, :, group.months] > 0, axis=0)
                alone = (self._battalions(group, 0) <= 0) & self.counts[-1, :, group.months]
                found &= kept.any(axis=1) & ~(kept & alone).any(axis=1)
            else:
                found &= (self._battalions(group, 1) > 0).all(axis=1)
        return np.asarray(found)

    def holds(self, group: Group) -> bool:
        """Whether units are of the troops that hold sectors."""
        return self.sectors.held is not None and bool(group.brings[self.keys.index(self.sectors.held)])

    def _battalions(self, group: Group, headquarters: int) -> NDArray[np.int64]:
        """Return the battalions of a nation by sector and month of a tour, less so many for each of its headquarters there."""
        found = np.zeros(self.needs.shape[1:], dtype=np.int64)
        for other, placed in zip(self.groups, self.placed, strict=True):
            if other.kind is not None and other.nation == group.nation:
                found[:, other.months] += (1 if self.holds(other) else -headquarters) * placed[:, None]
        return found[:, group.months]

    def best(self, number: int, able: NDArray[np.bool_]) -> int:
        """Return the sector, of those that are able, where one unit more covers most.

        Where they tie: one where its nation stays for more phases, one that a unit of its state leaves, the one with least to
        spare, the first.
        """
        group, left = self.groups[number], self.left[:, :, self.groups[number].months]
        gain = self.prices @ np.clip(left, 0.0, group.brings[:, None, None]).sum(axis=2)
        stays = np.zeros(len(able))
        if group.kind is not None:
            stays = self.present[self.nations.index(group.nation), group.touched].sum(axis=0)
        own = self._states == group.row.state
        before, after = own & (self._ends + 1 == group.row.start_month), own & (self._starts == group.row.start_month)
        leaving = self.placed[before].sum(axis=0) > self.placed[after].sum(axis=0)
        spare = -(self.prices * (group.brings > 0)) @ left.sum(axis=2)
        order = np.lexsort((spare, ~leaving, -stays, -np.round(gain, 6), ~able))
        return int(order[0])

    def short(self) -> NDArray[np.float64]:
        """Return what is short by need, sector and month, in the months that count."""
        return np.where(self.counts & (self.left > 1e-6), self.left, 0.0)

    def lost(self) -> NDArray[np.intp]:
        """Return the needs of which sectors are short of more than their belt, all units of the calendar counted."""
        in_belt = self.left.sum(axis=1)
        for group, placed in zip(self.groups, self.placed, strict=True):
            in_belt[:, group.months] -= group.brings[:, None] * (group.row.units - placed.sum())
        more = self.short().sum(axis=(1, 2)) - (np.clip(in_belt, 0.0, None) * self.counts[:, 0]).sum(axis=1)
        return np.flatnonzero(more > 1e-6)

    def standing(self, need: int) -> NDArray[np.float64]:
        """Return what nations bring of a need, shape (nations, sectors, horizon)."""
        found = np.zeros((len(self.nations), *self.needs.shape[1:]))
        for group, placed in zip(self.groups, self.placed, strict=True):
            if group.brings[need]:
                found[self.nations.index(group.nation), :, group.months] += (group.brings[need] * placed)[:, None]
        return found

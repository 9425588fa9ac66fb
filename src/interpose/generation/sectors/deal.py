"""The calendar with sectors: every unit gets the sector of a post of its nation, or the one that is short of most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.groups import PostKind, place_of, post_kind
from interpose.generation.problem.demand import SectorNeed
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.result import RotationRow, SectorLead, SectorPhase, SectorPlan, SectorShortfall, SectorTour
from interpose.generation.sectors.assign import Assignment, assign_posts, closed_sectors
from interpose.solver import Clock, Limits, Model, Terms

__all__ = ["Board", "Group", "sector_plan"]

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
        posts = [assignment.posts[kind][place_of(problem)].T for kind in self.kinds]
        self.needs = np.stack([*sectors.quantity.values(), *posts])
        self.left = self.needs.copy()
        manned = [_MANNED * max(price[name] for name, _ in kind.provides) for kind in self.kinds]
        self.prices = np.array([*(price[name] for _, name in self.keys), *manned])
        self.counts = np.zeros((len(self.needs), 1, problem.demand.horizon), dtype=np.bool_)
        self.counts[: len(self.keys), :, steady.start :] = True
        self.counts[:, :, steady] = True
        pools, self.groups = {pool.key: pool for pool in problem.pools}, list[Group]()
        for row in rotation:
            pool, station = pools[row.state, row.unit_type, row.commitment], row.station
            provided, kind = pool.provided_at(station), post_kind(problem, pool, station)
            needs = [sum(part for name, part in provided if (row.belt, name) == key) for key in self.keys]
            on_ground = [row.start_month <= each.last_month and each.first_month <= row.end_month for each in problem.phases]
            group = Group(
                row=row,
                nation=problem.rules.nation(row.state),
                kind=kind,
                months=slice(row.start_month - 1, row.end_month),
                touched=np.flatnonzero(on_ground),
                brings=np.array([*needs, *(float(each == kind) for each in self.kinds)]),
                open=~closed_sectors(problem, sectors, pool, station),
            )
            self.groups.append(group)
        self.placed = np.zeros((len(self.groups), len(sectors.names)), dtype=np.int64)
        self.nations = sorted({group.nation for group in self.groups if group.kind} | assignment.present.keys())
        self.present = np.zeros((len(self.nations), len(problem.phases), len(sectors.names)), dtype=np.bool_)
        place = place_of(problem, [phase.first_month for phase in problem.phases])
        for nation, present in assignment.present.items():
            self.present[self.nations.index(nation)] = present[place]
        self._states = np.array([group.row.state for group in self.groups])
        self._starts = np.array([group.row.start_month for group in self.groups])
        self._ends = np.array([group.row.end_month for group in self.groups])

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


_NODES = 5
"""Branch-and-bound nodes of a deal at once: the belt has covered all of it, so that the relaxation is nearly whole."""


def sector_plan(
    problem: Problem,
    sectors: SectorNeed,
    rotation: Sequence[RotationRow],
    posts: Mapping[PostKind, NDArray[np.int64]],
    short: Mapping[tuple[str, str], NDArray[np.float64]],
    *,
    bound: float | None = None,
    without_rules: float | None = None,
    besides: float = 0.0,
    clock: Clock | None = None,
) -> SectorPlan:
    """Give posts, by phase of the steady state, and tours of a plan their sectors, and say what the rules of sectors cost.

    Troops and headquarters take the posts of their nation, for their whole tour; all others go where most is short. Units are
    dealt one by one; only where this leaves posts of troops or headquarters empty, a small model deals these at once. Where
    posts are not kept for whole phases, troops and headquarters are dealt one by one alone.

    Of the plan it is told what is `short` by belt and month. No plan under the same rules has a lower objective than the
    `bound`, and `without_rules` is that of the plan without rules of sectors; `besides` is what the objective holds besides the
    priced shortfall.
    """
    clock = clock or Clock(Limits())
    board = Board(problem, sectors, rotation, assign_posts(problem, posts, clock))
    _deal(board, clock)
    in_sectors = dict(zip(board.keys, board.short().sum(axis=1), strict=False))
    loss: dict[str, float] = defaultdict(float)
    for key, months in in_sectors.items():
        before = np.arange(len(months)) < problem.demand.steady_from - 1
        months[before] = short[key][before]
        loss[key[1]] += float((months - short[key]).sum())
    objective, total = problem.demand.price_of({**short, **in_sectors}) + besides, problem.demand.price_of_all() or 1.0
    shortfall, missing = [], board.short()[: len(board.keys)]
    for need, sector, month in np.argwhere(missing).tolist():
        (belt, capability), name = board.keys[need], board.sectors.names[sector]
        of = {"quantity": round(float(missing[need, sector, month]), 6), "required": float(board.needs[need, sector, month])}
        shortfall.append(SectorShortfall(sector=name, capability=capability, belt=belt, month=month + 1, **of))
    return SectorPlan(
        phases=_phases_with_leads(board),
        tours=_tours(board),
        shortfall=tuple(shortfall),
        loss=tuple((name, round(loss[name], 6)) for name in sorted(loss) if loss[name] > 1e-6),
        loss_share=None if without_rules is None else (objective - without_rules) / total,
        objective=round(objective, 6),
        gap=None if bound is None else max(0.0, (objective - bound) / total),
    )


def _deal(board: Board, clock: Clock) -> None:
    """Deal troops, then headquarters, so that they find them there, then all others, unit by unit in order of time."""
    groups, one, ruled = board.groups, np.eye(len(board.sectors.names), dtype=np.int64), (*board.sectors.ruled, *board.kinds)
    stages: tuple[list[int], ...] = ([], [], [])
    for number in sorted(range(len(groups)), key=lambda number: groups[number].row.start_month):
        if groups[number].brings.any():
            stages[2 if groups[number].kind is None else int(not board.holds(groups[number]))].append(number)
    for numbers in stages:
        for number in numbers:
            for _ in range(groups[number].row.units):
                if (able := board.able(number, may_enter=True)).any():
                    board.put(number, one[board.best(number, able)])
        brought = np.any([groups[number].brings for number in numbers], axis=0) if numbers else ()
        needs = [need for need, key in enumerate((*board.keys, *board.kinds)) if key in ruled and numbers and brought[need]]
        if board.problem.rules.whole_phases and np.isin(board.lost(), needs).any():
            _at_once(board, numbers, needs, clock)


def _at_once(board: Board, numbers: list[int], needs: list[int], clock: Clock) -> None:
    """Deal some groups anew, where their nations have places, so that least is short; nothing moves where nothing is found."""
    stood = board.placed[numbers].copy()
    able = np.stack([board.able(number, may_enter=False) for number in numbers]) | (stood > 0)
    for number, line in zip(numbers, stood, strict=True):
        board.put(number, -line)
    model, groups, prices = Model(), [board.groups[number] for number in numbers], board.prices[needs]
    most = np.array([group.row.units for group in groups], dtype=np.float64)
    units = model.columns("units", able.shape, upper=most[:, None] * able, whole=True)
    model.constrain("tours", Terms.of(units, over=1), upper=most)
    needed = board.short()[needs]
    short = model.columns("short", needed.shape, upper=needed, cost=np.broadcast_to(prices[:, None, None], needed.shape))
    brings = np.zeros((len(groups), len(prices), 1, needed.shape[2]))
    for place, group in enumerate(groups):
        brings[place, :, 0, group.months] = group.brings[needs, None]
    model.constrain("need", Terms.of(short) + Terms.of(units[:, None, :, None], brings, over=0), lower=needed)
    steady = short[:, :, board.problem.demand.steady]
    worst = model.columns("worst", (len(prices),), cost=prices * steady.shape[2])
    each = Terms.of(np.repeat(worst, steady.shape[2])) - Terms.of(steady, over=1)
    model.constrain("worst month", each, lower=0.0)
    limits, gap = replace(clock.left(), nodes=min(clock.limits.nodes, _NODES)), 0.5 * float(prices.min())
    outcome = clock.solve(model, gap=gap, seed=board.problem.seed, start={"units": stood.astype(np.float64)}, limits=limits)
    found = np.rint(outcome.value("units")).astype(np.int64) if outcome.has_solution else stood
    for number, before, line in zip(numbers, stood, found, strict=True):
        # Units that nobody needs stand where they stood.
        spare = np.cumsum(np.clip(before - line, 0, None))
        board.put(number, line + np.diff(np.minimum(spare, before.sum() - line.sum()), prepend=0))


def _tours(board: Board) -> tuple[SectorTour, ...]:
    """Return the units of each row by sector; those without one last."""
    names = (*board.sectors.names, "")
    columns = ("state", "unit_type", "start_month", "end_month", "belt", "commitment", "serves")
    units: Counter[tuple[Any, ...]] = Counter()
    for group, placed in zip(board.groups, board.placed.tolist(), strict=True):
        for place, count in enumerate([*placed, group.row.units - sum(placed)]):
            units[*attrgetter(*columns)(group.row), place] += count
    return tuple(
        SectorTour(**dict(zip(columns, row, strict=True)), units=count, sector=names[place])
        for (*row, place), count in sorted(units.items())
        if count
    )


def _phases_with_leads(board: Board) -> tuple[SectorPhase, ...]:
    """Tell for each phase who leads each sector, and who stands there, the lead first.

    Of the nations with troops there, one with its least share of the posts leads: units that stand there in every month, as
    many as the sector needs. Of those one that keeps a post; then the one with most months of headquarters of its own, the
    lead of the assignment, the one with most unit-months of troops. Where posts are kept for whole phases, a sector in which
    nobody stays throughout has no lead in that phase.
    """
    sectors, rules, found = board.sectors, board.problem.rules, []
    standing = [board.standing(board.keys.index(key)) for key in sectors.ruled]
    for phase in board.problem.phases:
        leads, place = [], int(place_of(board.problem, phase.first_month))
        for sector, name in enumerate(sectors.names if standing else ()):
            troops, *heads = (each[:, sector, phase.months] for each in standing)
            posts, months = troops.min(axis=1), troops.sum(axis=1)
            if not months.any() or (phase.steady and rules.whole_phases and not posts.any()):
                continue
            staff = sum((each.sum(axis=1) for each in heads), np.zeros(len(months)))
            need = float(np.ceil(board.needs[board.keys.index(sectors.ruled[0]), sector, phase.months].max() - 1e-9))
            too_few = posts < rules.least_share * min(need, posts.sum()) - 1e-6
            wanted = board.assignment.leads[place][sector] if board.assignment.leads else ""
            other = np.array([nation != wanted for nation in board.nations])
            lead = int(np.lexsort((-months, other, -staff, posts <= 0, too_few, months <= 0))[0])
            order = np.lexsort((-(months + staff), np.arange(len(months)) != lead))
            there = tuple(board.nations[at] for at in order if months[at] + staff[at] > 0)
            leads.append(SectorLead(name, board.nations[lead], there))
        found.append(SectorPhase(phase.name, phase.first_month, phase.last_month, tuple(leads)))
    return tuple(found)

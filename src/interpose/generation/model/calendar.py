"""From posts to tours, and from tours of classes to those of pools: who relieves whom in which month."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapreplace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.groups import PoolGroup, classes, commands, rows_of_last_headquarters, standing, window_rows
from interpose.generation.model.slots import Post, SlotPlan
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolKey
from interpose.solver import Clock, Model, Terms

__all__ = ["PoolTours", "allocated", "calendar_of"]

PoolTours = dict[PoolKey, dict[str, NDArray[np.int64]]]
"""Tours that begin: by pool and station, by month."""

_TOUR = 1e-3
"""Price of a tour beside a post that stands empty for a month: fewer tours where that empties none."""

_GAP = 0.5
"""Months that posts stand empty, within which of the bound a calendar is good enough in any case."""


def allocated(groups: Iterable[tuple[PoolGroup, Mapping[str, NDArray[np.int64]]]]) -> PoolTours:
    """Allocate tours of classes, by station, to their pools, so that nations follow themselves and burdens are even."""
    found: PoolTours = {}
    for group, starts in groups:
        given = [starts] if len(group.members) == 1 else _dealt(group, starts)
        for pool, by_station in zip(group.members, given, strict=True):
            for station, months in by_station.items():
                if months.any():
                    found.setdefault(pool.key, {})[station] = months
    return found


def _dealt(group: PoolGroup, starts: Mapping[str, NDArray[np.int64]]) -> list[dict[str, NDArray[np.int64]]]:
    """Deal tours to pools that are alike.

    Any unit that is free can take a tour, and one is always free: the class begins at most as many tours in a window
    as it has units. So the choice is about people: a pool whose unit has just gone home from a station goes first, if
    it can go on like this until the horizon or longer than others; otherwise the pool that has used the least of its units.
    """
    members, tour, window = group.members, group.like.tour, group.like.window
    given = [{station: np.zeros_like(months) for station, months in starts.items()} for _ in members]
    used = [0] * len(members)
    free_from = [[0] * member.units for member in members]
    for month in range(max(len(months) for months in starts.values())):
        for station in starts:
            leaving = [int(each[station][month - tour]) if month >= tour else 0 for each in given]
            for _ in range(int(starts[station][month])):

                def order(each: int, leaving: list[int] = leaving) -> tuple[bool, float, str, str]:
                    member = members[each]
                    return leaving[each] <= 0, (used[each] + 1) / member.units, member.state, member.unit_type

                number = min((each for each, units in enumerate(free_from) if units[0] <= month), key=order)
                leaving[number] -= 1
                used[number] += 1
                # The unit that has been free for longest goes; the list is a heap.
                heapreplace(free_from[number], month + window)
                given[number][station][month] += 1
    return given


@dataclass(frozen=True, slots=True)
class _Crew:
    """The classes of one crew, and the posts that it mans by station and month."""

    classes: tuple[PoolGroup, ...]
    manned: dict[str, NDArray[np.float64]]


def calendar_of(problem: Problem, plan: SlotPlan, clock: Clock) -> PoolTours:
    """Man the posts of a slot plan month by month, so that as few as can be stand empty.

    Each crew is a model of its own: tours that begin by class and month, in any window no more than there are units; a post
    that stands empty for a month of the steady state costs one, and less before and after. The stations of a crew are one to
    its model, which halves it, and tours are sent to them afterwards. The cap of a state is divided among its crews in whole
    units, in proportion to the posts that the plan gives it in each.
    """
    room = _room_under_caps(problem, plan)
    found: list[tuple[PoolGroup, dict[str, NDArray[np.int64]]]] = []
    for group in _crews(problem, plan):
        tours = iter(_solved(problem, group, room, clock))
        for crew in group:
            found += _at_stations(crew, [next(tours) for _ in crew.classes])
    return allocated(found)


def _crews(problem: Problem, plan: SlotPlan) -> Iterable[Sequence[_Crew]]:
    """Return the crews that have posts, with the classes of their members; headquarters of one owner together.

    They share the last headquarters of a state, which stays at home; a state has but one owner.
    """
    posts: dict[PoolGroup, list[Post]] = defaultdict(list)
    for post in plan.posts:
        posts[post.crew].append(post)
    groups = classes(problem)
    found: dict[str | int, list[_Crew]] = defaultdict(list)
    for crew, kept in posts.items():
        mine = [group for group in groups if {pool.key for pool in group.members} & {pool.key for pool in crew.members}]
        for place, group in enumerate(mine):
            if group.like.commitment:
                taken = (replace(pool, units=plan.withdrawn.get(pool.key, 0)) for pool in group.members)
                mine[place] = replace(group, members=tuple(taken))
        manned = {station: np.zeros(problem.demand.horizon) for station in crew.like.stations}
        for post in kept:
            manned[post.station][post.first_month - 1 :] += post.count
        together = crew.owner if commands(crew.like) else len(found)
        found[together].append(_Crew(tuple(group for group in mine if group.units), manned))
    return found.values()


def _room_under_caps(problem: Problem, plan: SlotPlan) -> dict[PoolKey, int]:
    """Divide the cap of each state among its pools in whole units: what the plan gives each, then the largest remainders."""
    kept: dict[PoolKey, float] = defaultdict(float)
    pools = {pool.key: pool for pool in problem.pools}
    for post in plan.posts:
        for pool, share in post.shares:
            kept[pool.key] += share
    room: dict[PoolKey, int] = {}
    for state, limit in problem.limits.items():
        if limit.most is None:
            continue
        mine = sorted(key for key in kept if key[0] == state)
        room |= {key: math.floor(kept[key] + 1e-9) for key in mine}
        left = limit.most - sum(room[key] * pools[key].personnel for key in mine)
        for key in sorted(mine, key=lambda key: (room[key] - kept[key], key)):
            if room[key] < kept[key] - 1e-9 and pools[key].personnel <= left:
                room[key] += 1
                left -= pools[key].personnel
    return room


def _solved(problem: Problem, group: Sequence[_Crew], room: Mapping[PoolKey, int], clock: Clock) -> list[NDArray[np.int64]]:
    """Return the tours of each class of some crews, shape (horizon,): the stations of a crew are one to its units."""
    need, settings, model = problem.demand, problem.settings, Model()
    all_classes = [each for crew in group for each in crew.classes]
    names = [f"tours {number}" for number in range(len(all_classes))]
    there: list[Terms] = []
    for name, each in zip(names, all_classes, strict=True):
        upper = np.full(need.horizon, float(each.units))
        upper[: each.like.first_month - 1] = 0.0
        tours = model.columns(name, upper.shape, upper=upper, cost=_TOUR, whole=True)
        window_rows(model, f"rotation of {name}", each.like, tours[None, :], each.units)
        there.append(standing(tours, each.like.tour))
    price = np.full(need.horizon, settings.empty_before)
    price[need.steady] = 1.0
    units: Iterator[Terms] = iter(there)
    asked = 0.0
    for number, crew in enumerate(group):
        manned = sum(crew.manned.values(), np.zeros(need.horizon))
        asked += float(manned[need.steady].sum())
        men = Terms.sum([next(units) for _ in crew.classes], need.horizon)
        empty = model.columns(f"empty {number}", manned.shape, upper=manned, cost=price)
        model.constrain(f"manned {number}", Terms.of(empty) + men, lower=manned)
        # No more units stand at once than there are posts: that is what lasts.
        model.constrain(f"level {number}", men, upper=manned.max(initial=0.0))
    rows_of_last_headquarters(model, problem, all_classes, there)
    for name, each, men in zip(names, all_classes, there, strict=True):
        if all(pool.key in room for pool in each.members):
            model.constrain(f"cap of {name}", men, upper=sum(room[pool.key] for pool in each.members))
    nobody = {name: np.zeros(need.horizon) for name in names}
    limits = replace(clock.left(), nodes=min(clock.limits.nodes, settings.calendar_nodes))
    gap = max(_GAP, settings.calendar_gap * asked)
    outcome = clock.solve(model, gap=gap, seed=problem.seed, start=nobody, limits=limits)
    return [np.rint(outcome.values.get(name, nobody[name])).astype(np.int64) for name in names]


def _at_stations(crew: _Crew, tours: Sequence[NDArray[np.int64]]) -> list[tuple[PoolGroup, dict[str, NDArray[np.int64]]]]:
    """Send each tour of a crew to the station where a post stands empty, or will for longest in the course of the tour.

    Posts are kept for ever once they are manned, so that as long as no more units stand than there are posts, none of them
    stands empty that did not before.
    """
    empty = {station: manned.copy() for station, manned in crew.manned.items()}
    found = [{station: np.zeros_like(months) for station in empty} for months in tours]
    for month in range(len(tours[0]) if tours else 0):
        for each, months, sent in zip(crew.classes, tours, found, strict=True):
            until = month + each.like.tour
            for _ in range(int(months[month])):
                station = max(empty, key=lambda name: (empty[name][month] > 0, np.maximum(0, empty[name][month:until]).sum()))
                empty[station][month:until] -= 1
                sent[station][month] += 1
    return list(zip(crew.classes, found, strict=True))

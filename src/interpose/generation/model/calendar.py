"""A calendar for the posts of a slot plan: who relieves whom in which month, one mixed-integer programme for each crew."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.clock import Clock
from interpose.generation.model.allocate import allocate_tours
from interpose.generation.model.classes import PoolClass, classes, linked
from interpose.generation.model.crews import commands, kept_at_home
from interpose.generation.model.rotation import on_ground, spans, window_rows
from interpose.generation.model.slots import Post, SlotPlan
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolKey
from interpose.generation.settings import Settings
from interpose.solver import Interrupted, Limits, Model, Outcome, solve

__all__ = ["PoolTours", "calendar_of", "empty_posts"]

PoolTours = dict[PoolKey, dict[str, NDArray[np.int64]]]
"""Tours that begin: by pool and station, by month."""


@dataclass(frozen=True, slots=True)
class _Crew:
    """The classes of one crew, and the posts that it mans by station and month."""

    classes: tuple[PoolClass, ...]
    manned: dict[str, NDArray[np.float64]]


def calendar_of(problem: Problem, plan: SlotPlan, clock: Clock, settings: Settings | None = None) -> PoolTours:
    """Man the posts of a slot plan month by month, so that as few as can be stand empty.

    Each crew is a model of its own: tours that begin by class and month, in any window no more than there are units; a post
    that stands empty for a month of the steady state costs one, and less before and after. The stations of a crew are one to
    its model, which halves it, and tours are sent to them afterwards. The cap of a state is divided among its crews in whole
    units, in proportion to the posts that the plan gives it in each.

    Parameters
    ----------
    problem : Problem
        The problem that the posts were found for.
    plan : SlotPlan
        The posts.
    clock : Clock
        How long to look.
    settings : Settings, optional
        Tuned numbers.

    Returns
    -------
    dict
        Tours that begin, by pool, station and month.
    """
    tours: PoolTours = {}
    settings = settings or Settings()
    room = _room_under_caps(problem, plan)
    for group in _together(problem, _crews(problem, plan)):
        found = iter(_solved(problem, group, room, clock, settings))
        for crew in group:
            for pool_class, by_station in _at_stations(crew, [next(found) for _ in crew.classes]):
                for pool, station, months in allocate_tours(pool_class, by_station, problem.demand.horizon):
                    tours.setdefault(pool.key, {})[station] = months
    return tours


def _crews(problem: Problem, plan: SlotPlan) -> list[_Crew]:
    """Return the crews that have posts, with the classes of their members."""
    withdrawn, groups = plan.withdrawn, classes(problem)
    class_of = {member.key: number for number, each in enumerate(groups) for member in each.members}
    posts: dict[tuple[PoolKey, ...], list[Post]] = defaultdict(list)
    for post in plan.posts:
        posts[tuple(pool.key for pool in post.members)].append(post)
    found = []
    for keys, kept in posts.items():
        numbers = sorted({class_of[key] for key in keys if key in class_of})
        members = tuple(
            replace(each, members=tuple(replace(pool, units=withdrawn.get(pool.key, 0)) for pool in each.members))
            if (each := groups[number]).like.commitment
            else each
            for number in numbers
        )
        manned = {station: np.zeros(problem.demand.horizon) for station in kept[0].members[0].stations}
        for post in kept:
            manned[post.station][post.first_month - 1 :] += post.count
        found.append(_Crew(tuple(each for each in members if each.units), manned))
    return found


def _together(problem: Problem, found: Sequence[_Crew]) -> list[list[_Crew]]:
    """Put crews together that share headquarters of a state, the last of which stays at home."""
    first: dict[str, int] = {}
    links: list[tuple[int, int]] = []
    for number, crew in enumerate(found):
        for each in crew.classes:
            heads = [pool for pool in each.members if problem.rules.last_headquarters_stays and commands(pool)]
            links.extend((first.setdefault(pool.state, number), number) for pool in heads)
    groups: dict[int, list[_Crew]] = defaultdict(list)
    for label, crew in zip(linked(len(found), links), found, strict=True):
        groups[label].append(crew)
    return list(groups.values())


def _room_under_caps(problem: Problem, plan: SlotPlan) -> dict[PoolKey, int]:
    """Divide the cap of each state among its pools in whole units: what the plan gives each, then the largest remainders."""
    kept: dict[PoolKey, float] = defaultdict(float)
    pools = {pool.key: pool for pool in problem.pools}
    for post in plan.posts:
        for pool, share in zip(post.members, post.share, strict=True):
            kept[pool.key] += share
    room: dict[PoolKey, int] = {}
    for state, limit in problem.limits.items():
        if limit.most is None:
            continue
        mine = sorted(key for key in kept if key[0] == state)
        for key in mine:
            room[key] = math.floor(kept[key] + 1e-9)
        left = limit.most - sum(room[key] * pools[key].personnel for key in mine)
        for key in sorted(mine, key=lambda key: (room[key] - kept[key], key)):
            if room[key] < kept[key] - 1e-9 and pools[key].personnel <= left:
                room[key] += 1
                left -= pools[key].personnel
    return room


def _solved(
    problem: Problem, group: Sequence[_Crew], room: Mapping[PoolKey, int], clock: Clock, settings: Settings
) -> list[NDArray[np.int64]]:
    """Return the tours of each class of some crews, shape (horizon,): the stations of a crew are one to its units."""
    need, model = problem.demand, Model()
    horizon = need.horizon
    all_classes = [each for crew in group for each in crew.classes]
    tours: list[NDArray[np.int64]] = []
    price = np.full(horizon, settings.empty_before)
    price[need.steady] = 1.0
    for number, each in enumerate(all_classes):
        upper = np.full(horizon, float(each.units))
        upper[: each.like.first_month - 1] = 0.0
        tours.append(model.columns(f"tours {number}", upper.shape, upper=upper, cost=_TOUR, whole=True))
        window_rows(model, f"rotation {number}", each.like, tours[-1][None, :], each.units, None)
    place = 0
    for at, crew in enumerate(group):
        served = range(place, place + len(crew.classes))
        place += len(crew.classes)
        manned = sum(crew.manned.values(), np.zeros(horizon))
        _manned(model, f"{at}", manned, price, [(all_classes[n], tours[n]) for n in served])
    _last_headquarters(problem, model, all_classes, tours)
    _caps(model, all_classes, tours, room)
    nobody = {name: np.zeros(shape) for name, (_, shape) in model.column_blocks.items() if name.startswith("tours ")}
    asked = sum(float(manned[need.steady].sum()) for crew in group for manned in crew.manned.values())
    limits = replace(clock.left(), nodes=min(clock.limits.nodes, settings.calendar_nodes))
    outcome = _until_stopped(model, clock, limits, max(_GAP, settings.calendar_gap * asked), problem.seed, nobody)
    if not outcome.has_solution:
        return [np.zeros(columns.shape, dtype=np.int64) for columns in tours]
    return [np.rint(outcome.values[f"tours {number}"]).astype(np.int64) for number in range(len(tours))]


def _at_stations(crew: _Crew, tours: Sequence[NDArray[np.int64]]) -> list[tuple[PoolClass, dict[str, NDArray[np.int64]]]]:
    """Send each tour of a crew to the station where a post stands empty, or will for longest in the course of the tour.

    Posts are kept for ever once they are manned, so that as long as no more units stand than there are posts, none of them
    stands empty that did not before.
    """
    empty = {station: manned.copy() for station, manned in crew.manned.items()}
    found = [{station: np.zeros_like(months) for station in empty} for months in tours]
    for month in range(len(tours[0])):
        for each, months, sent in zip(crew.classes, tours, found, strict=True):
            until = month + each.like.tour
            for _ in range(int(months[month])):
                station = max(empty, key=lambda name: (empty[name][month] > 0, np.maximum(0, empty[name][month:until]).sum()))
                empty[station][month:until] -= 1
                sent[station][month] += 1
    return list(zip(crew.classes, found, strict=True))


_TOUR = 1e-3
"""Price of a tour beside a post that stands empty for a month: fewer tours where that empties none."""

_GAP = 0.5
"""Months that posts stand empty, within which of the bound a calendar is good enough in any case."""


def _manned(
    model: Model,
    name: str,
    manned: NDArray[np.float64],
    price: NDArray[np.float64],
    served: Sequence[tuple[PoolClass, NDArray[np.int64]]],
) -> None:
    """Add what stands empty by month, and its price; no more units stand at once than there are posts: that is what lasts."""
    empty = model.columns(f"empty {name}", manned.shape, upper=manned, cost=price)
    rows, columns = [np.arange(len(manned))], [empty]
    for each, tours in served:
        begin, month = spans(len(manned), each.like.tour)
        rows.append(month)
        columns.append(tours[begin])
    model.rows(f"manned {name}", np.concatenate(rows), np.concatenate(columns), 1.0, lower=manned)
    most = np.full(len(manned), manned.max(initial=0.0))
    model.rows(f"level {name}", np.concatenate(rows[1:]), np.concatenate(columns[1:]), 1.0, upper=most)


def _caps(model: Model, groups: Sequence[PoolClass], tours: Sequence[NDArray[np.int64]], room: Mapping[PoolKey, int]) -> None:
    """Let no more units of a pool stand at once than its room under the cap of its state."""
    for number, (each, columns) in enumerate(zip(groups, tours, strict=True)):
        if all(pool.key in room for pool in each.members):
            most = sum(room[pool.key] for pool in each.members)
            begin, month = spans(len(columns), each.like.tour)
            model.rows(f"cap {number}", month, columns[begin], 1.0, upper=np.full(len(columns), float(most)))


def _last_headquarters(problem: Problem, model: Model, groups: Sequence[PoolClass], tours: Sequence[NDArray[np.int64]]) -> None:
    horizon = problem.demand.horizon
    heads: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(groups):
        if commands(each.like):
            heads[each.like.state].append(number)
    for state, numbers in sorted(heads.items()):
        most = kept_at_home(problem, state)
        if most is None or sum(groups[number].units for number in numbers) <= most:
            continue
        rows, columns = [], []
        for number in numbers:
            begin, month = spans(horizon, groups[number].like.tour)
            rows.append(month)
            columns.append(tours[number][begin])
        model.rows(
            f"last headquarters of {state}",
            np.concatenate(rows),
            np.concatenate(columns),
            1.0,
            upper=np.full(horizon, float(most)),
        )


def _until_stopped(
    model: Model, clock: Clock, limits: Limits, gap: float, seed: int, start: dict[str, NDArray[np.float64]]
) -> Outcome:
    try:
        return solve(model, limits, absolute_gap=gap, seed=seed, start=start)
    except Interrupted as interruption:
        clock.stop()
        return interruption.outcome or Outcome(
            status="no answer", objective=None, bound=None, violation=None, values={}, duals={}
        )


def empty_posts(problem: Problem, plan: SlotPlan, tours: PoolTours) -> float:
    """Return the share of the steady post-months of a slot plan that a calendar leaves empty.

    Parameters
    ----------
    problem : Problem
        The problem.
    plan : SlotPlan
        The posts.
    tours : dict
        The calendar.
    """
    steady = problem.demand.steady
    asked = standing = 0.0
    by_station: dict[tuple[tuple[PoolKey, ...], str], NDArray[np.float64]] = {}
    for post in plan.posts:
        key = (tuple(pool.key for pool in post.members), post.station)
        months = by_station.setdefault(key, np.zeros(problem.demand.horizon))
        months[post.first_month - 1 :] += post.count
    for (keys, station), manned in by_station.items():
        there = np.zeros(problem.demand.horizon)
        for pool in problem.pools:
            if pool.key in keys and station in tours.get(pool.key, {}):
                there += on_ground(tours[pool.key][station].astype(np.float64), pool.tour)
        asked += manned[steady].sum()
        standing += np.minimum(manned, there)[steady].sum()
    return 1.0 - standing / asked if asked else 0.0

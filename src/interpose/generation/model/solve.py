"""Solving: the monthly model part by part; calendars for the posts of slots; and how large a force can be."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapreplace
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.groups import (
    Part,
    PoolGroup,
    PostKind,
    classes,
    commands,
    on_ground,
    parts,
    rows_of_last_headquarters,
    standing,
    window_rows,
)
from interpose.generation.model.monthly import GIVEN_UP, UNWILLING, MonthlyModel
from interpose.generation.model.slots import SlotPlan, solve_slots
from interpose.generation.problem.demand import TROOPS
from interpose.generation.problem.planning_problem import Problem, StateLimit
from interpose.generation.problem.supply import PoolKey
from interpose.solver import Clock, Limits, Model, Outcome, Status, Terms, conflict, solve

__all__ = [
    "Largest",
    "MonthlySolution",
    "PoolTours",
    "allocated",
    "calendar_of",
    "planned",
    "solve_monthly",
]


PoolTours = dict[PoolKey, dict[str, NDArray[np.int64]]]
"""Tours that begin: by pool and station, by month."""

_TOUR, _GAP = 1e-3, 0.5
"""Price of a tour beside a post that stands empty for a month (fewer tours where that empties none); and months that posts
stand empty, within which of the bound a calendar is good enough in any case."""


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
    """Deal tours to pools that are alike; a unit is always free, since no more tours begin in a window than there are units.

    A pool whose unit has just gone home from a station goes first, then the pool that has used the least of its units.
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


_Crew = tuple[list[PoolGroup], dict[str, NDArray[np.float64]]]
"""The classes of one crew, and the posts that it mans by station and month."""


def calendar_of(problem: Problem, plan: SlotPlan, clock: Clock) -> PoolTours:
    """Man the posts of a slot plan month by month, so that as few as can be stand empty.

    Each crew is a model of its own: tours that begin by class and month, in any window no more than there are units; a post
    that stands empty for a month of the steady state costs one, and less before and after. The stations of a crew are one to
    its model, which halves it, and tours are sent to them afterwards. The cap of a state is divided among its crews in whole
    units, in proportion to the posts that the plan gives it in each.
    """
    room = _room_under_caps(problem, plan)
    found: list[tuple[PoolGroup, dict[str, NDArray[np.int64]]]] = []
    for crews in _crews(problem, plan):
        tours = iter(_solved(problem, crews, room, clock))
        for mine, manned in crews:
            found += _at_stations(mine, manned, [next(tours) for _ in mine])
    return allocated(found)


def _crews(problem: Problem, plan: SlotPlan) -> Iterable[Sequence[_Crew]]:
    """Return the crews that have posts, with their classes; headquarters of one owner together, as one stays for all."""
    groups = classes(problem)
    found: dict[str | int, list[_Crew]] = defaultdict(list)
    for crew in dict.fromkeys(post.crew for post in plan.posts):
        mine = [group for group in groups if {pool.key for pool in group.members} & {pool.key for pool in crew.members}]
        for place, group in enumerate(mine):
            if group.like.commitment:
                taken = (replace(pool, units=plan.withdrawn.get(pool.key, 0)) for pool in group.members)
                mine[place] = replace(group, members=tuple(taken))
        manned = {station: np.zeros(problem.demand.horizon) for station in crew.like.stations}
        for post in (post for post in plan.posts if post.crew == crew):
            manned[post.station][post.first_month - 1 :] += post.count
        together = crew.owner if commands(crew.like) else len(found)
        found[together].append(([group for group in mine if group.units], manned))
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


def _solved(problem: Problem, crews: Sequence[_Crew], room: Mapping[PoolKey, int], clock: Clock) -> list[NDArray[np.int64]]:
    """Return the tours of each class of some crews, shape (horizon,): the stations of a crew are one to its units."""
    need, settings, model = problem.demand, problem.settings, Model()
    price = np.full(need.horizon, settings.empty_before)
    price[need.steady] = 1.0
    names: list[str] = []
    there: list[Terms] = []
    asked = 0.0
    for mine, by_station in crews:
        men = Terms.sum((), need.horizon)
        for each in mine:
            names.append(f"tours {len(names)}")
            upper = np.full(need.horizon, float(each.units))
            upper[: each.like.first_month - 1] = 0.0
            tours = model.columns(names[-1], upper.shape, upper=upper, cost=_TOUR, whole=True)
            window_rows(model, f"rotation of {names[-1]}", each.like, tours[None, :], each.units)
            there.append(standing(tours, each.like.tour))
            men += there[-1]
            if all(pool.key in room for pool in each.members):
                model.constrain(f"cap of {names[-1]}", there[-1], upper=sum(room[pool.key] for pool in each.members))
        manned = sum(by_station.values(), np.zeros(need.horizon))
        asked += float(manned[need.steady].sum())
        empty = model.columns(f"empty {len(names)}", manned.shape, upper=manned, cost=price)
        model.constrain(f"manned {len(names)}", Terms.of(empty) + men, lower=manned)
        # No more units stand at once than there are posts: that is what lasts.
        model.constrain(f"level {len(names)}", men, upper=manned.max(initial=0.0))
    rows_of_last_headquarters(model, problem, [each for mine, _ in crews for each in mine], there)
    nobody = {name: np.zeros(need.horizon) for name in names}
    limits = replace(clock.left(), nodes=min(clock.limits.nodes, settings.calendar_nodes))
    gap = max(_GAP, settings.calendar_gap * asked)
    outcome = clock.solve(model, gap=gap, seed=problem.seed, start=nobody, limits=limits)
    return [np.rint(outcome.values.get(name, nobody[name])).astype(np.int64) for name in names]


def _at_stations(
    mine: Sequence[PoolGroup], manned: Mapping[str, NDArray[np.float64]], tours: Sequence[NDArray[np.int64]]
) -> list[tuple[PoolGroup, dict[str, NDArray[np.int64]]]]:
    """Send each tour of a crew to the station where a post stands empty, or will for longest in the course of the tour.

    Posts are kept for ever once they are manned, so that as long as no more units stand than there are posts, none of them
    stands empty that did not before.
    """
    empty = {station: manned.copy() for station, manned in manned.items()}
    found = [{station: np.zeros_like(months) for station in empty} for months in tours]
    for month in range(len(tours[0]) if tours else 0):
        for each, months, sent in zip(mine, tours, found, strict=True):
            until = month + each.like.tour
            for _ in range(int(months[month])):
                station = max(empty, key=lambda name: (empty[name][month] > 0, np.maximum(0, empty[name][month:until]).sum()))
                empty[station][month:until] -= 1
                sent[station][month] += 1
    return list(zip(mine, found, strict=True))


@dataclass(frozen=True, kw_only=True)
class MonthlySolution:
    """What the monthly model came to; only optimal and feasible carry tours, and infeasible the rules that clash.

    No plan under the same rules has a lower priced shortfall than the bound; where posts of an earlier plan are kept, none that
    pays no more for changes. `posts` are those that nations keep, by phase of the steady state; `withdrawn` the units taken
    from where they are bound: those whose tours are planned, and those that raise the level that lasts. A plan `by_slots` is a
    calendar for the posts of the slot model, with their bound and without the rules of sectors.
    """

    status: Status
    bound: float | None = None
    tours: PoolTours = field(default_factory=dict)
    posts: Mapping[PostKind, NDArray[np.int64]] = field(default_factory=dict)
    withdrawn: Mapping[PoolKey, int] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    by_slots: bool = False


def solve_monthly(problem: Problem, clock: Clock) -> MonthlySolution:
    """Find the plan with the least priced shortfall; of those the one with the fewest moves and tours.

    Parts that share neither units nor rules are solved one after the other. Caps are left out at first: a plan that happens to
    keep them is as good as any plan with them, and its bound holds. Caps that it breaks are brought in, and the plan is solved
    again. On Ctrl-C the clock is stopped, and the best plan until then is returned.
    """
    if clock.limits.seconds == 0:
        return MonthlySolution(status="no answer")
    # Entries of the coverage rows: classes by station, month of begin and months of a tour.
    entries = sum(len(group.like.stations) * group.like.tour for group in classes(problem)) * problem.demand.horizon
    if entries > problem.settings.most_entries and problem.rules.endurance != "horizon":
        # Too large: the posts of the slot model are manned month by month, without the rules of sectors.
        slots = solve_slots(problem, limits=clock.left())
        if not slots.has_numbers:
            return MonthlySolution(status=slots.status)
        tours = calendar_of(problem, slots, clock)
        return MonthlySolution(status="feasible", bound=slots.bound, tours=tours, by_slots=True)
    active = {state: limit for state, limit in problem.limits.items() if limit.least is not None}
    while True:
        limited = replace(problem, limits=active)
        groups = classes(limited)
        able = {member.state for group in groups for member in group.members}
        if unable := [state for state, limit in sorted(active.items()) if limit.least and state not in able]:
            lacks = "{} after the build-up; it has no unit that is wanted and may come"
            clash = (lacks.format(f"least of {state}: at least {active[state].least:,.0f} persons") for state in unable)
            return MonthlySolution(status="infeasible", conflicts=tuple(clash))
        models = [MonthlyModel(limited, part) for part in parts(limited, groups)]
        pieces = [(model, _solve_part(model, clock)) for model in models]
        failed = [(_FAILED.index(found.status), part) for part, found in pieces if found.status in _FAILED]
        if failed:
            worst, part = min(failed, key=itemgetter(0))
            hard = (name for name in part.model.row_blocks if name.startswith(_HARD))
            rules = conflict(part.model, (*part.limits, *hard), clock.limits) if _FAILED[worst] == "infeasible" else ()
            return MonthlySolution(status=_FAILED[worst], conflicts=rules)
        solution = _joined(pieces)
        if not (broken := _broken(problem, solution.tours)):
            return solution
        active |= {state: problem.limits[state] for state in broken}


def _solve_part(part: MonthlyModel, clock: Clock) -> Outcome:
    """Solve a part; on Ctrl-C, or when the time is up, the best until then: at worst nobody comes."""
    problem = part.problem
    gap = problem.settings.solver_share * problem.gap * part.total
    nobody = {name: np.zeros(shape) for name, (_, shape) in part.model.column_blocks.items()}
    nobody |= {"short": part.needed, "worst": part.needed[:, problem.demand.steady].max(axis=1, initial=0.0)}
    if len(part.kept):
        nobody[GIVEN_UP] = part.kept
        found = _unwilling_first(part, clock, gap, nobody)
    else:
        found = clock.solve(part.model, gap=gap, seed=problem.seed, start=nobody)
    if found.status == "no answer" and clock.over and not part.limits:
        return replace(found, status="feasible", objective=part.total, violation=0.0, values=nobody)
    return found


def _unwilling_first(part: MonthlyModel, clock: Clock, gap: float, nobody: Mapping[str, NDArray[np.float64]]) -> Outcome:
    """Keep the posts of the earlier plan as far as they can be kept; move any only where it is proved that this is worth it."""
    seed = part.problem.seed
    dear = part.model.changed({GIVEN_UP: UNWILLING * max(part.problem.demand.price.values())}, {})
    held = clock.solve(dear, gap=gap, seed=seed, start=nobody)
    if not held.has_solution:
        return held
    cost = part.model.cost(held.values)
    if clock.over:
        return replace(held, objective=cost, bound=None)
    first = clock.solve(part.model, gap=gap, seed=seed, start=held.values)
    if not first.has_solution or (first.bound is not None and cost <= first.bound + gap):
        return replace(held, objective=cost, bound=first.bound)
    return first


_HARD = ("pool of ", "level ", "last headquarters ", "least contingent ", "headquarters of ", "places ")
"""Rules that can clash with the limits of states."""

_FAILED: tuple[Status, ...] = ("infeasible", "unbounded", "numerical trouble", "no answer")
"""What is told of a part without a solution, the worst first."""


def _broken(problem: Problem, tours: PoolTours) -> list[str]:
    """Name the states whose caps the tours break."""
    persons = {state: np.zeros(problem.demand.horizon) for state in problem.limits}
    for pool in problem.pools:
        for months in tours.get(pool.key, {}).values() if pool.state in persons else ():
            persons[pool.state] += on_ground(months.astype(np.float64), pool.tour) * pool.personnel
    limits = sorted(problem.limits.items())
    return [state for state, limit in limits if limit.most is not None and persons[state].max() > limit.most + 1e-6]


def _joined(pieces: Sequence[tuple[MonthlyModel, Outcome]]) -> MonthlySolution:
    """Put the parts together, with their tours allocated to pools."""
    bounds = [part.proved(found) for part, found in pieces]
    posts: dict[PostKind, NDArray[np.int64]] = {}
    tours: list[tuple[PoolGroup, dict[str, NDArray[np.int64]]]] = []
    withdrawn: dict[PoolKey, int] = {}
    changes = 0.0
    for part, outcome in pieces:
        columns = outcome.values
        if len(part.kept):
            changes += float(part.model.arrays().cost[part.model.block(GIVEN_UP)] @ columns[GIVEN_UP])
        whole = {name: np.rint(values).astype(np.int64) for name, values in columns.items()}
        posts |= {kind: whole[f"posts {number}"] for number, kind in enumerate(sorted(part.posts))}
        for number, group in enumerate(part.part.classes):
            tours.append((group, dict(zip(group.like.stations, whole[f"tours {number}"], strict=True))))
            left = int(whole[f"withdrawn {number}"][0]) if number in part.withdrawn else 0
            for member in group.members if number in part.withdrawn else ():
                withdrawn[member.key] = min(left, member.units)
                left -= withdrawn[member.key]
    return MonthlySolution(
        status="optimal" if all(found.status == "optimal" for _, found in pieces) else "feasible",
        bound=None if None in bounds else sum(bound or 0.0 for bound in bounds) - changes,
        tours=allocated(tours),
        posts=posts,
        withdrawn=withdrawn,
    )


@dataclass(frozen=True, slots=True)
class Largest:
    """Part of the requirement held in every steady month, above 1 where more can be, and its bound; None without an answer."""

    status: Status
    scale: float | None = None
    bound: float | None = None


def planned(problem: Problem, limits: Limits | None = None) -> tuple[Problem, Largest | None]:
    """Return the problem that is planned for: in the mode `largest` that of the largest force, with how large it is.

    That is how much of the requirement for troops on the ground can be held in every month of the steady state. The belts keep
    their proportion; units that enable others follow and are not counted here, nor are rules of sectors. The part is 0 where
    nobody can hold a post throughout, which is an answer. Below the whole requirement the whole of it is planned for, so that
    the largest force is never below the one that fills what it can.
    """
    if problem.mode != "largest":
        return problem, None
    need = problem.demand
    core = {key: months for key, months in need.quantity.items() if key[1] in TROOPS} or dict(need.quantity)
    if not core:
        return problem.scaled(1.0), Largest("optimal", 0.0, 0.0)
    caps = {state: StateLimit(state, limit.most, None) for state, limit in problem.limits.items() if limit.most is not None}
    troops = replace(problem, demand=replace(need, quantity=core), limits=caps, sectors=None)
    model = MonthlyModel(troops, Part(tuple(core), classes(troops)), largest=True).model
    outcome = solve(model, limits, absolute_gap=problem.gap, seed=problem.seed)
    if outcome.objective is None:
        return problem.scaled(1.0), Largest(outcome.status)
    # Rounded down, so that what is planned for can be held; what the solver is off by does not count.
    scale = max(0.0, float(np.floor(-outcome.objective * 1e6 + 0.1) / 1e6))
    bound = None if outcome.bound is None else -outcome.bound
    return problem.scaled(max(1.0, scale)), Largest(outcome.status, scale, bound)

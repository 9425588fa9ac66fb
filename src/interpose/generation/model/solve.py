"""Solving the monthly model, part by part, in two lexicographic stages; and how far a requirement can be scaled and be held."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.calendar import PoolTours, allocated, calendar_of
from interpose.generation.model.groups import PoolGroup, PostKind, classes, on_ground, parts
from interpose.generation.model.monthly import GIVEN_UP, UNWILLING, MonthlyModel
from interpose.generation.model.slots import solve_slots
from interpose.generation.problem.demand import TROOPS
from interpose.generation.problem.planning_problem import Problem, StateLimit
from interpose.generation.problem.supply import PoolKey
from interpose.solver import Clock, Limits, Outcome, Status, conflict, solve

__all__ = ["Largest", "MonthlySolution", "largest_scale", "planned", "scaled", "solve_monthly"]


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


_Piece = tuple[MonthlyModel, Outcome, Mapping[str, NDArray[np.float64]]]
"""A part, what its first stage came to, and the values of its columns after the second."""


def solve_monthly(problem: Problem, clock: Clock) -> MonthlySolution:
    """Find the plan with the least priced shortfall; of those the one with the fewest moves and tours.

    Lexicographic stages: the first proves a bound, the second breaks ties at the shortfall that the first reached. Parts that
    share neither units nor rules are solved one after the other. Caps are left out at first: a plan that happens to keep them
    is as good as any plan with them, and its bound holds. Caps that it breaks are brought in, and the plan is solved again.
    On Ctrl-C the clock is stopped, and the best plan until then is returned.
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
        pieces = [_solve_part(MonthlyModel(limited, part), clock) for part in parts(limited, groups)]
        if (failed := _failure(pieces, clock.limits)) is not None:
            return failed
        found = _joined(pieces)
        if not (broken := _broken(problem, found.tours)):
            return found
        active |= {state: problem.limits[state] for state in broken}


def _solve_part(part: MonthlyModel, clock: Clock) -> _Piece:
    """Solve both stages of a part; on Ctrl-C, or when the time is up, the best until then: at worst nobody comes."""
    problem, settings = part.problem, part.problem.settings
    gap = settings.solver_share * problem.gap * part.total
    nobody = {name: np.zeros(shape) for name, (_, shape) in part.model.column_blocks.items()}
    nobody |= {"short": part.needed, "worst": part.needed[:, problem.demand.steady].max(axis=1, initial=0.0)}
    if len(part.kept):
        nobody |= {GIVEN_UP: part.kept}
        first = _unwilling_first(part, clock, gap, nobody)
    else:
        first = clock.solve(part.model, gap=gap, seed=problem.seed, start=nobody)
    if first.status == "no answer" and clock.over and not part.limits:
        first = Outcome(status="feasible", objective=part.total, bound=first.bound, violation=0.0, values=nobody, duals={})
    if not first.has_solution or clock.over or not settings.tie_pauses:
        return part, first, first.values
    ties = part.second_stage(first.objective or 0.0)
    if len(part.kept):
        ties = ties.changed({}, {GIVEN_UP: first.values[GIVEN_UP]})
    limits = replace(clock.left(), pauses=settings.tie_pauses)
    second = clock.solve(ties, gap=settings.tie_gap, seed=problem.seed, start=first.values, limits=limits)
    return part, first, second.values if second.has_solution else first.values


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


def _failure(pieces: Sequence[_Piece], limits: Limits) -> MonthlySolution | None:
    """Return the worst status of the parts, where one has no solution, with the rules that clash."""
    words: tuple[Status, ...] = ("infeasible", "unbounded", "numerical trouble", "no answer")
    failed = [(words.index(first.status), part) for part, first, _ in pieces if first.status in words]
    if not failed:
        return None
    worst, part = min(failed, key=itemgetter(0))
    clash: tuple[str, ...] = ()
    if words[worst] == "infeasible":
        hard = (name for name in part.model.row_blocks if name.startswith(_HARD))
        clash = conflict(part.model, (*part.limits, *hard), limits)
    return MonthlySolution(status=words[worst], conflicts=clash)


def _broken(problem: Problem, tours: PoolTours) -> list[str]:
    """Name the states whose caps the tours break."""
    persons = {state: np.zeros(problem.demand.horizon) for state in problem.limits}
    for pool in problem.pools:
        for months in tours.get(pool.key, {}).values() if pool.state in persons else ():
            persons[pool.state] += on_ground(months.astype(np.float64), pool.tour) * pool.personnel
    limits = sorted(problem.limits.items())
    return [state for state, limit in limits if limit.most is not None and persons[state].max() > limit.most + 1e-6]


def _joined(pieces: Sequence[_Piece]) -> MonthlySolution:
    """Put the parts together, with their tours allocated to pools."""
    bounds = [first.bound for _, first, _ in pieces]
    posts: dict[PostKind, NDArray[np.int64]] = {}
    tours: list[tuple[PoolGroup, dict[str, NDArray[np.int64]]]] = []
    withdrawn: dict[PoolKey, int] = {}
    changes = 0.0
    for part, _, columns in pieces:
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
        status="optimal" if all(first.status == "optimal" for _, first, _ in pieces) else "feasible",
        bound=None if None in bounds else sum(bound or 0.0 for bound in bounds) - changes,
        tours=allocated(tours),
        posts=posts,
        withdrawn=withdrawn,
    )


@dataclass(frozen=True, slots=True)
class Largest:
    """Part of the requirement that can be held in every month of the steady state, above 1 where more can be, and its bound."""

    status: Status
    scale: float = 0.0
    bound: float | None = None

    @property
    def has_numbers(self) -> bool:
        """Whether there is an answer."""
        return self.status in ("optimal", "feasible")


def largest_scale(problem: Problem, limits: Limits | None = None) -> Largest:
    """Find how much of the requirement for troops on the ground can be held in every month of the steady state.

    The belts keep their proportion. Units that enable others follow and are not counted here, nor are rules of sectors. The
    part is 0 where nobody can hold a post throughout, which is an answer.
    """
    need = problem.demand
    core = {key: months for key, months in need.quantity.items() if key[1] in TROOPS} or dict(need.quantity)
    caps = {state: StateLimit(state, limit.most, None) for state, limit in problem.limits.items() if limit.most is not None}
    troops = replace(problem, demand=replace(need, quantity=core), limits=caps, sectors=None)
    found = Largest("optimal", math.inf, math.inf)
    for part in parts(troops, classes(troops)):
        model = MonthlyModel(troops, part, largest=True).model
        outcome = solve(model, limits, absolute_gap=problem.gap, seed=problem.seed)
        if outcome.objective is None:
            return Largest(outcome.status)
        # Rounded down, so that what is planned for can be held; what the solver is off by does not count.
        scale = max(0.0, float(np.floor(-outcome.objective * 1e6 + 0.1) / 1e6))
        bound = None if outcome.bound is None or found.bound is None else min(found.bound, -outcome.bound)
        status = "feasible" if "feasible" in (found.status, outcome.status) else outcome.status
        found = Largest(status, min(found.scale, scale), bound)
    return found if found.scale < math.inf else Largest("optimal", 0.0, 0.0)


def planned(problem: Problem, limits: Limits | None = None) -> tuple[Problem, Largest | None]:
    """Return the problem that is planned for: in the mode `largest` that of the largest force, with how large it is.

    Below the whole requirement the whole of it is planned for, so that the largest force is never below the one that fills
    what it can.
    """
    if problem.mode != "largest":
        return problem, None
    largest = largest_scale(problem, limits)
    return scaled(problem, max(1.0, largest.scale)), largest


def scaled(problem: Problem, scale: float) -> Problem:
    """Return the problem with a part, or a multiple, of its requirement."""
    need, sectors = problem.demand, problem.sectors
    quantity = {key: np.round(months * scale, 6) for key, months in need.quantity.items()}
    if sectors is not None:
        sectors = replace(sectors, quantity={key: months * scale for key, months in sectors.quantity.items()})
    return replace(problem, demand=replace(need, quantity=quantity), sectors=sectors)

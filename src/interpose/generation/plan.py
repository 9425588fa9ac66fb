"""Force generation: from what is required and what states have, to a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case, loaded
from interpose.case.row_ref import RowRef
from interpose.evidence import Positions, firm_roles
from interpose.generation.check import verify
from interpose.generation.model.groups import on_ground, steady_phases
from interpose.generation.model.solve import Largest, MonthlySolution, PoolTours, planned, solve_monthly
from interpose.generation.problem.demand import Demand, withdrawal_price
from interpose.generation.problem.planning_problem import PlanRequest, Problem, problem_of
from interpose.generation.problem.supply import PoolKey, belt_of, served_at
from interpose.generation.result import (
    SUSTAINED,
    Contribution,
    Force,
    HeldPosts,
    KeptPosts,
    Plan,
    RotationRow,
    Shortfall,
    Withdrawal,
)
from interpose.generation.sectors.deal import sector_plan
from interpose.requirement import Requirement
from interpose.solver import Clock, SolverRecord, solver_version

__all__ = ["Readout", "generate", "kept_posts", "month_by_month", "posts_and_shortfall", "read_back"]


def generate(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    request: PlanRequest | None = None,
) -> Plan:
    """Find who provides what, where and when, so that the level lasts; what is short; and who leads which sector.

    The plan is the same whatever else is asked about it: what binds, what the rules cost and what would close a shortfall
    are functions of their own, which take the same request.

    Parameters
    ----------
    case : Case
        The case: pools, states, options.
    positions : Positions
        What the states have said: who takes part follows from it.
    requirement : Requirement
        What each mandate requires.
    request : PlanRequest, optional
        What is asked; the scenario's own mandate and level unless given.

    Returns
    -------
    Plan
        The plan with its proved bound; without numbers where there is none.

    Raises
    ------
    UsageError
        Where the mandate is not known, or the case was not loaded.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.evidence import positions
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> plan = generate(case, positions(case), require(case), PlanRequest(mandate="tripwire"))
    >>> plan.status in ("optimal", "feasible"), plan.gap <= 0.001, plan.max_violation
    (True, True, 0.0)
    """
    request = request or PlanRequest()
    clock = Clock(request.limits)
    asked = problem_of(loaded(case), positions, requirement, request)
    problem, largest = planned(asked, clock.left())
    if largest is not None and largest.scale is None:
        return replace(_empty(case, problem, request, largest, 1.0), status=largest.status)
    part = 1.0 if largest is None else max(1.0, largest.scale or 0.0)
    solution, readout = month_by_month(problem, clock)
    if part > 1:
        # With a least contingent and a drawdown more may be held by fewer persons than hold what is asked for.
        found, other = month_by_month(asked, clock)
        if other is not None and (readout is None or other.force.sustained > readout.force.sustained):
            problem, solution, readout, part = asked, found, other, 1.0
    plan = _empty(case, problem, request, largest, part)
    plan = replace(plan, status=solution.status, conflicts=solution.conflicts, interrupted=clock.stopped)
    if readout is None:
        return plan
    # The bound is one of the model; what tours bring beyond their posts can only better the plan.
    bound, total = None if solution.bound is None else min(solution.bound, readout.objective), plan.requirement or 1.0
    told = ("objective", "force", "posts", "shortfall", "contributions", "rotation", "withdrawn")
    plan = replace(
        plan,
        **{name: getattr(readout, name) for name in told},
        bound=bound,
        # Against the shortfall itself a distance means nothing near zero.
        gap=None if bound is None else (readout.objective - bound) / total,
        shortfall_share=readout.objective / total,
        kept=kept_posts(problem, solution),
        traces=_traces(case, positions, problem, request.least_modality),
    )
    if problem.sectors is not None and problem.sectors.held is not None and not solution.by_slots:
        _, without = month_by_month(_set_beside(problem), clock) if request.compared else (None, None)
        least, paid = None if without is None else without.objective, sum(row.price for row in plan.withdrawn)
        of = (problem, problem.sectors, plan.rotation, solution.posts, readout.short)
        plan = replace(plan, by_sector=sector_plan(*of, bound=bound, without_rules=least, besides=paid, clock=clock))
    if request.compared and problem.mode != "pledges":
        plan = replace(plan, force=_with_levels(plan.force, problem, clock))
    plan = replace(plan, interrupted=clock.stopped)
    violations = verify(case, requirement, plan)
    return replace(plan, max_violation=max((each.amount for each in violations), default=0.0))


def _empty(case: Case, problem: Problem, request: PlanRequest, largest: Largest | None, part: float) -> Plan:
    """Return a plan without numbers."""
    limits = request.limits
    options = {"threads": 1, "seed": problem.seed, "nodes": limits.nodes, "relative_gap": f"{problem.gap:g}"}
    options |= {} if limits.seconds is None else {"seconds": f"{limits.seconds:g}"}
    return Plan(
        mandate=problem.mandate,
        mode=problem.mode,
        endurance=problem.rules.endurance,
        providers=tuple(sorted(case.providers)),
        status="no answer",
        requirement=problem.demand.price_of_all(),
        participants=problem.participation.states,
        waiting=tuple(problem.participation.waiting.items()),
        solver=SolverRecord(solver_version(), tuple((name, str(value)) for name, value in options.items())),
        scale=1.0 if largest is None or largest.scale is None else largest.scale,
        scale_bound=None if largest is None else largest.bound,
        planned_scale=part,
    )


def kept_posts(problem: Problem, solution: MonthlySolution) -> tuple[KeptPosts, ...]:
    """Return the posts that nations keep, by nation, phase and capability."""
    found: dict[tuple[str, int, str], float] = defaultdict(float)
    for kind, counts in solution.posts.items():
        for place in np.flatnonzero(counts).tolist():
            for capability, quantity in kind.provides:
                found[kind.nation, place, capability] += quantity * int(counts[place])
    names = [phase.name for phase in steady_phases(problem)]
    return tuple(
        KeptPosts(nation=nation, phase=names[place], capability=capability, count=count)
        for (nation, place, capability), count in sorted(found.items())
    )


def _set_beside(problem: Problem) -> Problem:
    """Return the problem without rules of sectors, for one number that is told beside a plan: ties are left as they are."""
    return replace(problem.without_sector_rules(), settings=replace(problem.settings, tie_share=0.0))


def _with_levels(force: Force, problem: Problem, clock: Clock) -> Force:
    """Set what each endurance sustains beside one another: without rules of sectors, and none below what lasts longer."""
    told: list[Any] = []
    for endurance in SUSTAINED:
        other = _set_beside(problem).with_rules(endurance=endurance)
        chosen = endurance == problem.rules.endurance
        readout = None if chosen else month_by_month(other, clock)[1]
        told.append(force.sustained if chosen else None if readout is None else readout.force.sustained)
    place = list(SUSTAINED).index(problem.rules.endurance)
    weaker, stronger = range(place)[::-1], range(place + 1, len(told))
    for at, nearer, better in (*((at, at + 1, min) for at in weaker), *((at, at - 1, max) for at in stronger)):
        mine, limit = told[at], told[nearer]
        told[at] = mine if mine is None or limit is None else better(mine, limit)
    return replace(force, **dict(zip(SUSTAINED.values(), told, strict=True)))


def _traces(
    case: Case, positions: Positions, problem: Problem, least: int | None
) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Say what each contribution rests on: inputs and claims, by state and by capability."""
    sent = {(pool.state, pool.unit_type) for pool in problem.pools}
    rows = {(row.state, row.unit_type): str(RowRef.of(row)) for row in case.pools if (row.state, row.unit_type) in sent}
    found = []
    for code, why in problem.participation.reasons.items():
        state, position = case.states[code], positions.of(code)
        inputs = [reference for (owner, _), reference in rows.items() if owner == code]
        if state.personnel_cap is not None:
            inputs.append(str(RowRef.of(state, "personnel_cap")))
        by_position = why == "position"
        inputs.append(f"positions.{code}" if by_position else str(RowRef.of(state, "participates")))
        behind = (name for part in firm_roles(case, position, least) for name in part.claims)
        claims = dict.fromkeys(behind) if by_position else state.claims
        found.append((code, (*inputs, str(RowRef.scenario("options.least_modality"))), tuple(claims)))
    for name in sorted({name for pool in problem.pools for _, name, _ in pool.provides}):
        able = (pool for pool in problem.pools if any(name == other for _, other, _ in pool.provides))
        found.append((f"capability {name}", tuple(dict.fromkeys(rows[pool.state, pool.unit_type] for pool in able)), ()))
    return tuple(found)


_NOTHING = 1e-6


@dataclass(frozen=True, kw_only=True)
class Readout:
    """A plan in the words of a planner, with the units short by belt, capability and month, and the price of that."""

    force: Force
    contributions: tuple[Contribution, ...]
    rotation: tuple[RotationRow, ...]
    shortfall: tuple[Shortfall, ...]
    posts: tuple[HeldPosts, ...]
    withdrawn: tuple[Withdrawal, ...]
    short: Mapping[tuple[str, str], NDArray[np.float64]]
    objective: float


def month_by_month(problem: Problem, clock: Clock) -> tuple[MonthlySolution, Readout | None]:
    """Solve a problem with the monthly model and read it back; without a plan there is nothing to read.

    The plan is optimal where the whole of it is within the gap that was asked for, whatever single parts of it are.
    """
    solution = solve_monthly(problem, clock)
    if solution.status not in ("optimal", "feasible"):
        return solution, None
    readout = read_back(problem, solution.tours, solution.withdrawn)
    allowed = problem.gap * problem.demand.price_of_all()
    if solution.bound is not None and readout.objective - solution.bound <= allowed:
        solution = replace(solution, status="optimal")
    return solution, readout


def read_back(problem: Problem, tours: PoolTours, withdrawn: Mapping[PoolKey, int] | None = None) -> Readout:
    """Read a plan back from its tours, and the units taken from where they are bound: at least those that the tours need.

    Rows of the calendar are sorted by state, unit type, begin and belt; shortfalls by capability, belt and month. A state with
    units on both sides of the border contributes those in the country.
    """
    need = problem.demand
    rows: list[RotationRow] = []
    taken_away: list[Withdrawal] = []
    inside, outside = (defaultdict[str, NDArray[np.float64]](lambda: np.zeros(need.horizon)) for _ in range(2))
    short = {key: months.copy() for key, months in need.quantity.items()}
    for pool in problem.pools:
        stations = tours.get(pool.key, {})
        whose: dict[str, Any] = {"state": pool.state, "unit_type": pool.unit_type, "commitment": pool.commitment}
        for station, months in stations.items():
            units = on_ground(months.astype(np.float64), pool.tour)
            (inside if pool.counts_inside(station) else outside)[pool.state] += units * pool.personnel
            for capability, quantity in pool.provided_at(station):
                if (belt_of(station), capability) in short:
                    short[belt_of(station), capability] -= quantity * units
            where = {**whose, "belt": belt_of(station), "serves": served_at(station)}
            rows += [
                RotationRow(**where, units=count, start_month=month + 1, end_month=min(month + pool.tour, need.horizon))
                for month, count in enumerate(months.tolist())
                if count
            ]
        # As many units work the tours off as the most that begin in any window.
        begun = sum(stations.values(), np.zeros(1, dtype=np.int64)).astype(np.float64)
        taken = max(int(on_ground(begun, pool.window).max(initial=0.0)), (withdrawn or {}).get(pool.key, 0))
        if pool.commitment and taken:
            taken_away.append(Withdrawal(**whose, units=taken, price=taken * withdrawal_price(pool, need)))
    rows.sort(key=lambda row: (row.state, row.unit_type, row.start_month, row.belt, row.commitment, row.serves))
    short = {key: np.where(months > _NOTHING, np.round(months, 6), 0.0) for key, months in short.items()}
    force, contributions = _force(problem, inside, outside)
    posts, shortfall = posts_and_shortfall(need, short)
    return Readout(
        force=force,
        contributions=contributions,
        rotation=tuple(rows),
        shortfall=shortfall,
        posts=posts,
        withdrawn=tuple(taken_away),
        short=short,
        objective=need.price_of(short) + sum(row.price for row in taken_away),
    )


def posts_and_shortfall(
    need: Demand, short: Mapping[tuple[str, str], NDArray[np.float64]]
) -> tuple[tuple[HeldPosts, ...], tuple[Shortfall, ...]]:
    """Tell units that are short by belt, capability and month as posts held in the steady state, and as shortfalls."""
    posts, shortfall = [], []
    for (belt, capability), needed in need.quantity.items():
        if (steady := needed[need.steady]).any():
            held = float((needed - short[belt, capability])[need.steady].min(initial=np.inf))
            posts.append(HeldPosts(capability=capability, belt=belt, required=float(steady.max(initial=0.0)), held=held))
    for (belt, capability), months in short.items():
        needed = need.quantity[belt, capability]
        for month, (missing, required) in enumerate(zip(months.tolist(), needed.tolist(), strict=True), start=1):
            if missing > _NOTHING:
                row = Shortfall(capability=capability, belt=belt, month=month, quantity=missing, required=required)
                shortfall.append(row)
    return tuple(posts), tuple(shortfall)


def _force(
    problem: Problem, inside: Mapping[str, NDArray[np.float64]], outside: Mapping[str, NDArray[np.float64]]
) -> tuple[Force, tuple[Contribution, ...]]:
    steady, none = problem.demand.steady, np.zeros(problem.demand.horizon)
    total, away = sum(inside.values(), none), sum(outside.values(), none)
    force = Force(
        peak=int(max(total)),
        sustained=int(min(total[steady], default=0)),
        by_month=tuple(map(int, total)),
        outside_peak=int(max(away)),
        from_outside=int(min(away[steady], default=0)),
    )
    within = {state for state, months in inside.items() if months.any()}
    told = {**outside, **{state: months for state, months in inside.items() if state in within or state not in outside}}
    return force, tuple(
        Contribution(state, int(max(months)), tuple(map(int, months)), state in outside and state not in within)
        for state, months in sorted(told.items())
    )

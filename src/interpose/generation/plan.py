"""Force generation: from what is required and what states have, to a plan."""

from __future__ import annotations

from dataclasses import replace

from interpose.case import Case
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import Endurance
from interpose.evidence import Positions
from interpose.generation.check import verify
from interpose.generation.model.posts import steady_phases
from interpose.generation.model.solve import Largest, MonthlySolution, planned
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.readout import month_by_month
from interpose.generation.result import Force, KeptPosts, Plan
from interpose.generation.sector_result import SectorPlan
from interpose.generation.sectors.deal import sector_plan
from interpose.generation.settings import Settings
from interpose.requirement import Requirement
from interpose.solver import Clock, Interrupted, SolverRecord, solver_version

__all__ = ["generate", "kept_posts", "without_sector_rules"]


def generate(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    request: PlanRequest | None = None,
    *,
    settings: Settings | None = None,
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
    settings : Settings, optional
        Tuned numbers of the planner.

    Returns
    -------
    Plan
        The plan with its proved bound; without numbers where there is none.

    Raises
    ------
    UsageError
        Where the mandate is not known.

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
    asked = replace(problem_of(case, positions, requirement, request), settings=settings or Settings())
    problem, largest = planned(asked, clock.left())
    if largest is not None and not largest.has_numbers:
        return replace(_empty(case, problem, request, largest, 1.0), status=largest.status)
    part = 1.0 if largest is None else max(1.0, largest.scale)
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
    plan = replace(
        plan,
        bound=bound,
        objective=readout.objective,
        # Against the shortfall itself a distance means nothing near zero.
        gap=None if bound is None else (readout.objective - bound) / total,
        shortfall_share=readout.objective / total,
        force=readout.force,
        posts=readout.posts,
        kept=kept_posts(problem, solution),
        shortfall=readout.shortfall,
        contributions=readout.contributions,
        rotation=readout.rotation,
        withdrawn=readout.withdrawn,
        traces=_traces(case, positions, problem),
    )
    plan = replace(plan, by_sector=_by_sector(problem, solution, plan, clock, compared=request.compared))
    if request.compared and problem.mode != "pledges":
        plan = replace(plan, force=_with_levels(plan.force, problem, clock))
    plan = replace(plan, interrupted=clock.stopped)
    violations = verify(case, requirement, plan, level=request.level)
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
        scale=1.0 if largest is None or not largest.has_numbers else largest.scale,
        scale_bound=None if largest is None else largest.bound,
        planned_scale=part,
    )


def kept_posts(problem: Problem, solution: MonthlySolution) -> tuple[KeptPosts, ...]:
    """Return the posts that nations keep, by nation, phase and capability."""
    found: dict[tuple[str, int, str], float] = {}
    for kind, counts in solution.posts.items():
        for place, count in enumerate(counts.tolist()):
            for capability, quantity in kind.provides if count else ():
                key = (kind.nation, place, capability)
                found[key] = found.get(key, 0.0) + quantity * count
    names = [phase.name for phase in steady_phases(problem)]
    return tuple(
        KeptPosts(nation=nation, phase=names[place], capability=capability, count=count)
        for (nation, place, capability), count in sorted(found.items())
    )


def without_sector_rules(problem: Problem) -> Problem:
    """Return the problem without posts for whole phases, places, leads and contingents: rotation and endurance alone."""
    return problem.with_rules(minimum_stay="tour", lead_headquarters="any", most_nations=0, minimum_contingent=0)


def _by_sector(problem: Problem, solution: MonthlySolution, plan: Plan, clock: Clock, *, compared: bool) -> SectorPlan | None:
    if problem.sectors is None or problem.sectors.held is None or solution.by_slots:
        return None
    _, without = month_by_month(without_sector_rules(problem), clock) if compared else (None, None)
    try:
        return sector_plan(
            problem,
            plan.rotation,
            solution.posts,
            bound=plan.bound,
            without_rules=None if without is None else without.objective,
            besides=sum(row.price for row in plan.withdrawn),
            limits=clock.left(),
        )
    except Interrupted:
        clock.stop()
        return None


def _with_levels(force: Force, problem: Problem, clock: Clock) -> Force:
    """Set the sustained force without end, by each nation's own relief and for the horizon beside one another.

    What the scenario did not choose is found without the rules of sectors, so that it may pass what was chosen with them: who
    relieves itself can be relieved by others, and what lasts without end lasts for the horizon.
    """
    told: list[int | None] = []
    for endurance in _ENDURANCES:
        other = without_sector_rules(problem).with_rules(endurance=endurance)
        chosen = endurance == problem.rules.endurance
        readout = None if chosen else month_by_month(other, clock)[1]
        told.append(force.sustained if chosen else None if readout is None else readout.force.sustained)
    place = _ENDURANCES.index(problem.rules.endurance)
    weaker, stronger = range(place)[::-1], range(place + 1, len(told))
    for at, nearer, better in (*((at, at + 1, min) for at in weaker), *((at, at - 1, max) for at in stronger)):
        mine, limit = told[at], told[nearer]
        told[at] = mine if mine is None or limit is None else better(mine, limit)
    return replace(force, own_relief=told[0], without_end=told[1], horizon=told[2])


_ENDURANCES: tuple[Endurance, ...] = ("own", "relay", "horizon")
"""Each lasts no more than the next."""


def _traces(case: Case, positions: Positions, problem: Problem) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
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
        claims = (position.claims if position else ()) if by_position else state.claims
        found.append((code, (*inputs, str(RowRef.scenario("options.least_modality"))), tuple(claims)))
    for name in sorted({name for pool in problem.pools for _, name, _ in pool.provides}):
        able = (pool for pool in problem.pools if any(name == other for _, other, _ in pool.provides))
        found.append((f"capability {name}", tuple(dict.fromkeys(rows[pool.state, pool.unit_type] for pool in able)), ()))
    return tuple(found)

"""Force generation: from what is required and what states have, to a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.errors import UsageError, did_you_mean
from interpose.evidence import Positions
from interpose.generation.clock import Clock
from interpose.generation.demand import Demand, demand
from interpose.generation.explaining import binding_limits
from interpose.generation.holders import with_holders
from interpose.generation.largest import largest_scale, scaled
from interpose.generation.reading import read_back
from interpose.generation.result import Force, Generation, Mode, Stage
from interpose.generation.sectors import sector_bindings, with_sectors
from interpose.generation.solving import Solved, solve_plan
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import (
    AMERICAN,
    PLEDGED,
    Lifted,
    Supply,
    participants,
    pledged_personnel,
    supplies,
    waiting,
)
from interpose.generation.verify import verify
from interpose.solver import Limits, SolverRecord, solver_version

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["generate"]


def generate(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    *,
    mandate: str | None = None,
    american_enablers: bool | None = None,
    level: str | None = None,
    limits: Limits | None = None,
    explained: bool = True,
    mode: Mode = "fixed",
    away: Mapping[str, tuple[str, ...]] | None = None,
) -> Generation:
    """Find who provides what, where and when, under rotation; what is short; and what binds.

    Parameters
    ----------
    case : Case
        The case: pools, states, options.
    positions : Positions
        What the states have said: who takes part follows from it.
    requirement : Requirement
        What each mandate requires.
    mandate : str, optional
        Mandate to plan for; the scenario's own unless given.
    american_enablers : bool, optional
        Whether American units take part as their caveats allow; the scenario's choice unless given.
    level : str, optional
        Which end of the requirement is planned for: low, mode or high; the scenario's choice unless given.
    limits : Limits, optional
        How long to look; limits of work, not of time, unless given.
    explained : bool
        Whether to say what binds and who leads which sector: about as much work as the plan itself.
    mode : str
        fixed: who fills the requirement · largest: the most troops that can be sustained, with what enables them in the
        mandate's proportion · pledges: what those have who have pledged, up to the personnel that they named.

    away : mapping of str to tuple of str, optional
        States that stay away, with the conditions that are not met; found by `waiting` unless given.

    Returns
    -------
    Generation
        The plan with its proved bound; without numbers where there is none.

    Raises
    ------
    UsageError
        Where the mandate is not known.
    """
    chosen = mandate or case.scenario.mandate
    if chosen not in case.mandates:
        raise UsageError(
            f"mandate {chosen!r} is not known", did_you_mean(chosen, case.mandates) or f"there are: {', '.join(case.mandates)}"
        )
    american = case.scenario.options.american_enablers if american_enablers is None else american_enablers
    limits = limits or Limits()
    clock = Clock(limits)
    required = requirement.of(chosen)
    need = demand(case, required, level or case.scenario.options.requirement_level)
    away = waiting(case, positions, american) if away is None else away
    taking_part = participants(case, positions, american, PLEDGED if mode == "pledges" else None, away)
    pools = supplies(case, positions, taking_part)
    pledged = pledged_personnel(case, positions, taking_part) if mode == "pledges" else {}
    state_limits = {code: found for code in taking_part if (found := _limit(case, code, pledged)) is not None}
    gap = case.scenario.options.relative_gap if limits.relative_gap is None else limits.relative_gap
    largest = None
    if mode == "largest":
        largest = largest_scale(need, pools, state_limits, clock.left(), gap, case.scenario.seed)
        need = scaled(need, largest.scale)
    held = with_holders(case, need, required, pools, state_limits)
    dealt = explained and bool(required.sectors)
    solved = solve_plan(need, held, state_limits, clock, gap, case.scenario.seed, _month_of_a_person(case), sectors=dealt)
    empty = replace(
        _without_numbers(case, chosen, american, need, tuple(taking_part), solved, limits, gap),
        mode=mode,
        waiting=tuple(away.items()),
        interrupted=clock.stopped,
    )
    if largest is not None:
        if largest.status not in ("optimal", "feasible"):
            return replace(empty, status=largest.status)
        empty = replace(empty, scale=largest.scale, scale_bound=largest.bound)
    if solved.tours is None or solved.objective is None:
        return empty
    outside = [code for code in taking_part if case.states[code].stands == "outside"]
    read = read_back(need, pools, solved.tours, outside)
    plan = replace(
        empty,
        gap=_share(solved, need),
        bound=solved.bound,
        objective=solved.objective,
        force=read.force,
        shortfall=read.shortfall,
        contributions=read.contributions,
        rotation=read.rotation,
        withdrawn=read.withdrawn,
        stages=_stages(solved),
        traces=_traces(case, positions, taking_part, pools),
    )
    own_level = level in (None, case.scenario.options.requirement_level)
    violations = [each.amount for each in verify(case, requirement, plan) if own_level or not each.rule.startswith("shortfall")]
    plan = replace(plan, max_violation=max(violations, default=0.0))
    if not explained:
        return plan
    plan = with_sectors(case, requirement, need, pools, plan, solved.tours, outside, recount=own_level, gap=gap, clock=clock)
    plan = replace(plan, interrupted=clock.stopped)
    everybody = sorted({pool.state for pool in case.pools if case.states[pool.state].participates != "no"})
    within = everybody if american else [state for state in everybody if state != AMERICAN]

    def supply(lifted: Lifted) -> tuple[Supply, ...]:
        return supplies(case, positions, within if lifted.participation else taking_part, lifted)

    capped = {state: state_limits[state] for state in solved.capped}
    binds = binding_limits(need, read.shortfall, capped, supply)
    return replace(plan, binds=binds + sector_bindings(plan.by_sector))


def _share(solved: Solved, need: Demand) -> float | None:
    """Return the gap as a share of the whole priced requirement: against the shortfall itself it means nothing near zero."""
    total = need.price_of_all()
    if solved.bound is None or solved.objective is None:
        return None
    return max(0.0, solved.objective - solved.bound) / total if total else 0.0


def _limit(case: Case, code: str, pledged: Mapping[str, float]) -> StateLimit | None:
    state = case.states[code]
    caps = [cap for cap in (state.personnel_cap, pledged.get(code)) if cap is not None]
    if not caps and state.personnel_least is None:
        return None
    return StateLimit(code, min(caps, default=None), state.personnel_least)


def _month_of_a_person(case: Case) -> float:
    """Return what a person on the ground costs in a month."""
    factor = case.planning_factors.get("cost_per_soldier_year")
    return factor.value / 12 if factor else 1.0


def _without_numbers(
    case: Case,
    mandate: str,
    american: bool,
    need: Demand,
    taking_part: tuple[str, ...],
    solved: Solved,
    limits: Limits,
    gap: float,
) -> Generation:
    options = [("threads", "1"), ("seed", str(case.scenario.seed)), ("nodes", str(limits.nodes)), ("relative_gap", f"{gap:g}")]
    if limits.seconds is not None:
        options.append(("seconds", f"{limits.seconds:g}"))
    return Generation(
        mandate=mandate,
        american_enablers=american,
        status=solved.status,
        gap=None,
        bound=solved.bound,
        objective=None,
        requirement=need.price_of_all(),
        participants=taking_part,
        force=Force(0, 0, ()),
        shortfall=(),
        contributions=(),
        rotation=(),
        sectors=(),
        sectors_status="no answer",
        binds=(),
        conflicts=solved.conflicts,
        max_violation=None,
        stages=(),
        solver=SolverRecord(solver_version(), tuple(options)),
    )


def _stages(solved: Solved) -> tuple[Stage, ...]:
    stages = [Stage("priced shortfall", round(solved.objective or 0.0, 6), solved.bound, solved.status)]
    if solved.stress is not None:
        value, bound, status = solved.stress
        stages.append(Stage("stress: persons at the peaks of the pools", value, bound, status))
    if solved.cost is not None:
        value, bound, status = solved.cost
        stages.append(Stage("cost: persons on the ground, in dollars", value, bound, status))
    return tuple(stages)


def _traces(
    case: Case, positions: Positions, taking_part: dict[str, str], pools: tuple[Supply, ...]
) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Say what each contribution rests on: inputs and claims, by state and by capability."""
    found = []
    by_capability: dict[str, list[str]] = {}
    for code, why in taking_part.items():
        inputs = [f"pools.csv#{pool.state}/{pool.unit_type}" for pool in pools if pool.state == code]
        if case.states[code].personnel_cap is not None:
            inputs.append(f"states.csv#{code}.personnel_cap")
        if why == "position":
            inputs.append(f"positions.{code}")
            position = positions.of(code)
            claims = position.claims if position else ()
        else:
            inputs.append(f"states.csv#{code}.participates")
            claims = case.states[code].claims
        found.append((code, (*inputs, "scenario.yaml#options.least_modality"), tuple(claims)))
    for pool in pools:
        for capability in sorted({name for _, name, _ in pool.provides}):
            by_capability.setdefault(capability, []).append(f"pools.csv#{pool.state}/{pool.unit_type}")
    found += [(f"capability {name}", tuple(inputs), ()) for name, inputs in sorted(by_capability.items())]
    return tuple(found)

"""Replanning: which posts of an earlier plan move, what that gains, and which input caused it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.analysis.earlier import Change, EarlierPlan, PlanInputs, changes, kept_on, plan_inputs
from interpose.generation.clock import Clock
from interpose.generation.model.largest import planned
from interpose.generation.model.posts import steady_phases
from interpose.generation.model.solve import MonthlySolution, solve_monthly
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.readout import read_back
from interpose.generation.result import Plan

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Move", "inputs_of", "keeping", "moves"]

Key = tuple[str, int, str]

_MOST = 12
"""Most nations whose moves are solved again without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Posts that a nation gives up, or takes over.

    Parameters
    ----------
    nation, phase, capability : str
        Whose posts, in which phase of the steady state, of what.
    before, after : float
        Posts in the earlier plan and in this one.
    forced : bool
        Whether they cannot be kept any more, or only if others give up as many: no gain has moved them.
    gain : float or None
        What the moves of this nation gain: `shortfall_share` if it keeps its posts, less with them. None where it is forced,
        for posts that are taken over, and where it was not measured.
    gain_of_all : float or None
        What all moves gain together: `shortfall_share` if every nation keeps what it can, less with the moves. It can be above
        zero where no single one gains, since others could move in its place.
    why : tuple of str
        Inputs that changed and caused it, in words: those of the nation, or else what is required, or else those of others.
    """

    nation: str
    phase: str
    capability: str
    before: float
    after: float
    forced: bool = False
    gain: float | None = None
    gain_of_all: float | None = None
    why: tuple[str, ...] = ()


def keeping(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest, earlier: EarlierPlan
) -> PlanRequest:
    """Return the request that keeps the posts of an earlier plan, carried over to the phases of this one."""
    problem = problem_of(case, positions, requirement, request)
    return replace(request, kept=kept_on(earlier, problem, case.scenario.start))


def inputs_of(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> PlanInputs:
    """Record what a plan is made from, so that a later one can say what has changed."""
    return plan_inputs(case, positions, problem_of(case, positions, requirement, request))


def moves(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    request: PlanRequest,
    plan: Plan,
    earlier: EarlierPlan | None = None,
) -> tuple[Move, ...]:
    """Explain every post that is not where it was.

    Parameters
    ----------
    case, positions, requirement, request
        As for `generate`; the request keeps posts, or the case pins them.
    plan : Plan
        The plan that came of it.
    earlier : EarlierPlan, optional
        The earlier plan, for the inputs that it was made from.

    Returns
    -------
    tuple of Move
        What is given up first, then, beside an earlier plan, what is taken over; by nation, phase and capability. Nothing where
        every post stays.
    """
    problem = planned(problem_of(case, positions, requirement, request), request.limits)[0]
    phases = [phase.name for phase in steady_phases(problem)]
    now: dict[Key, float] = defaultdict(float)
    for row in plan.kept:
        now[row.nation, phases.index(row.phase), row.capability] += row.count
    given_up = [key for key, count in sorted(problem.kept.items()) if now.get(key, 0.0) < count - 1e-6]
    taken = [key for key, count in sorted(now.items()) if earlier is not None and count > problem.kept.get(key, 0.0) + 1e-6]
    known = changes(earlier, plan_inputs(case, positions, problem)) if earlier is not None else ()
    measured = {nation: _without(problem, {nation}, plan, request) for nation in _first(key[0] for key in given_up)}
    everybody = {key[0] for key in problem.kept}
    all_left, together = _without(problem, everybody, plan, request) if given_up else (None, None)
    as_many = all_left is not None and together is not None and _as_many(problem, all_left, now, together)
    found = []
    for key in (*given_up, *taken):
        nation, place, capability = key
        left, gain = measured.get(nation, (None, None)) if key in given_up else (None, None)
        forced = left is not None and (as_many or left.get(key, 0.0) < problem.kept[key] - 1e-6)
        found.append(
            Move(
                nation=nation,
                phase=phases[place],
                capability=capability,
                before=problem.kept.get(key, 0.0),
                after=now.get(key, 0.0),
                forced=forced,
                gain=None if forced else gain,
                gain_of_all=None if forced or key not in given_up else together,
                why=_why(problem, nation, capability, known),
            )
        )
    return tuple(found)


def _as_many(problem: Problem, left: Mapping[Key, float], now: Mapping[Key, float], gain: float) -> bool:
    """Whether as many posts have to be given up in any case, and nothing is gained by which."""
    given_up = [sum(max(0.0, count - posts.get(key, 0.0)) for key, count in problem.kept.items()) for posts in (left, now)]
    return gain <= problem.gap and given_up[0] >= given_up[1] - 1e-6


def _first(nations: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(nations))[:_MOST]


def _without(
    problem: Problem, nations: Collection[str], plan: Plan, request: PlanRequest
) -> tuple[Mapping[Key, float] | None, float | None]:
    """Solve again with the posts of some nations held fast: what is kept then, and what their moves gain."""
    held = replace(problem, held_fast=frozenset(nations))
    solution = solve_monthly(held, Clock(request.limits))
    if solution.status not in ("optimal", "feasible") or plan.shortfall_share is None or not plan.requirement:
        return None, None
    share = read_back(held, solution.tours, solution.withdrawn).objective / plan.requirement
    return _posts(solution), max(0.0, share - plan.shortfall_share)


def _posts(solution: MonthlySolution) -> Mapping[Key, float]:
    found: dict[Key, float] = defaultdict(float)
    for kind, counts in solution.posts.items():
        for place, count in enumerate(counts.tolist()):
            for capability, quantity in kind.provides:
                found[kind.nation, place, capability] += quantity * count
    return found


def _why(problem: Problem, nation: str, capability: str, known: Iterable[Change]) -> tuple[str, ...]:
    own = [each.words for each in known if problem.rules.nation(each.whose) == nation]
    required = [each.words for each in known if each.whose == capability]
    others = [each.words for each in known]
    return tuple((own or required or others)[:3])

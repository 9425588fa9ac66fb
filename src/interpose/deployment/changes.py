"""What changes would bring: one more of each resource, other lift, other permits; each told by dispatching again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.deployment.bounds.path_program import LatenessBound
from interpose.deployment.dispatch import MovementProblem, Schedule, lateness
from interpose.deployment.explanation import wait_by_resource
from interpose.deployment.movement.moves import Tour
from interpose.deployment.movement.resources import Resource
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.problem import DeploymentRequest, best_dispatch, better, lenders_of, movement_problem
from interpose.deployment.result import Bottleneck, LiftCase, MarginalGain
from interpose.requirement import Requirement

__all__ = ["bottlenecks", "gains_of_one_more", "lift_cases", "no_worse", "with_capacity"]

Numbers = NDArray[np.float64]


def gains_of_one_more(schedule: Schedule, bound: LatenessBound, tried: int) -> dict[str, MarginalGain]:
    """Dispatch again with one more of what is dearest or waited for; what a heuristic loses by more of it is told as 0.

    Parameters
    ----------
    schedule : Schedule
        The dispatch that is to be bettered.
    bound : LatenessBound
        Prices that rank what to try, and an order of dispatch.
    tried : int
        How many resources.
    """
    problem = schedule.problem
    prices = bound.prices.sum(axis=1) * np.array([resource.step for resource in problem.resources])
    waits = wait_by_resource(schedule)
    ranked = sorted(
        range(len(problem.resources)),
        key=lambda at: (-prices[at], -waits.get(problem.resources[at].name, 0.0), problem.resources[at].name),
    )
    chosen = [at for at in ranked if prices[at] > 1e-9 or problem.resources[at].name in waits][:tried]
    persons = np.array([move.persons for move in problem.moves], dtype=np.float64)
    before = float(persons @ lateness(problem, schedule.operational))
    found = {}
    for at in chosen:
        resource = problem.resources[at]
        more = with_capacity(problem, {resource.name: resource.step})
        again = best_dispatch(more, bound.mean_arrival)
        if float(persons @ lateness(more, again.operational)) > before:
            again = better(again, best_dispatch(more, schedule.arrived))
        saved = before - float(persons @ lateness(more, again.operational))
        method = "dispatched again" if saved >= 0 else "dispatched again; the heuristic found nothing better, told as 0"
        found[resource.name] = MarginalGain(
            change=f"{resource.label}: {resource.one_more}",
            late_person_days_saved=max(0.0, saved),
            closure_days_saved=max(0.0, schedule.closure - again.closure),
            price=float(prices[at]),
            method=method,
        )
    return found


def with_capacity(problem: MovementProblem, more: dict[str, float]) -> MovementProblem:
    """Return the problem with more (or, below zero, less) of some resources, by name."""
    resources: list[Resource] = []
    capacity = problem.capacity.copy()
    for number, resource in enumerate(problem.resources):
        changed = resource.with_more(more[resource.name]) if resource.name in more else resource
        resources.append(changed)
        if resource.name in more:
            capacity[number] = changed.by_day(problem.days)
    return replace(problem, resources=tuple(resources), capacity=capacity)


def bottlenecks(schedule: Schedule, gains: Mapping[str, MarginalGain]) -> tuple[Bottleneck, ...]:
    """List what moves wait for, or what more of was tried; what brings most first.

    Parameters
    ----------
    schedule : Schedule
        A dispatch.
    gains : mapping of str to MarginalGain
        What one more brings, by name of the resource.
    """
    problem, waits, used_up = schedule.problem, wait_by_resource(schedule), schedule.used()
    found = []
    for number, resource in enumerate(problem.resources):
        gain = gains.get(resource.name)
        if gain is None and resource.name not in waits:
            continue
        used = used_up[number]
        days = np.flatnonzero(used > 1e-9)
        there = problem.capacity[number, days[0] : days[-1] + 1].sum() if len(days) else 0.0
        found.append(
            Bottleneck(
                resource=resource.name,
                label=resource.label,
                kind=resource.kind,
                capacity=resource.capacity,
                unit=resource.measure,
                used_share=float(used.sum() / there) if there else 0.0,
                person_days_of_wait=waits.get(resource.name, 0.0),
                one_more=resource.one_more,
                late_person_days_saved=gain.late_person_days_saved if gain else 0.0,
                closure_days_saved=gain.closure_days_saved if gain else 0.0,
                basis=resource.basis,
            )
        )
    return tuple(sorted(found, key=lambda row: (-row.late_person_days_saved, -row.person_days_of_wait, row.resource)))


def lift_cases(
    case: Case,
    requirement: Requirement,
    tours: Sequence[Tour],
    request: DeploymentRequest,
    all_routes: AllRoutes,
    schedule: Schedule,
    mean_arrival: Numbers | None,
) -> tuple[LiftCase, ...]:
    """Dispatch again with and without the lift of each external provider, and with permits at both ends of their range.

    Parameters
    ----------
    case, requirement, tours, request, all_routes
        As for `movement_problem`.
    schedule : Schedule
        The dispatch as it is planned.
    mean_arrival : numpy.ndarray, shape (moves,)
        Another order of dispatch, for the better of two.
    """
    lend = lenders_of(case, tours)
    variants: list[tuple[str, set[str], float | None]] = [("as planned", lend, request.permit_days)]
    for code in sorted(case.providers | case.excluded_providers):
        variants.append((f"with {case.demonym(code)} lift", lend | {code}, request.permit_days))
        variants.append((f"without {case.demonym(code)} lift", lend - {code}, request.permit_days))
    permits = case.move_factors["permit_days"]
    ends = [days for days in (permits.low, permits.high) if days is not None]
    variants += [(f"permits after {days:g} days", lend, days) for days in ends]
    known: dict[tuple[frozenset[str], float | None], Schedule] = {}
    usual = math.ceil(permits.value)
    # What is the same under two names, such as a plan with lift that it has already, is dispatched once: with least lift and
    # the slowest permits first, since what is feasible there stays feasible with more lift and faster permits.
    asked = {(frozenset(lenders), days) for _, lenders, days in variants}
    for lenders, days in sorted(asked, key=lambda each: (len(each[0]), -_permits(each[1], usual), sorted(each[0]))):
        if lenders != lend:
            other = movement_problem(case, requirement, tours, request, lenders=lenders, all_routes=all_routes)
            found = best_dispatch(other, mean_arrival)
        elif days is not None and days != request.permit_days:
            found = best_dispatch(schedule.problem.with_permits(days), mean_arrival)
        else:
            found = schedule
        harder = [
            known[less, more] for less, more in known if less <= lenders and _permits(more, usual) >= _permits(days, usual)
        ]
        known[lenders, days] = no_worse(found, harder)
    return tuple(_lift_case(name, known[frozenset(lenders), days]) for name, lenders, days in variants)


def _permits(days: float | None, usual: int) -> int:
    return usual if days is None else math.ceil(days)


def no_worse(schedule: Schedule, harder: Sequence[Schedule]) -> Schedule:
    """Keep a schedule of a harder problem where the one that was found is worse in a respect that is told.

    A schedule for slower permits or less lift is one for faster permits or more lift too, so that a heuristic that finds less
    there need not be believed.

    Parameters
    ----------
    schedule : Schedule
        The schedule that was found.
    harder : sequence of Schedule
        Schedules of problems with the same moves, later days of readiness and no more of any resource.

    Returns
    -------
    Schedule
        Of the same problem. Where one is no worse than all of `harder` in units that never arrive, in lateness by person and in
        closure, it is that; of several that are each better in some respect the one with fewest that never arrive, then the
        least late.
    """
    told = np.array([_told(other) for other in harder]).reshape(len(harder), 3)
    candidates = sorted([schedule, *harder], key=_told)
    sound = [each for each in candidates if (np.array(_told(each)) <= told + 1e-9).all()]
    return replace((sound or candidates)[0], problem=schedule.problem)


def _told(schedule: Schedule) -> tuple[float, float, float]:
    """Return what is told of a schedule, smaller being better: units that never arrive, lateness by person, closure."""
    problem = schedule.problem
    persons = np.array([move.persons for move in problem.moves], dtype=np.float64)
    never = float((~np.isfinite(schedule.operational)).sum())
    late = float(persons @ lateness(problem, schedule.operational))
    return never, late, float(problem.days) if never else schedule.closure


def _lift_case(name: str, schedule: Schedule) -> LiftCase:
    problem = schedule.problem
    persons = np.array([move.persons for move in problem.moves], dtype=np.float64)
    late = float(persons @ lateness(problem, schedule.operational)) / max(float(persons.sum()), 1e-9)
    never = int((~np.isfinite(schedule.operational)).sum())
    return LiftCase(case=name, closure_day=int(schedule.closure), mean_late=late, never=never)

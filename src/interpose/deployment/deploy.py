"""Deployment: dispatch a plan's first tours, prove how near that is to the best, and say what holds them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case, loaded
from interpose.case.row_ref import RowRef
from interpose.deployment.bounds.cut_bound import Cut, cut_bound, cuts_of, persons_edge
from interpose.deployment.bounds.path_program import LatenessBound, lateness_bound
from interpose.deployment.changes import bottlenecks, gains_of_one_more, lift_cases
from interpose.deployment.dispatch import MovementProblem, Schedule, all_arrive
from interpose.deployment.explanation import (
    capability_marks,
    corridors,
    lateness_by_cause,
    mean_waterfalls,
    operational_by_day,
    unit_arrivals,
)
from interpose.deployment.futures import operational_days, sample_futures
from interpose.deployment.hand_back import chains
from interpose.deployment.movement.moves import DAYS_A_MONTH, Tour, tours_of
from interpose.deployment.movement.network import Network, network_of, suspect_links
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.problem import DeploymentRequest, best_dispatch, movement_problem, weighted_lateness
from interpose.deployment.result import (
    ArrivalDay,
    Capability,
    Deployment,
    DeploymentBound,
    DeploymentGap,
    MovedForce,
    UnitArrival,
)
from interpose.deployment.traffic import build_up_points, largest_force, rotation_months
from interpose.generation import Plan
from interpose.requirement import MandateRequirement, Requirement
from interpose.requirement.precedents.build_up import build_up_bands

__all__ = ["deploy"]

Numbers = NDArray[np.float64]
_DAILY = 150
"""Up to so many moves the linear programme has a row for each day; beyond, for every second day."""


def deploy(
    case: Case,
    requirement: Requirement,
    plan: Plan | Sequence[Tour],
    request: DeploymentRequest | None = None,
    *,
    progress: Callable[[str], None] = lambda _step: None,
) -> Deployment:
    """Say when the force of a plan is there, how near that is to the best possible, and what holds it up.

    Priority dispatch on day capacities gives the schedule; a cut bound proves its closure and a linear programme its
    lateness; every change is told by dispatching again.

    Parameters
    ----------
    case : Case
        The case: pools, network, lift, factors.
    requirement : Requirement
        What each mandate requires, and its sectors.
    plan : Plan or sequence of Tour
        A plan, or a calendar by itself.
    request : DeploymentRequest, optional
        What is asked.
    progress : callable
        Told the name of each step as it begins.

    Returns
    -------
    Deployment
        Without numbers where the network does not reach the host or nothing moves there: `needs` says what is missing.

    Raises
    ------
    UsageError
        Where the case was not loaded.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.evidence import positions
    >>> from interpose.generation import PlanRequest, generate
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> need = require(case)
    >>> plan = generate(case, positions(case), need, PlanRequest(mandate="tripwire", compared=False))
    >>> found = deploy(case, need, plan, DeploymentRequest(compared=False, futures=0))
    >>> found.gap.closure <= 0.03, found.bound.closure_day <= found.capability["closure"].day
    (True, True)
    """
    case, request = loaded(case), request or DeploymentRequest()
    tours = tours_of(plan) if isinstance(plan, Plan) else tuple(plan)
    required = requirement.of(plan.mandate if isinstance(plan, Plan) else case.scenario.mandate)
    all_routes = AllRoutes(case, network := network_of(case, requirement))
    if needs := _needs(case, network, plan):
        return Deployment(
            status="no answer",
            needs=needs,
            remarks=network.remarks,
            precedents=build_up_bands(case.build_up),
            coalitions=build_up_points(case),
        )
    progress("dispatch")
    problem = movement_problem(case, requirement, tours, request, all_routes=all_routes)
    schedule = best_dispatch(problem)
    progress("what is proved")
    bound = lateness_bound(problem, schedule, bucket=1 if len(problem.moves) <= _DAILY else 2, limits=request.limits)
    schedule = best_dispatch(problem, bound.mean_arrival, schedule)
    gap, proved = _proved(problem, schedule, bound, cuts := cuts_of(problem))
    proved_best = gap.weighted_lateness <= 1e-9 and gap.closure <= 0 and bool(np.isfinite(schedule.operational).all())
    units, inputs = unit_arrivals(schedule), _inputs(case, problem)
    found = Deployment(
        status="optimal" if proved_best else "feasible",
        gap=gap,
        bound=proved,
        force=_force(problem),
        arrival=_arrival(case, required, problem, schedule, request, cuts),
        capability=_marks(required, schedule),
        lateness=lateness_by_cause(schedule),
        units=units,
        by_state=mean_waterfalls(units),
        routes=corridors(network, schedule),
        rotation=rotation_months(case, tours, problem.resources),
        largest_force=largest_force(case, tours, problem.resources, plan.force.sustained if isinstance(plan, Plan) else None),
        precedents=build_up_bands(case.build_up),
        coalitions=build_up_points(case),
        chain=chains(case, all_routes),
        assumed_share=_assumed_share(case, inputs),
        remarks=(*network.remarks, *_remarks(case, tours), *_left_behind(units)),
        inputs=inputs,
    )
    if not request.compared:
        return replace(found, bottlenecks=bottlenecks(schedule, {}))
    progress("what one more of each brings")
    gains = gains_of_one_more(schedule, bound, request.tried)
    progress("other lift and permits")
    return replace(
        found,
        bottlenecks=bottlenecks(schedule, gains),
        marginal=tuple(sorted(gains.values(), key=lambda gain: (-gain.late_person_days_saved, gain.change))),
        lift=lift_cases(case, requirement, tours, request, all_routes, schedule, bound.mean_arrival),
    )


def _proved(
    problem: MovementProblem, schedule: Schedule, bound: LatenessBound, cuts: tuple[Cut, ...]
) -> tuple[DeploymentGap, DeploymentBound]:
    """Set the schedule beside what is proved; a bound above it by rounding is the schedule itself."""
    day, method = cut_bound(problem, cuts)
    late, closure = weighted_lateness(problem, schedule), int(schedule.closure)
    if not all_arrive(problem, schedule):
        # What does not arrive within the days that are known closes no earlier than on the last of them.
        closure = max(problem.days, day)
    best = min(bound.bound, late)
    gap = DeploymentGap(
        weighted_lateness=(late - best) / late if late else 0.0, closure=(closure - day) / closure if closure else 0.0
    )
    return gap, DeploymentBound(closure_day=day, method=method, weighted_lateness=best)


def _force(problem: MovementProblem) -> MovedForce:
    return MovedForce(
        moves=len(problem.moves),
        persons=sum(move.persons for move in problem.moves),
        vehicles=sum(move.load("vehicles") for move in problem.moves),
        wagons=sum(move.load("wagons") for move in problem.moves),
    )


def _needs(case: Case, network: Network, plan: Plan | Sequence[Tour]) -> tuple[str, ...]:
    """Say what is missing for an answer."""
    host = network.host or "the host"
    needs = []
    if isinstance(plan, Plan) and not plan.has_numbers:
        needs.append("a plan with numbers")
    if not network.destinations:
        needs += [
            f"nodes.csv: places in {host}",
            f"crossings.csv: where a force enters {host}, with wagons and vehicles a day",
            f"links.csv: ways from there to where the force stands, and from the homes of the states to {host}",
        ]
        needs += [f"homes.csv: {state}" for state in sorted({pool.state for pool in case.pools} - set(case.homes))]
    return tuple(needs)


def _required_by_month(case: Case, required: MandateRequirement) -> Numbers:
    """Return the persons that the mandate requires in the country in each month."""
    units: dict[tuple[str, str], float] = {}
    persons: dict[tuple[str, str], float] = {}
    for line in required.lines:
        key = (line.belt, line.capability)
        units[key] = units.get(key, 0.0) + line.quantity.mode
        persons[key] = persons.get(key, 0.0) + line.personnel.mode
    found = np.zeros(case.scenario.horizon_months + 1)
    for need in required.monthly:
        key = (need.belt, need.capability)
        if need.belt != "outside" and 1 <= need.month < len(found) and units.get(key):
            found[need.month] += need.quantity * persons[key] / units[key]
    return found


def _arrival(
    case: Case,
    required: MandateRequirement,
    problem: MovementProblem,
    schedule: Schedule,
    request: DeploymentRequest,
    cuts: tuple[Cut, ...],
) -> tuple[ArrivalDay, ...]:
    days = request.horizon_days + 1
    own = operational_by_day(problem, schedule.operational, days)
    ideal = operational_by_day(problem, problem.earliest(), days)
    planned = operational_by_day(problem, np.array([move.required_day for move in problem.moves], dtype=np.float64), days)
    gone = operational_by_day(problem, problem.earliest(), days, leaving=False) - ideal
    edge = np.maximum(persons_edge(problem, days, cuts) - gone, own)
    needed = _required_by_month(case, required)
    band: list[tuple[float | None, float | None]] = [(None, None)] * days
    if request.futures and problem.moves:
        futures = sample_futures(case, problem, request.futures, case.scenario.seed)
        curves = operational_by_day(problem, operational_days(problem, futures), days)
        band = [(float(low), float(high)) for low, high in np.quantile(curves, (0.1, 0.9), axis=0).T]
    return tuple(
        ArrivalDay(
            day=day,
            persons=float(own[day]),
            planned=float(planned[day]),
            required=float(needed[min(day // DAYS_A_MONTH + 1, len(needed) - 1)]),
            best_possible=float(ideal[day]),
            proved_edge=float(edge[day]),
            low=band[day][0],
            high=band[day][1],
        )
        for day in range(days)
    )


def _marks(required: MandateRequirement, schedule: Schedule) -> dict[str, Capability]:
    inside = [line for line in required.lines if line.belt != "outside"]
    return capability_marks(
        schedule,
        required_persons=sum(line.personnel.mode for line in inside),
        required_manoeuvre=sum(line.quantity.mode for line in inside if line.capability == "manoeuvre"),
    )


def _remarks(case: Case, tours: Iterable[Tour]) -> list[str]:
    closed = [each.crossing for each in case.crossings.values() if not each.rail_wagons_day and not each.road_vehicles_day]
    outside = sorted({tour.state for tour in tours if case.states[tour.state].stands == "outside" or tour.belt == "outside"})
    found = [f"crossing {name} has no capacity by rail or road: it is closed" for name in closed]
    if outside:
        names = ", ".join(case.states[state].name for state in outside)
        found.append(f"units that serve from outside the country do not move into it: {names}")
    found += [
        f"road {link.from_node} to {link.to_node}: {link.km:g} km is more than twice the great circle; say in its note what "
        "was found there"
        for link in suspect_links(case)
    ]
    return found


def _left_behind(units: Iterable[UnitArrival]) -> list[str]:
    """Name the states whose units never arrive, with the reason."""
    found = Counter((unit.state, unit.never) for unit in units if unit.never)
    return [f"units of {state} that never arrive: {number}; {why}" for (state, why), number in sorted(found.items())]


def _inputs(case: Case, problem: MovementProblem) -> tuple[str, ...]:
    """List the rows that the answer rests on: capacities that are used, factors, loads and homes."""
    used = {part.ways.resource[leg] for parts in problem.parts for part in parts for leg in range(len(part.ways.resource))}
    found = [reference for at in sorted(used) for reference in problem.resources[at].inputs]
    found += [str(RowRef.of(row)) for row in case.move_factors.values()]
    found += [
        str(RowRef.of(case.move_units[name]))
        for name in sorted({move.unit_type for move in problem.moves} & set(case.move_units))
    ]
    found += [str(RowRef.of(case.homes[state])) for state in sorted({move.state for move in problem.moves} & set(case.homes))]
    return tuple(dict.fromkeys(found))


def _assumed_share(case: Case, inputs: Sequence[str]) -> float:
    bases = [getattr(case.row(RowRef.parse(reference)), "basis", "") for reference in inputs]
    return sum(basis == "assumed" for basis in bases) / len(bases) if bases else 0.0

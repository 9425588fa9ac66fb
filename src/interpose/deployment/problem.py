"""What is dispatched: moves, routes and capacities of a plan's first tours, and the better of two orders of dispatch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.deployment.dispatch import MovementProblem, Schedule, dispatch, lateness, priority_order, problem_of_moves
from interpose.deployment.movement.moves import Tour, moves_of
from interpose.deployment.movement.network import network_of
from interpose.deployment.movement.resources import factor, resources_of
from interpose.deployment.movement.routes import AllRoutes, RouteBook
from interpose.errors import UsageError
from interpose.requirement import Requirement
from interpose.solver import Limits

__all__ = ["DeploymentRequest", "best_dispatch", "better", "lenders_of", "movement_problem", "weighted_lateness"]

Numbers = NDArray[np.float64]
_BEYOND = 185
"""Days beyond the horizon for which capacities are known: what comes later is told as never arriving."""


@dataclass(frozen=True, kw_only=True)
class DeploymentRequest:
    """What is asked about a deployment.

    Parameters
    ----------
    horizon_days : int
        Days from the order for which arrivals are told.
    last_month : int or None
        Tours that begin up to this month move; the build-up of the scenario unless given.
    permit_days : float or None
        Days until permits are there; the factor `permit_days` unless given.
    at_once : bool
        Whether all units are asked for on day 0, whatever the calendar says.
    compared : bool
        Whether changes, other lift and other permits are dispatched too.
    tried : int
        Resources of which one more is tried.
    futures : int
        Futures that are drawn for the band of the arrival curve; 0 draws none.
    limits : Limits
        Limits of the solver.
    """

    horizon_days: int = 180
    last_month: int | None = None
    permit_days: float | None = None
    at_once: bool = False
    compared: bool = True
    tried: int = 8
    futures: int = 500
    limits: Limits | None = None

    def __post_init__(self) -> None:
        if self.horizon_days < 1:
            raise UsageError(f"the horizon is {self.horizon_days} days", "give at least one day")
        if self.permit_days is not None and not 0 <= self.permit_days < math.inf:
            raise UsageError(f"permits take {self.permit_days:g} days", "give a number of days, at least 0")
        if self.futures < 0 or self.tried < 0:
            raise UsageError("a number of futures or of resources to try is below 0", "give numbers, at least 0")


def movement_problem(
    case: Case,
    requirement: Requirement,
    tours: Sequence[Tour],
    request: DeploymentRequest | None = None,
    *,
    lenders: Iterable[str] | None = None,
    all_routes: AllRoutes | None = None,
) -> MovementProblem:
    """Put what is to be dispatched together: moves, routes and capacities.

    Parameters
    ----------
    case : Case
        The case.
    requirement : Requirement
        The sectors.
    tours : sequence of Tour
        The calendar of a plan.
    request : DeploymentRequest, optional
        What is asked.
    lenders : iterable of str, optional
        States whose lift is there; those of the calendar and the external providers of the case unless given.
    all_routes : AllRoutes, optional
        The routes of the case, where they are known already.

    Returns
    -------
    MovementProblem
        What `dispatch` takes.
    """
    request = request or DeploymentRequest()
    all_routes = all_routes or AllRoutes(case, network_of(case, requirement))
    network = all_routes.network
    last = case.scenario.options.build_up_months if request.last_month is None else request.last_month
    lend = lenders_of(case, tours) if lenders is None else set(lenders)
    resources = resources_of(case, network, lend)
    book = RouteBook(all_routes, {resource.name: resource for resource in resources})
    received = round(factor(case, "rsoi_days"))
    moves = moves_of(
        case,
        tours,
        network.destinations,
        last_month=last,
        chain_days=lambda state, place, parts: book.travel_days(state, place, parts) + received,
        permit_days=request.permit_days,
        required_from=0 if request.at_once else None,
    )
    return problem_of_moves(moves, book, resources, days=request.horizon_days + _BEYOND, reception_days=received)


def lenders_of(case: Case, tours: Iterable[Tour]) -> set[str]:
    """Return the states whose lift is there: those of the calendar, and the external providers of the case."""
    return {tour.state for tour in tours} | set(case.providers)


def weighted_lateness(problem: MovementProblem, schedule: Schedule) -> float:
    """Return the lateness of a schedule in days, weighted by persons and priority."""
    weights = np.array([move.persons * move.priority for move in problem.moves], dtype=np.float64)
    return float(weights @ lateness(problem, schedule.operational))


def better(one: Schedule, other: Schedule) -> Schedule:
    """Return the schedule that is less late; of two that are equally late the one that closes earlier."""
    keys = [(weighted_lateness(each.problem, each), each.closure) for each in (one, other)]
    return one if keys[0] <= keys[1] else other


def best_dispatch(problem: MovementProblem, mean_arrival: Numbers | None = None, first: Schedule | None = None) -> Schedule:
    """Dispatch by priority and, where given, in the order of other days of arrival; keep the better.

    Parameters
    ----------
    problem : MovementProblem
        Moves, routes and capacities.
    mean_arrival : numpy.ndarray, shape (moves,), optional
        Days of arrival that give another order, such as those of the linear programme.
    first : Schedule, optional
        The dispatch by priority, where it is known already.
    """
    first = first or dispatch(problem, priority_order(problem))
    if mean_arrival is None:
        return first
    order = [int(number) for number in np.argsort(mean_arrival, kind="stable")]
    return better(first, dispatch(problem, order))

"""What deployment hands back to the plan: permits and the way, so that a tour begins in a month in which the unit can stand."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.deployment.movement.moves import loads_of
from interpose.deployment.movement.network import network_of
from interpose.deployment.movement.resources import factor, resources_of
from interpose.deployment.movement.routes import AllRoutes, RouteBook
from interpose.deployment.traffic_result import ChainDays
from interpose.evidence import Positions
from interpose.generation import Plan, PlanRequest, generate
from interpose.requirement import Requirement

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HandedBack", "chains", "hand_back", "with_the_way"]


@dataclass(frozen=True, kw_only=True)
class HandedBack:
    """A plan that gives time for the way, beside one that does not.

    Parameters
    ----------
    plan : Plan
        The plan whose tours begin when notice, permits and way are over.
    force_by_month, without_by_month : tuple of int
        Persons in the country month by month: in this plan, and in the one that gives no time for the way.
    sustained, without_sustained : int
        Least persons in any month of the steady state.
    shortfall_share, without_shortfall_share : float or None
        Priced shortfall as a share of the price of missing everything.
    moved : tuple of (str, str, int, int)
        State, unit type, and the first month in which their tours may begin: without the way, and with it.
    """

    plan: Plan
    force_by_month: tuple[int, ...]
    without_by_month: tuple[int, ...]
    sustained: int
    without_sustained: int
    shortfall_share: float | None
    without_shortfall_share: float | None
    moved: tuple[tuple[str, str, int, int], ...]


def chains(case: Case, all_routes: AllRoutes) -> tuple[ChainDays, ...]:
    """Return for each pool the days from setting out to operational where no capacity binds: the longest over all sectors.

    Parameters
    ----------
    case : Case
        The case.
    all_routes : AllRoutes
        Its routes and destinations.

    Returns
    -------
    tuple of ChainDays
        Sorted by state and unit type; pools that stand outside the country or have no way into it are left out.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> found = chains(case, AllRoutes(case, network_of(case, require(case))))
    >>> days = {(each.state, each.unit_type): each.days for each in found}
    >>> 15 <= days["DEU", "infantry_battalion"] <= 25
    True
    """
    network = all_routes.network
    resources = resources_of(case, network, {pool.state for pool in case.pools})
    book = RouteBook(all_routes, {resource.name: resource for resource in resources})
    received = round(factor(case, "rsoi_days"))
    places = set(network.destinations.values())
    found = []
    for pool in sorted(case.pools, key=lambda pool: (pool.state, pool.unit_type)):
        if case.states[pool.state].stands == "outside":
            continue
        loads = loads_of(case, pool.unit_type, 1.0) or {}
        days = [book.travel_days(pool.state, place, loads) for place in places]
        if loads and days and all(days):
            found.append(ChainDays(state=pool.state, unit_type=pool.unit_type, days=max(days) + received))
    return tuple(found)


def with_the_way(case: Case, chain: Iterable[ChainDays]) -> Case:
    """Return the case with the notice of each pool raised by its chain: the plan then begins tours when units can stand there.

    A unit sets out once it is ready and permits are there, whichever is later, as its move does.

    Parameters
    ----------
    case : Case
        The case.
    chain : iterable of ChainDays
        What `chains` found.
    """
    permits = math.ceil(factor(case, "permit_days"))
    days: Mapping[tuple[str, str], int] = {(each.state, each.unit_type): each.days for each in chain}
    return case.replace_rows(
        pools=[
            pool.replace(notice_days=max(pool.notice_days, permits) + days[pool.state, pool.unit_type])
            for pool in case.pools
            if (pool.state, pool.unit_type) in days
        ]
    )


def hand_back(
    case: Case, positions: Positions, requirement: Requirement, plan: Plan, request: PlanRequest | None = None
) -> HandedBack:
    """Plan again with time for the way, and say what that changes.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said.
    requirement : Requirement
        What each mandate requires.
    plan : Plan
        The plan without time for the way.
    request : PlanRequest, optional
        What that plan was asked.

    Returns
    -------
    HandedBack
        The new plan and the differences.
    """
    chain = chains(case, AllRoutes(case, network_of(case, requirement)))
    later = with_the_way(case, chain)
    again = generate(later, positions, requirement, request)
    before = {(pool.state, pool.unit_type): pool.notice_days for pool in case.pools}
    after = {(pool.state, pool.unit_type): pool.notice_days for pool in later.pools}
    moved = tuple(
        (state, unit_type, first, then)
        for (state, unit_type), days in sorted(before.items())
        if (first := _first_month(days)) != (then := _first_month(after[state, unit_type]))
    )
    return HandedBack(
        plan=again,
        force_by_month=again.force.by_month,
        without_by_month=plan.force.by_month,
        sustained=again.force.sustained,
        without_sustained=plan.force.sustained,
        shortfall_share=again.shortfall_share,
        without_shortfall_share=plan.shortfall_share,
        moved=moved,
    )


def _first_month(notice_days: int) -> int:
    return 1 - (-notice_days // 30)

"""Units at home as additional moves on the same network: when they could be there after an alarm, queues and lift included."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.deployment.dispatch import dispatch, problem_of_moves
from interpose.deployment.movement.moves import UnitMove, loads_of
from interpose.deployment.movement.network import Destination, Network
from interpose.deployment.movement.resources import factor, resources_of
from interpose.deployment.movement.routes import AllRoutes, RouteBook

__all__ = ["HomeUnits", "Reinforcement", "reinforce", "road_km_by_state"]

Numbers = NDArray[np.float64]
_DAYS = 720
"""Days for which capacities are known: who is not there by then never arrives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeUnits:
    """Like units that a state has at home.

    Parameters
    ----------
    state, unit_type : str
        Whose, of which type.
    units : float
        How many; part of a unit moves as one.
    persons : float
        Persons of one unit.
    notice_days : int
        Days from the order to ready.
    """

    state: str
    unit_type: str
    units: float
    persons: float
    notice_days: int


@dataclass(frozen=True, kw_only=True)
class Reinforcement:
    """When units at home would be operational, by the share of them that is sent and by the days that permits take.

    Parameters
    ----------
    units : tuple of HomeUnits
        What is sent, an entry for each unit and one for a part of a unit.
    released : numpy.ndarray, shape (shares,)
        Shares of each unit that were dispatched, rising.
    permits : numpy.ndarray, shape (permits,)
        Days until permits are there that were dispatched, rising.
    days : numpy.ndarray, shape (units, shares, permits)
        Day on which each is operational, counted from the order; infinity for those that never arrive.
    reception_days : int
        Days of reception that are part of them.
    never : mapping of str to str
        Why units of a state never arrive.
    """

    units: tuple[HomeUnits, ...]
    released: Numbers
    permits: Numbers
    days: Numbers
    reception_days: int
    never: Mapping[str, str]

    def operational(self, released: Numbers, permits: Numbers) -> Numbers:
        """Read the day between those that were dispatched, along straight lines.

        Parameters
        ----------
        released, permits : numpy.ndarray, shape (draws,)
            Share that is sent, and days until permits are there; beyond what was dispatched the nearest counts.

        Returns
        -------
        numpy.ndarray, shape (units, draws)
            Days from the order.
        """
        share, share_weight = _between(self.released, released)
        permit, permit_weight = _between(self.permits, permits)
        found = np.zeros((len(self.units), len(released)))
        for step, weight in ((0, 1 - share_weight), (1, share_weight)):
            at = np.minimum(share + step, len(self.released) - 1)
            for later, part in ((0, 1 - permit_weight), (1, permit_weight)):
                corner = self.days[:, at, np.minimum(permit + later, len(self.permits) - 1)]
                # Infinity times nothing is no number: what never arrives stays so by the corners that count.
                found += np.where(weight * part > 0, corner, 0.0) * np.where(weight * part > 0, weight * part, 1.0)
        return found


def _between(known: Numbers, asked: Numbers) -> tuple[NDArray[np.int64], Numbers]:
    """Return the place below each value and how far it lies towards the next, from 0 to 1."""
    if len(known) == 1:
        return np.zeros(len(asked), dtype=np.int64), np.zeros(len(asked))
    below = np.clip(np.searchsorted(known, asked, side="right") - 1, 0, len(known) - 2)
    width = known[below + 1] - known[below]
    return below, np.clip((asked - known[below]) / width, 0.0, 1.0)


def reinforce(
    case: Case,
    all_routes: AllRoutes,
    units: Sequence[HomeUnits],
    *,
    lenders: Collection[str],
    released: Sequence[float],
    permits: Sequence[float],
) -> Reinforcement | None:
    """Dispatch units at home to one sector, first ready first, for several shares of them and several days of permits.

    Crossings, ports, trains, places of reception and lift are those of the deployment; reliefs stand back meanwhile.

    Parameters
    ----------
    case : Case
        The case: homes, loads, factors, lift.
    all_routes : AllRoutes
        Its routes and destinations; the sector at the middle distance stands for the one that is attacked.
    units : sequence of HomeUnits
        What could be sent.
    lenders : collection of str
        States whose lift is there.
    released : sequence of float
        Shares of each unit that are sent, from 0 to 1.
    permits : sequence of float
        Days until permits are there.

    Returns
    -------
    Reinforcement or None
        None where the network does not reach the host.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.deployment.movement.network import network_of
    >>> from interpose.deployment.movement.routes import AllRoutes
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> home = [HomeUnits(state="POL", unit_type="infantry_battalion", units=2, persons=700, notice_days=20)]
    >>> routes = AllRoutes(case, network_of(case, require(case)))
    >>> found = reinforce(case, routes, home, lenders={"POL"}, released=(0.5, 1), permits=(3, 45))
    >>> found.days.shape, bool((found.days[:, :, 0] < found.days[:, :, 1]).all())
    ((2, 2, 2), True)
    """
    network = all_routes.network
    if not network.destinations:
        return None
    resources = resources_of(case, network, lenders)
    book = RouteBook(all_routes, {resource.name: resource for resource in resources})
    place = _middle_sector(network, sorted({row.state for row in units} & set(case.homes)), case)
    received = round(factor(case, "rsoi_days"))
    each = tuple(
        replace(row, units=min(1.0, row.units - number)) for row in units for number in range(math.ceil(row.units - 1e-9))
    )
    # Permits that are there before the first unit is ready make no difference: they are dispatched once.
    first = min((row.notice_days for row in each), default=0)
    shares, waits = sorted(set(map(float, released))), sorted({max(float(days), first) for days in permits})
    days = np.full((len(each), len(shares), len(waits)), np.inf)
    never: dict[str, str] = {}
    for at, share in enumerate(shares):
        moves = {row: _move(case, row, place, share * row.units) for row in dict.fromkeys(each)}
        problem = problem_of_moves([moves[row] for row in each], book, resources, days=_DAYS, reception_days=received)
        never |= {row.state: why for row, why in zip(each, problem.never, strict=True) if why}
        for then, permit in enumerate(waits):
            later = problem.with_permits(permit)
            order = np.argsort([move.ready_day for move in later.moves], kind="stable")
            days[:, at, then] = dispatch(later, order.tolist()).operational
    return Reinforcement(
        units=each,
        released=np.array(shares),
        permits=np.array(waits),
        days=days,
        reception_days=received,
        never=never,
    )


def _move(case: Case, row: HomeUnits, place: Destination, share: float) -> UnitMove:
    loads = loads_of(case, row.unit_type, row.persons) or {}
    unit = case.unit_types[row.unit_type]
    return UnitMove(
        state=row.state,
        unit_type=row.unit_type,
        sector="",
        destination=place,
        required_day=0,
        leave_day=_DAYS,
        notice_days=row.notice_days,
        permit_days=0,
        held_days=0,
        persons=share * row.persons,
        priority=unit.priority,
        capability=unit.capabilities[0][0] if unit.capabilities else "",
        loads={part: {measure: share * amount for measure, amount in amounts.items()} for part, amounts in loads.items()},
    )


def _middle_sector(network: Network, states: Sequence[str], case: Case) -> Destination:
    """Return where the sector stands whose way by road from these states is the median of all sectors."""
    places = [(sector, place) for sector, place in sorted(network.destinations.items()) if sector]
    if not places:
        return network.destinations[""]
    ways = {
        sector: sum(way for state in states if math.isfinite(way := _road_km(case, network, state, place)))
        for sector, place in places
    }
    ranked = sorted(places, key=lambda each: (ways[each[0]], each[0]))
    return ranked[(len(ranked) - 1) // 2][1]


def _road_km(case: Case, network: Network, state: str, place: Destination) -> float:
    """Return the shortest way by road from the home of a state over a crossing and the hub to a place; infinity without one."""
    home = case.homes[state]
    return min(
        (
            network.km("road", home.road_node, crossing.from_node, inside=False)
            + network.km("road", crossing.to_node, place.hub, inside=True)
            + network.km("road", place.hub, place.node, inside=True)
            for crossing in case.crossings.values()
            if crossing.road_vehicles_day
        ),
        default=math.inf,
    )


def road_km_by_state(case: Case, network: Network) -> dict[str, float]:
    """Return for each state the way by road from home to where units stand, by the shortest crossing: the mean of all sectors.

    Parameters
    ----------
    case : Case
        The case: homes and crossings.
    network : Network
        Shortest ways and destinations.

    Returns
    -------
    dict of str to float
        Kilometres by state; states from which no road leads to every sector are left out.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.deployment.movement.network import network_of
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> km = road_km_by_state(case, network_of(case, require(case)))
    >>> 900 < km["POL"] < km["DEU"] < km["FRA"] < 3500, "USA" in km
    (True, False)
    """
    places = [place for sector, place in network.destinations.items() if sector] or list(network.destinations.values())
    found = {}
    for state in case.homes:
        ways = [_road_km(case, network, state, place) for place in places]
        if ways and all(map(math.isfinite, ways)):
            found[state] = sum(ways) / len(ways)
    return found

"""When the forces of many futures are there: one movement problem with every unit that may move, and who moves in each."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.words import OUTSIDE
from interpose.deployment.bounds.cut_bound import Cut, cuts_of
from interpose.deployment.dispatch import MovementProblem
from interpose.deployment.futures import FastestWays, Futures, closure_bounds, fastest_ways, operational_days
from interpose.deployment.movement.moves import DAYS_A_MONTH, loads_of
from interpose.deployment.movement.network import Network, network_of
from interpose.deployment.movement.resources import factor, resources_of
from interpose.deployment.movement.routes import AllRoutes
from interpose.deployment.problem import DeploymentRequest, lenders_of, movement_problem
from interpose.deployment.reinforcement import road_km_by_state
from interpose.exploration.chain.planning import PlannedFuture
from interpose.generation.result import RotationRow
from interpose.requirement import Requirement

__all__ = ["Arrivals", "Movement", "movement_of"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """When forces are there, by future; not a number where nothing moves.

    Day of the last unit by the recursion, the day before which no schedule has it there, and days between the day on which
    units are asked for and that on which they are operational, on average over persons.
    """

    closure: Numbers
    bound: Numbers
    late: Numbers


@dataclass(frozen=True, kw_only=True)
class Movement:
    """Every unit that may move on one ground, and what is known of its way.

    The case is the one for which the problem was made: a move for every unit of every state that may take part. `cuts` are what
    all of them must cross, `fastest` what the recursion reads, `moves` the places of the moves of each pool. `travel`, shape
    (moves,), holds days from setting out to the place of reception where nothing binds, infinity where there is no way;
    `capacity`, shape (resources,), what there is of each resource; `ways` the way of each state's units by road (km).
    """

    case: Case
    network: Network
    problem: MovementProblem
    cuts: tuple[Cut, ...]
    fastest: FastestWays
    moves: dict[tuple[str, str], list[int]]
    travel: Numbers
    capacity: Numbers
    ways: Mapping[str, float]

    def arrivals(self, planned: Sequence[PlannedFuture]) -> Arrivals:
        """Say when the units of each future are there."""
        count, moves = len(planned), len(self.problem.moves)
        ready, required, persons = (np.full((count, moves), fill) for fill in (np.inf, 0.0, 0.0))
        for row, each in enumerate(planned):
            self._send(each, ready[row], required[row], persons[row])
        cases = [each.future.case for each in planned]
        futures = Futures(
            capacity=np.array([self._shares(each) for each in planned]),
            load=np.array([self._load(case) for case in cases]),
            notice=np.ones(count),
            permit_days=np.zeros(count),
            reception_days=np.array([math.ceil(factor(case, "rsoi_days")) for case in cases], dtype=np.float64),
            ready=ready,
        )
        days = operational_days(self.problem, futures, self.fastest)
        moving = np.isfinite(days)
        closure = np.where(moving, days, -np.inf).max(axis=1, initial=-np.inf)
        late = np.where(moving, np.maximum(np.where(moving, days, 0.0) - required, 0.0) * persons, 0.0).sum(axis=1)
        weight = np.where(moving, persons, 0.0).sum(axis=1)
        bound = np.minimum(closure_bounds(self.problem, futures, self.cuts), closure)
        nobody = ~moving.any(axis=1)
        return Arrivals(
            closure=np.where(nobody, np.nan, closure),
            bound=np.where(nobody, np.nan, bound),
            late=np.divide(late, weight, out=np.full(count, np.nan), where=weight > 0),
        )

    def _send(self, planned: PlannedFuture, ready: Numbers, required: Numbers, persons: Numbers) -> None:
        """Say of each unit that moves when it may set out and when it is asked for."""
        case = planned.future.case
        pools = {(pool.state, pool.unit_type): pool for pool in case.pools}
        notice, permits = factor(case, "notice_factor"), math.ceil(factor(case, "permit_days"))
        # Sent off as early as the calendar asks for them, and by the days that the way and reception take.
        early = math.ceil(factor(case, "early_days")) + round(factor(case, "rsoi_days"))
        last = case.scenario.options.build_up_months
        taken: dict[tuple[str, str], int] = defaultdict(int)
        for tour in planned.tours:
            key = (tour.state, tour.unit_type)
            if tour.belt == OUTSIDE or tour.start_month > last or key not in self.moves:
                continue
            places = self.moves[key][taken[key] : taken[key] + tour.units]
            taken[key] += tour.units
            asked = DAYS_A_MONTH * (tour.start_month - 1)
            pool = pools[key]
            called = max(math.ceil(pool.notice_days * notice), permits)
            for place in places:
                if math.isfinite(self.travel[place]):
                    ready[place] = max(called, asked - early - self.travel[place])
                    required[place] = asked
                    persons[place] = pool.personnel or case.unit_types[pool.unit_type].personnel

    def _shares(self, planned: PlannedFuture) -> Numbers:
        """Return the capacity of each resource as a share of that of the problem."""
        case = planned.future.case
        resources = resources_of(case, self.network, lenders_of(case, planned.tours))
        now = np.array([each.capacity for each in resources])
        found: Numbers = np.divide(now, self.capacity, out=np.ones(len(now)), where=self.capacity > 0)
        return found

    def _load(self, case: Case) -> float:
        """Return the equipment that units take along, as a share of what the problem was made with."""
        if case.move_units is self.case.move_units:
            return 1.0
        types = sorted({move.unit_type for move in self.problem.moves} & set(case.move_units))
        shares = [_pieces(case, name) / before for name in types if (before := _pieces(self.case, name))]
        return sum(shares) / len(shares) if shares else 1.0


def _pieces(case: Case, unit_type: str) -> float:
    row = case.move_units[unit_type]
    return float(row.wheeled + row.tracked + row.teu)


def movement_of(
    case: Case, requirement: Requirement, states: Sequence[str], known: Iterable[Movement | None] = ()
) -> Movement | None:
    """Put every unit of some states that may move into one problem; None where none may, or no way ends in the host."""
    network = network_of(case, requirement)
    for other in known:
        # On another ground with the same places of sectors all moves are the same.
        if other is not None and other.network.destinations == network.destinations:
            return other
    tours = tuple(
        RotationRow(
            state=pool.state,
            unit_type=pool.unit_type,
            units=math.ceil(max(pool.units, pool.high or 0.0)),
            start_month=1,
            end_month=pool.tour_months,
            belt="depth",
        )
        for pool in case.pools
        if pool.state in states and case.states[pool.state].stands != "outside" and loads_of(case, pool.unit_type, 1.0)
    )
    if not network.destinations or not any(tour.units for tour in tours):
        return None
    problem = movement_problem(case, requirement, tours, DeploymentRequest(futures=0), all_routes=AllRoutes(case, network))
    moves: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, move in enumerate(problem.moves):
        moves[move.state, move.unit_type].append(place)
    travel = [
        problem.chain_days(place) - problem.reception_days if parts else math.inf for place, parts in enumerate(problem.parts)
    ]
    return Movement(
        case=case,
        network=network,
        problem=problem,
        cuts=cuts_of(problem),
        fastest=fastest_ways(problem),
        moves=dict(moves),
        travel=np.array(travel, dtype=np.float64),
        capacity=np.array([resource.capacity for resource in problem.resources]),
        ways=road_km_by_state(case, network),
    )

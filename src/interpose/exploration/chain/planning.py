"""From one future to its force: requirement on ground that is surveyed once, then the slot model of the planner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from interpose.case import Case
from interpose.evidence import Positions
from interpose.exploration.inputs.future import Future
from interpose.generation import PlanRequest
from interpose.generation.model.slots import SlotPlan, solve_slots
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.supply import Participation, PoolSupply, belt_of, participation
from interpose.generation.result import RotationRow
from interpose.requirement import Requirement
from interpose.requirement.area import AreaResult
from interpose.requirement.requiring import require_on
from interpose.requirement.survey import resurveyed, survey

__all__ = ["MOST_GROUNDS", "Ground", "PlannedFuture", "Planning", "first_tours"]

MOST_GROUNDS = 64
"""Grounds that are kept: where depths are drawn from a range, each future has one of its own."""

Ground = tuple[object, ...]
"""What tells grounds apart: the options and the weights of terrain by which the area is cut."""


@dataclass(frozen=True, kw_only=True)
class PlannedFuture:
    """A future on its ground: its requirement, what the planner was asked, posts with the proved bound, who mans them first."""

    future: Future
    ground: Ground
    requirement: Requirement
    problem: Problem
    plan: SlotPlan
    tours: tuple[RotationRow, ...]


@dataclass(kw_only=True)
class Planning:
    """Plans futures of a case, one after another; grounds are surveyed once each, and kept with the case that was surveyed.

    `everybody` says whether it is drawn of every state with a position and units whether it takes part.
    """

    case: Case
    positions: Positions
    request: PlanRequest
    everybody: bool
    surveyed: dict[Ground, tuple[Case, AreaResult]] = field(default_factory=dict)

    @property
    def mandate(self) -> str:
        """Mandate that is planned for."""
        return self.request.mandate or self.case.scenario.mandate

    def area(self, case: Case) -> tuple[Ground, AreaResult]:
        """Return the ground of a future, surveyed or told from a survey."""
        options = case.scenario.options
        weights = tuple(
            (name, row.value) for name, row in sorted(case.planning_factors.items()) if name.startswith("terrain_weight")
        )
        ground = (options.zone_depth_km, options.depth_belt_km, options.sectors, options.sector_snap, weights)
        surveyed = self.surveyed.get(ground) or (case, survey(case))
        if len(self.surveyed) < MOST_GROUNDS:
            self.surveyed[ground] = surveyed
        return ground, resurveyed(surveyed[1], surveyed[0], case)

    def plan(self, future: Future) -> PlannedFuture:
        """Size the mandate of a future and find the posts that it can keep."""
        case = future.case
        ground, area = self.area(case)
        requirement = require_on(case, area, [self.mandate])
        problem = problem_of(case, self.positions, requirement, self.request, joined=self._joined(future))
        plan = solve_slots(problem, limits=self.request.limits)
        return PlannedFuture(
            future=future,
            ground=ground,
            requirement=requirement,
            problem=problem,
            plan=plan,
            tours=first_tours(plan),
        )

    def _joined(self, future: Future) -> Participation:
        """Say who takes part: where it is drawn of everybody nobody waits for others, and it need not be worked out."""
        if not self.everybody or self.request.least_modality is not None:
            return participation(future.case, self.positions, least_modality=self.request.least_modality)
        case = future.case
        able = {pool.state for pool in case.pools} | {code for code, state in case.states.items() if state.personnel_least}
        joins: Mapping[str, bool] = {code: case.states[code].participates == "yes" for code in sorted(able)}
        outside = case.excluded_providers
        return Participation({code: "states.csv" for code, yes in joins.items() if yes and code not in outside}, {})


def first_tours(plan: SlotPlan) -> tuple[RotationRow, ...]:
    """Say who mans the posts first: units that are ready, by their share in the reliefs.

    Where no unit is ready in the first month of a post, it is the next that is.

    Parameters
    ----------
    plan : SlotPlan
        Posts, with who relieves whom.

    Returns
    -------
    tuple of RotationRow
        One tour each, by pool, belt and first month.
    """
    spare = {pool.key: pool.units for post in plan.posts for pool in post.crew.members}
    found: dict[tuple[PoolSupply, str, int], int] = defaultdict(int)
    for post in sorted(plan.posts, key=lambda each: (each.first_month, each.station, each.crew.owner)):
        owed = dict(post.shares)
        late = {pool: max(0, pool.first_month - post.first_month) for pool in owed}
        for _ in range(post.count):
            able = [pool for pool in owed if spare[pool.key] > 0]
            if able:
                pool = min(able, key=lambda pool: (late[pool], -owed[pool], pool.key))
                owed[pool] -= 1
                spare[pool.key] -= 1
                found[pool, belt_of(post.station), post.first_month + late[pool]] += 1
    return tuple(
        RotationRow(
            state=pool.state,
            unit_type=pool.unit_type,
            units=units,
            start_month=month,
            end_month=month + pool.tour - 1,
            belt=belt,
        )
        for (pool, belt, month), units in found.items()
    )

"""The level that lasts, as the slot model tells it: for other mandates and variants beside the plan shown, and by firmness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from interpose.case import Case
from interpose.case.quantities import Figure
from interpose.case.row_ref import RowRef
from interpose.case.tables.evidence import Modality
from interpose.case.tables.words import Endurance
from interpose.evidence import Positions, firm_roles
from interpose.generation.model.slots import SlotPlan, solve_slots
from interpose.generation.model.solve import MonthlySolution
from interpose.generation.plan import month_by_month, posts_and_shortfall, without_sector_rules
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.problem.supply import RUNGS, Participation, Rung, pledged_personnel
from interpose.generation.result import HeldPosts, Shortfall
from interpose.requirement import Requirement
from interpose.solver import Clock, Limits, Status

__all__ = [
    "LevelAnswer",
    "LevelContribution",
    "RungAnswer",
    "level_answer",
    "level_of",
    "rungs",
    "unit_months",
    "without_number",
]


@dataclass(frozen=True, slots=True)
class LevelContribution:
    """Persons that a state keeps there on average, in the country and outside."""

    state: str
    personnel: int
    outside: int


@dataclass(frozen=True, kw_only=True)
class LevelAnswer:
    """What can be held, without a calendar: as in `Plan`, with persons on average over who relieves whom, all posts manned."""

    mandate: str
    endurance: Endurance
    status: Status
    gap: float | None = None
    objective: float | None = None
    bound: float | None = None
    requirement: float
    shortfall_share: float | None = None
    sustained: int = 0
    outside: int = 0
    posts: tuple[HeldPosts, ...] = ()
    contributions: tuple[LevelContribution, ...] = ()
    shortfall: tuple[Shortfall, ...] = ()
    participants: tuple[str, ...]
    waiting: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def has_numbers(self) -> bool:
        """Whether there are numbers to read."""
        return self.status in ("optimal", "feasible")

    def figures(self, stem: str) -> tuple[Figure, ...]:
        """Name its numbers under a stem."""
        formula = "persons in the country once all posts are manned, without a calendar: posts times the share of each nation "
        formula += "in reliefs times persons of its units"
        inputs = (f"requirement.{self.mandate}.personnel", str(RowRef.scenario("options.endurance")))
        figure = Figure(name=f"{stem}.force.sustained", value=self.sustained, unit="persons", formula=formula, inputs=inputs)
        return (figure,) if self.has_numbers else ()


def level_answer(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> LevelAnswer:
    """Find what can be held: the slot model for what lasts without end, the monthly model for the horizon.

    The parameters are those of `generate`.

    Returns
    -------
    LevelAnswer
        Proved numbers in some 50 ms, without a calendar and without the rules of sectors.
    """
    request = request or PlanRequest()
    return level_of(problem_of(case, positions, requirement, request), request.limits)


def level_of(problem: Problem, limits: Limits | None = None) -> LevelAnswer:
    """Find what can be held of a problem that is already resolved, or changed."""
    need, total, limits = problem.demand, problem.demand.price_of_all(), limits or Limits()
    found: SlotPlan | MonthlySolution
    if problem.rules.endurance == "horizon":
        found, readout = month_by_month(without_sector_rules(problem), Clock(limits))
        objective, short = (None, {}) if readout is None else (readout.objective, readout.short)
        sustained, outside = (0, 0) if readout is None else (readout.force.sustained, readout.force.outside_peak)
        means = [(row, float(np.mean(row.by_month[need.steady]))) for row in (readout.contributions if readout else ())]
        persons = {row.state: (0.0, mean) if row.outside else (mean, 0.0) for row, mean in means}
    else:
        found = plan = solve_slots(problem, limits=limits)
        objective, short = plan.objective, {key: months.round(6) for key, months in plan.short.items()}
        sustained, outside, persons = plan.sustained, plan.outside, plan.persons()
    answer = LevelAnswer(
        mandate=problem.mandate,
        endurance=problem.rules.endurance,
        status=found.status,
        requirement=total,
        participants=problem.participation.states,
        waiting=tuple(problem.participation.waiting.items()),
    )
    if objective is None:
        return answer
    posts, shortfall = posts_and_shortfall(need, short)
    return replace(
        answer,
        gap=None if found.bound is None else max(0.0, objective - found.bound) / (total or 1.0),
        objective=objective,
        bound=found.bound,
        shortfall_share=objective / (total or 1.0),
        sustained=sustained,
        outside=outside,
        posts=posts,
        contributions=tuple(LevelContribution(state, *map(round, each)) for state, each in persons.items()),
        shortfall=shortfall,
    )


def unit_months(shortfall: Iterable[Shortfall]) -> dict[str, float]:
    """Return the unit-months that are short, by capability; only what is above zero."""
    found: dict[str, float] = {}
    for row in shortfall:
        found[row.capability] = found.get(row.capability, 0.0) + row.quantity
    return dict(sorted(found.items()))


@dataclass(frozen=True, kw_only=True)
class RungAnswer:
    """What states bring whose positions are at least this firm, if nations relieve one another, and if each relieves itself.

    `without_number` are states that take part by a pledge, or a firmer position, whose claims name no persons: their units are
    counted, limited by nothing.
    """

    rung: Rung
    without_end: LevelAnswer
    own_relief: LevelAnswer
    without_number: tuple[str, ...] = ()

    def figures(self) -> tuple[Figure, ...]:
        """Name the numbers of the rung."""
        stem = f"rungs.{self.rung}"
        return *self.without_end.figures(f"{stem}.without_end"), *self.own_relief.figures(f"{stem}.own_relief")


def rungs(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[RungAnswer, ...]:
    """Answer by firmness, each rung and endurance a proved solve of the slot model.

    The parameters are those of `generate`; `least_modality` is set by the rung.

    Returns
    -------
    tuple of RungAnswer
        The firmest first; each holds all states of the one before. States let in by hand that stand outside the country are
        in every rung: variants leave them out.
    """
    request = request or PlanRequest()
    found = []
    for rung, modality in RUNGS.items():
        problem = problem_of(case, positions, requirement, replace(request, least_modality=modality))
        relay, own = (level_of(problem.with_rules(endurance=each), request.limits) for each in ("relay", "own"))
        silent = without_number(case, positions, problem.participation)
        found.append(RungAnswer(rung=rung, without_end=relay, own_relief=own, without_number=silent))
    return tuple(found)


def without_number(case: Case, positions: Positions, taking_part: Participation) -> tuple[str, ...]:
    """Return the states that take part by a pledge, or a firmer position, whose claims name no persons."""
    by_position = [state for state, reason in taking_part.reasons.items() if reason == "position"]
    pledged = [state for state in by_position if firm_roles(case, positions.of(state), Modality.PLEDGED)]
    named = pledged_personnel(case, positions, pledged)
    return tuple(state for state in pledged if state not in named)

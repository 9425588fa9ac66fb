"""The level that lasts, as the slot model tells it: for other mandates, firmness and variants beside the plan shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from interpose.case import Case
from interpose.case.quantities import Figure
from interpose.case.tables.words import Endurance
from interpose.evidence import Positions
from interpose.generation.clock import Clock
from interpose.generation.model.slots import SlotPlan, solve_slots
from interpose.generation.model.solve import solve_monthly
from interpose.generation.plan import without_sector_rules
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.readout import read_back
from interpose.generation.result import HeldPosts, Shortfall
from interpose.generation.settings import Settings
from interpose.solver import Limits, Status

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["LevelAnswer", "LevelContribution", "level_answer", "level_of"]


@dataclass(frozen=True, slots=True)
class LevelContribution:
    """Persons that a state keeps there on average, in the country and outside."""

    state: str
    personnel: int
    outside: int


@dataclass(frozen=True, kw_only=True)
class LevelAnswer:
    """What can be held, without a calendar.

    Parameters
    ----------
    mandate : str
        Mandate.
    endurance : str
        relay, own or horizon.
    status : str
        One of the six words; only optimal and feasible carry numbers.
    gap : float or None
        Distance to the proved bound, as a share of the price of missing everything.
    objective, bound : float or None
        Priced shortfall, and what is proved.
    requirement : float
        Price of missing everything.
    shortfall_share : float or None
        Priced shortfall as a share of that price.
    sustained : int
        Persons in the country once all posts are manned, on average over who relieves whom.
    outside : int
        Persons that serve from outside the country.
    posts : tuple of HeldPosts
        Posts held of posts required in the steady state, by capability and belt.
    contributions : tuple of LevelContribution
        Persons by state.
    shortfall : tuple of Shortfall
        What is missing; only what is above zero.
    participants : tuple of str
        States that take part.
    waiting : tuple of (str, tuple of str)
        States that stay away while conditions of theirs are not met.
    """

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
        if not self.has_numbers:
            return ()
        inputs = (f"requirement.{self.mandate}.personnel", "scenario.yaml#options.endurance")
        return (
            Figure(
                f"{stem}.force.sustained",
                self.sustained,
                "persons",
                "persons in the country once all posts are manned, from the slot model: posts times the share of each nation "
                "in reliefs times persons of its units",
                inputs,
            ),
        )


def level_answer(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> LevelAnswer:
    """Find what can be held: the slot model for what lasts without end, the monthly model for the horizon.

    Parameters
    ----------
    case, positions, requirement
        As for `generate`.
    request : PlanRequest, optional
        What is asked.

    Returns
    -------
    LevelAnswer
        Proved numbers in some 50 ms, without a calendar and without the rules of sectors.
    """
    request = request or PlanRequest()
    return level_of(problem_of(case, positions, requirement, request), limits=request.limits)


def level_of(problem: Problem, *, limits: Limits | None = None, settings: Settings | None = None) -> LevelAnswer:
    """Find what can be held of a problem that is already resolved."""
    limits = limits or Limits()
    empty = LevelAnswer(
        mandate=problem.mandate,
        endurance=problem.rules.endurance,
        status="no answer",
        requirement=problem.demand.price_of_all(),
        participants=problem.participation.states,
        waiting=tuple(problem.participation.waiting.items()),
    )
    if problem.rules.endurance == "horizon":
        return _for_the_horizon(problem, empty, limits, settings or Settings())
    plan = solve_slots(problem, settings=settings, limits=limits)
    if not plan.has_numbers:
        return replace(empty, status=plan.status)
    return replace(
        empty,
        status=plan.status,
        gap=plan.gap,
        objective=plan.objective,
        bound=plan.bound,
        shortfall_share=plan.shortfall_share,
        sustained=plan.sustained,
        outside=plan.outside,
        posts=_held(problem, plan),
        contributions=tuple(
            LevelContribution(state, round(inside), round(outside)) for state, (inside, outside) in plan.persons().items()
        ),
        shortfall=_shortfall(problem, plan),
    )


def _for_the_horizon(problem: Problem, empty: LevelAnswer, limits: Limits, settings: Settings) -> LevelAnswer:
    free = without_sector_rules(problem)
    solution = solve_monthly(free, Clock(limits), settings)
    if solution.status not in ("optimal", "feasible"):
        return replace(empty, status=solution.status)
    readout = read_back(free, solution.tours, solution.withdrawn)
    total, bound = empty.requirement, solution.bound
    return replace(
        empty,
        status=solution.status,
        gap=None if bound is None or not total else max(0.0, readout.objective - bound) / total,
        objective=readout.objective,
        bound=bound,
        shortfall_share=readout.objective / total if total else 0.0,
        sustained=readout.force.sustained,
        outside=readout.force.outside_peak,
        posts=readout.posts,
        contributions=tuple(
            LevelContribution(
                row.state, 0 if row.outside else _mean(row.by_month, problem), _mean(row.by_month, problem) * row.outside
            )
            for row in readout.contributions
        ),
        shortfall=readout.shortfall,
    )


def _mean(months: tuple[int, ...], problem: Problem) -> int:
    return round(float(np.mean(months[problem.demand.steady])))


def _held(problem: Problem, plan: SlotPlan) -> tuple[HeldPosts, ...]:
    steady = problem.demand.steady
    return tuple(
        HeldPosts(
            capability=capability,
            belt=belt,
            required=float(needed[steady].max()),
            held=float((needed - plan.short[belt, capability])[steady].min()),
        )
        for (belt, capability), needed in problem.demand.quantity.items()
        if needed[steady].any()
    )


def _shortfall(problem: Problem, plan: SlotPlan) -> tuple[Shortfall, ...]:
    return tuple(
        Shortfall(
            capability, belt, month + 1, round(float(months[month]), 6), float(problem.demand.quantity[belt, capability][month])
        )
        for (belt, capability), months in plan.short.items()
        for month in np.flatnonzero(months > 1e-6).tolist()
    )

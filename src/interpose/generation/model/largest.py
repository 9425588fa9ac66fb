"""The largest force: how far the requirement for troops can be scaled and still be held throughout the steady state."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from interpose.generation.model.groups import classes, parts
from interpose.generation.model.monthly import MonthlyModel
from interpose.generation.problem.planning_problem import Problem, StateLimit
from interpose.generation.problem.sector_need import TROOPS
from interpose.solver import Limits, Status, solve

__all__ = ["Largest", "largest_scale", "planned", "scaled"]


@dataclass(frozen=True, slots=True)
class Largest:
    """Part of the requirement that can be held in every month of the steady state, above 1 where more can be, and its bound."""

    status: Status
    scale: float = 0.0
    bound: float | None = None

    @property
    def has_numbers(self) -> bool:
        """Whether there is an answer."""
        return self.status in ("optimal", "feasible")


def largest_scale(problem: Problem, limits: Limits | None = None) -> Largest:
    """Find how much of the requirement for troops on the ground can be held in every month of the steady state.

    The belts keep their proportion. Units that enable others follow and are not counted here, nor are rules of sectors. The
    part is 0 where nobody can hold a post throughout, which is an answer.
    """
    need = problem.demand
    core = {key: months for key, months in need.quantity.items() if key[1] in TROOPS} or dict(need.quantity)
    caps = {state: StateLimit(state, limit.most, None) for state, limit in problem.limits.items() if limit.most is not None}
    troops = replace(problem, demand=replace(need, quantity=core), limits=caps, sectors=None)
    found = Largest("optimal", math.inf, math.inf)
    for part in parts(troops, classes(troops)):
        model = MonthlyModel(troops, part, largest=True).model
        outcome = solve(model, limits, absolute_gap=problem.gap, seed=problem.seed)
        if outcome.objective is None:
            return Largest(outcome.status)
        # Rounded down, so that what is planned for can be held; what the solver is off by does not count.
        scale = max(0.0, float(np.floor(-outcome.objective * 1e6 + 0.1) / 1e6))
        bound = None if outcome.bound is None or found.bound is None else min(found.bound, -outcome.bound)
        status = "feasible" if "feasible" in (found.status, outcome.status) else outcome.status
        found = Largest(status, min(found.scale, scale), bound)
    return found if found.scale < math.inf else Largest("optimal", 0.0, 0.0)


def planned(problem: Problem, limits: Limits | None = None) -> tuple[Problem, Largest | None]:
    """Return the problem that is planned for: in the mode `largest` that of the largest force, with how large it is.

    Below the whole requirement the whole of it is planned for, so that the largest force is never below the one that fills
    what it can.
    """
    if problem.mode != "largest":
        return problem, None
    largest = largest_scale(problem, limits)
    return scaled(problem, max(1.0, largest.scale)), largest


def scaled(problem: Problem, scale: float) -> Problem:
    """Return the problem with a part, or a multiple, of its requirement."""
    need, sectors = problem.demand, problem.sectors
    quantity = {key: np.round(months * scale, 6) for key, months in need.quantity.items()}
    if sectors is not None:
        sectors = replace(sectors, quantity={key: months * scale for key, months in sectors.quantity.items()})
    return replace(problem, demand=replace(need, quantity=quantity), sectors=sectors)

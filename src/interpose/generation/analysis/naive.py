"""The naive plan: everybody brings an equal share of the size of its army, and relieves itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.model.groups import sendable
from interpose.generation.model.slots import solve_slots
from interpose.generation.model.solve import planned
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.problem.sector_need import spread
from interpose.generation.problem.supply import belt_of
from interpose.generation.readout import posts_and_shortfall
from interpose.generation.result import HeldPosts, Shortfall
from interpose.requirement import Requirement

__all__ = ["NaivePlan", "NaiveShare", "naive_plan"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NaiveShare:
    """Size of a state's army, its part of all, posts asked for and held by itself without end, and persons in the country."""

    state: str
    personnel_active: int
    share: float
    asked: int
    held: int
    personnel: int


@dataclass(frozen=True, kw_only=True)
class NaivePlan:
    """What an equal share of army size would bring: as in `LevelAnswer`; states by size of army, the largest first.

    States that take part and whose size is `unknown` are asked for nothing.
    """

    mandate: str
    sustained: int
    shortfall_share: float
    shares: tuple[NaiveShare, ...]
    posts: tuple[HeldPosts, ...]
    shortfall: tuple[Shortfall, ...]
    unknown: tuple[str, ...]


def naive_plan(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> NaivePlan:
    """Divide the requirement over those who take part by the size of their armies, without any planning.

    The posts of each capability and belt are divided over the states that have any such unit, in proportion to their active
    personnel. A state holds of its posts what it can keep standing by itself without end, and no more than its cap; nobody
    stands in for anybody. The parameters are those of `generate`.

    Returns
    -------
    NaivePlan
        What it would bring, to be set beside the plan: the difference is what planning buys.
    """
    request = request or PlanRequest()
    problem = planned(problem_of(case, positions, requirement, request), request.limits)[0]
    need, armies = problem.demand, {code: case.states[code].personnel_active or 0 for code in problem.participation.states}
    by_size = [code for code, army in sorted(armies.items(), key=lambda item: (-item[1], item[0])) if army]
    parts = _parts(problem, {code: armies[code] for code in by_size})
    held = {code: solve_slots(_alone(problem, code, parts[code]), limits=request.limits) for code in by_size}
    brought = {
        key: sum(
            (parts[code][key] - plan.short[key] for code, plan in held.items() if key in plan.short), np.zeros(need.horizon)
        )
        for key, months in need.quantity.items()
    }
    short = {key: np.maximum(0.0, months - brought[key]).round(6) for key, months in need.quantity.items()}
    posts, shortfall = posts_and_shortfall(need, short)
    return NaivePlan(
        mandate=problem.mandate,
        sustained=sum(plan.sustained for plan in held.values()),
        shortfall_share=need.price_of(short) / (need.price_of_all() or 1.0),
        shares=tuple(
            NaiveShare(
                state=code,
                personnel_active=armies[code],
                share=armies[code] / sum(armies.values()),
                asked=round(sum(float(months.max()) for months in parts[code].values())),
                held=sum(post.count for post in plan.posts),
                personnel=plan.sustained,
            )
            for code, plan in held.items()
        ),
        posts=posts,
        shortfall=shortfall,
        unknown=tuple(code for code, army in armies.items() if not army),
    )


def _parts(problem: Problem, armies: Mapping[str, int]) -> dict[str, dict[Key, NDArray[np.float64]]]:
    """Divide what is required, month by month, over the states that have any such unit; parts of a post are whole posts."""
    able = {
        (pool.state, belt_of(at), name) for pool in sendable(problem) for at, name, _ in pool.provides if not pool.commitment
    }
    found: dict[str, dict[Key, NDArray[np.float64]]] = {code: {} for code in armies}
    for key, months in problem.demand.quantity.items():
        asked = [code for code in sorted(armies) if (code, *key) in able]
        spread_out = spread(months, np.array([float(armies[code]) for code in asked])) if asked else ()
        for code, part in zip(asked, spread_out, strict=True):
            found[code][key] = np.ceil(part - 1e-9)
    return found


def _alone(problem: Problem, state: str, part: Mapping[Key, NDArray[np.float64]]) -> Problem:
    """Return the problem of a state that is asked for its part and relieves itself."""
    return replace(
        problem.with_rules(endurance="own", partners={}),
        demand=replace(problem.demand, quantity=part),
        pools=tuple(pool for pool in problem.pools if pool.state == state and not pool.commitment),
        limits={code: replace(limit, least=None) for code, limit in problem.limits.items() if code == state},
        gap=0.0,
    )

"""What planning buys: what each rule of a plan costs, and what everybody brings by the size of its army, without any plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.words import Endurance
from interpose.evidence import Positions
from interpose.generation.model.groups import sendable
from interpose.generation.model.slots import solve_slots
from interpose.generation.model.solve import planned
from interpose.generation.plan import month_by_month, posts_and_shortfall
from interpose.generation.problem.demand import spread
from interpose.generation.problem.planning_problem import PlanRequest, Problem, problem_of
from interpose.generation.problem.supply import belt_of
from interpose.generation.result import HeldPosts, Shortfall
from interpose.requirement import Requirement
from interpose.solver import Clock, Status

__all__ = ["NaivePlan", "NaiveShare", "RulePrice", "naive_plan", "price_of_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePrice:
    """What a rule costs: the status, shortfall and persons sustained of the plan without it, and what it adds to them.

    The option of the scenario, or the planning factor, sets it; `setting` says what holds and `instead` what holds without it.
    `cost` is below zero by no more than the gap to the proved bound, `persons` where the plan without it holds more with fewer.
    """

    rule: str
    setting: str
    instead: str
    status: Status
    shortfall_share: float | None = None
    cost: float | None = None
    sustained: int | None = None
    persons: int | None = None


def price_of_rules(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[RulePrice, ...]:
    """Say what each rule of the plan costs by itself.

    The parameters are those of `generate`.

    Returns
    -------
    tuple of RulePrice
        The dearest first; rules that do not hold in this case are left out. Plans are counted by belt, with and without the
        rule: what sectors add stands in `by_sector.loss_share` of the plan. Costs overlap: do not add them up.
    """
    request = request or PlanRequest()
    clock = Clock(request.limits)
    problem = planned(problem_of(case, positions, requirement, request), clock.left())[0]
    base = month_by_month(problem, clock)[1]
    total, found = problem.demand.price_of_all() or 1.0, []
    for rule, setting, instead, relaxed in _relaxed(problem) if base is not None else ():
        solution, other = month_by_month(problem.with_rules(**relaxed), clock)
        told = RulePrice(rule=rule, setting=setting, instead=instead, status=solution.status)
        if base is not None and other is not None:
            share, sustained = other.objective / total, other.force.sustained
            cost, persons = base.objective / total - share, sustained - base.force.sustained
            told = replace(told, shortfall_share=share, cost=cost, sustained=sustained, persons=persons)
        found.append(told)
    return tuple(sorted(found, key=lambda each: -1.0 if each.cost is None else -each.cost))


_ENDURANCE: dict[str, tuple[str, Endurance]] = {
    "own": ("without end, each nation by itself", "relay"),
    "relay": ("without end, nations relieve one another", "horizon"),
    "horizon": ("for the months planned", "horizon"),
}
"""What each endurance says, and the next weaker one."""


def _relaxed(problem: Problem) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """Yield the rules that hold: option, what it says, what holds without it, and what that changes."""
    rules, holds = problem.rules, problem.sectors is not None and problem.sectors.held is not None
    setting, weaker = _ENDURANCE[rules.endurance]
    if weaker != rules.endurance:
        yield "endurance", setting, _ENDURANCE[weaker][0], {"endurance": weaker}
    contingent = f"at least {rules.minimum_contingent:,} persons of a nation"
    home = f"{100 * rules.home_share:g} % of the units stay at home"
    leads, stays = "a headquarters goes where its nation keeps a battalion", "a state keeps its last headquarters at home"
    nations = f"at most {rules.most_nations} nations hold a sector"
    for rule, setting, instead, off, everywhere in (
        ("minimum_stay", "posts are kept for a whole phase", "for one tour", "tour", False),
        ("lead_headquarters", leads, "anywhere", "any", False),
        ("minimum_contingent", contingent, "any number", 0, False),
        ("last_headquarters_stays", stays, "it sends it", False, True),
        ("home_share", home, "none has to", 0.0, True),
        ("most_nations", nations, "any number", 0, False),
    ):
        if getattr(rules, rule) != off and (holds or everywhere):
            yield "sector_most_nations" if rule == "most_nations" else rule, setting, instead, {rule: off}


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
    held = {}
    for code in by_size:
        # A state that is asked for its part relieves itself.
        alone = replace(
            problem.with_rules(endurance="own", partners={}),
            demand=replace(need, quantity=parts[code]),
            pools=tuple(pool for pool in problem.pools if pool.state == code and not pool.commitment),
            limits={state: replace(limit, least=None) for state, limit in problem.limits.items() if state == code},
            gap=0.0,
        )
        held[code] = solve_slots(alone, limits=request.limits)
    left = {key: months.copy() for key, months in need.quantity.items()}
    for code, plan in held.items():
        for key, missing in plan.short.items():
            left[key] -= parts[code][key] - missing
    short = {key: np.maximum(0.0, months).round(6) for key, months in left.items()}
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

"""What each rule of a plan costs: the plan without it, solved again with the monthly model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from interpose.case import Case
from interpose.case.tables.words import Endurance
from interpose.evidence import Positions
from interpose.generation.model.solve import planned
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.readout import month_by_month
from interpose.requirement import Requirement
from interpose.solver import Clock, Status

__all__ = ["RulePrice", "price_of_rules"]


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

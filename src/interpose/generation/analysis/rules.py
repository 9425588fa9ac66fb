"""What each rule of a plan costs: the plan without it, solved again with the monthly model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.clock import Clock
from interpose.generation.model.largest import planned
from interpose.generation.model.solve import solve_monthly
from interpose.generation.problem.planning_problem import PlanRules, Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.readout import Readout, read_back
from interpose.solver import Status

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["RulePrice", "price_of_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePrice:
    """What a rule costs.

    Parameters
    ----------
    rule : str
        The option of the scenario, or the planning factor, that sets it.
    setting, instead : str
        What holds, and what holds in the plan without it, in words.
    status : str
        Status of the plan without it; only optimal and feasible carry numbers.
    shortfall_share : float or None
        Priced shortfall of the plan without the rule, as a share of the price of missing everything.
    cost : float or None
        What the rule adds to `shortfall_share`. It is below zero by no more than the gap to the proved bound.
    sustained : int or None
        Persons sustained in the plan without the rule.
    persons : int or None
        Persons sustained fewer because of the rule. Below zero where the plan without it holds more with fewer persons.
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

    Parameters
    ----------
    case, positions, requirement
        As for `generate`.
    request : PlanRequest, optional
        What is asked.

    Returns
    -------
    tuple of RulePrice
        The dearest first; rules that do not hold in this case are left out. Plans are counted by belt, with and without the
        rule: what sectors add stands in `by_sector.loss_share` of the plan. Costs overlap: do not add them up.
    """
    request = request or PlanRequest()
    clock = Clock(request.limits)
    problem = planned(problem_of(case, positions, requirement, request), clock.left())[0]
    base = _solved(problem, clock)[1]
    if base is None:
        return ()
    total = problem.demand.price_of_all()
    found = []
    for rule, setting, instead, change in _relaxed(problem):
        status, other = _solved(problem.with_rules(**change), clock)
        told = RulePrice(rule=rule, setting=setting, instead=instead, status=status)
        if other is not None:
            share = other.objective / total if total else 0.0
            told = RulePrice(
                rule=rule,
                setting=setting,
                instead=instead,
                status=status,
                shortfall_share=share,
                cost=(base.objective / total if total else 0.0) - share,
                sustained=other.force.sustained,
                persons=other.force.sustained - base.force.sustained,
            )
        found.append(told)
    return tuple(sorted(found, key=lambda each: -1.0 if each.cost is None else -each.cost))


def _solved(problem: Problem, clock: Clock) -> tuple[Status, Readout | None]:
    solution = solve_monthly(problem, clock)
    has_numbers = solution.status in ("optimal", "feasible")
    return solution.status, read_back(problem, solution.tours, solution.withdrawn) if has_numbers else None


_ENDURANCE = {
    "relay": "without end, nations relieve one another",
    "own": "without end, each nation by itself",
    "horizon": "for the months planned",
}


def _relaxed(problem: Problem) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """Yield the rules that hold: option, what it says, what holds without it, and what that changes."""
    rules: PlanRules = problem.rules
    weaker = {"own": "relay", "relay": "horizon"}.get(rules.endurance)
    if weaker is not None:
        yield "endurance", _ENDURANCE[rules.endurance], _ENDURANCE[weaker], {"endurance": weaker}
    holds = problem.sectors is not None and problem.sectors.held is not None
    if rules.whole_phases and holds:
        yield "minimum_stay", "posts are kept for a whole phase", "for one tour", {"whole_phases": False}
    if rules.own_headquarters and holds:
        what = "a headquarters goes where its nation keeps a battalion"
        yield "lead_headquarters", what, "anywhere", {"own_headquarters": False}
    if rules.least_contingent and holds:
        what = f"at least {rules.least_contingent:,} persons of a nation"
        yield "minimum_contingent", what, "any number", {"least_contingent": 0}
    if rules.last_headquarters_stays:
        what = "a state keeps its last headquarters at home"
        yield "last_headquarters_stays", what, "it sends it", {"last_headquarters_stays": False}
    if rules.home_share:
        what = f"{100 * rules.home_share:g} % of the units stay at home"
        yield "home_share", what, "none has to", {"home_share": 0.0}
    if rules.most_nations and holds:
        what = f"at most {rules.most_nations} nations hold a sector"
        yield "sector_most_nations", what, "any number", {"most_nations": 0}

"""What would fix it: the cheapest changes that close a shortfall for good."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from interpose.case import Case
from interpose.case.tables.words import Endurance
from interpose.evidence import Positions
from interpose.generation.analysis.level import LevelAnswer, level_of, unit_months
from interpose.generation.analysis.repair_model import Offers, RepairChange, cheapest
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.result import Shortfall
from interpose.requirement import Requirement
from interpose.solver import Status

__all__ = ["Lacking", "Repair", "RepairChange", "changed_case", "repair"]

_NODES = 200
_TURNS = 4
"""Units that nobody has are counted at one away in four: six months there, eighteen at home."""

_PROVED = 0.02
"""Points between total and bound up to which nothing cheaper is said to do."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What no state of the case has: how many units of which type would have to be created to hold it without end."""

    capability: str
    belt: str
    unit_type: str
    units: int


@dataclass(frozen=True, kw_only=True)
class Repair:
    """Changes that close a shortfall between build-up and drawdown, and under which endurance it lasts.

    Parameters
    ----------
    name : str
        `cheapest`, or what it does without.
    status : str
        `optimal` where nothing on offer does it for less and the changed case, solved again, has nothing short that somebody
        has; `feasible` where the bound is below the total, or something is left; `infeasible` where no set of changes closes
        the shortfall, and `reason` says why.
    total, bound : float or None
        Points for all changes, the dearest first, and what is proved: no set of changes on offer costs less.
    left, lacking
        Unit-months that stay short, by capability, where the changed case is solved again; and what nobody has, which is in
        none of the changes.
    others : tuple of Repair
        The cheapest that do without some kind of change, where the cheapest needs it.
    """

    name: str
    status: Status
    endurance: Endurance
    total: float | None = None
    bound: float | None = None
    changes: tuple[RepairChange, ...] = ()
    left: tuple[tuple[str, float], ...] = ()
    lacking: tuple[Lacking, ...] = ()
    reason: str = ""
    others: tuple[Repair, ...] = ()


def repair(case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None) -> Repair:
    """Find the cheapest set of changes with which nothing is short between build-up and drawdown.

    The slot model holds every change with its price (`repair_prices.csv`): a state joins, a state finds more units of a type
    that it has, an external provider comes, a cap is raised, notice is shortened, dwell is relaxed, a commitment is withdrawn.
    The changes are then made to the case, and it is solved again: what is short then is told as `left`. The bound holds for
    the changes on offer: states that join come at their own notice and dwell, and dwell is relaxed by one month for each away.

    Parameters
    ----------
    case, positions, requirement, request
        As for `generate`: a fixed requirement, at the firmness of the scenario. For `endurance: horizon` the repair is for
        `relay`, which does it for the horizon too.

    Returns
    -------
    Repair
        The cheapest, with others that do without new states, extra units, or each external provider.
    """
    request = request or PlanRequest()
    search = _Search(case, positions, requirement, request)
    none = Repair(name="cheapest", status="no answer", endurance=search.endurance)
    if request.mode != "fixed":
        return replace(none, reason="repairs are for a fixed requirement")
    if request.least_modality not in (None, case.scenario.options.least_modality):
        return replace(none, reason="repairs are for the firmness that the scenario asks for")
    problem = search.problem(case)
    answer = level_of(problem, request.limits)
    if not answer.has_numbers:
        return replace(none, status=answer.status, reason="there is no plan to repair")
    if not _steady(answer, problem):
        return replace(none, status="optimal", total=0.0, bound=0.0)
    found = search.cheapest("cheapest", case, "", "the changes on offer cannot close it")
    told = [
        ("without new states", case, "join", "the other changes cannot close it"),
        ("without extra units", case, "extra_units", "the states do not have so many units, whoever joins"),
    ]
    asked = [each for each in told if each[2] in {change.change for change in found.changes}]
    for code in sorted(case.providers | {change.state for change in found.changes if change.change == "external_enablers"}):
        why = f"only {case.demonym(code)} units could close it"
        asked.append((f"without {case.demonym(code)} enablers", case.without(code), "external_enablers", why))
    return replace(found, others=tuple(search.cheapest(*each) for each in asked))


class _Search:
    """What is asked: for the case, and for what changes make of it."""

    def __init__(self, case: Case, positions: Positions, requirement: Requirement, request: PlanRequest) -> None:
        self.positions, self.requirement, self.request = positions, requirement, request
        self.endurance: Endurance = "own" if case.scenario.options.endurance == "own" else "relay"

    def problem(self, case: Case) -> Problem:
        problem = problem_of(case, self.positions, self.requirement, self.request)
        return replace(problem.with_rules(endurance=self.endurance), gap=0.0)

    def cheapest(self, name: str, case: Case, without: str, why: str) -> Repair:
        """Find the cheapest changes without some kind, and solve the case that they make."""
        problem, limits = self.problem(case), self.request.limits
        offers = Offers(case, self.positions, problem, (without,))
        outcome, counts = cheapest(offers, replace(limits, nodes=min(limits.nodes, _NODES)))
        found = Repair(name=name, status=outcome.status, endurance=self.endurance, lacking=_lacking(case, problem, offers))
        if not outcome.has_solution:
            return replace(found, reason=why if outcome.status == "infeasible" else "")
        found = replace(found, changes=offers.taken(counts))
        again = self.problem(changed_case(case, found))
        short = [row for row in _steady(level_of(again, limits), again) if (row.belt, row.capability) in offers.reach]
        left = tuple((name, round(quantity, 6)) for name, quantity in unit_months(short).items())
        total = round(sum(change.price for change in found.changes), 6)
        bound = None if outcome.bound is None else min(total, max(0.0, outcome.bound))
        proved = bound is not None and total - bound <= _PROVED and not left
        return replace(found, status="optimal" if proved else "feasible", total=total, bound=bound, left=left)


def _steady(answer: LevelAnswer, problem: Problem) -> list[Shortfall]:
    """Return what is short between build-up and drawdown."""
    need = problem.demand
    return [row for row in answer.shortfall if need.steady_from <= row.month <= need.steady_until]


def _lacking(case: Case, problem: Problem, offers: Offers) -> tuple[Lacking, ...]:
    need, found = problem.demand, []
    for (belt, capability), months in need.quantity.items():
        most = float(months[need.steady].max(initial=0.0))
        if most > 0 and (belt, capability) not in offers.reach:
            brings = {name: dict(kind.capabilities).get(capability, 0.0) for name, kind in sorted(case.unit_types.items())}
            unit_type = max(brings, key=lambda name: brings[name], default="")
            units = math.ceil(most / (brings.get(unit_type) or 1.0) - 1e-9) * _TURNS
            found.append(Lacking(capability, belt, unit_type, units))
    return tuple(found)


def changed_case(case: Case, repair: Repair) -> Case:
    """Return the case with the changes of a repair made to it; one without an external provider starts from `Case.without`."""
    states, pools = dict(case.states), {(pool.state, pool.unit_type): pool for pool in case.pools}
    bound = {(row.state, row.unit_type, row.mission): row for row in case.commitments}
    external = dict(case.scenario.options.external_enablers)

    def update(table: dict[Any, Any], key: object, **values: object) -> None:
        table[key] = table[key].model_copy(update=values)

    for change in repair.changes:
        code, where, quantity = change.state, (change.state, change.unit_type), change.quantity
        if change.change in ("join", "external_enablers"):
            update(states, code, participates="yes")
            external |= {code: "as_caveated"} if change.change == "external_enablers" else {}
        elif change.change == "cap_raised":
            update(states, code, personnel_cap=(states[code].personnel_cap or 0) + round(quantity))
        elif change.change == "dwell_relaxed":
            update(pools, where, dwell_ratio=pools[where].dwell_ratio - quantity)
        elif change.change == "notice_shortened":
            update(pools, where, notice_days=max(0, pools[where].notice_days - 30 * round(quantity)))
        else:
            grown = {name: getattr(pools[where], name) for name in ("units", "low", "high")}
            update(pools, where, **{name: number + quantity for name, number in grown.items() if number is not None})
            if change.change == "commitment_withdrawn":
                row = (*where, change.mission)
                update(bound, row, units=bound[row].units - quantity)
    kept = tuple(row for row in bound.values() if row.units > 0)
    return replace(case.with_options(external_enablers=external), states=states, pools=tuple(pools.values()), commitments=kept)

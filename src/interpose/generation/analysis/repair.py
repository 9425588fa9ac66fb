"""What would fix it: the cheapest changes that close a shortfall for good."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.case.tables.force import Commitment
from interpose.case.tables.words import Endurance
from interpose.evidence import Positions
from interpose.generation.analysis.level import LevelAnswer, level_of
from interpose.generation.analysis.repair_model import Offers, RepairChange, cheapest, offers_of
from interpose.generation.problem.demand import Demand
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.request import PlanRequest
from interpose.generation.problem.supply import PoolSupply, belt_of
from interpose.solver import Status

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Lacking", "Repair", "RepairChange", "changed_case", "repair"]

_NODES = 200
_TURNS = 4
"""Units that nobody has are counted at one away in four: six months there, eighteen at home."""

_PROVED = 0.02
"""Points between total and bound up to which nothing cheaper is said to do."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What no state of the case has: how many units of which type would have to be created to hold it without end."""

    capability: str
    belt: str
    unit_type: str
    units: int


@dataclass(frozen=True, kw_only=True)
class Repair:
    """Changes that close a shortfall between build-up and drawdown.

    Parameters
    ----------
    name : str
        `cheapest`, or what it does without.
    status : str
        `optimal` where nothing on offer does it for less and the changed case, solved again, has nothing short that somebody
        has; `feasible` where the bound is below the total, or something is left; `infeasible` where no set of changes closes
        the shortfall.
    endurance : str
        Under which endurance it lasts.
    total, bound : float or None
        Points for all changes, and what is proved: no set of changes on offer costs less.
    changes : tuple of RepairChange
        What is changed, the dearest first.
    left : tuple of (str, float)
        Unit-months that stay short between build-up and drawdown, by capability, where the changed case is solved again.
    lacking : tuple of Lacking
        What nobody has; in none of the changes.
    reason : str
        Why there is none, where there is none.
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
    case, positions, requirement
        As for `generate`.
    request : PlanRequest, optional
        What is asked: a fixed requirement, at the firmness of the scenario. For `endurance: horizon` the repair is for `relay`,
        which does it for the horizon too.

    Returns
    -------
    Repair
        The cheapest, with others that do without new states, extra units, or each external provider.
    """
    request = request or PlanRequest()
    search = _Search(case, positions, requirement, request)
    if request.mode != "fixed":
        return search.none("cheapest", "no answer", "repairs are for a fixed requirement")
    if request.least_modality not in (None, case.scenario.options.least_modality):
        return search.none("cheapest", "no answer", "repairs are for the firmness that the scenario asks for")
    answer = search.answer(case)
    if not answer.has_numbers:
        return search.none("cheapest", answer.status, "there is no plan to repair")
    if not _short(answer, search.problem(case).demand):
        return Repair(name="cheapest", status="optimal", endurance=answer.endurance, total=0.0, bound=0.0)
    found = search.cheapest("cheapest", case, (), "the changes on offer cannot close it")
    kinds = {change.change for change in found.changes}
    others = []
    for name, kind, why in (
        ("without new states", "join", "the other changes cannot close it"),
        ("without extra units", "extra_units", "the states do not have so many units, whoever joins"),
    ):
        if kind in kinds:
            others.append(search.cheapest(name, case, (kind,), why))
    needed = {change.state for change in found.changes if change.change == "external_enablers"}
    for code in sorted(case.providers | needed):
        demonym = case.demonym(code)
        name, why = f"without {demonym} enablers", f"only {demonym} units could close it"
        others.append(search.cheapest(name, case.without(code), ("external_enablers",), why))
    return replace(found, others=tuple(others))


class _Search:
    """What is asked, for the case and for cases without an external provider."""

    def __init__(self, case: Case, positions: Positions, requirement: Requirement, request: PlanRequest) -> None:
        self.positions, self.requirement, self.request = positions, requirement, request
        self.endurance: Endurance = "own" if case.scenario.options.endurance == "own" else "relay"

    def problem(self, case: Case) -> Problem:
        """Return the problem of a case, solved to the end."""
        problem = problem_of(case, self.positions, self.requirement, self.request)
        return replace(problem.with_rules(endurance=self.endurance), gap=0.0)

    def answer(self, case: Case) -> LevelAnswer:
        """Solve a case as it is."""
        return level_of(self.problem(case), limits=self.request.limits)

    def none(self, name: str, status: Status, reason: str, lacking: tuple[Lacking, ...] = ()) -> Repair:
        """Say why there is no repair."""
        return Repair(name=name, status=status, endurance=self.endurance, lacking=lacking, reason=reason)

    def cheapest(self, name: str, case: Case, without: Collection[str], why: str) -> Repair:
        """Find the cheapest changes without some kinds, and solve the case that they make."""
        problem = self.problem(case)
        offers = offers_of(case, self.positions, problem, without)
        need = problem.demand
        reach = _served([way.pool for way in offers.ways])
        lacking = _lacking(case, need, reach)
        short = _short(self.answer(case), need) & reach
        keys = _tied(short, offers, problem, case) & reach
        limits = replace(self.request.limits, nodes=min(self.request.limits.nodes, _NODES))
        outcome, taken = cheapest(case, problem, offers, keys, limits, strict=False)
        if not outcome.has_solution:
            return self.none(name, outcome.status, why if outcome.status == "infeasible" else "", lacking)
        done = self._checked(case, _changes(offers, taken), need, reach)
        if done.left:
            # Parts of units fitted under a cap: once more with whole ones. What the first proved holds.
            second, taken = cheapest(case, problem, offers, keys, limits, strict=True)
            again = self._checked(case, _changes(offers, taken), need, reach)
            done = again if second.has_solution and sum(dict(again.left).values()) < sum(dict(done.left).values()) else done
        total, bound = done.total or 0.0, outcome.bound
        proved = bound is not None and total - bound <= _PROVED and not done.left
        bound = None if bound is None else min(total, max(0.0, bound))
        return replace(done, name=name, status="optimal" if proved else "feasible", bound=bound, lacking=lacking)

    def _checked(self, case: Case, changes: tuple[RepairChange, ...], need: Demand, reach: Collection[Key]) -> Repair:
        """Return changes with what stays short once they are made to the case, of what somebody has."""
        total = round(sum(change.price for change in changes), 6)
        done = Repair(name="", status="feasible", endurance=self.endurance, total=total, changes=changes)
        left: dict[str, float] = {}
        for row in self.answer(changed_case(case, done)).shortfall:
            if need.steady_from <= row.month <= need.steady_until and (row.belt, row.capability) in reach:
                left[row.capability] = round(left.get(row.capability, 0.0) + row.quantity, 6)
        return replace(done, left=tuple(sorted(left.items())))


def _short(answer: LevelAnswer, need: Demand) -> set[Key]:
    """Return belts and capabilities that are short between build-up and drawdown."""
    return {(row.belt, row.capability) for row in answer.shortfall if need.steady_from <= row.month <= need.steady_until}


def _served(pools: Collection[PoolSupply]) -> set[Key]:
    return {(belt_of(station), name) for pool in pools for station, name, _ in pool.provides}


def _tied(short: set[Key], offers: Offers, problem: Problem, case: Case) -> set[Key]:
    """Return what is short with all that shares units, or the limit of a state, with it; the rest holds as it is."""
    need = {key: months for key, months in problem.demand.quantity.items() if months[problem.demand.steady].any()}
    limited = {code for code, state in case.states.items() if state.personnel_cap is not None or state.personnel_least}
    groups: dict[object, set[Key]] = {}
    for way in offers.ways:
        pool = way.pool
        groups.setdefault(pool.state if pool.state in limited else pool.provides, set()).update(_served([pool]) & set(need))
    found, before = set(short), -1
    while len(found) != before:
        before = len(found)
        found |= {key for key in need if key[1] in {name for _, name in found}}
        found |= set().union(*(keys for keys in groups.values() if keys & found))
    return found


def _changes(offers: Offers, taken: Collection[int]) -> tuple[RepairChange, ...]:
    """Return what the offers taken change, the dearest first; several of one kind together."""
    found: dict[tuple[str, ...], RepairChange] = {}
    for changes, count in zip(offers.changes, taken, strict=True):
        for change in changes if count else ():
            key = (change.change, change.state, change.unit_type, change.mission)
            held = found.get(key, replace(change, quantity=0, price=0.0))
            price = round(held.price + change.price * count, 6)
            found[key] = replace(change, quantity=held.quantity + change.quantity * count, price=price)
    return tuple(sorted(found.values(), key=lambda each: (-each.price, each.change, each.state, each.unit_type, each.mission)))


def _lacking(case: Case, need: Demand, reach: Collection[Key]) -> tuple[Lacking, ...]:
    found = []
    for (belt, capability), months in need.quantity.items():
        most = float(months[need.steady].max(initial=0.0))
        if most <= 0 or (belt, capability) in reach:
            continue
        kinds = [
            (name, dict(kind.capabilities)[capability])
            for name, kind in sorted(case.unit_types.items())
            if capability in dict(kind.capabilities)
        ]
        unit_type, brings = max(kinds, key=lambda each: each[1], default=("", 1.0))
        found.append(Lacking(capability, belt, unit_type, math.ceil(most / brings - 1e-9) * _TURNS))
    return tuple(found)


def changed_case(case: Case, repair: Repair) -> Case:
    """Return the case with the changes of a repair made to it.

    Parameters
    ----------
    case : Case
        The case; for a repair without an external provider, the case without it (`Case.without`).
    repair : Repair
        What is changed.

    Returns
    -------
    Case
        The case in which these states join, pools grow, caps rise, dwell and notice shrink, and units are withdrawn.
    """
    states, pools = dict(case.states), {(pool.state, pool.unit_type): pool for pool in case.pools}
    bound = {(row.state, row.unit_type, row.mission): row for row in case.commitments}
    external = dict(case.scenario.options.external_enablers)
    for change in repair.changes:
        where, state = (change.state, change.unit_type), states[change.state]
        if change.change in ("join", "external_enablers"):
            states[change.state] = state.model_copy(update={"participates": "yes"})
            if change.change == "external_enablers":
                external[change.state] = "as_caveated"
        elif change.change == "cap_raised":
            cap = (state.personnel_cap or 0) + round(change.quantity)
            states[change.state] = state.model_copy(update={"personnel_cap": cap})
        elif change.change == "dwell_relaxed":
            pools[where] = pools[where].model_copy(update={"dwell_ratio": pools[where].dwell_ratio - change.quantity})
        elif change.change == "notice_shortened":
            days = max(0, pools[where].notice_days - 30 * round(change.quantity))
            pools[where] = pools[where].model_copy(update={"notice_days": days})
        else:
            given = {name: getattr(pools[where], name) for name in ("units", "low", "high")}
            grown = {name: number + change.quantity for name, number in given.items() if number is not None}
            pools[where] = pools[where].model_copy(update=grown)
            if change.change == "commitment_withdrawn":
                row = bound[(*where, change.mission)]
                bound[(*where, change.mission)] = row.model_copy(update={"units": row.units - change.quantity})
    kept: tuple[Commitment, ...] = tuple(row for row in bound.values() if row.units > 0)
    return replace(case.with_options(external_enablers=external), states=states, pools=tuple(pools.values()), commitments=kept)

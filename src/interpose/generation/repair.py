"""What would fix it: the cheapest changes that close a shortfall."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.demand import Demand, demand
from interpose.generation.planning import generate
from interpose.generation.repair_model import Change, Offer, Solution, cheapest, offers_of, served
from interpose.generation.result import Generation
from interpose.generation.supply import AMERICAN, Supply, belt_of
from interpose.solver import Limits, Status

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Change", "Lacking", "Repair", "changed_case", "repair"]

_NODES = 200
_TOUR, _RATIO = 6, 4
"""Tour and rotation ratio by which units that nobody has are counted: six months away, eighteen at home."""

_KINDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("without new states", ("join",), "the other changes cannot close it"),
    ("without extra units", ("extra_units",), "the states do not have so many units, whoever joins"),
    ("without American enablers", ("american_enablers",), "only American units could close it"),
)


@dataclass(frozen=True, slots=True)
class Lacking:
    """What no state of the case has: how many units of which type would have to be created to hold it."""

    capability: str
    belt: str
    unit_type: str
    units: int


@dataclass(frozen=True)
class Repair:
    """Changes that close a shortfall between build-up and drawdown.

    Parameters
    ----------
    name : str
        `cheapest`, or what it does without.
    status : str
        `optimal` where nothing cheaper can do; `feasible` where the bound is below the total; `infeasible` where
        no set of changes closes the shortfall.
    total, bound : float or None
        Points for all changes, and what is proved: no set of changes costs less.
    changes : tuple of Change
        What is changed, the dearest first.
    left : tuple of (str, float)
        Unit-months that stay short between build-up and drawdown, by capability, in the plan of the changed case.
    lacking : tuple of Lacking
        What nobody has; in none of the changes.
    reason : str
        Why there is none, where there is none.
    others : tuple of Repair
        The cheapest that do without some kind of change, where the cheapest needs it.
    """

    name: str
    status: Status
    total: float | None
    bound: float | None
    changes: tuple[Change, ...]
    left: tuple[tuple[str, float], ...]
    lacking: tuple[Lacking, ...]
    reason: str = ""
    others: tuple[Repair, ...] = ()


def repair(
    case: Case, positions: Positions, requirement: Requirement, plan: Generation, *, limits: Limits | None = None
) -> Repair:
    """Find the cheapest set of changes with which nothing is short between build-up and drawdown.

    One whole-number model holds every change with its price (`repair_prices.csv`) and the tours that it makes possible:
    a state joins, a state finds more units of a type that it has, American enablers come, a cap is raised, notice
    is shortened, dwell is relaxed, a commitment is withdrawn. With parts of tours allowed it gives the bound; with the states
    that this lets join, the rest is solved in whole tours. The changes are then made to the case, and it is planned again.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said.
    requirement : Requirement
        What is required.
    plan : Generation
        The plan whose shortfall is to be closed, for a fixed requirement.
    limits : Limits, optional
        How long to look.

    Returns
    -------
    Repair
        The cheapest, with others that do without new states, extra units, or American enablers.
    """
    limits = limits or Limits()
    need = demand(case, requirement.of(plan.mandate), case.scenario.options.requirement_level)
    if not plan.has_numbers or plan.mode != "fixed":
        return Repair("cheapest", "no answer", None, None, (), (), (), "there is no plan for a fixed requirement")
    if not any(need.steady_from <= row.month <= need.steady_until for row in plan.shortfall):
        return Repair("cheapest", "optimal", 0.0, 0.0, (), (), ())
    found = _found(case, positions, requirement, plan, need, limits, "cheapest", frozenset(), "nobody has the units")
    others = []
    for name, kinds, why in _KINDS:
        american = name == "without American enablers" and plan.american_enablers and AMERICAN in plan.participants
        if american or any(change.change in kinds for change in found.changes):
            others.append(_found(case, positions, requirement, plan, need, limits, name, frozenset(kinds), why))
    return replace(found, others=tuple(others))


def _found(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    plan: Generation,
    need: Demand,
    limits: Limits,
    name: str,
    without: frozenset[str],
    why: str,
) -> Repair:
    american = plan.american_enablers and "american_enablers" not in without
    taking_part = tuple(code for code in plan.participants if american or code != AMERICAN)
    # American units are offered once: either they take part, or the change lets them.
    own, offers = offers_of(case, positions, taking_part, american, need, without)
    reach = served(own, offers)
    keys = tuple(key for key, months in need.quantity.items() if months[need.steady].any() and key in reach)
    lacking = _lacking(case, need, frozenset(reach))
    few = replace(limits, nodes=min(limits.nodes, _NODES))
    capped: tuple[str, ...] = ()
    for turn in range(2):
        relaxed = cheapest(case, need, keys, own, offers, capped, few, whole=False)
        if not relaxed.outcome.has_solution:
            word = relaxed.outcome.status
            return Repair(name, word, None, None, (), (), lacking, why if word == "infeasible" else "")
        taken = _in_whole_tours(case, need, keys, own, offers, capped, few, relaxed)
        if taken is None:
            return Repair(name, "no answer", None, relaxed.outcome.bound, (), (), lacking, "no whole tours were found")
        changes = _changes(offers, taken)
        left = _left(case, positions, requirement, plan, need, changes, american, lacking)
        if not left or turn:
            break
        capped = tuple(code for code in taking_part if case.states[code].personnel_cap is not None)
        if not capped:
            break
    total = round(sum(change.price for change in changes), 6)
    bound = relaxed.outcome.bound
    proved = bound is not None and total - bound <= 0.02
    status: Status = "optimal" if proved and not left else "feasible"
    return Repair(name, status, total, bound, changes, left, lacking)


def _in_whole_tours(
    case: Case,
    need: Demand,
    keys: tuple[tuple[str, str], ...],
    own: tuple[Supply, ...],
    offers: tuple[Offer, ...],
    capped: tuple[str, ...],
    limits: Limits,
    relaxed: Solution,
) -> tuple[int, ...] | None:
    """Return how often each offer is taken with whole tours, the states that join decided by the relaxation."""
    wide = {number for number, offer in enumerate(offers) if offer.change.change in ("join", "american_enablers", "cap_raised")}
    free = frozenset(number for number in wide if relaxed.taken[number])
    closed = (
        frozenset(wide - free)
        if not capped
        else frozenset(number for number in wide - free if offers[number].change.change != "cap_raised")
    )
    if capped:
        found = cheapest(case, need, keys, own, offers, capped, limits, free=frozenset(), closed=closed, whole=True)
        return found.taken if found.outcome.has_solution else None
    total = [relaxed.taken[number] if number in free else 0 for number in range(len(offers))]
    for group in _apart(keys, own, offers):
        names = {name for _, name in group}
        inside = [
            number
            for number, offer in enumerate(offers)
            if any((belt_of(place), name) in group for pool, _ in offer.brings for place, name, _ in pool.provides)
        ]
        chosen = tuple(offers[number] for number in inside)
        found = cheapest(
            case,
            need,
            tuple(key for key in keys if key[1] in names),
            own,
            chosen,
            (),
            limits,
            free=frozenset(place for place, number in enumerate(inside) if number in free),
            closed=frozenset(place for place, number in enumerate(inside) if number in closed),
            whole=True,
        )
        if not found.outcome.has_solution:
            return None
        for place, number in enumerate(inside):
            if number not in wide:
                total[number] = found.taken[place]
    return tuple(total)


def _apart(
    keys: tuple[tuple[str, str], ...], own: tuple[Supply, ...], offers: tuple[Offer, ...]
) -> tuple[frozenset[tuple[str, str]], ...]:
    """Divide what is required into groups of which no unit serves two."""
    groups = [{key for key in keys if key[1] == name} for name in sorted({name for _, name in keys})]
    pools = {pool.provides for pool in own} | {pool.provides for offer in offers for pool, _ in offer.brings}
    for provides in sorted(pools):
        served_by = {name for _, name, _ in provides}
        touched = [group for group in groups if any(key[1] in served_by for key in group)]
        if len(touched) > 1:
            groups = [group for group in groups if group not in touched] + [set[tuple[str, str]]().union(*touched)]
    return tuple(frozenset(group) for group in sorted(groups, key=min))


def _changes(offers: tuple[Offer, ...], taken: tuple[int, ...]) -> tuple[Change, ...]:
    found: dict[tuple[str, ...], Change] = {}
    for offer, count in zip(offers, taken, strict=True):
        if count:
            change = offer.change
            key = (change.change, change.state, change.unit_type, change.mission)
            held = found.get(key, replace(change, quantity=0, price=0.0))
            price = round(held.price + change.price * count, 6)
            found[key] = replace(change, quantity=held.quantity + change.quantity * count, price=price)
    return tuple(sorted(found.values(), key=lambda each: (-each.price, each.change, each.state, each.unit_type, each.mission)))


def _lacking(case: Case, need: Demand, reach: frozenset[tuple[str, str]]) -> tuple[Lacking, ...]:
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
        # Who is needed for less than a whole turn of the rotation is needed once for each tour.
        turns = min(_RATIO, math.ceil(need.steady_months / _TOUR))
        found.append(Lacking(capability, belt, unit_type, math.ceil(most / brings - 1e-9) * turns))
    return tuple(found)


def changed_case(case: Case, changes: tuple[Change, ...]) -> Case:
    """Return the case with changes made to it.

    Parameters
    ----------
    case : Case
        The case.
    changes : tuple of Change
        Changes of a repair.

    Returns
    -------
    Case
        The case in which these states join, pools grow, caps rise, dwell and notice shrink, and units are withdrawn.
    """
    states, pools = dict(case.states), {(pool.state, pool.unit_type): pool for pool in case.pools}
    options, withdrawn = case.scenario.options, []
    for change in changes:
        where = (change.state, change.unit_type)
        if change.change in ("join", "american_enablers"):
            states[change.state] = states[change.state].model_copy(update={"participates": "yes"})
            if change.change == "american_enablers":
                options = options.model_copy(update={"american_enablers": True})
        elif change.change == "cap_raised":
            cap = (states[change.state].personnel_cap or 0) + round(change.quantity)
            states[change.state] = states[change.state].model_copy(update={"personnel_cap": cap})
        elif change.change == "extra_units":
            grown = {
                name: number + change.quantity
                for name in ("units", "low", "high")
                if (number := getattr(pools[where], name)) is not None
            }
            pools[where] = pools[where].model_copy(update=grown)
        elif change.change == "dwell_relaxed":
            pools[where] = pools[where].model_copy(update={"dwell_ratio": pools[where].dwell_ratio - change.quantity})
        elif change.change == "notice_shortened":
            days = max(0, pools[where].notice_days - 30 * round(change.quantity))
            pools[where] = pools[where].model_copy(update={"notice_days": days})
        else:
            withdrawn += [
                row.model_copy(update={"units": change.quantity, "price": 0.0, "low": None})
                for row in case.commitments
                if (row.state, row.unit_type, row.mission) == (*where, change.mission)
            ]
    if withdrawn:
        options = options.model_copy(update={"withdraw_commitments": True})
    return replace(
        case,
        states=states,
        pools=tuple(pools.values()),
        scenario=case.scenario.model_copy(update={"options": options}),
        commitments=tuple(withdrawn) if withdrawn else case.commitments,
    )


def _left(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    plan: Generation,
    need: Demand,
    changes: tuple[Change, ...],
    american: bool,
    lacking: tuple[Lacking, ...],
) -> tuple[tuple[str, float], ...]:
    """Plan the changed case, and return what is short between build-up and drawdown though somebody has the units."""
    allowed = american or any(change.change == "american_enablers" for change in changes)
    again = generate(
        changed_case(case, changes),
        positions,
        requirement,
        mandate=plan.mandate,
        american_enablers=allowed,
        limits=Limits(relative_gap=0.0),
        explained=False,
    )
    nobody = {(row.belt, row.capability) for row in lacking}
    found: dict[str, float] = {}
    for row in again.shortfall:
        if need.steady_from <= row.month <= need.steady_until and (row.belt, row.capability) not in nobody:
            found[row.capability] = round(found.get(row.capability, 0.0) + row.quantity, 6)
    return tuple(sorted(found.items()))

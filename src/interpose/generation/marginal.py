"""What one change would be worth: a state more, a unit more, a month less at home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.demand import demand
from interpose.generation.explaining import shortfall_in_whole_tours, shortfall_of_relaxation
from interpose.generation.result import Generation
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import AMERICAN, Supply, supplies

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Marginal", "marginal_values"]

_EXACT = 3
"""How many of the largest gains that concern one capability are solved again in whole tours."""


@dataclass(frozen=True, slots=True)
class Marginal:
    """A change, and the unit-months of shortfall that it removes by itself.

    `method` says how it was measured: `re-solved` in whole tours, both optima proved, or on the linear `relaxation`, in which
    parts of units count.
    """

    change: str
    gain: float
    method: Literal["re-solved", "relaxation"] = "relaxation"


def marginal_values(case: Case, positions: Positions, requirement: Requirement, plan: Generation) -> tuple[Marginal, ...]:
    """Say what single changes are worth: each state that joins, one unit more, one month less at home, a cap lifted.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said.
    requirement : Requirement
        What is required.
    plan : Generation
        The plan, at the scenario's own level of the requirement.

    Returns
    -------
    tuple of Marginal
        Largest gain first; changes without a gain are left out. Each is measured by solving the linear relaxation
        again, in which parts of units count: exact for the relaxation, off by up to a unit for the plan. The first few
        that concern one small part are solved again in whole tours. Gains do not add up.
    """
    short = sorted({row.capability for row in plan.shortfall})
    if not plan.has_numbers or not short:
        return ()
    need = demand(case, requirement.of(plan.mandate), case.scenario.options.requirement_level)
    pools = supplies(case, positions, plan.participants)
    limits = {
        code: StateLimit(code, case.states[code].personnel_cap, None)
        for code in plan.participants
        if case.states[code].personnel_cap is not None
    }

    def missing(given: tuple[Supply, ...], kept: dict[str, StateLimit], capabilities: list[str]) -> float:
        return sum(shortfall_of_relaxation(need, given, capabilities, kept).values())

    base: dict[tuple[str, ...], float] = {}
    found: list[tuple[Marginal, tuple[Supply, ...], dict[str, StateLimit], list[str]]] = []
    for change, changed, kept in _changes(case, positions, plan, pools, limits):
        touched = {name for pool in {*changed} ^ {*pools} for _, name, _ in pool.provides}
        asked = [name for name in short if name in touched] if kept == limits else short
        if not asked:
            continue
        before = base.setdefault(tuple(asked), missing(pools, limits, asked))
        gain = before - missing(changed, kept, asked)
        if gain > 0.01:
            found.append((Marginal(change, round(gain, 2)), changed, kept, asked))
    found.sort(key=lambda each: (-each[0].gain, each[0].change))
    told, tries = [], 0
    for marginal, changed, kept, asked in found:
        if len(asked) == 1 and tries < _EXACT:
            tries += 1
            held = shortfall_in_whole_tours(need, pools, asked, limits)
            after = None if held is None else shortfall_in_whole_tours(need, changed, asked, kept)
            if held is not None and after is not None:
                marginal = Marginal(marginal.change, round(held - after, 2), "re-solved")
        told.append(marginal)
    return tuple(sorted((each for each in told if each.gain > 0.01), key=lambda each: (-each.gain, each.change)))


def _changes(
    case: Case, positions: Positions, plan: Generation, pools: tuple[Supply, ...], limits: dict[str, StateLimit]
) -> Iterator[tuple[str, tuple[Supply, ...], dict[str, StateLimit]]]:
    """Name each change, with the pools and caps that it leaves."""
    absent = sorted({pool.state for pool in case.pools} - set(plan.participants))
    for code in absent:
        if plan.american_enablers or code != AMERICAN:
            yield f"{code} takes part", supplies(case, positions, (*plan.participants, code)), limits
    largest: dict[str, Supply] = {}
    for pool in pools:
        held = largest.get(pool.unit_type)
        if held is None or pool.units > held.units:
            largest[pool.unit_type] = pool
    for kind, pool in sorted(largest.items()):
        more = tuple(replace(each, units=each.units + 1) if each is pool else each for each in pools)
        yield f"one {kind.replace('_', ' ')} more from {pool.state}", more, limits
    if not case.scenario.options.withdraw_commitments:
        allowed = case.with_options(withdraw_commitments=True)
        for bound in supplies(allowed, positions, plan.participants):
            if bound.commitment:
                freed = replace(bound, commitment="", price=0.0)
                what = f"{bound.state} withdraws {bound.units} {bound.unit_type.replace('_', ' ')} from {bound.commitment}"
                own = [replace(pool, units=pool.units + bound.units) if pool.key == freed.key else pool for pool in pools]
                yield what, tuple(own) if tuple(own) != pools else (*pools, freed), limits
    for code in plan.participants:
        less = tuple(
            replace(each, window=each.window - 1) if each.state == code and each.window > each.tour else each for each in pools
        )
        yield f"one month less at home for {code}", less, limits
    for code, limit in sorted(limits.items()):
        raised = replace(limit, most=1.1 * (limit.most or 0.0))
        yield f"a cap 10 % higher for {code}", pools, {**limits, code: raised}
        yield f"no cap for {code}", pools, {other: limit for other, limit in limits.items() if other != code}

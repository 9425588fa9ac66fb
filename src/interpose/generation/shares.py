"""Shares of a shortfall: limits lifted one after the other, in a stated order, so that what each removes adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.demand import demand
from interpose.generation.explaining import shortfall_of_relaxation
from interpose.generation.result import Generation
from interpose.generation.state_limits import StateLimit
from interpose.generation.supply import AMERICAN, Lifted, supplies

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["ShortfallShare", "shortfall_shares"]

_STEPS: tuple[tuple[str, Lifted], ...] = (
    ("cap", Lifted(caps=True)),
    ("caveat", Lifted(caps=True, caveats=True)),
    ("notice", Lifted(caps=True, caveats=True, notice=True)),
    ("dwell", Lifted(caps=True, caveats=True, notice=True, dwell=True)),
    ("not participating", Lifted(caps=True, caveats=True, notice=True, dwell=True, participation=True)),
)
"""What is lifted, each with all before it: first what a government decides with a signature, last what it must want."""


@dataclass(frozen=True, slots=True)
class ShortfallShare:
    """What a cause adds to the shortfall of a capability, in unit-months, at its place in the order."""

    capability: str
    cause: str
    quantity: float


def shortfall_shares(
    case: Case, positions: Positions, requirement: Requirement, plan: Generation
) -> tuple[ShortfallShare, ...]:
    """Divide each shortfall by cause, so that the shares add up to it.

    Limits are lifted one after the other and stay lifted: cap, caveat, notice, dwell, not participating. What is left
    then is due to no such pool; what the plan misses beyond the relaxation is due to whole units; what the sector
    rules cost comes on top. The order matters: of two limits that each close a gap alone the first has all of it, of
    two that close it only together the second.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said.
    requirement : Requirement
        What is required.
    plan : Generation
        The plan for a fixed requirement, at the scenario's own level.

    Returns
    -------
    tuple of ShortfallShare
        By capability, in the order of the steps; shares of nothing are left out. A share is below zero where lifting a
        limit lets the relaxation, which weighs capabilities by price and the worst month, give up some of a cheaper one.
    """
    missing: dict[str, float] = {}
    for row in plan.shortfall:
        missing[row.capability] = missing.get(row.capability, 0.0) + row.quantity
    if not missing:
        return ()
    need = demand(case, requirement.of(plan.mandate), case.scenario.options.requirement_level)
    caps = {
        code: StateLimit(code, cap, None) for code in plan.participants if (cap := case.states[code].personnel_cap) is not None
    }
    everybody = sorted({pool.state for pool in case.pools if case.states[pool.state].participates != "no"})
    within = everybody if plan.american_enablers else [state for state in everybody if state != AMERICAN]
    left = [shortfall_of_relaxation(need, supplies(case, positions, plan.participants), missing, caps)]
    for _, lifted in _STEPS:
        pools = supplies(case, positions, within if lifted.participation else plan.participants, lifted)
        left.append(shortfall_of_relaxation(need, pools, missing, {}))
    found = []
    for capability in sorted(missing):
        levels = [missing[capability], *(each[capability] for each in left), 0.0]
        causes = ["whole units", *(cause for cause, _ in _STEPS), "no such pool"]
        shares = [(cause, before - after) for cause, before, after in zip(causes, levels, levels[1:], strict=False)]
        shares.append(("sector rules", plan.sector_loss.get(capability, 0.0)))
        found += [ShortfallShare(capability, cause, round(share, 3)) for cause, share in shares if abs(share) >= 0.0005]
    return tuple(found)

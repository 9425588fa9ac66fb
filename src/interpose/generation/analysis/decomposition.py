"""Shares of a shortfall: each capability's divided among the causes, so that the shares add up to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.analysis.binding import CAUSES, Cause, lifted_problem, same_limits, unit_months
from interpose.generation.analysis.level import level_of
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.request import PlanRequest

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Method", "ShortfallShare", "shortfall_shares"]

Method = Literal["Shapley", "in order"]
_Short = Callable[[Collection[str]], float]

_EXACT = 4
"""Causes of one capability up to which all of their subsets are solved: sixteen at most."""

_ORDER = (
    "cap",
    "caveat",
    "last headquarters",
    "home share",
    "own relief",
    "notice",
    "dwell",
    "not participating",
)
"""Order in which more causes than that are lifted: first what a government decides with a signature, last what it must want."""

_NOTHING = 5e-4


@dataclass(frozen=True, slots=True)
class ShortfallShare:
    """Unit-months of a capability's shortfall that are due to a cause.

    Parameters
    ----------
    capability, cause : str
        What is short, and why: a cause of `CAUSES` · `several together`, what goes only if more than the causes named are
        lifted · `no such pool`, what nothing removes.
    quantity : float
        Unit-months; below zero where lifting the limit lets the plan, which weighs capabilities by price, give up some of a
        cheaper one.
    method : str
        Shapley: the cause's effect averaged over all orders of lifting · in order: its effect after those before it.
    """

    capability: str
    cause: str
    quantity: float
    method: Method


def shortfall_shares(
    case: Case, positions: Positions, requirement: Requirement, request: PlanRequest | None = None
) -> tuple[ShortfallShare, ...]:
    """Divide what is short of each capability by cause.

    Limits interact: two may each close a gap alone, or only both together. The Shapley value (Shapley 1953) gives each its
    effect averaged over all orders in which they could be lifted, so that the shares add up and causes with equal effects have
    equal shares. Where more than four causes matter for a capability they are lifted in one fixed order instead. Every number
    is a proved solve.

    Parameters
    ----------
    case, positions, requirement
        As for `generate`.
    request : PlanRequest, optional
        What is asked.

    Returns
    -------
    tuple of ShortfallShare
        By capability, the largest share first. They add up to the shortfall of the level that lasts (`level_answer`), which
        is that of the plan but for its months and sectors; shares of nothing are left out.
    """
    request = request or PlanRequest()
    solves = _Solves(case, positions, requirement, request)
    names = solves.names
    base, everything = solves.short(()), solves.short(names)
    found: list[ShortfallShare] = []
    for capability, missing in base.items():

        def of(lifted: Collection[str], capability: str = capability) -> float:
            return solves.short(lifted).get(capability, 0.0)

        matter = [
            name
            for name in names
            if abs(missing - of((name,))) > _NOTHING
            or abs(of([other for other in names if other != name]) - of(names)) > _NOTHING
        ]
        exact = len(matter) <= _EXACT
        shares = _shapley(matter, of) if exact else _in_order(matter, of)
        left = min(missing, everything.get(capability, 0.0))
        shares |= {"several together": of(matter) - left, "no such pool": left}
        method: Method = "Shapley" if exact else "in order"
        rows = [ShortfallShare(capability, cause, round(each, 3), method) for cause, each in shares.items()]
        found += sorted((row for row in rows if abs(row.quantity) >= _NOTHING), key=lambda row: -row.quantity)
    return tuple(found)


class _Solves:
    """Unit-months short by capability with some causes lifted, each set solved once."""

    def __init__(self, case: Case, positions: Positions, requirement: Requirement, request: PlanRequest) -> None:
        self.given, self.request = (case, positions, requirement, request), request
        self.causes = {cause.name: cause for cause in CAUSES}
        self.solved: dict[frozenset[str], Mapping[str, float]] = {}
        base = self._problem(())
        # Limits that bind nobody change nothing, whatever else is lifted.
        self.names = tuple(name for name in _ORDER if not same_limits(self._problem((self.causes[name],)), base))

    def _problem(self, causes: tuple[Cause, ...]) -> Problem:
        return replace(lifted_problem(*self.given, causes), gap=0.0)

    def short(self, lifted: Collection[str]) -> Mapping[str, float]:
        """Return what is short with these causes lifted."""
        key = frozenset(lifted)
        if key not in self.solved:
            causes = tuple(self.causes[name] for name in _ORDER if name in key)
            self.solved[key] = unit_months(level_of(self._problem(causes), limits=self.request.limits))
        return self.solved[key]


def _shapley(causes: list[str], of: _Short) -> dict[str, float]:
    count = len(causes)
    found = {}
    for cause in causes:
        others = [other for other in causes if other != cause]
        found[cause] = sum(
            math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count) * (of(some) - of((*some, cause)))
            for size in range(count)
            for some in combinations(others, size)
        )
    return found


def _in_order(causes: list[str], of: _Short) -> dict[str, float]:
    return {cause: of(causes[:place]) - of(causes[: place + 1]) for place, cause in enumerate(causes)}

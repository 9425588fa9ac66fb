"""Shortfalls, summed up: by capability over both belts and all months."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from interpose.generation import Plan
from interpose.generation.analysis.level import LevelAnswer
from interpose.generation.result import worst_months
from interpose.requirement import MandateRequirement

__all__ = ["CapabilityShortfall", "shortfalls_by_capability", "worst_shortfall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityShortfall:
    """What is missing of one capability.

    Parameters
    ----------
    capability : str
        The capability.
    share : float
        Unit-months missing, as a share of those required over the whole plan.
    missing, required : float
        Units missing and required in the worst month, over both belts.
    month : int
        That month; of several that are as bad the last.
    months : tuple of int
        Months in which something is missing.
    """

    capability: str
    share: float
    missing: float
    required: float
    month: int
    months: tuple[int, ...]

    @property
    def figure(self) -> str:
        """Name of the figure of the worst month."""
        return f"shortfall.{self.capability}.month_{self.month}"


def shortfalls_by_capability(plan: Plan | LevelAnswer, need: MandateRequirement) -> tuple[CapabilityShortfall, ...]:
    """Sum up a plan's shortfalls.

    Parameters
    ----------
    plan : Plan or LevelAnswer
        The plan, or what can be held.
    need : MandateRequirement
        What the mandate requires.

    Returns
    -------
    tuple of CapabilityShortfall
        Largest share of unit-months first.
    """
    required: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for month, _belt, capability, quantity in need.monthly:
        required[capability][month] += quantity
    missing: dict[str, float] = defaultdict(float)
    for row in plan.shortfall:
        missing[row.capability] += row.quantity
    found = []
    for worst in worst_months(plan.shortfall):
        by_month, unit_months = required[worst.capability], missing[worst.capability]
        whole = max(sum(by_month.values()), unit_months)
        found.append(
            CapabilityShortfall(
                capability=worst.capability,
                share=unit_months / whole if whole else 0.0,
                missing=worst.missing,
                required=max(by_month[worst.month], worst.missing),
                month=worst.month,
                months=worst.months,
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.share, -each.missing, each.capability)))


def worst_shortfall(plan: Plan | LevelAnswer, need: MandateRequirement) -> CapabilityShortfall | None:
    """Return the capability that lacks the largest share over the plan; None where nothing is missing."""
    found = shortfalls_by_capability(plan, need)
    return found[0] if found else None

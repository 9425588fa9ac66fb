"""Shortfalls, summed up: by capability over both belts and all months."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from interpose.generation import Generation
from interpose.requirement import MandateRequirement

__all__ = ["CapabilityShortfall", "shortfalls_by_capability", "worst_shortfall"]


@dataclass(frozen=True, slots=True)
class CapabilityShortfall:
    """What is missing of one capability.

    Parameters
    ----------
    capability : str
        The capability.
    missing, required : float
        Units missing and required in the worst month, over both belts.
    month : int
        That month.
    months : int
        Months in which something is missing.
    figure : str
        Name of the figure of that month.
    """

    capability: str
    missing: float
    required: float
    month: int
    months: int

    @property
    def share(self) -> float:
        """Share missing in the worst month."""
        return self.missing / self.required if self.required else 0.0

    @property
    def figure(self) -> str:
        """Name of the figure of the worst month."""
        return f"shortfall.{self.capability}.month_{self.month}"


def shortfalls_by_capability(plan: Generation, need: MandateRequirement) -> tuple[CapabilityShortfall, ...]:
    """Sum up a plan's shortfalls.

    Parameters
    ----------
    plan : Generation
        The plan.
    need : MandateRequirement
        What the mandate requires.

    Returns
    -------
    tuple of CapabilityShortfall
        Largest share first.
    """
    required: dict[tuple[str, int], float] = defaultdict(float)
    for month, _belt, capability, quantity in need.monthly:
        required[capability, month] += quantity
    missing: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in plan.shortfall:
        missing[row.capability][row.month] += row.quantity
    found = []
    for capability, months in missing.items():
        worst = max(months, key=lambda month: (months[month], -month))
        needed = max(required[capability, worst], months[worst])
        found.append(CapabilityShortfall(capability, months[worst], needed, worst, len(months)))
    return tuple(sorted(found, key=lambda each: (-each.share, -each.missing, each.capability)))


def worst_shortfall(plan: Generation, need: MandateRequirement) -> CapabilityShortfall | None:
    """Return the capability of which the largest share is missing; None where nothing is."""
    found = shortfalls_by_capability(plan, need)
    return found[0] if found else None

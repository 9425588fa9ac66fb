"""Shortfalls, summed up: by capability over both belts and all months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from interpose.generation import Plan
from interpose.generation.analysis.level import LevelAnswer
from interpose.generation.result import Shortfall
from interpose.requirement import MandateRequirement

__all__ = ["CapabilityShortfall", "shortfalls_by_capability", "worst_months", "worst_shortfall"]


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
        That month, once the build-up is over if any is short then; of several that are as bad the last.
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


def shortfalls_by_capability(
    plan: Plan | LevelAnswer, need: MandateRequirement, since: int = 1
) -> tuple[CapabilityShortfall, ...]:
    """Sum up a plan's shortfalls.

    Parameters
    ----------
    plan : Plan or LevelAnswer
        The plan, or what can be held.
    need : MandateRequirement
        What the mandate requires.
    since : int
        Month from which the whole requirement is to be met; an earlier one is the worst only where these lack nothing.

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
    for capability, lacking, _, month, months in worst_months(plan.shortfall, since):
        by_month, unit_months = required[capability], missing[capability]
        whole = max(sum(by_month.values()), unit_months)
        found.append(
            CapabilityShortfall(
                capability=capability,
                share=unit_months / whole if whole else 0.0,
                missing=lacking,
                required=max(by_month[month], lacking),
                month=month,
                months=months,
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.share, -each.missing, each.capability)))


def worst_months(shortfall: Iterable[Shortfall], since: int = 1) -> list[tuple[str, float, float, int, tuple[int, ...]]]:
    """Tell the month in which most is missing of each capability over all belts, of several that are as bad the last.

    Parameters
    ----------
    shortfall : iterable of Shortfall
        What is missing.
    since : int
        Month from which the whole requirement is to be met: five of the five that are required in the first month are no worse
        than four of thirty later. Earlier months count only where none of these is short.

    Returns
    -------
    list of (str, float, float, int, tuple of int)
        Capability, units missing in that month and required in the belts that are short, the month, and all months in which
        something is missing; sorted by capability.
    """
    found: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
    for row in sorted(shortfall, key=lambda row: (row.capability, row.month)):
        missing, required = found[row.capability].get(row.month, (0.0, 0.0))
        found[row.capability][row.month] = (missing + row.quantity, required + row.required)
    worst = {
        name: max((month >= since, missing, month) for month, (missing, _) in months.items()) for name, months in found.items()
    }
    return [(name, *found[name][month], month, tuple(found[name])) for name, (*_, month) in worst.items()]


def worst_shortfall(plan: Plan | LevelAnswer, need: MandateRequirement, since: int = 1) -> CapabilityShortfall | None:
    """Return the capability that lacks the largest share over the plan; None where nothing is missing."""
    found = shortfalls_by_capability(plan, need, since)
    return found[0] if found else None

"""Persons by month: what a mandate needs, and who brings most of it."""

from __future__ import annotations

from interpose.generation import Contribution, Generation
from interpose.requirement import Requirement

__all__ = ["by_weight", "requirement_by_month"]


def requirement_by_month(requirement: Requirement, mandate: str, level: str, horizon_months: int) -> tuple[float, ...]:
    """Give the personnel that the mandate needs in each month.

    Personnel of each line of the requirement follow the build-up of its capability in its belt.

    Parameters
    ----------
    requirement : Requirement
        The requirement.
    mandate : str
        Which mandate.
    level : str
        Which end of the range: low, mode or high.
    horizon_months : int
        Months that are planned.

    Returns
    -------
    tuple of float
        Persons, for months 1 to the horizon.
    """
    found = requirement.of(mandate)
    steps: dict[tuple[str, str], dict[int, float]] = {}
    for month, belt, capability, quantity in found.monthly:
        steps.setdefault((belt, capability), {})[month] = quantity
    totals = [0.0] * horizon_months
    for line in found.lines:
        by_month = steps.get((line.belt, line.capability), {})
        full = max(by_month.values(), default=0.0)
        for month in range(1, horizon_months + 1):
            share = by_month.get(month, 0.0) / full if full else 1.0
            totals[month - 1] += line.personnel.at(level) * share
    return tuple(totals)


def by_weight(plan: Generation) -> tuple[Contribution, ...]:
    """Order the contributions of a plan that stand in the country by person-months, the largest first."""
    inside = (row for row in plan.contributions if not row.outside)
    return tuple(sorted(inside, key=lambda row: (-sum(row.by_month), row.state)))

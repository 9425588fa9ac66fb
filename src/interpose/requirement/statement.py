"""The statement of requirement spread over sectors and months."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from interpose.case.tables.words import Belt, Level
from interpose.requirement.area import Sector
from interpose.requirement.result import MonthlyNeed, RequirementLine, SectorRequirement

__all__ = ["apportion", "by_month", "by_sector", "phase_share"]


def by_sector(lines: Sequence[RequirementLine], sectors: Sequence[Sector]) -> tuple[SectorRequirement, ...]:
    """Spread the most likely units over the sectors by their workload.

    Parameters
    ----------
    lines : sequence of RequirementLine
        The statement of requirement.
    sectors : sequence of Sector
        The sectors.

    Returns
    -------
    tuple of SectorRequirement
        By sector, belt and capability. Whole units stay whole, are spread along the line, and keep their sum.
    """
    total = _totals(lines, "mode")
    loads = [sector.workload for sector in sectors]
    found: list[SectorRequirement] = []
    for number, sector in enumerate(sectors):
        for (belt, capability), quantity in sorted(total.items()):
            share = apportion(quantity, loads)[number]
            if share > 0:
                found.append(SectorRequirement(sector.id, capability, belt, share))
    return tuple(found)


def apportion(quantity: float, loads: Sequence[float]) -> tuple[float, ...]:
    """Divide a quantity by workload along the line; a whole quantity is divided into whole ones.

    Parameters
    ----------
    quantity : float
        What is divided.
    loads : sequence of float
        Workload of each receiver in their order; not all zero.

    Returns
    -------
    tuple of float
        Shares that sum to the quantity. What is left over in one sector is carried to the next, so that few units are
        spread along the line instead of gathering at its beginning.

    Examples
    --------
    >>> apportion(5, [1, 1, 1])
    (2.0, 1.0, 2.0)
    >>> apportion(1.5, [2, 1])
    (1.0, 0.5)
    """
    total = sum(loads)
    if quantity != int(quantity):
        return tuple(quantity * load / total for load in loads)
    shares: list[float] = []
    run, given = 0.0, 0
    for load in loads:
        run += load
        # Equal workloads differ in their last digit: that must not decide how a half is rounded.
        reached = math.floor(round(quantity * run / total, 9) + 0.5)
        shares.append(float(reached - given))
        given = reached
    return tuple(shares)


def by_month(
    lines: Sequence[RequirementLine], level: Level, horizon_months: int, build_up_months: int, drawdown_months: int
) -> tuple[MonthlyNeed, ...]:
    """Spread the requirement over months: build-up, steady state, drawdown.

    Parameters
    ----------
    lines : sequence of RequirementLine
        The statement of requirement.
    level : str
        Which end of the range is planned for: low, mode or high.
    horizon_months : int
        Months that are planned.
    build_up_months : int
        The full requirement stands in this month; before it rises by equal steps.
    drawdown_months : int
        In these last months it falls by equal steps; 0 keeps it to the end.

    Returns
    -------
    tuple of MonthlyNeed
        Units by month, belt and capability. Whole units are rounded up to whole ones on the way.
    """
    total = _totals(lines, level)
    found: list[MonthlyNeed] = []
    for month in range(1, horizon_months + 1):
        share = phase_share(month, horizon_months, build_up_months, drawdown_months)
        for (belt, capability), quantity in sorted(total.items()):
            part = quantity * share
            units = float(math.ceil(part - 1e-9)) if quantity == int(quantity) else part
            found.append(MonthlyNeed(month, belt, capability, units))
    return tuple(found)


def phase_share(month: int, horizon_months: int, build_up_months: int, drawdown_months: int) -> float:
    """Give the share of the full requirement that must stand in a month.

    Examples
    --------
    Six months of build-up and three of drawdown in a year:

    >>> [round(phase_share(month, 12, 6, 3), 2) for month in (1, 3, 6, 9, 10, 12)]
    [0.17, 0.5, 1.0, 1.0, 0.75, 0.25]
    """
    rising = min(1.0, month / build_up_months)
    falling = min(1.0, (horizon_months - month + 1) / (drawdown_months + 1))
    return min(rising, falling)


def _totals(lines: Sequence[RequirementLine], level: Level) -> dict[tuple[Belt, str], float]:
    total: dict[tuple[Belt, str], float] = defaultdict(float)
    for line in lines:
        total[line.belt, line.capability] += line.quantity.at(level)
    return {key: quantity for key, quantity in total.items() if quantity > 0}

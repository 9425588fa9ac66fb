"""The statement of requirement spread over sectors and months."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from interpose.case.tables.words import Belt, BuildUp, Level
from interpose.requirement.area import Sector
from interpose.requirement.precedents.curves import risen, still_there
from interpose.requirement.result import MonthlyNeed, RequirementLine, SectorRequirement

__all__ = ["Phases", "apportion", "by_month", "by_sector", "phase_share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """How a requirement rises and falls.

    Parameters
    ----------
    level : str
        Which end of the range is planned for: low, mode or high.
    horizon_months : int
        Months that are planned.
    build_up_months : int
        The full requirement stands in this month; before it rises.
    drawdown_months : int
        In these last months it falls; 0 keeps it to the end.
    build_up : str
        Whether it rises by `even` steps, or as forces that came `fresh` or `took_over` troops did.
    drawdown : str
        Whether it falls by `even` steps, or late and fast as missions did (`precedent`).
    """

    level: Level
    horizon_months: int
    build_up_months: int
    drawdown_months: int
    build_up: BuildUp = "even"
    drawdown: Literal["even", "precedent"] = "even"


def by_sector(lines: Sequence[RequirementLine], sectors: Sequence[Sector]) -> tuple[SectorRequirement, ...]:
    """Spread the most likely units over the sectors by their workload.

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


def by_month(lines: Sequence[RequirementLine], phases: Phases) -> tuple[MonthlyNeed, ...]:
    """Spread the requirement over months: build-up, steady state, drawdown.

    Returns
    -------
    tuple of MonthlyNeed
        Units by month, belt and capability. Whole units are rounded up to whole ones on the way.
    """
    total = _totals(lines, phases.level)
    found: list[MonthlyNeed] = []
    for month in range(1, phases.horizon_months + 1):
        share = phase_share(month, phases)
        for (belt, capability), quantity in sorted(total.items()):
            part = quantity * share
            units = float(math.ceil(part - 1e-9)) if quantity == int(quantity) else part
            found.append(MonthlyNeed(month, belt, capability, units))
    return tuple(found)


def phase_share(month: int, phases: Phases) -> float:
    """Give the share of the full requirement that must stand in a month.

    Examples
    --------
    Six months of build-up and three of drawdown in a year:

    >>> year = Phases(level="mode", horizon_months=12, build_up_months=6, drawdown_months=3)
    >>> [round(phase_share(month, year), 2) for month in (1, 3, 6, 9, 10, 12)]
    [0.17, 0.5, 1.0, 1.0, 0.75, 0.25]
    """
    rising = risen(phases.build_up, month, phases.build_up_months)
    left = phases.horizon_months - month + 1
    falling = still_there(left, phases.drawdown_months, precedent=phases.drawdown == "precedent")
    return min(rising, falling)


def _totals(lines: Sequence[RequirementLine], level: Level) -> dict[tuple[Belt, str], float]:
    total: dict[tuple[Belt, str], float] = defaultdict(float)
    for line in lines:
        total[line.belt, line.capability] += line.quantity.at(level)
    return {key: quantity for key, quantity in total.items() if quantity > 0}

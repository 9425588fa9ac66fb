"""Sectors phase by phase: who leads, who stands with them, and how much of the need is met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from interpose.brief.context import BriefContext
from interpose.brief.text.format_number import first_capital
from interpose.brief.text.names import names
from interpose.generation import Plan
from interpose.generation.problem.demand import demand, sector_need
from interpose.generation.result import SectorPhase, SectorPlan

__all__ = ["SectorRow", "sector_headings", "sector_rows"]


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector.

    Parameters
    ----------
    name : str
        Name for readers.
    line_km : float
        Length of the line in it.
    held : tuple of (str, str)
        The nation that leads and those with it, phase by phase; where no troops hold the line an empty text and those in the
        second line, and two empty texts where nobody stands. Who serves from outside the country stands in none.
    met : float or None
        Share of the unit-months of all capabilities that is met; None where nothing is required.
    """

    name: str
    line_km: float
    held: tuple[tuple[str, str], ...]
    met: float | None


def sector_rows(context: BriefContext, plan: Plan) -> tuple[SectorRow, ...]:
    """Gather the sectors of a plan.

    Parameters
    ----------
    context : BriefContext
        The result.
    plan : Plan
        The plan.

    Returns
    -------
    tuple of SectorRow
        In the order along the line; nobody holds them where the plan has no sectors.
    """
    found = plan.by_sector
    sectors = context.assessment.requirement.area.sectors
    if found is None:
        return tuple(
            SectorRow(f"{place}. {sector.name}", sector.line_km, (), None) for place, sector in enumerate(sectors, start=1)
        )
    case = context.assessment.case
    need = sector_need(demand(case, context.need), context.need)
    unit_months = sum(months.sum(axis=1) for months in need.quantity.values()) if need is not None else ()
    required = dict(zip(need.names, unit_months, strict=True)) if need is not None else {}
    missing: dict[str, float] = {}
    for row in found.shortfall:
        missing[row.sector] = missing.get(row.sector, 0.0) + row.quantity
    away = {row.state for row in plan.contributions if row.outside}
    rows = []
    for place, sector in enumerate(sectors, start=1):
        held = []
        for phase in found.phases:
            lead = next((each for each in phase.leads if each.sector == sector.id), None)
            others = (
                [code for code in lead.nations if code != lead.framework_nation]
                if lead
                else [code for code in _behind(found, phase, sector.id) if code not in away]
            )
            leading = context.state(lead.framework_nation) if lead else ""
            held.append((leading, names([context.state(code) for code in others]) if others else ""))
        needed = required.get(sector.id, 0.0)
        met = max(0.0, 1 - missing.get(sector.id, 0.0) / needed) if needed else None
        rows.append(SectorRow(f"{place}. {sector.name}", sector.line_km, tuple(held), met))
    return tuple(rows)


def sector_headings(plan: Plan) -> tuple[str, ...]:
    """Head the table of sectors: one column for each phase in which nations keep their sectors."""
    phases = plan.by_sector.phases if plan.by_sector is not None else ()
    told = (f"{first_capital(each.name)}, months {each.first_month} to {each.last_month}" for each in phases)
    return ("Sector", "Line, km", *told, "Met")


def _behind(found: SectorPlan, phase: SectorPhase, sector: str) -> list[str]:
    """Name the nations whose units stand in a sector in the months of a phase, most unit-months first."""
    months: Counter[str] = Counter()
    for tour in found.tours:
        shared = min(tour.end_month, phase.last_month) - max(tour.start_month, phase.first_month) + 1
        if tour.sector == sector and shared > 0:
            months[tour.state] += tour.units * shared
    return sorted(months, key=lambda code: (-months[code], code))

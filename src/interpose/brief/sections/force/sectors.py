"""Sectors phase by phase: who leads, who stands with them, and how much of the need is met."""

from __future__ import annotations

from dataclasses import dataclass

from interpose.brief.context import BriefContext
from interpose.brief.text.names import names
from interpose.generation import Plan
from interpose.generation.problem.sector_need import spread_of_mandate

__all__ = ["SectorRow", "sector_rows"]


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector.

    Parameters
    ----------
    name : str
        Name for readers.
    held : tuple of (str, str)
        The nation that leads and those with it, phase by phase; two empty texts where nobody stands.
    met : float or None
        Share of the unit-months of all capabilities that is met; None where nothing is required.
    """

    name: str
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
        In the order along the line; none where the plan has no sectors.
    """
    found = plan.by_sector
    if found is None:
        return ()
    case = context.assessment.case
    required = spread_of_mandate(case, context.need)
    missing: dict[str, float] = {}
    for row in found.shortfall:
        missing[row.sector] = missing.get(row.sector, 0.0) + row.quantity
    rows = []
    for place, sector in enumerate(context.assessment.requirement.area.sectors, start=1):
        held = []
        for phase in found.phases:
            lead = next((each for each in phase.leads if each.sector == sector.id), None)
            others = [context.state(code) for code in lead.nations if code != lead.framework_nation] if lead else []
            held.append((context.state(lead.framework_nation) if lead else "", names(others) if others else ""))
        needed = required.get(sector.id, 0.0)
        met = max(0.0, 1 - missing.get(sector.id, 0.0) / needed) if needed else None
        rows.append(SectorRow(f"{place}. {sector.name}", tuple(held), met))
    return tuple(rows)

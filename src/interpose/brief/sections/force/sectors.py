"""Sectors phase by phase: who leads, who stands with them, and how much of the need is met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from interpose.brief.context import BriefContext
from interpose.brief.text.names import names
from interpose.generation import Plan
from interpose.generation.problem.demand import spread_of_mandate
from interpose.generation.result import SectorPhase, SectorPlan

__all__ = ["SectorRow", "nations_in", "sector_rows"]


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector.

    Parameters
    ----------
    name : str
        Name for readers.
    held : tuple of (str, str)
        The nation that leads and those with it, phase by phase; where no troops hold the line an empty text and those in the
        second line, and two empty texts where nobody stands.
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
            others = (
                [code for code in lead.nations if code != lead.framework_nation] if lead else _behind(found, phase, sector.id)
            )
            leading = context.state(lead.framework_nation) if lead else ""
            held.append((leading, names([context.state(code) for code in others]) if others else ""))
        needed = required.get(sector.id, 0.0)
        met = max(0.0, 1 - missing.get(sector.id, 0.0) / needed) if needed else None
        rows.append(SectorRow(f"{place}. {sector.name}", tuple(held), met))
    return tuple(rows)


def nations_in(plan: Plan, sector: str) -> tuple[str, ...]:
    """Name the nations that have units in a sector in any month, phase by phase, most unit-months first.

    Parameters
    ----------
    plan : Plan
        The plan.
    sector : str
        The sector.

    Returns
    -------
    tuple of str
        Codes; none where the plan has no sectors.
    """
    found = plan.by_sector
    return (
        () if found is None else tuple(dict.fromkeys(code for phase in found.phases for code in _behind(found, phase, sector)))
    )


def _behind(found: SectorPlan, phase: SectorPhase, sector: str) -> list[str]:
    """Name the nations whose units stand in a sector in the months of a phase, most unit-months first."""
    months: Counter[str] = Counter()
    for tour in found.tours:
        shared = min(tour.end_month, phase.last_month) - max(tour.start_month, phase.first_month) + 1
        if tour.sector == sector and shared > 0:
            months[tour.state] += tour.units * shared
    return sorted(months, key=lambda code: (-months[code], code))

"""The rotation calendar and the sectors as tables: for CSV, the workbook and the codebook."""

from __future__ import annotations

from collections.abc import Sequence

from interpose.brief.table import Cell, Column, Table, integer, text
from interpose.brief.text.dates import month_name
from interpose.case import Case
from interpose.generation import Plan
from interpose.rotation.units import UnitTour, unit_calendar

__all__ = ["calendar_tables"]


def calendar_tables(case: Case, plan: Plan) -> tuple[Table, ...]:
    """Put the calendar of a plan into tables.

    Parameters
    ----------
    case : Case
        The case.
    plan : Plan
        The plan.

    Returns
    -------
    tuple of Table
        `calendar`: one row a tour of a unit. Where the plan has sectors also `sector_nations`: who leads and stands in
        which sector in which phase, and `sector_shortfall`: what is missing by sector and month.
    """
    tours = unit_calendar(case, plan)
    found = [_calendar(case, tours)]
    if plan.by_sector is not None:
        found += [_nations(plan), _shortfall(case, plan)]
    return tuple(found)


def _calendar(case: Case, tours: Sequence[UnitTour]) -> Table:
    start = case.scenario.start
    handover = {(pool.state, pool.unit_type): pool.handover_months for pool in case.pools}
    columns = (
        text("state", "Code", "ISO 3166-1 alpha-3 code of the state."),
        text("state_name", "State", "Name of the state."),
        text("unit_type", "Unit type", "Type of the unit."),
        integer("unit", "Unit", "Number of the unit within its pool; it names no real unit."),
        text("capability", "Serves as", "Capability that the unit provides there; the first one of its type."),
        text("belt", "Belt", "Belt in which it stands."),
        text("sector", "Sector", "Sector in which it stands; empty where the sector rules leave no place for it."),
        integer("first_month", "First month", "Month of the plan in which the tour begins, from 1."),
        integer("last_month", "Last month", "Last month on the ground within the horizon."),
        text("begins", "Begins", "Name of the first month."),
        text("ends", "Ends", "Name of the last month."),
        text("relieves", "Relieves", "Unit that leaves the place as this one comes; empty where none does."),
        Column(
            name="handover_months",
            heading="Handover",
            description="Time for which the unit that leaves stays on to hand over; empty where it relieves none.",
            kind="number",
            unit="months",
        ),
        text("commitment", "Withdrawn from", "Commitment that the unit is taken from; empty for units of a pool."),
    )
    rows: list[tuple[Cell, ...]] = []
    for tour in tours:
        left = (tour.relieves_state, tour.relieves_type)
        relieved = (
            None if tour.relieves is None else f"{tour.relieves_state} {tour.relieves_type.replace('_', ' ')} {tour.relieves}"
        )
        rows.append(
            (
                tour.state,
                case.states[tour.state].name,
                tour.unit_type,
                tour.number,
                tour.serves or case.unit_types[tour.unit_type].capabilities[0][0],
                tour.belt,
                tour.sector or None,
                tour.start_month,
                tour.end_month,
                month_name(start, tour.start_month),
                month_name(start, tour.end_month),
                relieved,
                None if tour.relieves is None else handover.get(left, 0.0),
                tour.commitment or None,
            )
        )
    title = "Rotation calendar, unit by unit"
    return Table(
        name="calendar",
        title=title,
        description="Which unit of which state stands where in which months.",
        columns=columns,
        rows=tuple(rows),
    )


def _nations(plan: Plan) -> Table:
    assert plan.by_sector is not None  # noqa: S101 - asked before
    columns = (
        text("phase", "Phase", "Phase for which nations keep their sectors."),
        integer("first_month", "First month", "First month of the phase."),
        integer("last_month", "Last month", "Last month of the phase."),
        text("sector", "Sector", "Name of the sector."),
        text("framework_nation", "Framework nation", "Code of the state that leads the sector."),
        text("nations", "Nations", "Codes of all states in the sector, divided by semicolons; the framework nation first."),
    )
    rows = tuple(
        (phase.name, phase.first_month, phase.last_month, row.sector, row.framework_nation, "; ".join(row.nations))
        for phase in plan.by_sector.phases
        for row in phase.leads
    )
    return Table(
        name="sector_nations",
        title="Sectors by phase",
        description="Who leads each sector, and who stands in it.",
        columns=columns,
        rows=rows,
    )


def _shortfall(case: Case, plan: Plan) -> Table:
    assert plan.by_sector is not None  # noqa: S101 - asked before
    columns = (
        text("sector", "Sector", "Name of the sector."),
        text("belt", "Belt", "Belt in which units are missing."),
        text("capability", "Capability", "Capability that is short."),
        integer("month", "Month", "Month of the plan, from 1."),
        text("month_name", "Month by name", "Name of the month."),
        Column(name="missing", heading="Missing", description="Units missing.", kind="number", unit="units"),
        Column(name="required", heading="Required", description="Units required in the sector.", kind="number", unit="units"),
    )
    rows = tuple(
        (
            row.sector,
            row.belt,
            row.capability,
            row.month,
            month_name(case.scenario.start, row.month),
            row.quantity,
            row.required,
        )
        for row in plan.by_sector.shortfall
    )
    return Table(
        name="sector_shortfall",
        title="Shortfall by sector",
        description="What is missing in each sector and month.",
        columns=columns,
        rows=rows,
    )

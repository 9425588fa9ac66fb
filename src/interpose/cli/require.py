"""`interpose require`: how many, where, for which mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.output import CaseArgument, Format, FormatOption, print_json, print_table

if TYPE_CHECKING:
    from interpose.case import Range
    from interpose.requirement import MandateRequirement, Requirement

__all__ = ["require"]


def require(
    case: CaseArgument,
    mandate: Annotated[str | None, typer.Option("--mandate", "-m", help="Only this mandate, line by line.")] = None,
    output: FormatOption = Format.table,
) -> None:
    """Say how many the mandates need, by sector and capability, and which rule drives each line.

    Example: `interpose require ukraine-2024 --mandate interpose`
    """
    from interpose.case import load
    from interpose.requirement import require as size

    found = size(load(case))
    chosen = found.mandates if mandate is None else (found.of(mandate),)
    if output is Format.json:
        print_json(_as_json(found, chosen))
        return
    _print_area(found)
    if mandate is None:
        _print_overview(chosen)
    else:
        _print_lines(chosen[0])
        _print_sectors(found, chosen[0])


def _print_area(found: Requirement) -> None:
    area = found.area
    print_table(
        "The ground",
        ["sector", "name", "line as drawn, km", "workload", "terrain", "towns in the zone"],
        [
            (
                sector.id,
                sector.name,
                round(sector.line_km),
                round(sector.workload),
                ", ".join(f"{kind} {share:.0%}" for kind, share in sector.terrain.items()),
                ", ".join(sector.places[:4]) or None,
            )
            for sector in area.sectors
        ],
        numbers=["line as drawn, km", "workload"],
        caption=f"{area.generalisation_note} Zone {area.areas_km2['forward']:,.0f} km², "
        f"depth belt {area.areas_km2['depth']:,.0f} km². Workload: km of open land.",
    )


def _print_overview(chosen: tuple[MandateRequirement, ...]) -> None:
    print_table(
        "How many for which mandate",
        ["mandate", "low", "most likely", "high", "with support outside", "task"],
        [
            (
                need.id,
                round(need.personnel.low),
                round(need.personnel.mode),
                round(need.personnel.high),
                round(need.personnel_with_tail.mode),
                need.task,
            )
            for need in chosen
        ],
        numbers=["low", "most likely", "high", "with support outside"],
        caption="Persons in the country. Low and high apply every rule at its bound. --mandate shows rules and sources.",
    )


def _print_lines(need: MandateRequirement) -> None:
    names = [line.rule if line.mandate == need.id else f"{line.mandate}.{line.rule}" for line in need.lines]
    print_table(
        f"{need.name}: {_spread(need.personnel)} persons",
        ["rule", "unit type", "capability", "belt", "units (range)", "persons (range)", "basis"],
        [
            (name, line.unit_type, line.capability, line.belt, _spread(line.quantity), _spread(line.personnel), line.basis)
            for name, line in zip(names, need.lines, strict=True)
        ],
        numbers=["units (range)", "persons (range)"],
        caption=need.task,
    )
    print_table(
        "What drives each line",
        ["rule", "formula", "source"],
        [(name, line.formula, line.source) for name, line in zip(names, need.lines, strict=True)],
    )


def _print_sectors(found: Requirement, need: MandateRequirement) -> None:
    keys = sorted({(row.belt, row.capability) for row in need.sectors}, key=lambda key: (key[0] != "forward", key))
    units = {(row.sector, row.belt, row.capability): row.quantity for row in need.sectors}
    # A terminal holds about a dozen columns of numbers: longer lines of sectors go into several tables.
    for first in range(0, len(found.area.sectors), 12):
        sectors = found.area.sectors[first : first + 12]
        heads = [sector.id.removeprefix("sector-") for sector in sectors]
        print_table(
            f"Units by sector, {sectors[0].id} to {sectors[-1].id}",
            ["capability", "belt", *heads],
            [(capability, belt, *(units.get((each.id, belt, capability)) for each in sectors)) for belt, capability in keys],
            numbers=heads,
            caption="Most likely units, spread by workload. Units in depth are counted with the sector that they stand behind.",
        )


def _spread(value: Range) -> str:
    if value.low == value.high:
        return f"{value.mode:,.4g}"
    return f"{value.mode:,.6g} ({value.low:,.6g} to {value.high:,.6g})"


def _as_json(found: Requirement, chosen: tuple[MandateRequirement, ...]) -> dict[str, object]:
    area = found.area
    return {
        "line_km": round(area.line_km, 3),
        "planned_line_km": _range(area.planned_line_km),
        "generalisation": [{"tolerance_km": step, "line_km": round(length, 3)} for step, length in area.generalisation],
        "areas_km2": {belt: round(size, 3) for belt, size in area.areas_km2.items()},
        "sectors": [
            {
                "id": sector.id,
                "name": sector.name,
                "line_km": round(sector.line_km, 3),
                "workload": round(sector.workload, 3),
                "places": list(sector.places),
                "population": sector.population,
            }
            for sector in area.sectors
        ],
        "mandates": [_mandate_json(need) for need in chosen],
    }


def _mandate_json(need: MandateRequirement) -> dict[str, object]:
    return {
        "id": need.id,
        "name": need.name,
        "personnel": _range(need.personnel),
        "personnel_with_tail": _range(need.personnel_with_tail),
        "lines": [
            {
                "rule": line.rule,
                "mandate": line.mandate,
                "unit_type": line.unit_type,
                "capability": line.capability,
                "belt": line.belt,
                "quantity": _range(line.quantity),
                "personnel": _range(line.personnel),
                "formula": line.formula,
                "source": line.source,
                "basis": line.basis,
            }
            for line in need.lines
        ],
        "sectors": [
            {"sector": row.sector, "belt": row.belt, "capability": row.capability, "quantity": row.quantity}
            for row in need.sectors
        ],
    }


def _range(value: Range) -> dict[str, float]:
    return {"low": round(value.low, 6), "mode": round(value.mode, 6), "high": round(value.high, 6)}

"""`interpose require`: how many, where, for which mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, print_json, print_table

if TYPE_CHECKING:
    from interpose.case import Range
    from interpose.requirement import MandateRequirement, Requirement, Sector

__all__ = ["require"]


def require(
    case: Annotated[str | None, typer.Argument(metavar="[CASE]", help="A case folder, or the name of a shipped case.")] = None,
    mandate: Annotated[str | None, typer.Option("--mandate", "-m", help="Only this mandate, line by line.")] = None,
    line_km: Annotated[
        float | None, typer.Option("--line-km", help="Size a bare line of this length (km), without a case.")
    ] = None,
    line: Annotated[
        str | None, typer.Option("--line", metavar="FILE", help="Size a line from a GeoJSON, KML or shapefile.")
    ] = None,
    depth_km: Annotated[float, typer.Option("--depth-km", help="Depth of its zone on each side (km).")] = 10.0,
    strip: Annotated[bool, typer.Option("--strip", help="Set the result beside historical missions.")] = False,
    output: FormatOption = Format.table,
) -> None:
    """Say how many the mandates need, by sector and capability, and which rule drives each line.

    Example: `interpose require ukraine-2024 --mandate interpose --strip`, or without a case
    `interpose require --line-km 180 --depth-km 2 --mandate interpose`
    """
    from interpose.errors import UsageError

    if sum(each is not None for each in (case, line_km, line)) != 1:
        what = "name either a case or --line-km or --line"
        raise UsageError(what, "write `interpose require ukraine-2024`, or `--line-km 180`, or `--line my-line.kml`")
    if line is not None:
        line_km = _measured(line)
    if line_km is not None:
        _bare(line_km, depth_km, mandate, strip, output)
        return
    from interpose.cli import read_case
    from interpose.requirement import require as size

    found = size(read_case(str(case)))
    chosen = found.mandates if mandate is None else (found.of(mandate),)
    if output is Format.json:
        print_json({"area": found.area, "mandates": chosen} | _strip(strip))
        return
    _print_area(found)
    if mandate is None:
        _print_overview(chosen)
    else:
        _print_lines(chosen[0])
        _print_sectors(found, chosen[0])
    if strip:
        _print_strip([(need.id, need.personnel) for need in chosen], found.area.planned_line_km.mode)


def _measured(file: str) -> float:
    """Measure the lines of a file (km)."""
    from shapely.geometry import shape

    from interpose.editing.line_import import import_line
    from interpose.requirement.plane import length_km

    features = import_line(file)["features"]
    assert isinstance(features, list)  # noqa: S101 - a FeatureCollection
    return round(sum(length_km(shape(feature["geometry"])) for feature in features), 3)


def _bare(line_km: float, depth_km: float, mandate: str | None, strip: bool, output: Format) -> None:
    """Size a line of which only the length is known."""
    from interpose.case import Range
    from interpose.case.read.missions import planning_reference
    from interpose.errors import UsageError
    from interpose.requirement import SectorRequirement
    from interpose.requirement.bare import measures_of_line, size_line
    from interpose.requirement.statement import apportion

    if not 0 < line_km <= 20_000 or not 0 < depth_km <= 1_000:
        raise UsageError(f"a line of {line_km:g} km with a zone {depth_km:g} km deep is no area", "give lengths above 0 in km")
    reference = planning_reference()
    measures = measures_of_line(reference, Range.exactly(line_km))
    names = sorted(reference.mandates) if mandate is None else [mandate]
    sized = [(name, *size_line(reference, name, measures)) for name in names]
    if output is Format.table:
        print_table(
            f"A line of {line_km:,g} km with a zone of {2 * depth_km * line_km:,.0f} km²",
            ["mandate", "low", "most likely", "high", "persons on a km"],
            [(name, round(r.low), round(r.mode), round(r.high), round(r.mode / line_km, 1)) for name, _, r in sized],
            numbers=["low", "most likely", "high", "persons on a km"],
            caption=f"{measures.sectors} sectors, {measures.hubs} hubs and {measures.axes.mode:g} axes are assumed for this "
            "length; a case says how many there are. Depth sets the area of the zone, and no shipped rule counts area.",
        )
        if mandate is not None:
            print_table(
                "What drives each line", ["rule", "formula", "source"], [(x.rule, x.formula, x.source) for x in sized[0][1]]
            )
        if strip:
            _print_strip([(name, personnel) for name, _, personnel in sized], line_km)
        return
    mandates = []
    for name, lines, personnel in sized:
        rows = []
        for line in lines:
            shares = apportion(line.quantity.mode, [1.0] * measures.sectors)
            rows += [
                SectorRequirement(f"sector-{place}", line.capability, line.belt, share)
                for place, share in enumerate(shares, start=1)
                if share > 0
            ]
        mandates.append({"id": name, "personnel": personnel, "lines": lines, "sectors": rows})
    result: dict[str, object] = {
        "line_km": line_km,
        "depth_km": depth_km,
        "zone_km2": 2 * depth_km * line_km,
        "mandates": mandates,
    }
    print_json(result | _strip(strip))


def _print_strip(sized: list[tuple[str, Range]], line_km: float) -> None:
    """Draw persons on a km of line on a logarithmic scale, missions and mandates together."""
    import math

    from interpose.case.read.missions import load_missions
    from interpose.requirement.backtest import density_strip

    rows = [
        (row.persons_per_km, row.persons_per_km, row.persons_per_km, row.id, False) for row in density_strip(load_missions())
    ]
    rows += [(r.low / line_km, r.mode / line_km, r.high / line_km, name, True) for name, r in sized]
    least, most = math.log(0.5), math.log(500)

    def place(density: float) -> int:
        return round(39 * (min(max(math.log(density), least), most) - least) / (most - least))

    drawn = []
    for low, mode, high, name, ours in sorted(rows, key=lambda row: (row[1], row[3])):
        cells = ["·"] * 40
        if ours:
            cells[place(low) : place(high) + 1] = "─" * (place(high) - place(low) + 1)
        cells[place(mode)] = "◆" if ours else "●"
        drawn.append((f"{name} (this line)" if ours else name, f"{mode:.1f}", "".join(cells)))
    print_table(
        "Persons on a km of line, beside historical missions",
        ["what", "on a km", "0.5 to 500, logarithmic"],
        drawn,
        numbers=["on a km"],
        caption="● largest actual strength over length of line; ◆ most likely requirement, ─ its range.",
    )


def _strip(wanted: bool) -> dict[str, object]:
    from interpose.case.read.missions import load_missions
    from interpose.requirement.backtest import density_strip

    return {"density_strip": density_strip(load_missions())} if wanted else {}


def _print_area(found: Requirement) -> None:
    area = found.area
    print_table(
        "The ground",
        [
            "sector",
            "name",
            "line, km",
            "workload",
            "zone, km²",
            "people",
            "terrain",
            "towns in the zone",
        ],
        [
            (
                sector.id,
                sector.name,
                round(sector.line_km),
                round(sector.workload),
                round(sector.zone_km2),
                sector.population or None,
                ", ".join(f"{kind} {share:.0%}" for kind, share in sector.terrain.items()),
                ", ".join(sector.places[:4]) or None,
            )
            for sector in area.sectors
        ],
        numbers=["line, km", "workload", "zone, km²", "people"],
        caption=f"{area.generalisation_note} Zone {area.areas_km2['forward']:,.0f} km², "
        f"depth belt {area.areas_km2['depth']:,.0f} km². Line as drawn; workload: km of open "
        f"land; people: of towns on the base map, villages are not on it.{_entries(area.sectors)}",
    )


def _entries(sectors: tuple[Sector, ...]) -> str:
    """Say through which entry points the sectors are nearest, and how far that is."""
    roads: dict[str, list[float]] = {}
    for sector in sectors:
        if sector.entry_point is not None:
            roads.setdefault(sector.entry_point.name, []).append(sector.entry_point.road_km)
    told = [
        f"{name}, {min(found):,.0f}{f' to {max(found):,.0f}' if len(found) > 1 else ''} km ({len(found)} sectors)"
        for name, found in roads.items()
    ]
    return f" Nearest entry point by road: {'; '.join(told)}." if told else ""


def _print_overview(chosen: tuple[MandateRequirement, ...]) -> None:
    # A column for those beyond the host's borders stands only where a mandate has them.
    backstop = ["backstop outside"] if any(need.personnel_outside.high > 0 for need in chosen) else []
    print_table(
        "How many for which mandate",
        ["mandate", "low", "most likely", "high", "with support outside", *backstop, "task"],
        [
            (
                need.id,
                round(need.personnel.low),
                round(need.personnel.mode),
                round(need.personnel.high),
                round(need.personnel_with_tail.mode),
                *(round(need.personnel_outside.mode) for _ in backstop),
                need.task,
            )
            for need in chosen
        ],
        numbers=["low", "most likely", "high", "with support outside", *backstop],
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
        caption=f"{need.task}{_outside(need)}",
    )
    print_table(
        "What drives each line",
        ["rule", "formula", "source"],
        [(name, line.formula, line.source) for name, line in zip(names, need.lines, strict=True)],
    )
    if need.stated_months:
        print_table(
            "Months for which the case states the units itself",
            ["capability", "belt", "months", "units (range)", "without it", "basis", "source"],
            [
                (
                    each.capability,
                    each.belt,
                    f"{each.first_month} to {each.last_month}",
                    _spread(each.quantity),
                    " to ".join(f"{end:g}" for end in dict.fromkeys(each.replaced)),
                    each.basis,
                    each.source,
                )
                for each in need.stated_months
            ],
            numbers=["units (range)", "without it"],
        )


def _outside(need: MandateRequirement) -> str:
    if need.personnel_outside.high == 0:
        return ""
    return f" A backstop outside the country is not counted above: {_spread(need.personnel_outside)} persons."


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

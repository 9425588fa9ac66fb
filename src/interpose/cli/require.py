"""`interpose require`: how many, where, for which mandate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import Format, FormatOption, read_case, show, tell_passed_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interpose.brief.table import Table
    from interpose.case import Case, Range
    from interpose.requirement import Requirement

__all__ = ["require"]

OneMandate = Annotated[str | None, typer.Option("--mandate", "-m", metavar="MANDATE", help="Only this mandate, line by line.")]


def require(
    case: Annotated[str | None, typer.Argument(metavar="[CASE]", help="A case folder, a workbook or a shipped case.")] = None,
    mandate: OneMandate = None,
    line_km: Annotated[
        float | None, typer.Option("--line-km", help="Size a bare line of this length (km), without a case.")
    ] = None,
    line: Annotated[
        str | None, typer.Option("--line", metavar="FILE", help="Size a line from a GeoJSON, KML or shapefile.")
    ] = None,
    depth_km: Annotated[float, typer.Option("--depth-km", help="Depth of its zone on each side (km).")] = 10.0,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Beside --line-km or --line: both armies consent and stand back.")
    ] = False,
    alliance: Annotated[
        bool, typer.Option("--alliance", help="Beside --line-km or --line: an alliance or great power leads the force.")
    ] = False,
    authorised: Annotated[
        int | None,
        typer.Option(
            "--authorised",
            metavar="PERSONS",
            help="What a decision authorises: tell what missions had over that at their peak.",
        ),
    ] = None,
    proposals: Annotated[
        bool, typer.Option("--proposals", help="Set beside it what others proposed, and what could be held of that.")
    ] = False,
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
    if proposals and case is None:
        raise UsageError("proposals are for a host, which only a case has", "write `interpose require CASE --proposals`")
    if line is not None:
        line_km = _measured(line)
    if line_km is not None:
        shown = _Shown(quiet=quiet, alliance=alliance, authorised=authorised, strip=strip, output=output)
        _bare(line_km, depth_km, mandate, shown)
        return
    from interpose.brief.tables.precedent import beside_table
    from interpose.brief.tables.requirement import assumed_table, requirement_tables
    from interpose.requirement import require as size

    read = read_case(str(case))
    found = size(read if authorised is None else read.with_options(authorised=authorised))
    chosen = found.mandates if mandate is None else (found.of(mandate),)
    ceiling = next((need.authorised for need in chosen if need.authorised is not None), None)
    beside = beside_table([(need.id, need.precedent, need.without_precedent) for need in chosen], ceiling)
    assumed = assumed_table([(need.id, need.lines, need.personnel) for need in chosen], each_line=mandate is not None)
    tables = (*requirement_tables(found, chosen, each_line=mandate is not None), beside, assumed)
    sized = [(need.id, need.personnel) for need in chosen]
    result: dict[str, object] = {"area": found.area, "mandates": chosen}
    if proposals:
        result["proposals"], table = _proposals(read, found)
        tables = (*tables, table)
    _show(result, tables, sized, found.area.planned_line_km.mode, strip=strip, output=output)


def _proposals(case: Case, found: Requirement) -> tuple[object, Table]:
    """Plan what others proposed, and put it into a table."""
    from interpose.assessment.proposals import weigh_proposals
    from interpose.brief.tables.requirement import proposals_table
    from interpose.evidence import positions

    answers = weigh_proposals(case, positions(case), found)
    return answers, proposals_table(answers)


def _measured(file: str) -> float:
    """Measure the lines of a file (km)."""
    from shapely.geometry import shape

    from interpose.editing.line_import import import_line
    from interpose.requirement.plane import length_km

    imported = import_line(file)
    tell_passed_over(imported)
    features = imported["features"]
    assert isinstance(features, list)  # noqa: S101 - a FeatureCollection
    return round(sum(length_km(shape(feature["geometry"])) for feature in features), 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """How a bare line is told: whether it is quiet, who leads, what is authorised, whether the strip is drawn, the format."""

    quiet: bool
    alliance: bool
    authorised: int | None
    strip: bool
    output: Format


def _bare(line_km: float, depth_km: float, mandate: str | None, shown: _Shown) -> None:
    """Size a line of which only the length is known."""
    from interpose.brief.tables.precedent import beside_table
    from interpose.brief.tables.requirement import assumed_table, bare_line_tables
    from interpose.case import Range
    from interpose.case.read.missions import planning_reference
    from interpose.case.read.precedents import load_precedents
    from interpose.errors import UsageError
    from interpose.requirement import SectorRequirement
    from interpose.requirement.bare import measures_of_line, size_line
    from interpose.requirement.precedents.authorised import peak_of_authorised
    from interpose.requirement.requiring import precedents_of_line
    from interpose.requirement.statement import apportion

    if not 0 < line_km <= 20_000 or not 0 < depth_km <= 1_000:
        raise UsageError(f"a line of {line_km:g} km with a zone {depth_km:g} km deep is no area", "give lengths above 0 in km")
    reference = planning_reference()
    measures = measures_of_line(reference, Range.exactly(line_km), quiet=shown.quiet)
    names = sorted(reference.mandates) if mandate is None else [mandate]
    sized = [(name, *size_line(reference, name, measures)) for name in names]
    assumed = (
        f"{measures.sectors} sectors, {measures.hubs} hubs and {measures.axes.mode:g} axes are assumed for this "
        "length; a case says how many there are. Depth sets the area of the zone, and no shipped rule counts area."
    )
    zone_km2 = 2 * depth_km * line_km
    beside = precedents_of_line(
        reference, [(name, personnel) for name, _, personnel in sized], line_km, alliance=shown.alliance
    )
    rows = [(name, found, why) for name, (found, why) in beside.items()]
    each_line = mandate is not None
    bare = bare_line_tables(line_km, zone_km2, assumed, sized, each_line=each_line)
    ceiling = peak_of_authorised(load_precedents(), shown.authorised)
    tables = (*bare, beside_table(rows, ceiling), assumed_table(sized, each_line=each_line))
    mandates = []
    for name, lines, personnel in sized:
        sectors = []
        for line in lines:
            shares = apportion(line.quantity.mode, [1.0] * measures.sectors)
            sectors += [
                SectorRequirement(f"sector-{place}", line.capability, line.belt, share)
                for place, share in enumerate(shares, start=1)
                if share > 0
            ]
        told = {"precedent": beside[name][0], "without_precedent": beside[name][1]}
        mandates.append({"id": name, "personnel": personnel, "lines": lines, "sectors": sectors, **told})
    result: dict[str, object] = {
        "line_km": line_km,
        "depth_km": depth_km,
        "zone_km2": zone_km2,
        "authorised": ceiling,
        "mandates": mandates,
    }
    personnel_of = [(name, personnel) for name, _, personnel in sized]
    _show(result, tables, personnel_of, line_km, strip=shown.strip, output=shown.output)


def _show(
    result: dict[str, object],
    tables: Iterable[Table],
    sized: Sequence[tuple[str, Range]],
    line_km: float,
    *,
    strip: bool,
    output: Format,
) -> None:
    """Show a requirement, beside historical missions where that is asked for."""
    if not strip:
        show(result, tables, output)
        return
    from interpose.brief.tables.precedent import strip_table
    from interpose.requirement.backtest import density_strip

    missions = density_strip()
    show(result | {"density_strip": missions}, (*tables, strip_table(missions, sized, line_km)), output)

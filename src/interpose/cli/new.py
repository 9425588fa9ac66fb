"""`interpose new`: a copy of a case to edit."""

from __future__ import annotations

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from interpose.cli.console import note, tell_passed_over

__all__ = ["new"]


class HostSide(StrEnum):
    """Which side of a line is the host's."""

    left = "left"
    right = "right"


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Folder to make, or a workbook: NAME.xlsx.")],
    source: Annotated[
        str, typer.Option("--from", metavar="CASE", help="Case to copy: a folder, a shipped case or a workbook.")
    ] = "ukraine-2024",
    line: Annotated[
        str | None, typer.Option("--line", metavar="FILE", help="A line of contact of yours: GeoJSON, KML or shapefile.")
    ] = None,
    host_side: Annotated[
        HostSide, typer.Option("--host-side", help="Side of that line on which the host is, along its coordinates.")
    ] = HostSide.left,
    without_claims: Annotated[
        bool,
        typer.Option("--without-claims", help="Begin with an empty ledger: nothing that states have said."),
    ] = False,
) -> None:
    """Copy a case into a folder of CSV, YAML and GeoJSON to edit, or into one workbook, its ledger written out.

    Example: `interpose new my-question --from ukraine-2024 --line my-line.kml --host-side right`
    """
    from interpose.case import shipped_cases
    from interpose.editing.line_import import import_line
    from interpose.editing.new_case import copy_case

    imported = import_line(line, host_side=host_side.value) if line is not None else None
    folder = copy_case(source, Path(name), imported, without_claims=without_claims)
    if imported is not None:
        tell_passed_over(imported)
    if line is not None:
        note(
            "the line is taken as open land, at the length that it has in the file: correct terrain in area.geojson and "
            "line_length_factor in planning_factors.csv where that is wrong"
        )
    if name in {each.name for each in shipped_cases()}:
        note(f"where this folder lies, {name} means it from now on, and no longer the shipped case of that name")
    named, to = shlex.quote(name), shlex.quote(f"out-{folder.stem}")
    if without_claims:
        note(
            "its ledger is empty, so nobody takes part yet: `interpose evidence add` and `read` fill it, or rows of "
            "sources.csv, claims.csv and hops.csv"
        )
    if folder.is_file():
        note(f"made {folder}: edit its sheets, then run `interpose check {named}` and `interpose brief {named} -o {to}`")
        return
    note(f"made {folder}: edit its files, then run `interpose check {named}` and `interpose brief {named} -o {to}`")

"""`interpose new`: a copy of a case to edit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interpose.cli.output import note

__all__ = ["new"]


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Folder to make, or a workbook: NAME.xlsx.")],
    source: Annotated[
        str, typer.Option("--from", metavar="CASE", help="Case to copy: a folder, a shipped case or a workbook.")
    ] = "ukraine-2024",
) -> None:
    """Copy a case into a folder of CSV, YAML and GeoJSON to edit, or into one workbook, its ledger written out.

    Example: `interpose new my-question --from ukraine-2024`
    """
    from interpose.case.writing import copy_case

    folder = copy_case(source, Path(name))
    note(f"made {folder}: edit its files, then run `interpose check {name}` and `interpose brief {name} -o out`")

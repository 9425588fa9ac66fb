"""`interpose compare`: what two cases differ in, and which input moved which figure."""

from __future__ import annotations

import enum
import re
from typing import Annotated

import typer

from interpose.cli.console import Format, progress, show

__all__ = ["compare"]


class ComparedFormat(enum.StrEnum):
    """How a comparison is printed."""

    table = "table"
    json = "json"
    md = "md"


Compared = Annotated[
    str, typer.Argument(metavar="A", help="A case folder, a workbook, the name of a shipped case, or an assessment.json.")
]
With = Annotated[str, typer.Argument(metavar="B", help="What to compare it with, given in the same ways.")]


def compare(
    first: Compared,
    second: With,
    figures: Annotated[
        list[str] | None,
        typer.Option(
            "--figures", metavar="PATTERN", help="Figures to compare, such as force.*; all unless given. May be repeated."
        ),
    ] = None,
    attribute: Annotated[
        bool,
        typer.Option(
            "--attribute/--no-attribute", help="Divide moves among groups of changed inputs; needs two cases and more time."
        ),
    ] = True,
    tolerance: Annotated[
        str, typer.Option("--tolerance", metavar="SHARE", help="By how much a number may differ and count as the same.")
    ] = "0.5%",
    output: Annotated[
        ComparedFormat, typer.Option("--format", help="A table for people, JSON for programs, or Markdown to send on.")
    ] = ComparedFormat.table,
) -> None:
    """Say what two cases, or two assessments, differ in, which figures moved, and which input moved them.

    Ends with 0 where nothing differs and with 1 where something does.

    Example: `interpose compare ukraine-2024 my-case --figures "force.*"`
    """
    from interpose.brief.tables.exploration.comparison import comparison_tables
    from interpose.exploration import compare as compared

    share = _share(tolerance)
    with progress() as step:
        found = compared(first, second, figures=tuple(figures or ["*"]), attribution=attribute, tolerance=share, progress=step)
    if output is ComparedFormat.md:
        from interpose.brief.table import table_markdown

        typer.echo("\n".join(table_markdown(table) for table in comparison_tables(found)), nl=False)
    else:
        show(found, comparison_tables(found), Format(output.value))
    for reason in found.cannot_say:
        typer.echo(f"interpose: cannot say {reason}", err=True)
    if found.differs:
        raise typer.Exit(1)


def _share(text: str) -> float:
    """Read a share, written as one or in per cent."""
    from interpose.errors import UsageError

    parts = re.fullmatch(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*", text)
    if parts is None:
        raise UsageError(f"--tolerance {text!r} is no share", "write 0.5% or 0.005")
    return float(parts[1]) / (100 if parts[2] else 1)

"""How every verb speaks: tables for people, JSON for programs, faults on standard error."""

from __future__ import annotations

import enum
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from interpose.brief.tables.table import Table
    from interpose.case import Case

__all__ = [
    "CaseArgument",
    "Format",
    "FormatOption",
    "console",
    "note",
    "print_json",
    "print_table",
    "progress",
    "read_case",
    "show",
    "visible",
]

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Format(enum.StrEnum):
    """How a result is printed."""

    table = "table"
    json = "json"


CaseArgument = Annotated[
    str, typer.Argument(metavar="CASE", help="A case folder, a workbook of a case (.xlsx), or the name of a shipped case.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="A table for people, or JSON for programs.")]


def console(*, error: bool = False) -> Console:
    """Return a console on standard output, or on standard error for progress and warnings."""
    from rich.console import Console

    # Without a terminal the width is unknown: a fixed one keeps piped tables whole.
    width = None if (sys.stderr if error else sys.stdout).isatty() else 120
    return Console(stderr=error, highlight=False, width=width)


def note(text: str) -> None:
    """Print a remark to standard error."""
    from rich.text import Text

    console(error=True).print(Text(visible(text)))


def visible(text: str) -> str:
    r"""Write out what would move the cursor, colour the screen or turn the direction of writing: a text only says words.

    Examples
    --------
    >>> visible("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show on standard error what is being done, where there is a terminal to show it on.

    Yields
    ------
    callable
        Told the name of each step as it begins.
    """
    shown = console(error=True)
    if not shown.is_terminal:
        yield lambda _step: None
        return
    with shown.status("starting") as status:
        yield status.update


def print_json(result: object, *, decimals: int | None = 6) -> None:
    """Print a result as JSON, alone on standard output.

    Parameters
    ----------
    result : object
        A result, or mappings and sequences of results: its keys are those that `assessment.json` has for it.
    decimals : int or None
        Decimals that numbers are rounded to; None leaves them as computed.
    """
    from interpose.plain import plain

    json.dump(plain(result, decimals=decimals), sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def show(result: object, tables: Iterable[Table], output: Format, *, decimals: int | None = 6) -> None:
    """Show a result: as JSON for programs, or as tables for people.

    Parameters
    ----------
    result : object
        The result, as `print_json` takes it.
    tables : iterable of Table
        The same for people; made only where they are asked for, if they come from a generator.
    output : Format
        Which of the two.
    decimals : int or None
        Decimals of numbers in JSON; None leaves them as computed.
    """
    if output is Format.json:
        print_json(result, decimals=decimals)
        return
    for table in tables:
        _print(table)


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: Sequence[str] = (),
    caption: str | None = None,
) -> None:
    """Print a table of which only headings and cells are known."""
    from interpose.brief.tables.table import from_headings

    _print(from_headings(title, columns, rows, numbers=numbers, note=caption or ""))  # type: ignore[arg-type]


def _print(shown: Table) -> None:
    """Print a table for people: None is a dash, numbers stand flush right with thousands separators."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(
        title=Text(shown.title, style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        caption=shown.description or None,
        caption_justify="left",
    )
    for column in shown.columns:
        grid.add_column(column.heading, justify="right" if column.kind in ("number", "integer") else "left", overflow="fold")
    for row in shown.rows:
        # Cells are text from cases: never read as markup.
        grid.add_row(*(Text(_shown(cell)) for cell in row))
    console().print(grid)


def _shown(cell: object) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 or cell == int(cell) else f"{cell:,.2g}"
    return visible(str(cell))


def read_case(name: str | Path) -> Case:
    """Read a case, and tell on standard error what stands in it in the spelling of an earlier version."""
    from interpose.case import load

    case = load(name)
    for notice in case.notices:
        print(f"interpose: notice: {notice}", file=sys.stderr)  # noqa: T201
    return case

"""How every verb speaks: tables for people, JSON for programs, faults on standard error."""

from __future__ import annotations

import enum
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from interpose.printable import json_text, visible

if TYPE_CHECKING:
    from rich.console import Console

    from interpose.brief.table import Table
    from interpose.case import Case
    from interpose.evidence import Positions

__all__ = [
    "CaseArgument",
    "Format",
    "FormatOption",
    "console",
    "note",
    "note_silence",
    "print_json",
    "progress",
    "read_case",
    "say",
    "show",
    "tell",
    "tell_passed_over",
]


_PER_CENT = re.compile(r"(?<=\d)\s%")


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

    if (sys.stderr if error else sys.stdout).isatty():
        return Console(stderr=error, highlight=False)
    # Without a terminal the width is unknown unless it is asked for: a fixed one keeps piped tables whole.
    asked = os.environ.get("COLUMNS", "")
    width = int(asked) if asked.isdecimal() and int(asked) > 0 else 120
    return Console(stderr=error, highlight=False, width=width)


def say(text: str) -> None:
    """Tell on standard error, in the name of the program, why something was refused, missed or read otherwise."""
    print(f"interpose: {visible(text)}", file=sys.stderr, flush=True)  # noqa: T201


def note(text: str) -> None:
    """Print a remark to standard error."""
    from rich.text import Text

    console(error=True).print(Text(visible(text)))


def note_silence(found: Positions) -> None:
    """Say on standard error where no claim stands: a force of nobody then says nothing of any state."""
    if not found.positions:
        note(
            f"interpose: no claim stands on {found.as_of}: nothing is known of who would take part, and what is told is for a "
            "force without them; `interpose evidence add` and `read` fill the ledger"
        )


def tell(text: str, *, style: str = "") -> None:
    """Print a sentence to standard output."""
    from rich.text import Text

    console().print(Text(visible(text), style=style))


def tell_passed_over(imported: Mapping[str, object]) -> None:
    """Say what a file with a line holds beside it: shapes that no verb reads, such as the points of labels.

    Parameters
    ----------
    imported : mapping
        What `import_line` gave.
    """
    others = imported.get("passed_over")
    if isinstance(others, dict):
        held = ", ".join(f"{count} {kind}" for kind, count in sorted(others.items()))
        note(f"only the lines of the file are read; passed over beside them: {held}")


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
    """Print a result as JSON, alone on standard output and in UTF-8.

    Parameters
    ----------
    result : object
        A result, or mappings and sequences of results: its keys are those that `assessment.json` has for it.
    decimals : int or None
        Decimals that numbers are rounded to; None leaves them as computed.
    """
    from interpose.plain import plain

    # The whole text first: a result that is no JSON leaves no half of it.
    text = json_text(json.dumps(plain(result, decimals=decimals), ensure_ascii=False, indent=2, allow_nan=False)) + "\n"
    bytes_of = getattr(sys.stdout, "buffer", None)
    if bytes_of is None:
        sys.stdout.write(text)
        return
    # JSON is UTF-8, whatever the language of the machine.
    sys.stdout.flush()
    bytes_of.write(text.encode())
    bytes_of.flush()


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


def _print(shown: Table) -> None:
    """Print a table for people: None is a dash, numbers stand flush right with thousands separators.

    No word, number or heading is broken for want of room: a table whose longest words do not fit beside each other is
    written as records, one line for each cell.
    """
    headings = [visible(column.heading) for column in shown.columns]
    rows = [[_shown(cell) for cell in row] for row in shown.rows]
    output = console()
    widths = _widths([headings, *rows], output.width)
    if widths is None:
        _print_records(shown, headings, rows, output)
    else:
        _print_grid(shown, headings, rows, widths, output)


def _print_grid(shown: Table, headings: list[str], rows: list[list[str]], widths: list[int], output: Console) -> None:
    """Print a table as columns; without widths every cell stands on one line."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(
        title=Text(visible(shown.title), style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        caption=Text(_kept_together(visible(shown.description))) if shown.description else None,
        caption_justify="left",
    )
    if widths:
        # Two spaces between columns, or one where two would take the room of words.
        grid.padding = (0, 1 if sum(widths) + 2 * len(widths) + 1 <= output.width else 0, 0, 0)
    for place, (column, heading) in enumerate(zip(shown.columns, headings, strict=True)):
        side: Literal["left", "right"] = "right" if column.kind in ("number", "integer") else "left"
        grid.add_column(Text(heading), justify=side, overflow="fold", width=widths[place] if widths else None)
    for row in rows:
        # Cells are text from cases: never read as markup.
        grid.add_row(*map(Text, row))
    output.print(grid)


def _print_records(shown: Table, headings: list[str], rows: list[list[str]], output: Console) -> None:
    """Print a table as one block for each row, every cell after its heading, which is readable at any width."""
    from rich.text import Text

    blocks = ["\n".join(_record_line(*pair, output) for pair in zip(headings, row, strict=True)) for row in rows]
    parts = [
        Text(visible(shown.title), style="bold"),
        *map(Text, blocks or [_record_line("no row", ", ".join(headings), output)]),
    ]
    if shown.description:
        parts.append(Text(_kept_together(visible(shown.description)), style="table.caption"))
    for part in parts:
        output.print(part, "", sep="\n", overflow="fold")


def _record_line(heading: str, cell: str, output: Console) -> str:
    """Write a cell after its heading, its further lines indented where the longest word leaves room for that."""
    from rich.text import Text

    text = f"{heading}: {cell}".rstrip()
    indent = "  " if max(Text(word).cell_len for word in text.split()) + 2 <= output.width else ""
    lines = Text(text).wrap(output, output.width - len(indent), overflow="fold")
    return f"\n{indent}".join(line.plain.rstrip() for line in lines)


def _widths(lines: list[list[str]], room: int) -> list[int] | None:
    """Return widths of columns that break no word: none where every row fits on one line, None where they do not fit."""
    from rich.cells import cell_len

    columns = list(zip(*lines, strict=True))
    whole = [max(max(map(cell_len, cell.split("\n"))) for cell in column) for column in columns]
    # Edges take two, and each column a border and a space on both sides.
    if not columns or sum(whole) + 3 * len(columns) + 1 <= room:
        return []
    widths = [max(cell_len(word) for cell in column for word in (cell.split() or [""])) or 1 for column in columns]
    apart = 2 if sum(widths) + 2 * len(columns) + 1 <= room else 1
    room -= apart * len(columns) + 1
    if sum(widths) > room:
        return None
    for place in sorted(range(len(columns)), key=lambda each: whole[each]):
        # What is short stands on one line.
        if whole[place] <= room // len(columns) and whole[place] - widths[place] <= room - sum(widths):
            widths[place] = whole[place]
    for _ in range(room - sum(widths)):
        # One more for the column whose cells take most lines.
        place = max(range(len(columns)), key=lambda each: whole[each] / widths[each])
        widths[place] += 1
    return [min(pair) for pair in zip(widths, whole, strict=True)]


def _shown(cell: object) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 or cell == int(cell) else f"{cell:,.2g}"
    return _kept_together(visible(str(cell)))


def _kept_together(text: str) -> str:
    """Write a number and its per cent sign as one word: a line breaks at every space, also at one that should hold."""
    return _PER_CENT.sub("%", text)


def read_case(name: str | Path) -> Case:
    """Read a case, and tell on standard error what stands in it in the spelling of an earlier version."""
    from interpose.case import load
    from interpose.case.read.opening import KEPT

    if os.path.isdir(Path(name) / KEPT):  # noqa: PTH112 - a name that no file can have is no folder either
        from interpose.editing.atomic import put_back

        if put_back(Path(name)):
            say(f"notice: an earlier run that wrote into {name} was ended half-way; its files were put back")
    case = load(name)
    for notice in case.notices:
        say(f"notice: {notice}")
    return case

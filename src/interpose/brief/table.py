"""The tables of a brief: one definition per column feeds CSV, workbook and codebook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from interpose.data_package import PackagedField, PackagedTable, data_package
from interpose.printable import visible

__all__ = [
    "CALENDAR",
    "CLAIMS",
    "MONTH",
    "STATE",
    "STATE_NAME",
    "Cell",
    "Column",
    "Table",
    "codebook_csv",
    "datapackage_json",
    "from_headings",
    "integer",
    "number",
    "plain_text",
    "table_csv",
    "table_markdown",
    "text",
]

Cell = str | float | int | bool | None

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        Name in files.
    heading : str
        Heading for readers.
    description : str
        What a cell says.
    kind : str
        text, number, integer or boolean.
    unit : str
        Unit of a number.
    """

    name: str
    heading: str
    description: str
    kind: Literal["text", "number", "integer", "boolean"] = "text"
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a brief.

    Parameters
    ----------
    name : str
        Name of its file, without ending, and of its sheet: at most 30 characters; empty where it is only shown.
    title : str
        What it shows.
    description : str
        How to read it.
    columns : tuple of Column
        The columns.
    rows : tuple of tuple
        The cells, row by row; None where there is no value.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def text(name: str, heading: str, description: str) -> Column:
    """Make a column of texts."""
    return Column(name=name, heading=heading, description=description)


def number(name: str, heading: str, description: str, unit: str = "") -> Column:
    """Make a column of numbers."""
    return Column(name=name, heading=heading, description=description, kind="number", unit=unit)


def integer(name: str, heading: str, description: str, unit: str = "") -> Column:
    """Make a column of whole numbers."""
    return Column(name=name, heading=heading, description=description, kind="integer", unit=unit)


STATE = text("state", "State code", "ISO 3166-1 alpha-3 code of the state.")
STATE_NAME = text("state_name", "State", "Name of the state.")
MONTH = integer("month", "Month", "Month of the plan, 1 being the first.", "months")
CALENDAR = text("calendar_month", "Calendar month", "The same month on the calendar that the scenario assumes.")
CLAIMS = text("claims", "Claims", "Claims behind the row, divided by semicolons.")


def from_headings(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, numbers: Sequence[str] = (), note: str = ""
) -> Table:
    """Make a table for a terminal, whose columns need no codebook: the heading says what a cell is.

    Parameters
    ----------
    title : str
        What it shows.
    headings : sequence of str
        Headings of the columns.
    rows : iterable of sequence
        The cells, row by row; None where there is no value.
    numbers : sequence of str
        Headings of columns that hold numbers, or texts that are read like numbers: they are set flush right.
    note : str
        How to read it, below the table.

    Examples
    --------
    >>> from_headings("Ships", ["name", "crew"], [("Ada", 12)], numbers=["crew"]).columns[1].kind
    'number'
    """
    columns = tuple(
        Column(name=heading, heading=heading, description="", kind="number" if heading in numbers else "text")
        for heading in headings
    )
    return Table(name="", title=title, description=note, columns=columns, rows=tuple(tuple(row) for row in rows))


def plain_text(words: str) -> str:
    """Keep a spreadsheet from reading a text as a formula: an apostrophe goes before = + - and @.

    Examples
    --------
    >>> plain_text("=1+1"), plain_text("one")
    ("'=1+1", 'one')
    """
    return f"'{words}" if words.startswith(_FORMULA_STARTS) else words


def table_csv(table: Table, *, european: bool = False) -> bytes:
    r"""Write a table as CSV: UTF-8, comma, one heading row of column names, an empty cell where there is no value.

    Parameters
    ----------
    table : Table
        The table.
    european : bool
        Whether cells are divided by semicolons and numbers have a decimal comma, with the mark of UTF-8 in front, as
        spreadsheets of most of Europe open it.

    Returns
    -------
    bytes
        The file.

    Examples
    --------
    >>> ships = Table(name="ships", title="", description="", columns=(number("long", "Long", "", "m"),), rows=((7.5,),))
    >>> table_csv(ships), table_csv(ships, european=True)[3:]
    (b'long\r\n7.5\r\n', b'long\r\n7,5\r\n')
    """
    return _csv([column.name for column in table.columns], table.rows, european=european)


def table_markdown(table: Table) -> str:
    r"""Write a table as Markdown: its title, a pipe table and how to read it.

    Parameters
    ----------
    table : Table
        The table.

    Returns
    -------
    str
        Markdown as GitHub writes it; what stands in cells is escaped.

    Examples
    --------
    >>> ships = from_headings("Ships", ["name", "crew"], [("Ada | Eve", 12)], numbers=["crew"], note="As of today.")
    >>> print(table_markdown(ships))
    **Ships**
    <BLANKLINE>
    | name | crew |
    | --- | ---: |
    | Ada \| Eve | 12 |
    <BLANKLINE>
    As of today.
    <BLANKLINE>
    """
    heads = [_in_pipes(column.heading) for column in table.columns]
    rules = ["---:" if column.kind in ("number", "integer") else "---" for column in table.columns]
    lines = [heads, rules, *([_in_pipes("" if cell is None else str(cell)) for cell in row] for row in table.rows)]
    drawn = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"**{_in_pipes(table.title)}**\n\n{drawn}\n" + (f"\n{_in_pipes(table.description)}\n" if table.description else "")


def _in_pipes(text: str) -> str:
    """Keep text in one cell, and from being read as markup."""
    return re.sub(r"([\\|<*_`\[])", r"\\\1", visible(" ".join(text.split())))


def codebook_csv(tables: Sequence[Table], *, european: bool = False) -> bytes:
    """Write the codebook: what each column of each table says."""
    rows = [
        (table.name, column.name, column.kind, column.unit or None, column.description)
        for table in tables
        for column in table.columns
    ]
    return _csv(["table", "column", "type", "unit", "description"], rows, european=european)


def datapackage_json(
    tables: Sequence[Table],
    written: Mapping[str, bytes],
    *,
    name: str,
    title: str,
    version: str,
    digest: str,
    european: bool = False,
) -> bytes:
    """Describe the tables as a Data Package: `written` holds the file of each by its name."""
    kinds: dict[str, Literal["string", "number", "integer", "boolean"]]
    kinds = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean"}
    packaged = [
        PackagedTable(
            path=f"{table.name}.csv",
            title=table.title,
            description=table.description,
            fields=[
                PackagedField(
                    name=column.name,
                    kind=kinds[column.kind],
                    title=column.heading,
                    description=column.description,
                    unit=column.unit,
                )
                for column in table.columns
            ],
            data=written[table.name],
            european=european,
        )
        for table in tables
    ]
    made = f"Tables of a brief made by Interpose {version} from the case with SHA-256 {digest}."
    return data_package(packaged, name=name, title=title, description=made)


def _csv(headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, european: bool) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n", delimiter=";" if european else ",")
    writer.writerow(headings)
    for row in rows:
        cells = [_cell(cell) for cell in row]
        writer.writerow([_with_comma(cell, text) for cell, text in zip(row, cells, strict=True)] if european else cells)
    return buffer.getvalue().encode("utf-8-sig" if european else "utf-8")


def _with_comma(cell: Cell, text: str) -> str:
    return text.replace(".", ",") if isinstance(cell, float) else text


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{round(cell, 6) + 0.0:.15g}"
    return str(cell) if isinstance(cell, int) else plain_text(cell)

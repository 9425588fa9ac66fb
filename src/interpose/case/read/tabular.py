"""Reading CSV tables: rows with their place, every fault at once, nothing guessed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from interpose.case.located import Located
from interpose.case.read.field_help import explain_error
from interpose.case.tables.fields import Row
from interpose.errors import Fault, Location, did_you_mean

__all__ = ["RawRow", "RawTable", "parse_csv", "validate_rows", "without_duplicates"]

RowT = TypeVar("RowT", bound=Row)
csv.field_size_limit(64 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells of one row as text, empty cells left out, with where the row begins."""

    cells: Mapping[str, str]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of one table as text, and the columns that its header names."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[RawRow, ...]


def parse_csv(text: str, file: str, model: type[Row], faults: list[Fault], *, partial: bool = False) -> RawTable:
    """Cut a CSV text into rows and check its shape against a row model.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for faults.
    model : type of Row
        The model whose fields are the columns.
    faults : list of Fault
        Where faults go: unknown or repeated columns, rows of the wrong length, broken quoting.
    partial : bool
        Whether the table overrides another, so that only its first column must be there.

    Returns
    -------
    RawTable
        Rows with at least one cell that is not empty.
    """
    known = list(model.model_fields)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[RawRow] = []
    header: list[str] = []
    line = 1
    try:
        for number, cells in enumerate(reader):
            if number == 0:
                header = [cell.strip() for cell in cells]
                _check_header(header, model, file, faults, partial)
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    what = f"the row has {len(cells)} cells, the header {len(header)}"
                    mend = "quote cells that hold commas, and end each row where the header ends"
                    faults.append(Fault(what, Location(file, line), "cells would slip into other columns", mend))
                else:
                    named = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
                    rows.append(RawRow(named, file, line))
            line = reader.line_num + 1
    except csv.Error as error:
        why = "the rest of the table cannot be told apart"
        faults.append(
            Fault(f"broken CSV: {error}", Location(file, line), why, 'close each quote, and double a quote inside ("")')
        )
    if not header:
        why = "a table needs its header row, even when it has no rows"
        faults.append(Fault("the table is empty", Location(file, 1), why, f"begin with: {','.join(known)}"))
    return RawTable(file, tuple(header), tuple(rows))


def _check_header(header: Sequence[str], model: type[Row], file: str, faults: list[Fault], partial: bool) -> None:
    known = list(model.model_fields)
    for place, name in enumerate(header, start=1):
        if name not in known:
            mend = did_you_mean(name, known) or f"use the columns: {', '.join(known)}"
            what = f"column {name!r} is not known" if name else "a column has no name"
            faults.append(Fault(what, Location(file, 1, place), "a column that nothing reads would be lost in silence", mend))
        elif name in header[: place - 1]:
            faults.append(
                Fault(
                    f"duplicate column {name!r}",
                    Location(file, 1, place),
                    "one of the two would be lost",
                    "take one of them out",
                )
            )
    for name, field in model.model_fields.items():
        needed = name == known[0] if partial else field.is_required()
        if needed and name not in header:
            why = field.description or ""
            faults.append(Fault(f"column {name!r} is missing", Location(file, 1), f"{name}: {why}", f"add the column {name!r}"))


def validate_rows(table: RawTable, model: type[RowT], faults: list[Fault]) -> list[Located[RowT]]:
    """Turn raw rows into typed ones.

    Parameters
    ----------
    table : RawTable
        Rows as cut by `parse_csv`.
    model : type of Row
        The row model.
    faults : list of Fault
        Where faults go, one for each cell that does not fit. A column that the header lacks was
        reported once already and is not reported again in each row.

    Returns
    -------
    list of Located
        The rows that fit.
    """
    columns = list(model.model_fields)
    known = set(columns)
    strays = not known.issuperset(table.columns)
    located: list[Located[RowT]] = []
    for raw in table.rows:
        cells = {name: cell for name, cell in raw.cells.items() if name in known} if strays else raw.cells
        try:
            located.append(Located(model.model_validate(cells), raw.file, raw.line))
        except ValidationError as error:
            for detail in error.errors():
                name = str(detail["loc"][0]) if detail["loc"] else ""
                what, why, mend = explain_error(model, detail)
                if detail["type"] == "missing":
                    if name not in table.columns:
                        continue
                    what = f"the cell {name} is empty"
                place = columns.index(name) + 1 if name in known else None
                faults.append(Fault(what, Location(raw.file, raw.line, place), why, mend))
    return located


def without_duplicates(table: RawTable, key: Sequence[str], faults: list[Fault]) -> RawTable:
    """Keep the first row of each key.

    Parameters
    ----------
    table : RawTable
        Rows as cut by `parse_csv`.
    key : sequence of str
        Columns that name a row; where there are none all rows are kept.
    faults : list of Fault
        Where faults go, one for each row whose key an earlier row has.

    Returns
    -------
    RawTable
        The table without the others.
    """
    first: dict[tuple[str, ...], int] = {}
    kept: list[RawRow] = []
    for row in table.rows:
        cells = tuple(row.cells.get(name, "") for name in key)
        if key and cells in first:
            named = ", ".join(f"{name} {part!r}" for name, part in zip(key, cells, strict=True))
            what = f"duplicate {named} (first in line {first[cells]})"
            faults.append(
                Fault(what, Location(row.file, row.line, 1), "one of the two would be lost", "keep one, or merge the two rows")
            )
            continue
        first[cells] = row.line
        kept.append(row)
    return RawTable(table.file, table.columns, tuple(kept))

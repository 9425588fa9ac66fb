"""Reading CSV tables: rows with their place, every fault at once, nothing guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from interpose.case.located import Located
from interpose.case.read.formats.csv_cells import Cells, cut_csv
from interpose.case.read.formats.field_help import explain_error, shown
from interpose.case.read.formats.files import FileReader
from interpose.case.read.formats.misread import misread_number, number_fields
from interpose.case.tables.fields import Row
from interpose.errors import Fault, Location, did_you_mean

__all__ = ["RawRow", "RawTable", "names_at_fault", "parse_csv", "read_table", "validate_rows", "without_duplicates"]

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells of one row as text, empty cells left out, with where the row begins and the columns of its file."""

    cells: Mapping[str, str]
    file: str
    line: int
    columns: tuple[str, ...] = ()

    def at(self, name: str) -> Location:
        """Say where the cell of a column stands."""
        return Location(self.file, self.line, self.columns.index(name) + 1 if name in self.columns else None)


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of one table as text, the columns that its header names, and whether its rows could be told apart."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[RawRow, ...]
    readable: bool = True


def read_table(reader: FileReader, name: str, model: type[Row], *, partial: bool = False) -> RawTable:
    """Read a table of a case.

    Parameters
    ----------
    reader : FileReader
        The files of the case.
    name : str
        The file.
    model : type of Row
        The model whose fields are the columns.
    partial : bool
        Whether the table overrides another, so that only its first column must be there.

    Returns
    -------
    RawTable
        Its rows; `readable` is false where they could not be told apart, which is a fault of the reader.
    """
    file = reader.shown(name)
    text = reader.text(name)
    if text is None:
        return RawTable(file, (), (), readable=False)
    return parse_csv(text, file, model, reader.faults, partial=partial)


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
    cells = cut_csv(text, file, model.model_fields, faults)
    return RawTable(file, (), (), readable=False) if cells is None else _raw_table(cells, file, model, faults, partial)


def _raw_table(cells: Cells, file: str, model: type[Row], faults: list[Fault], partial: bool) -> RawTable:
    if not cells or not any(cell.strip() for cell in cells[0][1]):
        why = "a table needs its header row, even when it has no rows"
        mend = f"begin with: {','.join(model.model_fields)}"
        faults.append(Fault("the table has no header" if cells else "the table is empty", Location(file, 1), why, mend))
        return RawTable(file, (), (), readable=False)
    header = [cell.strip() for cell in cells[0][1]]
    columns = tuple(header)
    while not columns[-1]:
        # Spreadsheets write empty cells to the right of a table; rows then have as many of them.
        columns = columns[:-1]
    if cause := _header_cause(header, model, file):
        faults.append(cause)
        return RawTable(file, columns, (), readable=False)
    readable = _check_header(columns, model, file, faults, partial)
    rows: list[RawRow] = []
    # Rows that change others are found by their key: without its column nothing can be said of them. Nor can it be said
    # what stands in cells under two columns of a name, or under one without a name.
    told_apart = all(columns) and len(set(columns)) == len(columns)
    readable = readable and told_apart
    for line, each in cells[1:] if told_apart and (readable or not partial) else []:
        stripped = [cell.strip() for cell in each]
        if not any(stripped):
            continue
        written = each[: len(columns)] if len(each) == len(header) and not any(each[len(columns) :]) else each
        if len(written) != len(columns):
            what = f"the row has {len(each)} cells, the header {len(header)}"
            mend = "quote cells that hold commas, and end each row where the header ends"
            faults.append(Fault(what, Location(file, line), "cells would slip into other columns", mend))
            readable = False
        elif swallowed := _swallowed_row(written):
            what = f"a cell in quotes holds what looks like a row of the table: {shown(swallowed)}"
            why = "a quote that closes in a later row makes one cell of all rows between, which would be lost in silence"
            faults.append(Fault(what, Location(file, line), why, 'close each quote in its row, and double a quote inside ("")'))
            readable = False
        else:
            # Beyond the columns of the header only cells that are empty are left.
            named = {name: cell for name, cell in zip(columns, stripped, strict=False) if cell}
            rows.append(RawRow(named, file, line, columns))
    return RawTable(file, columns, tuple(rows), readable)


def _swallowed_row(cells: Sequence[str]) -> str:
    """Return the first line within a cell that has as many cells as its row, a name first; empty where none has."""
    for cell in cells:
        if "\n" in cell or "\r" in cell:
            for line in cell.splitlines()[1:]:
                name, *others = line.split(",")
                if len(cells) > 2 and len(others) == len(cells) - 1 and name and not any(map(str.isspace, name)):
                    return line
    return ""


def _header_cause(header: Sequence[str], model: type[Row], file: str) -> Fault | None:
    """Tell a first line that names no column: a title above the table, or a row whose header is gone."""
    if any(name in model.model_fields for name in header):
        return None
    close = sum(bool(name and did_you_mean(name, list(model.model_fields))) for name in header) * 2 >= len(header)
    what = f"the first line names no column of the table: {shown(', '.join(filter(None, header)))}"
    mend = f"put the header in the first line: {','.join(model.model_fields)}"
    return None if close else Fault(what, Location(file, 1), "without its header no cell can be told from another", mend)


def _check_header(header: Sequence[str], model: type[Row], file: str, faults: list[Fault], partial: bool) -> bool:
    """Check the names of the columns; false where one that rows need is missing."""
    known = list(model.model_fields)
    for place, name in enumerate(header, start=1):
        where = Location(file, 1, place)
        if name not in known:
            mend = did_you_mean(name, known) or f"use the columns: {', '.join(known)}"
            what = f"column {shown(name)} is not known" if name else "a column has no name"
            faults.append(Fault(what, where, "a column that nothing reads would be lost in silence", mend))
        elif name in header[: place - 1]:
            faults.append(Fault(f"duplicate column {name!r}", where, "one of the two would be lost", "take one of them out"))
    complete = True
    for name, field in model.model_fields.items():
        needed = name == known[0] if partial else field.is_required()
        if needed and name not in header:
            why = field.description or ""
            faults.append(Fault(f"column {name!r} is missing", Location(file, 1), f"{name}: {why}", f"add the column {name!r}"))
            complete = False
    return complete


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
    known = set(model.model_fields)
    strays = not known.issuperset(table.columns)
    numbers = [(name, kind) for name, kind in number_fields(model).items() if name in table.columns]
    located: list[Located[RowT]] = []
    for raw in table.rows:
        cells = {name: cell for name, cell in raw.cells.items() if name in known} if strays else raw.cells
        misread = _misread(raw, numbers) if numbers else {}
        faults.extend(misread.values())
        try:
            row = model.model_validate(cells)
        except ValidationError as error:
            faults.extend(_cell_faults(error, raw, table, model, misread))
        else:
            if not misread:
                located.append(Located(row, raw.file, raw.line, columns=raw.columns))
    return located


def _misread(raw: RawRow, numbers: Sequence[tuple[str, type]]) -> dict[str, Fault]:
    found: dict[str, Fault] = {}
    for name, kind in numbers:
        cell = raw.cells.get(name, "")
        # No shorter cell can be misread: 1.000 and 1e16 are the shortest of their kinds.
        if len(cell) > 3 and (told := misread_number(kind, cell)) is not None:
            found[name] = Fault(f"{name}: {told[0]}", raw.at(name), told[1], told[2])
    return found


def _cell_faults(
    error: ValidationError, raw: RawRow, table: RawTable, model: type[Row], told: Collection[str]
) -> Iterator[Fault]:
    for detail in error.errors():
        name = str(detail["loc"][0]) if detail["loc"] else ""
        if name in told or (told and not name):
            continue  # how cells of a row go together cannot be said where one is misread
        what, why, mend = explain_error(model, detail)
        if detail["type"] == "missing":
            if name not in table.columns:
                continue
            what = f"the cell {name} is empty"
        yield Fault(what, raw.at(name), why, mend)


def names_at_fault(table: RawTable, key: Sequence[str], located: Sequence[Located[RowT]]) -> Collection[str] | None:
    """List what the rows at fault are called, so that what refers to them is not told as a fault of its own.

    Parameters
    ----------
    table : RawTable
        Rows as cut by `parse_csv`.
    key : sequence of str
        Columns that name a row.
    located : sequence of Located
        Those that `validate_rows` gave of it.

    Returns
    -------
    collection of str or None
        The first part of the key of each row that is not among them; None where the table could not be read as a whole.
    """
    if not table.readable:
        return None
    if len(located) == len(table.rows):
        return set()
    sound = {(each.file, each.line) for each in located}
    return {row.cells.get(key[0], "") for row in table.rows if (row.file, row.line) not in sound} if key else ()


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
        if key and cells[0] and cells in first:
            named = ", ".join(f"{name} {part!r}" for name, part in zip(key, cells, strict=True))
            what = f"duplicate {named} (first in line {first[cells]})"
            faults.append(Fault(what, row.at(key[0]), "one of the two would be lost", "keep one, or merge the two rows"))
            continue
        first[cells] = row.line
        kept.append(row)
    return RawTable(table.file, table.columns, tuple(kept), table.readable)

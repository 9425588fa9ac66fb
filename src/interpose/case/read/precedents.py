"""Reading the table of precedents without a case: the shipped rows, and rows that a user adds."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from interpose.case.read.formats.files import FileReader
from interpose.case.read.formats.tabular import read_table, validate_rows, without_duplicates
from interpose.case.read.library import reference_folder
from interpose.case.tables.fields import Row
from interpose.case.tables.missions import BuildUpRow, DrawdownRow, Precedent
from interpose.errors import Fault, InputError, Location

__all__ = ["load_build_up", "load_drawdown", "load_precedents"]

RowT = TypeVar("RowT", bound=Row)


def load_precedents(file: str | Path | None = None) -> tuple[Precedent, ...]:
    """Read the shipped precedents, with rows of your own beside them.

    Parameters
    ----------
    file : str or pathlib.Path, optional
        A CSV file of precedents: a row with the id of a shipped mission stands in its place, any other is added.

    Returns
    -------
    tuple of Precedent
        The shipped ones in the order of their table, then those that were added.

    Raises
    ------
    InputError
        With every fault: a scored mission without a peak or without what its class is measured by, a class that is not
        known, a line of 0 km.

    Examples
    --------
    >>> table = load_precedents()
    >>> sum(row.scored for row in table)
    102
    """
    rows = {row.id: row for row in _rows(reference_folder() / "precedents.csv", "reference", Precedent)}
    if file is not None:
        path = Path(file)
        if not path.is_file():
            why = "precedents are added as rows of a table"
            mend = "name a CSV file with the columns of precedents.csv"
            raise InputError([Fault("there is no such file", Location(str(path)), why, mend)])
        rows |= {row.id: row for row in _rows(path, "case", Precedent)}
    return tuple(rows.values())


def load_build_up() -> tuple[BuildUpRow, ...]:
    """Read how missions built up, by month.

    Returns
    -------
    tuple of BuildUpRow
        Missions with their shares of what was first authorised.
    """
    return tuple(_rows(reference_folder() / "precedents" / "build_up.csv", "reference", BuildUpRow))


def load_drawdown() -> tuple[DrawdownRow, ...]:
    """Read how missions went.

    Returns
    -------
    tuple of DrawdownRow
        Missions that have ended, with shares of their peak before it.
    """
    return tuple(_rows(reference_folder() / "precedents" / "drawdown.csv", "reference", DrawdownRow))


def _rows(path: Path, kind: str, model: type[RowT]) -> list[RowT]:
    faults: list[Fault] = []
    reader = FileReader(path.parent, kind, faults)
    table = without_duplicates(read_table(reader, path.name, model), ("id",), faults)
    rows = validate_rows(table, model, faults)
    if faults:
        raise InputError(faults)
    return [located.row for located in rows]

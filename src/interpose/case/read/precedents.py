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
        if path.is_dir():
            raise InputError([_folder_of_0_1(path)])
        if not path.is_file():
            why = "precedents are added as rows of a table"
            mend = "name a CSV file with the columns of precedents.csv"
            raise InputError([Fault("there is no such file", Location(str(path)), why, mend)])
        rows |= {row.id: row for row in _rows(path, "case", Precedent)}
    return tuple(rows.values())


def _folder_of_0_1(path: Path) -> Fault:
    """Refuse a folder of missions, as version 0.1 read it, and say which cell of a row each of its files becomes."""
    found = sorted(each.parent.name for each in path.glob("*/mission.yaml"))
    named = f" ({', '.join(found[:3])}{' …' if len(found) > 3 else ''})" if found else ""
    return Fault(
        f"this is a folder{f' of {len(found)} missions{named}' if found else ''}, as version 0.1 read it",
        Location(str(path)),
        why="a precedent is a row of one CSV file now: its class, who led it and its conflict stood in no folder",
        mend="write a row a mission: id, name and start (its first month, such as 1974-06) as in mission.yaml; mandate_class "
        "observe_line, observe_country, interpose, secure or implement; led_by, lead (un, regional, civil or alliance) and "
        "conflict; peak the largest `actual` of strength.csv, line_km or population the mode of the measure, each with its "
        "_basis; then `--library FILE.csv`",
    )


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

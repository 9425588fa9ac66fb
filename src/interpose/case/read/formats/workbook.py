"""Reading a whole case from one XLSX workbook: a sheet for each file, and faults told by sheet and row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from interpose.case.csv_text import csv_text
from interpose.case.read.formats.csv_cells import Cells
from interpose.case.read.formats.sheets import read_sheets
from interpose.errors import Fault, Location

__all__ = ["WorkbookPlaces", "folder_from_workbook"]


@dataclass(frozen=True, slots=True)
class WorkbookPlaces:
    """Where in a workbook the lines of the files stand that were written from it.

    Parameters
    ----------
    book : str
        Name of the workbook.
    sheets : mapping of str to str
        Sheet of each file.
    rows : mapping of str to sequence of (int, int)
        For each file the first line of each row and the row of the sheet, in order.
    """

    book: str
    sheets: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def told(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """Tell faults in files by sheet and row."""
        return tuple(replace(fault, where=self._place(fault.where)) for fault in faults)

    def _place(self, where: Location) -> Location:
        if where.file not in self.sheets:
            return where
        name, line = f"{self.book}/{self.sheets[where.file]}", where.line
        if line is None:
            return Location(name)
        begun = bisect_right(self.rows[where.file], line, key=lambda row: row[0])
        return Location(name, self.rows[where.file][begun - 1][1] if begun else line, where.column)


def folder_from_workbook(path: Path, folder: Path) -> WorkbookPlaces:
    """Write the files of a case from a workbook.

    Parameters
    ----------
    path : pathlib.Path
        A workbook as `workbook_from_folder` writes it, edited or not.
    folder : pathlib.Path
        An empty folder.

    Returns
    -------
    WorkbookPlaces
        Which sheet and row each line of a file came from.

    Raises
    ------
    InputError
        With every fault of the workbook, as `read_sheets` tells them.
    """
    sheets = read_sheets(path)
    places = WorkbookPlaces(path.name)
    for name, sheet in sheets.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        texts = _row_texts(sheet.rows, target.suffix)
        target.write_text("".join(text for _, text in texts), encoding="utf-8", newline="")
        places.sheets[name] = sheet.title
        places.rows[name] = _first_lines(texts)
    return places


def _row_texts(rows: Cells, suffix: str) -> list[tuple[int, str]]:
    """Write each row of a sheet as text, beside its number; rows of a table that hold nothing are left out."""
    if suffix == ".csv":
        # A sheet is a rectangle: each row ends where the header does, or at a cell to the right of it.
        width = len(rows[0][1]) if rows else 0
        return [(number, csv_text([cells + [""] * (width - len(cells))])) for number, cells in rows]
    texts: list[tuple[int, str]] = []
    for number, cells in rows:
        texts += [(between, "\n") for between in range(len(texts) + 1, number)]
        texts.append((number, f"{cells[0]}\n"))
    return texts


def _first_lines(texts: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    line, found = 1, []
    for number, text in texts:
        found.append((line, number))
        line += text.count("\n")
    return found

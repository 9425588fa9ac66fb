"""Reading a whole case from one XLSX workbook: a sheet for each file, and faults told by sheet and row."""

from __future__ import annotations

import datetime as dt
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from interpose.case.csv_text import cell_text, csv_text
from interpose.errors import Fault, InputError, Location

__all__ = ["CONTENTS", "SUFFIXES", "WorkbookPlaces", "folder_from_workbook"]

CONTENTS = "contents"
"""The sheet that says which sheet holds which file."""
SUFFIXES = (".csv", ".yaml", ".geojson")
"""Endings of the files of a case."""
_LARGEST = 512 * 1024 * 1024
"""Most bytes that a workbook may unpack to: a small file must not fill the memory."""


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
        Where it is no workbook, a sheet is missing, a file name would leave the folder, or a cell holds a formula.
    """
    import openpyxl

    faults: list[Fault] = []
    places = WorkbookPlaces(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise InputError(
                    [_fault(path, "unpacks to more than 512 MiB", "it would fill the memory", "keep it as a folder")]
                )
        book = openpyxl.load_workbook(path, read_only=True)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        why = "a case is a folder or an XLSX workbook"
        raise InputError([_fault(path, f"is no workbook: {error}", why, "save it as .xlsx")]) from error
    if CONTENTS not in book.sheetnames:
        raise InputError([_fault(path, f"has no sheet {CONTENTS!r}", "it says which sheet is which file", "keep that sheet")])
    listed = [[_text(cell.value) for cell in row] for row in book[CONTENTS].iter_rows(min_row=2, max_col=2)]
    for title, name in (row for row in listed if any(row)):
        target = folder / name
        if not target.resolve().is_relative_to(folder.resolve()) or target.suffix not in SUFFIXES:
            faults.append(_fault(path, f"names a file {name!r}", "only files of the case are written", "correct the contents"))
            continue
        if title not in book.sheetnames:
            faults.append(_fault(path, f"has no sheet {title!r} for {name}", "the case is incomplete", "put the sheet back"))
            continue
        rows: list[list[str]] = []
        for number, cells in enumerate(book[title].iter_rows(), start=1):
            rows.append([_text(cell.value) for cell in cells])
            for place, cell in enumerate(cells, start=1):
                if cell.data_type == "f":
                    why = "a formula is no value: what it gives here depends on the program that opens it"
                    faults.append(
                        Fault(
                            f"a formula: {cell.value!r}",
                            Location(f"{path.name}/{title}", number, place),
                            why,
                            "paste its value",
                        )
                    )
        target.parent.mkdir(parents=True, exist_ok=True)
        texts = _row_texts(rows, target.suffix)
        target.write_text("".join(text for _, text in texts), encoding="utf-8", newline="")
        places.sheets[name] = title
        places.rows[name] = _first_lines(texts)
    book.close()
    if faults:
        raise InputError(faults)
    return places


def _row_texts(rows: Sequence[Sequence[str]], suffix: str) -> list[tuple[int, str]]:
    """Write each row of a sheet as text, beside its number; rows of a table that hold nothing are left out."""
    if suffix != ".csv":
        return [(number, f"{row[0] if row else ''}\n") for number, row in enumerate(rows, start=1)]
    width = max((place for row in rows[:1] for place, cell in enumerate(row, start=1) if cell), default=0)
    # Sheets are rectangles: cells to the right of the header are dropped only where they are empty.
    return [
        (number, csv_text([[*row[:width], *filter(None, row[width:])]])) for number, row in enumerate(rows, start=1) if any(row)
    ]


def _first_lines(texts: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    line, found = 1, []
    for number, text in texts:
        found.append((line, number))
        line += text.count("\n")
    return found


def _text(value: object) -> str:
    """Write a cell as the text that a CSV would hold: spreadsheets turn what looks like a number or a day into one."""
    return cell_text(value.date().isoformat() if isinstance(value, dt.datetime) else value)


def _fault(path: Path, what: str, why: str, mend: str) -> Fault:
    return Fault(f"the workbook {what}", Location(path.name), why, mend)

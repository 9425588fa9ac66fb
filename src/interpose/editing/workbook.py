"""Writing a whole case as one XLSX workbook: a sheet for each file, which is read again without loss."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from interpose.case.read.formats.sheets import CONTENTS, LONGEST_CELL, SUFFIXES
from interpose.errors import Fault, InputError, Location

__all__ = ["workbook_from_folder"]

_LONGEST_NAME = 31
"""Excel's limit on the name of a sheet."""


def workbook_from_folder(folder: Path) -> bytes:
    """Write a case folder as a workbook.

    Parameters
    ----------
    folder : pathlib.Path
        A case folder. Tables become sheets with a header row; other files one line a row.

    Returns
    -------
    bytes
        The workbook. Every cell is text: a cell that begins with `=` is no formula.

    Raises
    ------
    InputError
        Where a cell is longer than a workbook can hold.
    """
    import xlsxwriter

    stream = io.BytesIO()
    faults: list[Fault] = []
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in SUFFIXES]
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        # A fixed date: the same case gives the same bytes.
        book.set_properties(
            {"title": "A case of Interpose", "created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)}
        )
        bold = book.add_format({"bold": True})
        contents = book.add_worksheet(CONTENTS)
        contents.write_row(0, 0, ["sheet", "file"], bold)
        for number, path in enumerate(files, start=1):
            name = path.relative_to(folder).as_posix()
            title = f"{number} {path.name}"[:_LONGEST_NAME]
            contents.write_row(number, 0, [title, name])
            sheet = book.add_worksheet(title)
            text = path.read_text(encoding="utf-8-sig")
            rows = (
                list(csv.reader(io.StringIO(text, newline="")))
                if path.suffix == ".csv"
                else [[line] for line in text.splitlines()]
            )
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if len(cell) > LONGEST_CELL:
                        what = f"the cell has {len(cell):,} characters, and a workbook holds {LONGEST_CELL:,} at most"
                        faults.append(
                            Fault(
                                what,
                                Location(name, row + 1, column + 1),
                                "the rest would be lost",
                                "keep this case as a folder",
                            )
                        )
                    elif cell:
                        sheet.write_string(row, column, cell, bold if row == 0 and path.suffix == ".csv" else None)
            if path.suffix == ".csv":
                sheet.freeze_panes(1, 0)
    if faults:
        raise InputError(faults)
    return stream.getvalue()

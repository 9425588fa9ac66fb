"""A whole case as one XLSX workbook: a sheet for each file, without loss in either direction."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from interpose.editing.csv_text import cell_text, csv_text
from interpose.errors import Fault, InputError, Location

__all__ = ["folder_from_workbook", "workbook_from_folder"]

_CONTENTS = "contents"
_LONGEST_NAME = 31
"""Excel's limit on the name of a sheet."""
_LONGEST_CELL = 32_767
"""Excel's limit on the text of a cell."""
_LARGEST = 512 * 1024 * 1024
"""Most bytes that a workbook may unpack to: a small file must not fill the memory."""


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
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in (".csv", ".yaml", ".geojson")]
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        # A fixed date: the same case gives the same bytes.
        book.set_properties(
            {"title": "A case of Interpose", "created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)}
        )
        bold = book.add_format({"bold": True})
        contents = book.add_worksheet(_CONTENTS)
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
                    if len(cell) > _LONGEST_CELL:
                        what = f"the cell has {len(cell):,} characters, and a workbook holds {_LONGEST_CELL:,} at most"
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


def folder_from_workbook(path: Path, folder: Path) -> None:
    """Write the files of a case from a workbook.

    Parameters
    ----------
    path : pathlib.Path
        A workbook as `workbook_from_folder` writes it, edited or not.
    folder : pathlib.Path
        An empty folder.

    Raises
    ------
    InputError
        Where it is no workbook, a sheet is missing, a file name would leave the folder, or a cell holds a formula.
    """
    import openpyxl

    faults: list[Fault] = []
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
    if _CONTENTS not in book.sheetnames:
        raise InputError([_fault(path, f"has no sheet {_CONTENTS!r}", "it says which sheet is which file", "keep that sheet")])
    listed = [[_text(cell.value) for cell in row] for row in book[_CONTENTS].iter_rows(min_row=2, max_col=2)]
    for title, name in (row for row in listed if any(row)):
        target = folder / name
        if not target.resolve().is_relative_to(folder.resolve()) or target.suffix not in (".csv", ".yaml", ".geojson"):
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
        target.write_text(_file_text(rows, target.suffix), encoding="utf-8", newline="")
    book.close()
    if faults:
        raise InputError(faults)


def _file_text(rows: Sequence[Sequence[str]], suffix: str) -> str:
    if suffix != ".csv":
        return "".join(f"{row[0] if row else ''}\n" for row in rows)
    width = max((place for row in rows[:1] for place, cell in enumerate(row, start=1) if cell), default=0)
    # Sheets are rectangles: cells to the right of the header are dropped only where they are empty.
    return csv_text([*row[:width], *filter(None, row[width:])] for row in rows if any(row))


def _text(value: object) -> str:
    """Write a cell as the text that a CSV would hold: spreadsheets turn what looks like a number or a day into one."""
    return cell_text(value.date().isoformat() if isinstance(value, dt.datetime) else value)


def _fault(path: Path, what: str, why: str, mend: str) -> Fault:
    return Fault(f"the workbook {what}", Location(path.name), why, mend)

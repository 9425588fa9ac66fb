"""The sheets of a workbook as the files of a case: every cell that is there, as text, with its row."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from interpose.case.read.formats.csv_cells import Cells
from interpose.errors import Fault, InputError, Location
from interpose.limits import LIMITS, InputLimits

__all__ = ["CONTENTS", "LONGEST_CELL", "SUFFIXES", "Sheet", "read_sheets"]

CONTENTS = "contents"
"""The sheet that says which sheet is which file."""

_EMPTY_ROW = 4
"""Cells that a row without any counts as: a sheet has a million rows at most, and all of one may be empty."""
LONGEST_CELL = 32_767
"""Most characters of a cell, as spreadsheets have it."""

SUFFIXES = (".csv", ".yaml", ".geojson")
"""Endings of the files that a case is made of."""

_STRICT = b"http://purl.oclc.org/ooxml/"
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_NO_DAY = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_LOST = "a cell that nothing reads would be lost in silence"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a case as it stands in a workbook.

    Parameters
    ----------
    title : str
        The sheet.
    rows : list of (int, list of str)
        Rows with their numbers, cells as text; rows without a cell are left out.
    """

    title: str
    rows: Cells


def read_sheets(path: Path, limits: InputLimits = LIMITS) -> dict[str, Sheet]:
    """Read a workbook that holds a case.

    Parameters
    ----------
    path : pathlib.Path
        An XLSX workbook with a sheet `contents` and one sheet for each file of the case.
    limits : InputLimits
        How much it may unpack to, and how many rows and columns a sheet may have.

    Returns
    -------
    dict of str to Sheet
        Sheets by the name of their file.

    Raises
    ------
    InputError
        With every fault: what is no workbook, sheets that are missing or that nothing reads, cells that hold a formula or
        stand beside the text of a file.
    """
    import openpyxl

    data = _archive(path, limits)
    faults: list[Fault] = []
    try:
        # The reader of workbooks warns of what is damaged, and prints a style that is not there: neither is for the user.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(data, read_only=True)
            sheets = {each.title: each for each in book.worksheets}
            found = _read_all(path, sheets, limits, faults)
            book.close()
    except InputError:
        raise
    except Exception as error:  # the parts of a damaged workbook fail in ways that cannot be listed
        raise InputError([_fault(path, f"cannot be read: {_reason(error)}", "a part of it is damaged", _SAVE)]) from error
    if faults:
        raise InputError(faults)
    return found


_SAVE = "open it in a spreadsheet program and save it anew as .xlsx"


_WHY = "a case is a folder or an XLSX workbook"


def _archive(path: Path, limits: InputLimits) -> io.BytesIO:
    """Give a workbook as its reader can take it, after checking how much there is to unpack and what it holds."""
    try:
        if path.stat().st_size > limits.workbook_bytes:
            raise InputError([_too_large(path, limits)])
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError([_fault(path, f"cannot be read: {_reason(error)}", _WHY, "check name and permissions")]) from error
    if data.startswith(_OLD_FORMAT):
        what = "is encrypted or in the format of Excel 97 (.xls)"
        raise InputError([_fault(path, what, _WHY, "save it as .xlsx without a password")])
    parts = _parts(path, data, limits)
    if (refused := next(_not_taken(path, parts, limits), None)) is not None:
        raise InputError([refused])
    return _with_patterns(data, parts)


def _parts(path: Path, data: bytes, limits: InputLimits) -> dict[str, bytes]:
    """Unpack the parts of a workbook by name, unless they are too many or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > limits.workbook_bytes or len(entries) > limits.workbook_parts:
                raise InputError([_too_large(path, limits)])
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except InputError:
        raise
    except Exception as error:  # a damaged archive fails in ways that cannot be listed: lengths, methods, checksums
        raise InputError([_fault(path, f"is no workbook: {_reason(error)}", _WHY, _SAVE)]) from error


def _not_taken(path: Path, parts: Mapping[str, bytes], limits: InputLimits) -> Iterator[Fault]:
    """Find what the reader of workbooks cannot take."""
    for name, part in parts.items():
        # Cells are read row by row; all else is built in memory as a whole, many times its size.
        if len(part) > limits.workbook_part_bytes and not re.search(r"worksheets/|sharedStrings|media/", name):
            what = f"holds a part {name!r} of more than {limits.workbook_part_bytes // 1024**2} MiB"
            yield _fault(path, what, "it would fill the memory", _SAVE)
    if sum(part.count(b"<si") for name, part in parts.items() if "sharedStrings" in name) > limits.workbook_cells:
        what = f"holds more than {limits.workbook_cells:,} texts"
        yield _fault(path, what, "it would take too long to read", "keep the case as a folder")
    if _STRICT in parts.get("xl/workbook.xml", b""):
        what = "is saved as Strict Open XML"
        yield _fault(path, what, "this kind is not read", "save it as `Excel Workbook (.xlsx)`")
    if any(name.startswith("xl/chartsheets/") for name in parts):
        what, mend = "holds a chart as a sheet of its own", "delete that sheet, or move the chart onto a sheet with cells"
        yield _fault(path, what, "such a sheet is no file of a case", mend)
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for name, part in parts.items() if "media/" not in name):
        yield _fault(path, "declares a document type", "entities can grow without end", _SAVE)


def _with_patterns(data: bytes, parts: Mapping[str, bytes]) -> io.BytesIO:
    """Give each fill a pattern: other programs leave it out, the reader takes no such fill, and no cell depends on it."""
    styles = parts.get("xl/styles.xml", b"")
    mended = re.sub(
        rb"<((?:\w+:)?)fill\s*/>|<((?:\w+:)?)fill>\s*</(?:\w+:)?fill>", rb"<\1\2fill><\1\2patternFill/></\1\2fill>", styles
    )
    if mended == styles:
        return io.BytesIO(data)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in {**parts, "xl/styles.xml": mended}.items():
            archive.writestr(name, part)
    stream.seek(0)
    return stream


def _read_all(path: Path, sheets: Mapping[str, Any], limits: InputLimits, faults: list[Fault]) -> dict[str, Sheet]:
    if CONTENTS not in sheets:
        near = next((title for title in sheets if title.strip().casefold() == CONTENTS), None)
        mend = (
            f"rename the sheet {near!r} to {CONTENTS!r}"
            if near
            else "begin with `interpose new NAME.xlsx`, and keep that sheet"
        )
        fault = _fault(path, f"has no sheet {CONTENTS!r}", "it says which sheet is which file", mend)
        raise InputError([fault])
    budget = _Budget(limits)
    place = f"{path.name}/{CONTENTS}"
    listed: dict[str, str] = {}
    titles: set[str] = set()
    for number, cells in _cells(sheets[CONTENTS], place, budget, faults)[1:]:
        title, name = (*cells, "", "")[:2]
        where = Location(place, number)
        if PurePosixPath(name).suffix.casefold() not in SUFFIXES or ".." in name.split("/") or name.startswith("/"):
            what, why = f"names a file {name!r}", "only files of a case are read"
            faults.append(Fault(what, where, why, f"write a name that ends in {', '.join(SUFFIXES)}"))
        elif title not in sheets:
            faults.append(
                Fault(f"there is no sheet {title!r} for {name}", where, "the case is incomplete", "put the sheet back")
            )
        elif name in listed or title in titles:
            faults.append(Fault(f"{title!r} or {name} is listed twice", where, "one would be lost", "list each sheet once"))
        else:
            listed[name] = title
        titles.add(title)
    found = {
        name: Sheet(title, _file_cells(sheets[title], name, f"{path.name}/{title}", budget, faults))
        for name, title in listed.items()
    }
    for title in sheets.keys() - titles - {CONTENTS}:
        if _cells(sheets[title], title, budget, []):
            why = "a sheet that nothing reads would be lost in silence"
            mend = f"add a row with the sheet and its file to the sheet {CONTENTS!r}, or delete the sheet"
            faults.append(Fault(f"{CONTENTS!r} does not name this sheet", Location(f"{path.name}/{title}"), why, mend))
    return found


def _file_cells(sheet: Any, name: str, place: str, budget: _Budget, faults: list[Fault]) -> Cells:  # noqa: ANN401
    cells = _cells(sheet, place, budget, faults)
    for number, row in cells if not name.casefold().endswith(".csv") else ():
        beside = next((column for column, cell in enumerate(row[1:], start=2) if cell), None)
        if beside is not None:
            what = f"{row[beside - 1]!r} stands beside the text"
            faults.append(Fault(what, Location(place, number, beside), _LOST, "move it into the first column, with its indent"))
    return cells


class _Budget:
    """Counts the cells of a workbook: a few that lie far apart stand for millions of empty ones."""

    def __init__(self, limits: InputLimits) -> None:
        self.limits = limits
        self.cells = 0
        self.characters = 0

    def spend(self, cells: int, place: str) -> None:
        self.cells += cells
        if self.cells > self.limits.workbook_cells:
            what = f"the workbook holds more than {self.limits.workbook_cells:,} cells"
            raise InputError(
                [Fault(what, Location(place), "it would fill the memory", "delete rows and columns that are empty")]
            )

    def read(self, text: str, where: Location) -> None:
        self.characters += len(text)
        if len(text) > LONGEST_CELL or self.characters > self.limits.workbook_bytes:
            what = f"the cell has {len(text):,} characters"
            raise InputError([Fault(what, where, "the workbook would fill the memory", "keep this case as a folder")])


def _cells(sheet: Any, place: str, budget: _Budget, faults: list[Fault]) -> Cells:  # noqa: ANN401
    """Read every cell that there is; the sheet's own note of its size is a hint that other programs leave wrong."""
    sheet.reset_dimensions()
    rows: Cells = []
    try:
        for number, cells in _bounded(sheet, place, budget):
            texts = [_text(cell, Location(place, number, column), budget, faults) for column, cell in enumerate(cells, start=1)]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                rows.append((number, texts))
    except InputError:
        raise
    except Exception as error:  # damaged cells fail in ways that cannot be listed
        what = f"the sheet cannot be read: {_reason(error)}"
        raise InputError([Fault(what, Location(place), "a part of it is damaged", _SAVE)]) from error
    return rows


def _bounded(sheet: Any, place: str, budget: _Budget) -> Iterator[tuple[int, tuple[Any, ...]]]:  # noqa: ANN401
    """Give the rows that hold cells, with their numbers: those between them cost time too, and count."""
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        budget.spend(len(cells) or _EMPTY_ROW, place)
        if cells:
            yield number, cells


def _text(cell: Any, where: Location, budget: _Budget, faults: list[Fault]) -> str:  # noqa: ANN401
    """Write a cell as the text that a CSV would hold: spreadsheets turn what looks like a number or a day into one."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        why = "a formula is no value: what it gives here depends on the program that opens it"
        faults.append(Fault(f"a formula: {str(value)[:60]!r}", where, why, "paste its value"))
        return "0"
    if cell.data_type == "e":
        faults.append(Fault(f"an error value: {str(value)[:60]!r}", where, "it is no value", "write the value"))
        return "0"
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, dt.datetime):
        text = _day(value, str(cell.number_format))
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        text = str(int(value))
    else:
        text = str(value)
    budget.read(text, where)
    return text


def _day(value: dt.datetime, number_format: str) -> str:
    """Write a day as far as the cell shows it: `2024-12` typed into a spreadsheet becomes the first day of that month."""
    if value.time() != dt.time():
        return value.isoformat(sep=" ")
    shown = _NO_DAY.sub("", number_format).casefold()
    if "d" in shown or number_format == "General":
        return value.date().isoformat()
    return value.strftime("%Y-%m") if "m" in shown else value.strftime("%Y")


def _too_large(path: Path, limits: InputLimits) -> Fault:
    what = f"unpacks to more than {limits.workbook_bytes // 1024**2} MiB or {limits.workbook_parts:,} parts"
    return _fault(path, what, "it would fill the memory", "keep the case as a folder")


def _reason(error: BaseException) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (text.splitlines() or [""])[0][:120] or type(error).__name__


def _fault(path: Path, what: str, why: str, mend: str) -> Fault:
    return Fault(f"the workbook {what}", Location(path.name), why, mend)

"""Adding rows to the ledger tables of a case: all of them or none, and nothing that was there is changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from interpose.case.read.library import reference_folder
from interpose.case.read.load import load
from interpose.case.registry import LEDGER_TABLES
from interpose.case.tables.fields import Row
from interpose.editing.atomic import write_atomically
from interpose.editing.captures import decode_text
from interpose.errors import InputError, UsageError

__all__ = ["append_rows", "guarded", "own_folder", "read_rows", "rows_text", "unguarded"]

_FORMULA = ("=", "+", "-", "@", "\t")


def own_folder(folder: Path) -> Path:
    """Return a case folder that may be written to; refuse the shipped ones.

    Raises
    ------
    UsageError
        Where the case is one that comes with Interpose.
    """
    if folder.resolve().is_relative_to((reference_folder().parent).resolve()):
        mend = f"copy it first: interpose new my-case --from {folder.name}"
        raise UsageError(f"{folder.name} is shipped with Interpose and is not written to", mend)
    return folder


def append_rows(folder: Path, rows: Mapping[str, Sequence[Row]]) -> None:
    """Add rows to ledger tables of a case.

    The case is read again afterwards. Where it has faults then, every table is put back as it was.

    Parameters
    ----------
    folder : pathlib.Path
        The case folder.
    rows : mapping of str to sequence of Row
        Rows by file, such as `claims.csv`.

    Raises
    ------
    InputError
        With every fault that the new rows bring.
    UsageError
        Where the folder cannot be written to.
    """
    models = {spec.file: spec.model for spec in LEDGER_TABLES}
    before = {file: (folder / file).read_bytes() if (folder / file).is_file() else None for file in rows}
    try:
        for file, added in rows.items():
            data = before[file]
            columns = list(models[file].model_fields)
            old: list[dict[str, str]] = []
            if data is not None:
                reader = csv.DictReader(io.StringIO(decode_text(data, file).removeprefix("\ufeff"), newline=""))
                old = list(reader)
                columns = list(dict.fromkeys([*(reader.fieldnames or ()), *columns]))
            new = [{name: _cell(value) for name, value in row.model_dump().items()} for row in added]
            write_atomically(folder / file, rows_text(columns, [*old, *new]).encode())
        load(folder)
    except (InputError, UsageError):
        for file, data in before.items():
            if data is not None:
                write_atomically(folder / file, data)
            else:
                (folder / file).unlink(missing_ok=True)
        raise


def rows_text(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Put rows into the text of a CSV file."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(columns), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def read_rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Read the rows of a CSV file that has all of some columns.

    Raises
    ------
    UsageError
        Where the file cannot be read, or a column is missing.
    InputError
        Where it is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "check name and permissions") from error
    reader = csv.DictReader(io.StringIO(decode_text(data, path.name).removeprefix("\ufeff"), newline=""))
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(f"{path.name} lacks the columns {', '.join(missing)}", "keep the columns that were written")
    return [{name: unguarded(cell or "") for name, cell in row.items() if name} for row in reader]


def guarded(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("plain")
    ("'=1+1", 'plain')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.startswith("'") else cell


def unguarded(cell: str) -> str:
    """Take back what `guarded` did.

    Examples
    --------
    >>> unguarded(guarded("=1+1"))
    '=1+1'
    """
    return cell[1:] if cell.startswith("'") and cell[1:2] in (*_FORMULA, "'") else cell


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)

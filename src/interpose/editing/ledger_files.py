"""Adding rows to the ledger tables of a case: all of them or none, and nothing that was there is changed."""

from __future__ import annotations

import csv
import io
import shlex
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from interpose.case.csv_text import table_text, unguarded
from interpose.case.read.formats.files import decode_text
from interpose.case.read.library import reference_folder
from interpose.case.read.load import load
from interpose.case.registry import LEDGER_TABLES
from interpose.case.tables.fields import Row
from interpose.editing.atomic import replace_files
from interpose.errors import UsageError

__all__ = ["append_rows", "own_folder", "read_rows"]


def own_folder(folder: Path) -> Path:
    """Return a case folder that may be written to; refuse the shipped ones and workbooks.

    Raises
    ------
    UsageError
        Where the case is one that comes with Interpose, or a workbook.
    """
    if not folder.is_dir():
        mend = f"make a folder of it first: interpose new my-case --from {shlex.quote(str(folder))}"
        raise UsageError(f"{folder.name} is a workbook; this verb writes into a case folder and not into workbooks", mend)
    if folder.resolve().is_relative_to((reference_folder().parent).resolve()):
        mend = f"copy it first: interpose new my-case --from {folder.name}"
        raise UsageError(f"{folder.name} is shipped with Interpose and is not written to", mend)
    return folder


def append_rows(
    folder: Path, rows: Mapping[str, Sequence[Row]], *, beside: Callable[[], Mapping[str, bytes]] | None = None
) -> None:
    """Add rows to ledger tables of a case: every table or none, also where the run is broken off.

    The case is read with the new rows before anything is written.

    Parameters
    ----------
    folder : pathlib.Path
        The case folder.
    rows : mapping of str to sequence of Row
        Rows by file, such as `claims.csv`.
    beside : callable, optional
        Gives other files that are written with them, by their name relative to the folder.

    Raises
    ------
    InputError
        With every fault that the new rows bring.
    UsageError
        Where the folder cannot be written to.
    """

    def tables() -> dict[str, bytes]:
        made = {file: _with_rows(folder / file, added) for file, added in rows.items()}
        with tempfile.TemporaryDirectory(prefix="interpose-") as place:
            tried = Path(place) / folder.resolve().name
            shutil.copytree(folder, tried, ignore=shutil.ignore_patterns("captures", "schemas", ".*"))
            for file, data in made.items():
                (tried / file).write_bytes(data)
            load(tried)
        return {**made, **(beside() if beside is not None else {})}

    replace_files(folder, tables)


def _with_rows(path: Path, added: Sequence[Row]) -> bytes:
    """Give the text of a table with more rows; what it holds stays as it is."""
    columns = list(next(spec.model for spec in LEDGER_TABLES if spec.file == path.name).model_fields)
    old: list[Mapping[str, object]] = []
    if path.is_file():
        reader = csv.DictReader(io.StringIO(decode_text(path.read_bytes(), path.name), newline=""))
        old = list(reader)
        columns = list(dict.fromkeys([*(reader.fieldnames or ()), *columns]))
    return table_text(columns, [*old, *(row.model_dump() for row in added)]).encode()


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
    reader = csv.DictReader(io.StringIO(decode_text(data, path.name), newline=""))
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(f"{path.name} lacks the columns {', '.join(missing)}", "keep the columns that were written")
    return [{name: unguarded(cell or "") for name, cell in row.items() if name} for row in reader]

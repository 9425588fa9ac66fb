"""Writing: files that appear whole or not at all, and a copy of a case to edit."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import BaseModel

from interpose.case.case import Case
from interpose.case.library import find_case, shipped_cases
from interpose.case.line_import import put_line
from interpose.case.reading import load
from interpose.case.registry import LEDGER_TABLES
from interpose.case.schema import schemas
from interpose.case.workbook import folder_from_workbook, workbook_from_folder
from interpose.errors import UsageError

__all__ = ["copy_case", "folder_that_appears_whole", "table_text", "write_atomically"]


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is either the old one or the new one, never half of either.

    Parameters
    ----------
    path : pathlib.Path
        Where to.
    data : bytes
        What.

    Raises
    ------
    UsageError
        Where the folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _cannot_write(path.parent, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def folder_that_appears_whole(target: Path) -> Iterator[Path]:
    """Give a folder to fill that takes its name only when everything in it was written.

    Parameters
    ----------
    target : pathlib.Path
        The folder that is to appear; it must not exist.

    Yields
    ------
    pathlib.Path
        A folder beside it to write into.

    Raises
    ------
    UsageError
        Where it exists already, or cannot be made.
    """
    if target.exists() or target.is_symlink():
        raise UsageError(f"{target} exists already; nothing was written", "choose another name, or move it away first")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise _cannot_write(target.parent, error) from error
    try:
        yield temporary
        temporary.chmod(0o777 & ~_umask())
        temporary.rename(target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(temporary)


def copy_case(source: str | Path, target: Path, line: Mapping[str, object] | None = None) -> Path:
    """Copy a case into a new folder or workbook, with its shared ledger written out so that every claim can be edited.

    Parameters
    ----------
    source : str or pathlib.Path
        A case folder, the name of a shipped case, or a workbook (`.xlsx`) of one.
    target : pathlib.Path
        The folder to make, or the workbook where the name ends in `.xlsx`.
    line : mapping, optional
        A line of contact in place of the one of the source, as `import_line` gives it.

    Returns
    -------
    pathlib.Path
        What was made.

    Raises
    ------
    UsageError
        Where the source is not there, the target is, or it cannot be written.
    InputError
        Where the source is faulty, or the line does not go together with the rest of it.
    """
    if target.suffix == ".xlsx":
        if target.exists():
            raise UsageError(f"{target} exists already; nothing was written", "choose another name, or move it away first")
        with tempfile.TemporaryDirectory() as place:
            write_atomically(target, workbook_from_folder(copy_case(source, Path(place) / target.stem, line)))
        return target
    with folder_that_appears_whole(target) as temporary:
        if Path(source).suffix == ".xlsx":
            folder_from_workbook(Path(source), temporary)
            load(temporary)
        else:
            case = load(source)
            folders = [find_case(source)]
            if case.scenario.based_on is not None:
                shipped = {each.name: each.folder for each in shipped_cases()}
                folders.insert(0, shipped[case.scenario.based_on])
            for folder in folders:
                for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                    copy = temporary / path.relative_to(folder)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(path.read_bytes())
            if case.scenario.ledger is not None:
                _write_ledger(case, temporary)
            _stand_alone(temporary / "scenario.yaml")
        if line is not None:
            put_line(temporary, line)
            load(temporary)
        (temporary / "schemas").mkdir(exist_ok=True)
        for name, schema in schemas().items():
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            (temporary / "schemas" / f"{name}.schema.json").write_text(text, encoding="utf-8")
    return target


def _write_ledger(case: Case, folder: Path) -> None:
    """Write the whole ledger into a case, which then no longer draws on the shared one."""
    ledger: Mapping[str, Iterable[BaseModel]] = {
        "sources.csv": case.sources.values(),
        "claims.csv": case.claims.values(),
        "hops.csv": (hop for chain in case.hops.values() for hop in chain),
        "quotes.csv": case.quotes,
        "relations.csv": case.relations,
        "assessments.csv": case.assessments,
    }
    for spec in LEDGER_TABLES:
        text = table_text(list(spec.model.model_fields), (row.model_dump() for row in ledger[spec.file]))
        (folder / spec.file).write_text(text, encoding="utf-8", newline="")


def _stand_alone(scenario: Path) -> None:
    """Take out the keys by which a shipped case draws on files of others: a copy holds everything itself."""
    lines = scenario.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("ledger:", "based_on:"))]
    scenario.write_text("".join(kept), encoding="utf-8")


def table_text(columns: list[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Write rows as CSV text: lists divided by semicolons, empty cells for what is absent.

    Examples
    --------
    >>> print(table_text(["id", "conditions"], [{"id": "a", "conditions": ("ceasefire", "mandate")}]), end="")
    id,conditions
    a,ceasefire; mandate
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join("=".join(_cell(part) for part in item) if isinstance(item, tuple) else str(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _cannot_write(path: Path, error: OSError) -> UsageError:
    return UsageError(f"cannot write to {path}: {error.strerror or error}", "choose a folder that you may write to")

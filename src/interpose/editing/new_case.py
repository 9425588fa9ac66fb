"""A copy of a case to edit: all its files, its shared ledger written out, and the schemas of its tables."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from interpose.case.case import Case
from interpose.case.csv_text import table_text
from interpose.case.read.formats.files import decode_text
from interpose.case.read.library import shipped_cases
from interpose.case.read.load import load
from interpose.case.read.opening import opened
from interpose.case.registry import LEDGER_TABLES, TABLES
from interpose.case.schema import schemas
from interpose.editing.atomic import folder_that_appears_whole, put_back, write_atomically
from interpose.editing.ledger_package import ledger_texts
from interpose.editing.line_import import put_line
from interpose.editing.workbook import workbook_from_folder
from interpose.errors import UsageError

__all__ = ["copy_case"]


def copy_case(
    source: str | Path, target: Path, line: Mapping[str, object] | None = None, *, without_claims: bool = False
) -> Path:
    """Copy a case into a new folder or workbook, with its shared ledger written out so that every claim can be edited.

    Parameters
    ----------
    source : str or pathlib.Path
        A case folder, the name of a shipped case, or a workbook (`.xlsx`) of one.
    target : pathlib.Path
        The folder to make, or the workbook where the name ends in `.xlsx`.
    line : mapping, optional
        A line of contact in place of the one of the source, as `import_line` gives it.
    without_claims : bool
        Whether its ledger begins empty: no claim, no source, and no row of another table that names a claim.

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
    put_back(Path(source))
    if target.suffix.casefold() == ".xlsx":
        if target.exists():
            raise UsageError(f"{target} exists already; nothing was written", "choose another name, or move it away first")
        with tempfile.TemporaryDirectory() as place:
            write_atomically(
                target, workbook_from_folder(copy_case(source, Path(place) / target.stem, line, without_claims=without_claims))
            )
        return target
    with folder_that_appears_whole(target) as temporary:
        with opened(source) as origin:
            case = load(origin)
            folders = [origin]
            if case.scenario.based_on is not None:
                shipped = {each.name: each.folder for each in shipped_cases()}
                folders.insert(0, shipped[case.scenario.based_on])
            for folder in folders:
                for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                    if any(part.startswith(".") for part in path.relative_to(folder).parts):
                        continue
                    copy = temporary / path.relative_to(folder)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(path.read_bytes())
        if without_claims:
            _empty_ledger(temporary)
        elif case.scenario.ledger is not None:
            _write_ledger(temporary, case)
        _stand_alone(temporary / "scenario.yaml")
        if line is not None:
            put_line(temporary, line)
        if line is not None or without_claims:
            load(temporary)
        (temporary / "schemas").mkdir(exist_ok=True)
        for name, schema in schemas().items():
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            (temporary / "schemas" / f"{name}.schema.json").write_text(text, encoding="utf-8")
    return target


def _empty_ledger(folder: Path) -> None:
    """Leave out the ledger with its captures, and names of claims in other tables: their numbers stay, and lose a support."""
    _write_ledger(folder, None)
    shutil.rmtree(folder / "captures", ignore_errors=True)
    for spec in TABLES:
        path = folder / spec.file
        if "claims" not in spec.model.model_fields or not path.is_file():
            continue
        reader = csv.DictReader(io.StringIO(decode_text(path.read_bytes(), path.name), newline=""))
        columns = list(reader.fieldnames or ())
        path.write_text(table_text(columns, ({**row, "claims": ""} for row in reader)), encoding="utf-8", newline="")


def _write_ledger(folder: Path, case: Case | None) -> None:
    """Write the whole ledger into a case, or an empty one: the case then no longer draws on the shared one."""
    texts = ledger_texts(case)
    for spec in LEDGER_TABLES:
        (folder / spec.file).write_text(texts[spec.file], encoding="utf-8", newline="")
        if spec.earlier is not None:
            (folder / spec.earlier).unlink(missing_ok=True)


def _stand_alone(scenario: Path) -> None:
    """Take out the keys by which a shipped case draws on files of others: a copy holds everything itself."""
    lines = scenario.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("ledger:", "based_on:"))]
    scenario.write_text("".join(kept), encoding="utf-8")

"""Writing: everything is made first, then written beside its place, then moved in; nothing is left half done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.gallery import draw_all
from interpose.brief.page import page_html
from interpose.brief.tables.results import result_tables
from interpose.brief.tables.table import codebook_csv, datapackage_json, table_csv
from interpose.brief.tracing import Citations
from interpose.brief.workbook import workbook_bytes
from interpose.errors import UsageError

__all__ = ["BriefFiles", "write_brief"]

_TABLES = "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFiles:
    """The files of a brief.

    Parameters
    ----------
    html, xlsx, json : pathlib.Path
        The brief, the workbook and the assessment for programs.
    tables : tuple of pathlib.Path
        CSV tables, in the order of the argument.
    codebook : tuple of pathlib.Path
        What each column says: `codebook.csv`, and `datapackage.json` for programs.
    """

    html: Path
    xlsx: Path
    json: Path
    tables: tuple[Path, ...]
    codebook: tuple[Path, ...]

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file that was written."""
        return (self.html, self.xlsx, self.json, *self.tables, *self.codebook)


def write_brief(assessment: Assessment, folder: Path | str) -> BriefFiles:
    """Tell an assessment: one page, one workbook, one JSON file and CSV tables with their codebook.

    Parameters
    ----------
    assessment : Assessment
        The result to tell.
    folder : path
        Where the files go; it is made where it does not exist.

    Returns
    -------
    BriefFiles
        What was written.

    Raises
    ------
    UsageError
        Where the folder cannot be made or written to. Nothing is changed then.
    """
    folder = Path(folder)
    contents = _contents(assessment)
    _write(folder, contents)
    paths = {name: folder / name for name in contents}
    tables = tuple(path for name, path in paths.items() if name.startswith(f"{_TABLES}/") and name not in _BOOKS)
    return BriefFiles(
        html=paths["brief.html"],
        xlsx=paths["plan.xlsx"],
        json=paths["assessment.json"],
        tables=tables,
        codebook=tuple(paths[name] for name in _BOOKS),
    )


_BOOKS = (f"{_TABLES}/codebook.csv", f"{_TABLES}/datapackage.json")


def _contents(assessment: Assessment) -> dict[str, bytes]:
    context = BriefContext(assessment, Citations(assessment))
    case = assessment.case
    # The renderer works outside Python: the drawings are made while the tables are.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawings") as beside:
        gallery = beside.submit(draw_all, assessment)
        tables = result_tables(context)
        contents = {
            "plan.xlsx": workbook_bytes(assessment, tables),
            "assessment.json": assessment.to_json(),
            **{f"{_TABLES}/{table.name}.csv": table_csv(table) for table in tables},
            _BOOKS[0]: codebook_csv(tables),
            _BOOKS[1]: datapackage_json(
                tables, name=case.name.lower(), title=case.scenario.title, version=assessment.version, digest=case.digest
            ),
        }
        page = page_html(context, gallery.result())
    return {"brief.html": page.encode(), **contents}


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, content in contents.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.is_dir():
                raise IsADirectoryError(f"{place.name} is a folder")
            handle, temporary = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
            waiting.append((Path(temporary), place))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(_PUBLIC & ~_mask())
        while waiting:
            temporary_path, place = waiting[0]
            temporary_path.replace(place)
            waiting.pop(0)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"the brief cannot be written to {str(folder)!r}: {reason}", "name a folder that you may write to, with --output"
        ) from error
    finally:
        for temporary_path, _ in waiting:
            with suppress(OSError):
                temporary_path.unlink()


_PUBLIC = 0o666


def _mask() -> int:
    """Read the file creation mask: temporary files are private until they get the usual mode."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

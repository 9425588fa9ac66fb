"""Writing a brief: everything is made first, then all its files take their places together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.gallery import draw_all
from interpose.brief.page import page_html
from interpose.brief.result_tables import result_tables
from interpose.brief.study import BriefStudy, read_study
from interpose.brief.table import codebook_csv, datapackage_json, table_csv
from interpose.brief.tracing import Citations
from interpose.brief.workbook import workbook_bytes
from interpose.editing.atomic import replace_files

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


def write_brief(assessment: Assessment, folder: Path | str, study: Path | str | None = None) -> BriefFiles:
    """Tell an assessment: one page, one workbook, one JSON file and CSV tables with their codebook.

    Parameters
    ----------
    assessment : Assessment
        The result to tell.
    folder : path
        Where the files go; it is made where it does not exist.
    study : path, optional
        Folder of a study of the same case: many futures, which the page then tells about.

    Returns
    -------
    BriefFiles
        What was written.

    Raises
    ------
    UsageError
        Where the folder cannot be made or written to, or the study was not analysed. Nothing is changed then.
    InputError
        Where the study is none, or one of another case.
    """
    folder = Path(folder)
    told = None if study is None else read_study(Path(study), assessment.case)
    contents: dict[str, bytes] = {}

    def make() -> dict[str, bytes]:
        contents.update(_contents(assessment, told))
        return contents

    # A folder that cannot be written to is found before anything is drawn.
    replace_files(folder, make)
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


def _contents(assessment: Assessment, study: BriefStudy | None) -> dict[str, bytes]:
    context = BriefContext(assessment, Citations(assessment), study)
    case = assessment.case
    # The renderer works outside Python: the drawings are made while the tables are.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawings") as beside:
        gallery = beside.submit(draw_all, assessment, study)
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

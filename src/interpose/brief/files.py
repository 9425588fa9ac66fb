"""Writing a brief: everything is made first, then all its files take their places together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from interpose.assessment import Assessment
from interpose.assessment.earlier import refuse_another_case
from interpose.brief.charts.drawing import ACCENT
from interpose.brief.context import BriefContext
from interpose.brief.exports.crate import CRATE, ro_crate
from interpose.brief.exports.forms import Forms, form_files
from interpose.brief.exports.review import review_html
from interpose.brief.exports.theme import Theme, themed
from interpose.brief.gallery import draw_all
from interpose.brief.page import Annex, page_html
from interpose.brief.result_tables import result_tables
from interpose.brief.study import BriefStudy, read_study
from interpose.brief.table import Table, codebook_csv, datapackage_json, table_csv
from interpose.brief.tracing import Citations
from interpose.brief.workbook import workbook_bytes
from interpose.editing.atomic import replace_files
from interpose.evidence.bibliography import to_bibtex, to_csl_items

__all__ = ["BriefFiles", "write_brief"]

_TABLES = "tables"
_OWN = ("brief.pdf", "brief.docx", "map.gpkg", "map.geojson", "map.kml", "pictures/*.*", "embed/*.html", f"{_TABLES}/*.csv")
"""Names that files of a brief may have and need not be written each time."""


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
    others : tuple of pathlib.Path
        What was asked for beside these: PDF, Word document, layers, pictures; and the description of the whole folder.
    """

    html: Path
    xlsx: Path
    json: Path
    tables: tuple[Path, ...]
    codebook: tuple[Path, ...]
    others: tuple[Path, ...] = ()

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file that was written."""
        return (self.html, self.xlsx, self.json, *self.tables, *self.codebook, *self.others)

    @property
    def left(self) -> tuple[Path, ...]:
        """Files of an earlier brief that stand beside these still: forms or tables that this one does not have."""
        return tuple(sorted({path for each in _OWN for path in self.html.parent.glob(each)}.difference(self.all)))


def write_brief(
    assessment: Assessment,
    folder: Path | str,
    study: Path | str | None = None,
    forms: Forms | None = None,
    *,
    annex: Annex = "short",
    force: bool = False,
) -> BriefFiles:
    """Tell an assessment: one page, one workbook, one JSON file and CSV tables with their codebook.

    Parameters
    ----------
    assessment : Assessment
        The result to tell.
    folder : path
        Where the files go; it is made where it does not exist.
    study : path, optional
        Folder of a study of the same case: many futures, which the page then tells about.
    forms : Forms, optional
        What to write beside page, workbook, tables and assessment: PDF, Word document, layers, pictures.
    annex : str
        How much of the annex is printed: `none`, `short` or `full`.
    force : bool
        Whether a brief of another case that stands in the folder is replaced.

    Returns
    -------
    BriefFiles
        What was written.

    Raises
    ------
    UsageError
        Where the folder cannot be made or written to or holds the brief of another case, the study was not analysed, or a form
        needs a library that is not installed. Nothing is changed then.
    InputError
        Where the study is none, or one of another case.
    """
    folder, forms = Path(folder), forms or Forms()
    theme = forms.require()
    if not force:
        refuse_another_case(folder, assessment.case.name)
    told = None if study is None else read_study(Path(study), assessment.case)
    contents: dict[str, bytes] = {}

    def make() -> dict[str, bytes]:
        contents.update(_contents(assessment, told, forms, annex, theme))
        return contents

    # A folder that cannot be written to is found before anything is drawn.
    replace_files(folder, make)
    paths = {name: folder / name for name in contents}
    tables = tuple(path for name, path in paths.items() if name.startswith(f"{_TABLES}/") and name not in _BOOKS)
    main = ("brief.html", "plan.xlsx", "assessment.json")
    return BriefFiles(
        html=paths[main[0]],
        xlsx=paths[main[1]],
        json=paths[main[2]],
        tables=tables,
        codebook=tuple(paths[name] for name in _BOOKS),
        others=tuple(path for name, path in paths.items() if name not in main and not name.startswith(f"{_TABLES}/")),
    )


_BOOKS = (f"{_TABLES}/codebook.csv", f"{_TABLES}/datapackage.json")


def _contents(
    assessment: Assessment, study: BriefStudy | None, forms: Forms, annex: Annex, theme: tuple[Theme, bytes] | None
) -> dict[str, bytes]:
    context = BriefContext(assessment, Citations(assessment), study)
    case = assessment.case
    gallery = draw_all(assessment, study, wide=forms.pictures or forms.pdf or forms.docx or bool(forms.embed))
    tables = result_tables(context)
    written = {table.name: table_csv(table, european=forms.european) for table in tables}
    contents = {
        "plan.xlsx": workbook_bytes(assessment, tables),
        "assessment.json": assessment.to_json(),
        **{f"{_TABLES}/{name}.csv": table for name, table in written.items()},
        _BOOKS[0]: codebook_csv(tables, european=forms.european),
        _BOOKS[1]: datapackage_json(
            tables,
            written,
            name=case.name.lower(),
            title=case.scenario.title,
            version=assessment.version,
            digest=case.digest,
            european=forms.european,
        ),
    }
    page = page_html(context, gallery, written, annex)
    accent = ACCENT
    if theme is not None:
        page, accent = themed(page, *theme), theme[0].accent or ACCENT
    contents |= {**_references(assessment, tables), "review.html": review_html(assessment).encode()}
    files = {"brief.html": page.encode(), **contents, **form_files(assessment, page, gallery, forms, accent)}
    return {**files, CRATE: ro_crate(assessment, files)}


def _references(assessment: Assessment, tables: tuple[Table, ...]) -> dict[str, bytes]:
    """Write the sources that the brief rests on as references, for footnotes elsewhere."""
    listed = next(table for table in tables if table.name == "sources")
    sources = [assessment.case.sources[str(row[0])] for row in listed.rows]
    items = json.dumps(to_csl_items(sources), ensure_ascii=False, indent=1)
    return {"sources.bib": to_bibtex(sources).encode(), "sources.csl.json": f"{items}\n".encode()}

"""The forms that a brief takes beside its page, and the files of each."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interpose.assessment import Assessment
from interpose.brief.charts.captioned import captioned, source_line
from interpose.brief.charts.drawing import ACCENT, Drawing
from interpose.brief.exports.embed import (
    PAGE_ONE,
    beside_drawing,
    embedded,
    embedded_page_one,
    require_drawing,
)
from interpose.brief.exports.theme import Theme, read_theme
from interpose.brief.text.dates import day
from interpose.errors import UsageError, to_install
from interpose.printable import visible

__all__ = ["Forms", "form_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What to write beside page, workbook, tables and assessment.

    Parameters
    ----------
    pdf : bool
        `brief.pdf`: tagged, with text alternatives.
    docx : bool
        `brief.docx`: with styles, and tables that can be edited.
    layers : bool
        `map.gpkg`, `map.geojson` and `map.kml`: line, belts, sectors, places and corridors.
    pictures : bool
        Each chart and map as `pictures/NAME.svg` and `pictures/NAME.png`, with title, caption, legend and source.
    european : bool
        Whether tables have semicolons between cells and decimal commas.
    embed : tuple of str
        Drawings, or `page-one`, that are also written as `embed/NAME.html`: fragments for a page of somebody else.
    theme : pathlib.Path, optional
        YAML file with colours, fonts and logo of an institution.
    """

    pdf: bool = False
    docx: bool = False
    layers: bool = False
    pictures: bool = False
    european: bool = False
    embed: tuple[str, ...] = ()
    theme: Path | None = None

    def require(self) -> tuple[Theme, bytes] | None:
        """Refuse what cannot be written before anything is computed: a drawing or theme with faults, a library that is missing.

        Returns
        -------
        tuple of Theme and bytes, or None
            The theme and its logo, where one is asked for.

        Raises
        ------
        UsageError
            With the drawings that there are, or with what to install.
        InputError
            With every fault of the theme.
        """
        for name in self.embed:
            require_drawing(name)
        theme = None if self.theme is None else read_theme(self.theme)
        needed = {"typst": self.pdf or self.docx or self.pictures, "lxml": self.pdf or self.docx, "docx": self.docx}
        if any(wanted and importlib.util.find_spec(name) is None for name, wanted in needed.items()):
            raise UsageError(
                "PDF, Word documents and pictures need libraries that are not installed",
                to_install("typst python-docx", "export", "them"),
            )
        return theme


def form_files(
    assessment: Assessment, page: str, gallery: Mapping[str, Drawing], forms: Forms, accent: str = ACCENT
) -> dict[str, bytes]:
    """Make the files of the forms that are asked for.

    Parameters
    ----------
    assessment : Assessment
        The result.
    page : str
        The brief as HTML, which PDF and Word document tell again.
    gallery : mapping of str to Drawing
        Its drawings by their names.
    forms : Forms
        What is asked for.
    accent : str
        Colour of links and headings, as `#rrggbb`.

    Returns
    -------
    dict of str to bytes
        Files by their paths in the folder of the brief.
    """
    scenario = assessment.case.scenario
    for name in forms.embed:
        require_drawing(name, gallery)  # one that the result does not hold
    made = {
        f"embed/{name}.html": embedded_page_one(assessment, page)
        if name == PAGE_ONE
        else embedded(assessment, page, gallery[name])
        for name in forms.embed
    }
    if forms.layers:
        from interpose.brief.exports.layers import map_layers
        from interpose.brief.exports.map_files import geojson, geopackage, kml

        layers = map_layers(assessment)
        made |= {
            "map.gpkg": geopackage(layers, scenario.as_of),
            "map.geojson": geojson(layers),
            "map.kml": kml(layers, scenario.title),
        }
    if forms.pictures:
        made |= _pictures(assessment, page, gallery)
    if forms.pdf or forms.docx:
        from interpose.brief.exports.document import read_document

        wider = {str(drawing.narrow): str(drawing.wide) for drawing in gallery.values()}
        running = f"{visible(scenario.title)} · as of {day(scenario.as_of)}"
        foot = f"Interpose {assessment.version} · case {assessment.case.name} {assessment.case.digest[:12]}"
        if forms.pdf:
            from interpose.brief.exports.pdf import document_pdf

            made["brief.pdf"] = document_pdf(
                read_document(page, wider, beside=True), running=running, foot=foot, date=scenario.as_of, accent=accent
            )
        if forms.docx:
            from interpose.brief.exports.word import document_docx

            made["brief.docx"] = document_docx(read_document(page, wider), running=running, date=scenario.as_of, accent=accent)
    return made


def _pictures(assessment: Assessment, page: str, gallery: Mapping[str, Drawing]) -> dict[str, bytes]:
    from interpose.brief.exports.pdf import LACKING_TOLD, letters_lacking, picture_png

    made: dict[str, bytes] = {}
    source = source_line(assessment)
    for name, drawing in gallery.items():
        beside = beside_drawing(page, drawing)
        svg = captioned(drawing, beside.told, beside.entries, source)
        made[f"pictures/{name}.svg"] = svg.encode()
        if letters_lacking(svg):
            # A browser has other typefaces for these; the PNG says what stands in their place.
            svg = captioned(drawing, beside.told, beside.entries, f"{source} {LACKING_TOLD}.")
        made[f"pictures/{name}.png"] = picture_png(svg)
    return made

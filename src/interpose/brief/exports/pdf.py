"""The brief as a tagged PDF, set by Typst."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from importlib import resources

import typst

from interpose.brief.charts.drawing import ACCENT, GRID, INK, MUTED
from interpose.brief.exports.document import Block, Document, Grid

__all__ = ["document_pdf"]

_FONT = "Liberation Sans"


def document_pdf(document: Document, *, running: str, foot: str, date: datetime.date, accent: str = ACCENT) -> bytes:
    """Set a document as PDF, declared as PDF/UA-1 and PDF/A-2a.

    Parameters
    ----------
    document : Document
        What it says.
    running, foot : str
        What stands above every page but the first, and below every page beside its number.
    date : datetime.date
        The date that the file carries; the same document and date give the same bytes.
    accent : str
        Colour of links and kickers, as `#rrggbb`.

    Returns
    -------
    bytes
        The file.
    """
    told = {
        "title": document.title,
        "description": document.description,
        "author": "Interpose",
        "date": {"year": date.year, "month": date.month, "day": date.day},
        "running": running,
        "foot": foot,
        "theme": {"ink": INK, "muted": MUTED, "line": GRID, "accent": accent, "font": _FONT},
        "blocks": [
            {"kind": _kind(block), **_without_dead_ends(asdict(block), document.names), **_widths(block)}
            for block in document.blocks
        ],
    }
    folder = resources.files("interpose.brief.exports")
    midnight = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    with resources.as_file(folder / "fonts") as fonts:
        return typst.compile(
            folder.joinpath("brief.typ").read_bytes(),
            sys_inputs={"document": json.dumps(told, ensure_ascii=False)},
            # Only the faces that are shipped: the same bytes on every machine.
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(midnight.timestamp()),
        )


def _kind(block: Block) -> str:
    """Name the kind of a block as the template does: heading, paragraph, items, terms, grid or figure."""
    return type(block).__name__.lower().removesuffix("block")


def _widths(block: Block) -> dict[str, list[float]]:
    """Share the width of a table among its columns: the root of the longest text, so that long ones may break more often."""
    if not isinstance(block, Grid):
        return {}
    columns = zip(*block.heads, *block.rows, strict=True)
    return {"widths": [max(3.0, *(sum(len(span.text) for span in cell.line) for cell in cells)) ** 0.5 for cells in columns]}


def _without_dead_ends(block: dict[str, object], names: frozenset[str]) -> dict[str, object]:
    """Keep of the links to places only those whose place is in the document: Typst refuses the others."""

    def kept(value: object) -> object:
        if isinstance(value, dict):
            return {key: "" if key == "link" and _is_dead(each) else kept(each) for key, each in value.items()}
        return [kept(each) for each in value] if isinstance(value, list | tuple) else value

    def _is_dead(link: object) -> bool:
        return isinstance(link, str) and link.startswith("#") and link[1:] not in names

    return {key: kept(value) for key, value in block.items()}

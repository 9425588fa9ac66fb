"""The brief as a tagged PDF, and its pictures as PNG, set by Typst."""

from __future__ import annotations

import datetime
import json
import re
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from importlib import resources

import typst

from interpose.brief.charts.drawing import ACCENT, GRID, INK, MUTED
from interpose.brief.exports.blocks import Block, Document, FigureBlock, Grid, SideBySide

__all__ = ["LACKING_TOLD", "document_pdf", "letters_lacking", "picture_png"]

_FONT = "Liberation Sans"
_LACKING = "\N{WHITE SQUARE}"
LACKING_TOLD = f"{_LACKING}: a character that this typeface lacks"
"""What a file says of the sign that stands in it for letters of other scripts."""
_HIDDEN = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})
"""Kinds of characters that no glyph shows."""


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
        "blocks": [_told(block, document.names) for block in document.blocks],
    }
    data = _shown(json.dumps(told, ensure_ascii=False))
    if _LACKING in data:
        data = _shown(json.dumps({**told, "foot": f"{foot} · {LACKING_TOLD}"}, ensure_ascii=False))
    midnight = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    with _faces() as faces:
        return typst.compile(
            resources.files("interpose.brief.exports").joinpath("brief.typ").read_bytes(),
            sys_inputs={"document": data},
            font_paths=faces,
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(midnight.timestamp()),
        )


def picture_png(svg: str, *, sharp: float = 2.0) -> bytes:
    """Draw an SVG on white, with a sign in place of what the typeface lacks.

    Parameters
    ----------
    svg : str
        A file of its own, which says its width.
    sharp : float
        Pixels of the picture for each pixel of the drawing.

    Returns
    -------
    bytes
        The PNG; the same drawing gives the same bytes.
    """
    width = re.search(r'<svg[^>]* width="([\d.]+)"', svg)
    with _faces() as faces:
        return typst.compile(
            _ONE_PICTURE,
            sys_inputs={"svg": _shown(svg), "width": width.group(1) if width else "16"},
            font_paths=faces,
            format="png",
            ppi=72.0 * sharp,
        )


_ONE_PICTURE = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)'
)


@contextmanager
def _faces() -> Iterator[typst.Fonts]:
    """Give the faces that are shipped and no others: the same bytes on every machine."""
    with resources.as_file(resources.files("interpose.brief.exports") / "fonts") as folder:
        yield typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _told(block: Block, names: frozenset[str]) -> dict[str, object]:
    """Give a block as data for the template."""
    if isinstance(block, SideBySide):
        return {"kind": "beside", "columns": [[_told(each, names) for each in column] for column in block.columns]}
    return {
        "kind": _kind(block),
        **_without_dead_ends(asdict(block), names),
        **({"widths": block.widths} if isinstance(block, Grid) else {}),
        **({"share": block.share} if isinstance(block, FigureBlock) else {}),
    }


def _kind(block: Block) -> str:
    """Name the kind of a block as the template does: heading, paragraph, items, terms, grid or figure."""
    return type(block).__name__.lower().removesuffix("block")


def _without_dead_ends(block: dict[str, object], names: frozenset[str]) -> dict[str, object]:
    """Keep of the links to places only those whose place is in the document: Typst refuses the others."""

    def kept(value: object) -> object:
        if isinstance(value, dict):
            return {key: "" if key == "link" and _is_dead(each) else kept(each) for key, each in value.items()}
        return [kept(each) for each in value] if isinstance(value, list | tuple) else value

    def _is_dead(link: object) -> bool:
        return isinstance(link, str) and link.startswith("#") and link[1:] not in names

    return {key: kept(value) for key, value in block.items()}


def letters_lacking(text: str) -> str:
    """Gather the letters of a text that no glyph of the typeface shows.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Each letter once, in the order of their codes.

    Examples
    --------
    >>> letters_lacking("Žemaitija \u897f\u975e"), letters_lacking("Élan")
    ('西非', '')
    """
    shown = _characters()
    return "".join(
        letter for letter in sorted(set(text)) if ord(letter) not in shown and unicodedata.category(letter) not in _HIDDEN
    )


def _shown(text: str) -> str:
    """Put a sign in place of what no glyph of the typeface shows: Typst sets no accessible file with gaps."""
    return text.translate(dict.fromkeys(map(ord, letters_lacking(text)), _LACKING))


@cache
def _characters() -> frozenset[int]:
    """Read from the typeface which characters it has: table `cmap` of OpenType, format 4."""
    face = (resources.files("interpose.brief.exports") / "fonts" / "LiberationSans-Regular.ttf").read_bytes()
    (tables,) = struct.unpack_from(">H", face, 4)
    listed = (struct.unpack_from(">4sIII", face, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in listed if tag == b"cmap")
    maps = (struct.unpack_from(">HHI", face, start + 4 + 8 * number) for number in range(face[start + 3]))
    at = start + next(offset for platform, encoding, offset in maps if (platform, encoding) == (3, 1))
    count = struct.unpack_from(">H", face, at + 6)[0] // 2
    ends, begins, shifts, jumps = (
        struct.unpack_from(f">{count}H", face, at + 14 + 2 * count * part + (2 if part else 0)) for part in range(4)
    )
    found: set[int] = set()
    for number, (end, begin, shift, jump) in enumerate(zip(ends, begins, shifts, jumps, strict=True)):
        for code in range(begin, min(end, 0xFFFE) + 1):
            place = at + 16 + 6 * count + 2 * number + jump + 2 * (code - begin)
            glyph = struct.unpack_from(">H", face, place)[0] if jump else code + shift
            if glyph & 0xFFFF:
                found.add(code)
    return frozenset(found)

"""One chart, map or the answer of a brief as a fragment that stands in a page of somebody else."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup

from interpose.assessment import Assessment
from interpose.brief.charts.captioned import source_line
from interpose.brief.charts.drawing import Drawing
from interpose.errors import UsageError, did_you_mean

__all__ = [
    "DRAWINGS",
    "PAGE_ONE",
    "Beside",
    "beside_drawing",
    "embedded",
    "embedded_page_one",
    "require_drawing",
]

PAGE_ONE = "page-one"
"""Name of the first page of a brief, among the names of drawings."""

DRAWINGS = (
    *("argument", "map", "overview", "force", "positions", "history", "arrival", "build-up", "waterfall", "corridors"),
    *("cost", "deterrence", "precedent", "backtest", "futures", "drivers", "box"),
)
"""Drawings that a brief may have, the last three of a study: a name is refused before anything is computed."""

_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_FIRST = re.compile(r'(<div id="page-one">.*?)<nav class="contents"', re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*href="#[^>]*>(.*?)</a>', re.DOTALL)
_FILES = re.compile(r'<p class="(?:files|hint)">.*?</p>', re.DOTALL)
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_KEY = re.compile(r'<ul class="key">.*?</ul>', re.DOTALL)
_ENTRY = re.compile(r"<li>\s*(<svg\b.*?</svg>)(.*?)</li>", re.DOTALL)
_WORDS = re.compile(r'<figcaption>.*?<span>(.*?)</span></figcaption>|<p class="note">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r'<span class="narrow">.*?</span>|<[^>]+>', re.DOTALL)
_LEGEND_WITH = {"map": "overview"}
"""Drawings whose legend the page shows once, with another."""

_STYLE = Markup(
    "<style>.interpose-embed{container-type:inline-size;margin:0;color:#1b1f24;background:#fff;font:16px/1.5 Arial,Helvetica,"
    "sans-serif}.interpose-embed svg{display:block;max-width:100%;height:auto}.interpose-embed .wide svg{width:100%}"
    ".interpose-embed .key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.2rem 0 .6rem;padding:0;list-style:none;"
    "font-size:.88em}"
    ".interpose-embed .key li{display:flex;align-items:center;gap:.4rem}.interpose-embed .key svg{flex:none}"
    ".interpose-embed .narrow{display:none}.interpose-embed small{color:#565c65}"
    "@container (max-width:30rem){.interpose-embed .wide{display:none}.interpose-embed .narrow{display:block}}</style>"
)


def require_drawing(name: str, drawings: Collection[str] = DRAWINGS) -> None:
    """Refuse a name of no drawing.

    Parameters
    ----------
    name : str
        The name, or `page-one`.
    drawings : collection of str
        Names of drawings: all that a brief may have, unless those of one brief are given.

    Raises
    ------
    UsageError
        Where it is none of them.
    """
    if name not in (known := (PAGE_ONE, *drawings)):
        mend = did_you_mean(name, known) or f"the drawings are {', '.join(known)}"
        raise UsageError(f"the brief has no drawing named {name!r}", mend)


def embedded(assessment: Assessment, page: str, drawing: Drawing) -> bytes:
    """Make a fragment of one drawing.

    Parameters
    ----------
    assessment : Assessment
        The result that it tells.
    page : str
        The brief, whose figure holds legend and caption.
    drawing : Drawing
        A drawing of its brief.

    Returns
    -------
    bytes
        A `figure` with its title, how to read it, its legend, the drawing for wide and narrow columns, and what made it from
        which case: no scripts, and nothing that is loaded.
    """
    beside = beside_drawing(page, drawing)
    return (
        Markup(
            '<figure class="interpose-embed">{style}\n<figcaption><strong>{title}</strong> {told}</figcaption>\n'
            '{key}\n<div class="wide">{wide}</div>\n'
            '<div class="narrow">{narrow}</div>\n<small>{source}</small>\n</figure>\n'
        )
        .format(
            style=_STYLE,
            title=drawing.title,
            told=beside.told,
            key=beside.key,
            wide=drawing.wide,
            narrow=drawing.narrow,
            source=source_line(assessment),
        )
        .encode()
    )


def embedded_page_one(assessment: Assessment, page: str) -> bytes:
    """Make a fragment of the first page of a brief.

    Parameters
    ----------
    assessment : Assessment
        The result that it tells.
    page : str
        The brief.

    Returns
    -------
    bytes
        A `div` whose content stands in a shadow tree, so that neither page styles the other; links to traces are words here.
    """
    first = _FIRST.search(page)
    assert first is not None  # noqa: S101 - the template writes it
    told = _LINK.sub(r"<b>\1</b>", _FILES.sub("", first.group(1)))
    styles = "".join(_STYLES.findall(page)).replace(":root", ":host").replace("body{", ":host{display:block;")
    # Parts of the page, whose texts were escaped when it was made.
    shadow = Markup(f'<template shadowrootmode="open"><style>{styles}</style>\n{told}')  # noqa: S704
    source = Markup('<p class="note">{}</p></template>').format(source_line(assessment))
    return (Markup('<div class="interpose-embed">') + shadow + source + Markup("</div>\n")).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the page shows around a drawing: how to read it, and its legend as HTML; both empty where there is none."""

    told: str
    key: Markup

    @property
    def entries(self) -> list[tuple[str, str]]:
        """Each sign of the legend as SVG, with its name."""
        return [(sign, _text(name)) for sign, name in _ENTRY.findall(self.key)]


def beside_drawing(page: str, drawing: Drawing) -> Beside:
    """Find what stands around a drawing in the page that shows it.

    Parameters
    ----------
    page : str
        The brief.
    drawing : Drawing
        One of its drawings.

    Returns
    -------
    Beside
        Caption and remarks as plain text, and the legend.
    """
    shown = _figure(page, drawing.id)
    key = _KEY.search(_figure(page, _LEGEND_WITH.get(drawing.id, drawing.id)))
    told = " ".join(_text(caption or remark) for caption, remark in _WORDS.findall(shown))
    # A part of the page, whose texts were escaped when it was made.
    return Beside(told=told, key=Markup(key.group() if key else ""))  # noqa: S704


def _figure(page: str, name: str) -> str:
    """Find the figure that shows a drawing, which the page may hold for narrow columns alone."""
    marks = (f'id="{name}-wide-title"', f'id="{name}-narrow-title"')
    return next((found.group() for found in _FIGURE.finditer(page) if any(mark in found.group() for mark in marks)), "")


def _text(part: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", part)).split())

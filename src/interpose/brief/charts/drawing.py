"""From a Vega-Lite chart to SVG that can stand in a page: one grammar for every chart and the map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    import altair as alt

__all__ = ["GRID", "INK", "MUTED", "PALETTE", "PAPER", "Drawing", "draw", "text_width"]

INK = "#1b1f24"
MUTED = "#565c65"
GRID = "#dfe2e6"
PAPER = "#ffffff"
ACCENT = "#0b4f8a"

PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7a7f87")
"""Okabe and Ito (2008), in an order that keeps neighbours apart in lightness; grey is for the rest."""

# Liberation Sans ships inside the renderer and has the metrics of Arial and Helvetica: text is measured
# alike on every machine and fits in the reader's browser.
_FONT = "Liberation Sans"
_STACK = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_VEGA_LITE = "6.1"

_ARIA = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_FONT_FAMILY = re.compile(r' font-family="[^"]*"')
_NUMBER = re.compile(r"(-?\d+\.\d{2})\d+")
_CLASS = re.compile(r' class="[^"]*"')
_POINTER = re.compile(r' pointer-events="[^"]*"')
_ROOT = re.compile(r"^<svg [^>]*?width=\"([\d.]+)\" height=\"([\d.]+)\"[^>]*>")
_ID = re.compile(r'\bid="([^"]+)"')
_EMPTY_PATH = re.compile(r'<path d="[^"]*" display="none"/>|<path d=""[^>]*/>')
_HIDDEN = re.compile(r'<path d="[^"]*"[^>]*display="none"[^>]*/>')


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart for wide and for narrow pages, with the words that stand for it.

    Parameters
    ----------
    id : str
        Name, unique in the page.
    title : str
        What the chart shows, as a finding.
    description : str
        What it says, for a reader who does not see it.
    wide, narrow : Markup
        The chart as SVG for laptops and paper, and for phones.
    """

    id: str
    title: str
    description: str
    wide: Markup
    narrow: Markup


def draw(chart: alt.TopLevelMixin, name: str, title: str, description: str) -> Markup:
    """Render a chart as an SVG element that is safe to inline.

    Parameters
    ----------
    chart : altair chart
        The chart.
    name : str
        Name, unique in the page: it prefixes the names inside the drawing.
    title, description : str
        Text alternative.

    Returns
    -------
    Markup
        One `svg` element with `role="img"`, a title and a description, and no address outside itself.
    """
    import vl_convert

    # Validation against the JSON Schema costs more than the drawing; the tests validate every chart once.
    spec = chart.to_dict(validate=False)
    spec["config"] = _CONFIG
    return _inline(vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE), name, title, description)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width of a text in pixels, a little too wide rather than too narrow.

    Examples
    --------
    >>> 40 < text_width("Kharkiv", 12) < 50
    True
    """
    narrow, wide = set("iljtfrI.,:;' ()-"), set("mwMWOQ%")
    units = sum(0.31 if letter in narrow else 0.86 if letter in wide else 0.67 if letter.isupper() else 0.56 for letter in text)
    return units * size * (1.07 if bold else 1.0)


_CONFIG: dict[str, object] = {
    "font": _FONT,
    "background": None,
    "padding": {"left": 1, "right": 2, "top": 4, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "domainColor": MUTED,
        "gridColor": GRID,
        "labelColor": MUTED,
        "labelFontSize": 12,
        "tickColor": MUTED,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "text": {"font": _FONT, "fontSize": 12, "color": INK},
}


def _inline(svg: str, name: str, title: str, description: str) -> Markup:
    svg = _ARIA.sub("", svg)
    svg = _FONT_FAMILY.sub("", svg)
    svg = _CLASS.sub("", svg)
    svg = _POINTER.sub("", svg)
    svg = _HIDDEN.sub("", svg)
    svg = _EMPTY_PATH.sub("", svg)
    svg = _NUMBER.sub(r"\1", svg)
    # The renderer numbers its names through all drawings of a process: each drawing counts for itself here.
    for number, inner in enumerate(dict.fromkeys(_ID.findall(svg)), start=1):
        own = f"{name}-part-{number}"
        svg = svg.replace(f'id="{inner}"', f'id="{own}"').replace(f"url(#{inner})", f"url(#{own})")
    root = _ROOT.match(svg)
    if root is None:
        raise ValueError("the renderer returned no SVG element")
    width, height = root.groups()
    head = Markup(
        '<svg role="img" aria-labelledby="{0}-title {0}-desc" viewBox="0 0 {1} {2}" width="{1}" height="{2}" '
        'font-family="{3}"><title id="{0}-title">{4}</title><desc id="{0}-desc">{5}</desc>'
    ).format(name, width, height, _STACK, title, description)
    # What the renderer wrote is XML with every text escaped.
    return head + Markup(svg[root.end() :])  # noqa: S704

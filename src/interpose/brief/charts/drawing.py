"""From a sketch of a chart, which is SVG already, to a drawing that can stand in a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup, escape

__all__ = [
    "ACCENT",
    "BAND",
    "GRID",
    "INK",
    "MUTED",
    "PALETTE",
    "PAPER",
    "RANGE",
    "WARN",
    "Drawing",
    "Picture",
    "Sketch",
    "dark_style",
    "draw",
    "letters",
    "moved",
    "pixels",
    "render",
    "standalone",
    "text_width",
]

INK = "#1b1f24"
MUTED = "#565c65"
GRID = "#dfe2e6"
PAPER = "#ffffff"
ACCENT = "#0b4f8a"
WARN = "#a33c00"
RANGE, BAND = "#8a95a1", "#bcd3e6"
"""Colours of bars from low to high, and of areas from low to high, whose edge is a range too: an area alone is too pale."""

PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7a7f87")
"""Okabe and Ito (2008), in an order that keeps neighbours apart in lightness; grey is for the rest.

The pale ones are hard to see on white: what they fill has an edge.
"""

_DARK: Mapping[str, str] = MappingProxyType(
    {
        # Paper and grounds, on which texts and marks stand.
        PAPER: "var(--paper)",
        BAND: "#2b4257",
        "#dcebf7": "#22384d",
        "#f6e7d2": "#382c1c",
        "#e3ecf3": "#121c26",
        "#f3f1ec": "#1c1f23",
        "#fbfaf7": "#25282d",
        "#f4c58a": "#6b4a1c",
        "#cfe3d6": "#24402f",
        # Lines that guide the eye, borders and water.
        GRID: "#3c424b",
        "#a9a49a": "#77726a",
        "#c9c4ba": "#4d4a45",
        "#8f8a80": "#98938a",
        "#a9c6dc": "#2f5876",
        # Texts.
        INK: "var(--ink)",
        MUTED: "var(--muted)",
        "#3d2406": "#ffe3bd",
        "#6b6459": "#b5ada0",
        # Marks.
        ACCENT: "var(--accent)",
        WARN: "var(--warm)",
        RANGE: "#78838f",
        "#a9cbe8": "#3c6a91",
        "#6b4a8c": "#c3a5e6",
        "#a3260f": "#ff8a70",
        "#b87a2c": "#d9a050",
        "#7a4a0e": "#f0c48a",
        "#5f8f74": "#7fb095",
        "#8a5a13": "#e0ad5e",
        "#1d6b3f": "#7fd09a",
    }
)
"""Colours of drawings on a dark page, some of them its own, by what they are on white; what is not named stays as it is.

A drawing itself has the colours for white, as it is sent alone and printed.
"""

# Arial, Helvetica and Liberation Sans, which is shipped, have the same widths: text fits wherever it is shown.
_STACK = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_SPACE = "http://www.w3.org/2000/svg"

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A drawing that is written as SVG where it is made.

    Parameters
    ----------
    width, height : float
        Size in pixels.
    body : Markup
        What stands inside its `svg` element, with every text escaped.
    """

    width: float
    height: float
    body: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart before it is rendered: what it says, and its sketches for wide and for narrow pages.

    Parameters
    ----------
    id : str
        Name, unique in the page.
    title : str
        What the chart shows, as a finding.
    description : str
        What it says, for a reader who does not see it.
    wide, narrow : Sketch
        The chart for laptops and paper, and for phones.
    """

    id: str
    title: str
    description: str
    wide: Sketch
    narrow: Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
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


def draw(picture: Picture) -> Drawing:
    """Render a picture for wide and for narrow pages; once where both are the same."""
    wide = render(picture.wide, f"{picture.id}-wide", picture.title, picture.description)
    if picture.narrow is picture.wide:
        return Drawing(id=picture.id, title=picture.title, description=picture.description, wide=wide, narrow=wide)
    narrow = render(picture.narrow, f"{picture.id}-narrow", picture.title, picture.description)
    return Drawing(id=picture.id, title=picture.title, description=picture.description, wide=wide, narrow=narrow)


def render(chart: Sketch, name: str, title: str, description: str) -> Markup:
    """Render a sketch as an SVG element that is safe to inline.

    Parameters
    ----------
    chart : Sketch
        The chart.
    name : str
        Name, unique in the page: it prefixes the names inside the drawing.
    title, description : str
        Text alternative.

    Returns
    -------
    Markup
        One `svg` element with `role="img"` (`group` where it holds links), a title and a description.
    """
    head = Markup(
        '<svg role="{role}" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="{font}"><title id="{name}-title">{title}</title><desc id="{name}-desc">{words}</desc>'
    ).format(
        role="group" if "<a " in chart.body else "img",
        name=name,
        width=f"{chart.width:g}",
        height=f"{chart.height:g}",
        font=_STACK,
        title=title,
        words=description,
    )
    return head + chart.body + Markup("</svg>")


def standalone(drawn: str) -> str:
    """Make a file of a drawing: inside a page it need not say that it is SVG.

    Examples
    --------
    >>> standalone('<svg width="2"></svg>')
    '<svg xmlns="http://www.w3.org/2000/svg" width="2"></svg>'
    """
    # As a plain string: markup would escape what is put in.
    return str(drawn).replace("<svg", f'<svg xmlns="{_SPACE}"', 1)


def dark_style() -> str:
    """Write as rules of a style sheet what becomes of colours on a dark page: rules weigh more than attributes of drawings."""
    return "".join(f'[{side}="{light}"]{{{side}:{dark}}}' for light, dark in _DARK.items() for side in ("fill", "stroke"))


def letters(text: str) -> Markup:
    r"""Escape a text for a sketch; a character that XML forbids is replaced.

    Examples
    --------
    >>> letters("<b> & \x1b")
    Markup('&lt;b&gt; &amp; �')
    """
    return escape(_NOT_XML.sub("�", text))


def pixels(number: float) -> str:
    """Write a number of pixels for a sketch, with two decimals at most.

    Examples
    --------
    >>> pixels(257.0), pixels(125.706), pixels(-0.001), pixels(1234.5)
    ('257', '125.71', '0', '1234.5')
    """
    written = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def moved(x: float, y: float, body: str) -> str:
    """Move a part of a sketch to a place in pixels."""
    return f'<g transform="translate({pixels(x)},{pixels(y)})">{body}</g>'


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width of a text in pixels, a little too wide rather than too narrow.

    Examples
    --------
    >>> 40 < text_width("Kharkiv", 12) < 50
    True
    """
    units = sum(_WIDTHS.get(letter) or _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], 0.72) for letter in text)
    return units * size * (1.1 if bold else 1.03)


_WIDTHS = {
    letter: width
    for width, letters in {
        0.22: "'ijl’|",
        0.28: " !,./:;I[\\]ft",
        0.34: '()-`r“”{}"',
        0.39: "*",
        0.5: "^Jcksvxyz",
        0.56: "#$0123456789?L_abdeghnopqu–",
        0.61: "+<=>~−×FTZ",
        0.67: "&ABEKPSVXY",
        0.72: "CDHNRUw",
        0.78: "GOQ",
        0.83: "Mm",
        0.89: "%",
        0.94: "W",
        1.0: "—…@",
    }.items()
    for letter in letters
}
"""Widths of letters in Arial, as shares of their size; letters with accents are as wide as those without."""

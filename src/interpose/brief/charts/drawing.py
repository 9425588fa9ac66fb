"""From a Vega-Lite chart, or a sketch that is SVG already, to a drawing that can stand in a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markupsafe import Markup, escape

if TYPE_CHECKING:
    import altair as alt

__all__ = [
    "ACCENT",
    "GRID",
    "INK",
    "MUTED",
    "PALETTE",
    "PAPER",
    "WARN",
    "Drawing",
    "Picture",
    "Sketch",
    "as_markup",
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

PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7a7f87")
"""Okabe and Ito (2008), in an order that keeps neighbours apart in lightness; grey is for the rest."""

# Liberation Sans ships inside the renderer and has the metrics of Arial and Helvetica: text is measured
# alike on every machine and fits in the reader's browser.
_FONT = "Liberation Sans"
_STACK = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_SPACE = "http://www.w3.org/2000/svg"
_VEGA_LITE = "6.1"

_DECIMALS = re.compile(r"(-?\d+\.\d{2})\d+")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INTERNAL = ("class", "pointer-events", "font-family", "role")


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
    """A chart before it is rendered: what it says, and its specification for wide and for narrow pages.

    Parameters
    ----------
    id : str
        Name, unique in the page.
    title : str
        What the chart shows, as a finding.
    description : str
        What it says, for a reader who does not see it.
    wide, narrow : altair chart or Sketch
        The chart for laptops and paper, and for phones.
    """

    id: str
    title: str
    description: str
    wide: alt.TopLevelMixin | Sketch
    narrow: alt.TopLevelMixin | Sketch


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


def render(chart: alt.TopLevelMixin | Sketch, name: str, title: str, description: str) -> Markup:
    """Render a chart as an SVG element that is safe to inline.

    A mark with a description (the Vega-Lite channel) gets it as its `title`, which a pointer shows and a screen reader
    reads; a mark with an address (the channel `href`) becomes a link inside the page. Nothing else leads anywhere.

    Parameters
    ----------
    chart : altair chart or Sketch
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
    if isinstance(chart, Sketch):
        width, height, body, role = f"{chart.width:g}", f"{chart.height:g}", chart.body, "img"
    else:
        root = _drawn(chart, name)
        width, height = root.attrib["width"], root.attrib["height"]
        # What the renderer wrote is XML with every text escaped.
        body = Markup("".join(ElementTree.tostring(child, encoding="unicode") for child in root))  # noqa: S704
        role = "img" if root.find(".//a") is None else "group"
    head = Markup(
        '<svg role="{role}" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="{font}"><title id="{name}-title">{title}</title><desc id="{name}-desc">{words}</desc>'
    ).format(
        role=role,
        name=name,
        width=width,
        height=height,
        font=_STACK,
        title=title,
        words=description,
    )
    return head + body + Markup("</svg>")


def standalone(drawn: str) -> str:
    """Make a file of a drawing: inside a page it need not say that it is SVG.

    Examples
    --------
    >>> standalone('<svg width="2"></svg>')
    '<svg xmlns="http://www.w3.org/2000/svg" width="2"></svg>'
    """
    # As a plain string: markup would escape what is put in.
    return str(drawn).replace("<svg", f'<svg xmlns="{_SPACE}"', 1)


def _drawn(chart: alt.TopLevelMixin, name: str) -> ElementTree.Element:
    import vl_convert

    # Validation against the JSON Schema costs more than the drawing; the tests validate every chart once.
    spec = {key: _readable(value) for key, value in chart.to_dict(validate=False).items()}
    svg = vl_convert.vegalite_to_svg({**spec, "config": _CONFIG}, vl_version=_VEGA_LITE)
    return _tidy(ElementTree.fromstring(svg), name)  # noqa: S314 - the renderer's own output, without a DTD


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


def as_markup(parts: Iterable[str]) -> Markup:
    """Put the parts of a sketch together: numbers and colours are ours, and every text went through `letters`."""
    return Markup("".join(parts))  # noqa: S704


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
    # Descriptions are written where they say more than the chart: never the renderer's own.
    "mark": {"aria": False},
    "axis": {
        "aria": False,
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


def _readable(value: object) -> object:
    """Replace characters that XML forbids: the renderer ends the whole process where it measures one."""
    if isinstance(value, str):
        return _NOT_XML.sub("�", value)
    if isinstance(value, dict):
        return {key: _readable(each) for key, each in value.items()}
    return [_readable(each) for each in value] if isinstance(value, list) else value


def _tidy(root: ElementTree.Element, name: str) -> ElementTree.Element:
    """Keep what is drawn: no name spaces, classes or empty paths; own names; two decimals; links inside the page only."""
    _drop(root)
    # The renderer numbers its names through all drawings of a process: each drawing counts for itself here.
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    own = {inner: f"{name}-part-{number}" for number, inner in enumerate(dict.fromkeys(ids), start=1)}
    for element in root.iter():
        element.tag = _local(element.tag)
        words = element.attrib.get("aria-label")
        kept = dict(_attributes(element.attrib, own))
        element.attrib.clear()
        element.attrib.update(kept)
        if words:
            told = ElementTree.Element("title")
            told.text = words
            element.insert(0, told)
    return root


def _drop(parent: ElementTree.Element) -> None:
    for child in list(parent):
        empty = _local(child.tag) == "path" and (not child.attrib.get("d") or child.attrib.get("display") == "none")
        if empty:
            parent.remove(child)
        else:
            _drop(child)


def _attributes(given: Mapping[str, str], own: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for key, value in given.items():
        local = _local(key)
        if local == "href":
            # The renderer puts an address before a fragment: a drawing leads to places in its own page.
            yield "href", "#" + value.partition("#")[2]
        elif local == "id":
            yield "id", own[value]
        elif local not in _INTERNAL and not local.startswith("aria-"):
            inner = value[5:-1] if value.startswith("url(#") else ""
            yield local, f"url(#{own[inner]})" if inner in own else _DECIMALS.sub(r"\1", value)


def _local(name: str) -> str:
    return name.rpartition("}")[2]

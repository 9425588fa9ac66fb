"""The means of a chart: a scale from numbers to pixels, marks, words and axes, each written as SVG.

Places are pixels from the upper left corner. Marks of one look become one path: a picture is small, and lines of a grid
are no cells of a table to those who read the PDF aloud.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from interpose.brief.charts.drawing import GRID, INK, MUTED, PAPER, Sketch, letters, pixels, text_width

__all__ = [
    "Anchor",
    "Box",
    "Point",
    "Scale",
    "areas",
    "axis_across",
    "axis_up",
    "beside",
    "boxes",
    "cut",
    "dots",
    "key",
    "lines",
    "room_for",
    "rules",
    "sketch",
    "words",
]

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom; of a rule, where it begins and ends."""
Anchor = Literal["start", "middle", "end"]

_SHAPES = {
    "circle": "m{0},0a{1},{1},0,1,0,{2},0a{1},{1},0,1,0,{3},0z",
    "diamond": "m0,{0}l{1},{1}l{0},{1}l{0},{0}z",
    "triangle": "m0,{0}l{1},{2}h{3}z",
    "arrow": "m{0},{0}v{2}l{2},{0}z",
    "square": "m{0},{0}h{2}v{2}h{3}z",
}
"""Outlines around a place: {0} is the radius to the left, {1} to the right, {2} and {3} are twice as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A measure from numbers to pixels.

    Parameters
    ----------
    low, high : float
        Numbers at its ends.
    start, end : float
        Pixels at its ends.
    log : bool
        Whether equal ways are equal factors; nought and less then stand at the start.

    Examples
    --------
    >>> persons = Scale(low=0, high=20_000, start=40, end=340)
    >>> persons.at(5_000), persons.ticks(4)
    (115.0, [0, 5000, 10000, 15000, 20000])
    >>> Scale(low=70, high=20_000, start=0, end=100, log=True).ticks()
    [100, 1000, 10000]
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """Place a number."""
        if self.log:
            share = math.log(value / self.low) / math.log(self.high / self.low) if value > self.low else 0.0
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self, about: int = 5) -> list[float]:
        """Give round numbers to name on an axis, about so many: 1, 2 or 5 times a power of ten, or powers of ten alone."""
        slack = 1e-9
        if self.log:
            powers = range(math.ceil(math.log10(self.low) - slack), math.floor(math.log10(self.high) + slack) + 1)
            return [10**power if power >= 0 else 10.0**power for power in powers]
        wanted = (self.high - self.low) / about
        power = 10.0 ** math.floor(math.log10(wanted))
        step = min((each * power for each in (1, 2, 5, 10)), key=lambda each: abs(math.log(each / wanted)))
        numbers = range(math.ceil(self.low / step - slack), math.floor(self.high / step + slack) + 1)
        return [round(number * step) if step >= 1 else round(number * step, 9) for number in numbers]


def sketch(width: float, height: float, *parts: str) -> Sketch:
    """Put parts together, the lowest first."""
    # Numbers and colours are ours, and every text went through `letters`.
    return Sketch(width=width, height=height, body=Markup("".join(parts)))  # noqa: S704


def lines(runs: Iterable[Sequence[Point]], colour: str, *, width: float = 1, **style: object) -> str:
    """Draw lines through points; `style` holds other attributes of SVG, as `stroke_dasharray`."""
    return _path("".join(_run(run) for run in runs), fill="none", stroke=colour, stroke_width=width, **style)


def areas(outlines: Iterable[Sequence[Point]], fill: str, **style: object) -> str:
    """Fill what points enclose."""
    return _path("".join(f"{_run(outline)}z" for outline in outlines), fill=fill, **style)


def rules(ends: Iterable[Box], colour: str, *, width: float = 1, **style: object) -> str:
    """Draw straight lines."""
    return lines((((x, y), (x2, y2)) for x, y, x2, y2 in ends), colour, width=width, **style)


def boxes(places: Iterable[Box], fill: str, **style: object) -> str:
    """Fill rectangles."""
    outlines = (((left, top), (right, top), (right, bottom), (left, bottom)) for left, top, right, bottom in places)
    return areas(outlines, fill, **style)


def dots(
    places: Iterable[Point], *, shape: str = "circle", radius: float = 4, fill: str, edge: str = PAPER, width: float = 1
) -> str:
    """Draw a mark at each place: a circle, diamond, triangle, square or arrow to the right."""
    outline = _SHAPES[shape].format(*(pixels(each) for each in (-radius, radius, 2 * radius, -2 * radius)))
    drawn = "".join(f"M{pixels(x)},{pixels(y)}{outline}" for x, y in places)
    return _path(drawn, fill=fill, stroke=edge, stroke_width=width)


def words(
    placed: Iterable[tuple[float, float, str]],
    *,
    size: float,
    colour: str = INK,
    bold: bool = False,
    anchor: Anchor = "start",
    paper: bool = False,
) -> str:
    """Write texts of one look, each with its middle at the height that is given; paper behind them keeps lines out."""
    told = [(x, y, text) for x, y, text in placed if text]
    if not told:
        return ""
    shift = round(0.35 * size, 1)
    written = "".join(f'<text x="{pixels(x)}" y="{pixels(y + shift)}">{letters(text)}</text>' for x, y, text in told)
    weight, place = "bold" if bold else None, None if anchor == "start" else anchor
    style = _attributes(font_size=size, font_weight=weight, text_anchor=place, fill=colour)
    if not paper:
        return f"<g{style}>{written}</g>"
    # A halo of letters would do too, but browsers print it as a second text.
    widths = [text_width(text, size, bold=bold) for *_, text in told]
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    lefts = [x - before * width for (x, *_), width in zip(told, widths, strict=True)]
    half = round(0.56 * size, 1)
    places = [
        (left - 2, y - half, left + width + 2, y + half) for (_, y, _), left, width in zip(told, lefts, widths, strict=True)
    ]
    return f"{boxes(places, PAPER)}<g{style}>{written}</g>"


def beside(
    placed: Iterable[tuple[float, float, str]],
    *,
    within: tuple[float, float],
    size: float,
    colour: str = INK,
    bold: bool = False,
    left: bool = False,
) -> str:
    """Write each text on one side of its place, on the other where it has no room there, and within the picture in any case."""
    low, high = within
    sides: dict[Anchor, list[tuple[float, float, str]]] = {"start": [], "end": []}
    for x, y, text in placed:
        width = text_width(text, size, bold=bold)
        rooms: dict[Anchor, tuple[float, float]] = {"start": (x + 5, high - x - 5), "end": (x - 5, x - 5 - low)}
        fits: list[Anchor] = [side for side in rooms if rooms[side][1] >= width]
        if not fits:
            sides["end"].append((high, y, cut(text, size, high - low, bold=bold)))
            continue
        side: Anchor = "end" if (left and "end" in fits) or "start" not in fits else "start"
        sides[side].append((rooms[side][0], y, text))
    return "".join(words(own, size=size, colour=colour, bold=bold, anchor=side, paper=True) for side, own in sides.items())


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Cut a text short where its room ends.

    Examples
    --------
    >>> cut("Bosnia and Herzegovina", 12, 80), cut("Malta", 12, 80)
    ('Bosnia and…', 'Malta')
    """
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(text + "…", size, bold=bold) > room:
        text = text[:-1].rstrip()
    return text + "…"


def key(named: Sequence[tuple[str, str]], width: float, size: float) -> tuple[str, float]:
    """Set a square of each colour with its name above a plot, on as many lines as it takes; also give their height."""
    squares, texts = list[str](), list[tuple[float, float, str]]()
    x, y = 0.0, 9.0
    for colour, name in named:
        room = 17 + text_width(name, size) + 12
        if x and x + room - 12 > width:
            x, y = 0.0, y + size + 8
        squares.append(dots([(x + 6.5, y)], shape="square", radius=6, fill=colour, edge=MUTED, width=0.8))
        texts.append((x + 17, y, name))
        x += room
    return "".join([*squares, words(texts, size=size)]), y + size + 5


def room_for(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """Give the width of the widest text."""
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0)


def axis_across(
    named: Sequence[tuple[float, str]],
    *,
    top: float,
    bottom: float,
    width: float,
    above: bool = False,
    grid: bool = True,
    anchor: Anchor = "middle",
    size: float = 11,
    unit: str = "",
) -> str:
    """Name places from left to right above or below the plot, none beyond a width; a line through the plot at each."""
    written = []
    for x, text in named:
        half = text_width(text, size) / 2
        written.append((max(half, min(x, width - half)) if anchor == "middle" else x, top - 9 if above else bottom + 11, text))
    ends = [(x, top, x, bottom) if grid else (x, bottom, x, bottom + 4) for x, _ in named]
    told = [((named[0][0] + named[-1][0]) / 2, bottom + 26, unit)] if named and unit else []
    return "".join(
        (
            rules(ends, GRID),
            words(written, size=size, colour=MUTED, anchor=anchor),
            words(told, size=size, colour=MUTED, anchor="middle"),
        )
    )


def axis_up(named: Sequence[tuple[float, str]], *, left: float, right: float, size: float = 11) -> str:
    """Name places up the left side of the plot, with a line across at each."""
    across = rules([(left, y, right, y) for y, _ in named], GRID)
    return across + words([(left - 6, y, text) for y, text in named], size=size, colour=MUTED, anchor="end")


def _run(points: Sequence[Point]) -> str:
    """Write a way through points; what is level or upright is told by one number."""
    x, y = (pixels(each) for each in points[0])
    written = f"M{x},{y}"
    for point in points[1:]:
        next_x, next_y = pixels(point[0]), pixels(point[1])
        if next_y == y:
            written += f"H{next_x}" if next_x != x else ""
        else:
            written += f"V{next_y}" if next_x == x else f"L{next_x},{next_y}"
        x, y = next_x, next_y
    return written


def _path(way: str, **style: object) -> str:
    return f'<path d="{way}"{_attributes(**style)}/>' if way else ""


def _attributes(**style: object) -> str:
    """Write attributes; what is None, or as SVG has it anyway, is left out."""
    return "".join(
        f' {name.replace("_", "-")}="{value:g}"' if isinstance(value, float | int) else f' {name.replace("_", "-")}="{value}"'
        for name, value in style.items()
        if value is not None and (name, value) != ("stroke_width", 1)
    )

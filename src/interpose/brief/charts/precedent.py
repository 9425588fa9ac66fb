"""Precedent as charts: how dense missions stood beside this line, and how far estimates of them were off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from interpose.brief.charts.drawing import ACCENT, GRID, INK, MUTED, text_width
from interpose.brief.text.format_number import about
from interpose.case import Range

__all__ = ["BacktestRow", "DensityRow", "backtest_svg", "density_svg"]

Kind = Literal["wide", "narrow"]

_FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_ROW, _HEAD, _GROUP = 19.0, 22.0, 24.0
_BAND, _BAR, _OUTSIDE = "#f6e7d2", "#c3d3e4", "#a33c00"


@dataclass(frozen=True, slots=True)
class DensityRow:
    """Persons on a km: a mission (`span` is None) or what a mandate would need on this line.

    Parameters
    ----------
    label, short : str
        Name for wide and for narrow pages.
    persons_per_km : float
        Persons on a km of line.
    span : Range or None
        Low to high, for a mandate.
    group : str
        `this line`, or the mandate of the mission.
    own : bool
        Whether it is the mandate that the scenario asks for.
    """

    label: str
    short: str
    persons_per_km: float
    span: Range | None
    group: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """A mission beside its estimate: what there was, what was estimated without it, and whether the range holds it."""

    label: str
    short: str
    group: str
    actual: int
    estimate: Range
    inside: bool
    words: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """A logarithmic scale from pixels on the left to pixels on the right."""

    left: float
    right: float
    low: float
    high: float

    def __call__(self, value: float) -> float:
        share = math.log(min(max(value, self.low), self.high) / self.low) / math.log(self.high / self.low)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[float]:
        """Powers of ten inside."""
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        return [10.0**power for power in range(first, last + 1)]


def density_svg(rows: Sequence[DensityRow], name: str, kind: Kind, title: str) -> Markup:
    """Draw missions and the mandates of this line on one scale of persons on a km.

    Parameters
    ----------
    rows : sequence of DensityRow
        In their order, the mandates of this line before the missions.
    name : str
        Name of the drawing, unique in the page.
    kind : str
        `wide` or `narrow`.
    title : str
        What the chart shows.

    Returns
    -------
    Markup
        One `svg` element with a title and a description.
    """
    width, names = (690.0, 246.0) if kind == "wide" else (342.0, 122.0)
    values = [value for row in rows for value in _ends(row)]
    scale = _Scale(names + 8, width - 34, _below(values), _above(values))
    own = next((row.span for row in rows if row.own and row.span is not None), None)
    groups = [("This line, by mandate", [row for row in rows if row.span is not None])]
    groups.append(("Historical missions, largest strength", [row for row in rows if row.span is None]))
    height = _HEAD + sum(_GROUP + _ROW * len(members) for _, members in groups) + 4
    parts = [_grid(scale, height, "persons on a km of line", kind)]
    if own is not None:
        left, right = scale(own.low), scale(own.high)
        band = Markup('<path d="M{0} {1}H{2}V{3}H{0}z" fill="{4}"/>')
        parts.insert(0, band.format(_n(left), _n(_HEAD), _n(right), _n(height), _BAND))
    y = _HEAD
    for heading, members in groups:
        parts.append(_text(0, y + 16, heading, 11, colour=MUTED))
        y += _GROUP
        for row in members:
            parts.append(_density_row(row, scale, y + _ROW / 2, names, kind))
            y += _ROW
    words = " ".join(f"{row.label}: {about(row.persons_per_km)} persons on a km." for row in rows)
    return _svg(name, width, height, title, words, parts)


def backtest_svg(rows: Sequence[BacktestRow], name: str, kind: Kind, title: str) -> Markup:
    """Draw the estimate of each mission with its range, and what there really was.

    Parameters
    ----------
    rows : sequence of BacktestRow
        The missions, grouped by mandate.
    name : str
        Name of the drawing, unique in the page.
    kind : str
        `wide` or `narrow`.
    title : str
        What the chart shows.

    Returns
    -------
    Markup
        One `svg` element with a title and a description.
    """
    width, names, words_width = (690.0, 246.0, 106.0) if kind == "wide" else (342.0, 122.0, 6.0)
    values = [value for row in rows for value in (row.actual, row.estimate.low, row.estimate.high)]
    scale = _Scale(names + 8, width - words_width - 6, _below(values), _above(values))
    groups: dict[str, list[BacktestRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    height = _HEAD + sum(_GROUP + _ROW * len(members) for members in groups.values()) + 4
    parts = [_grid(scale, height, "persons", kind)]
    y = _HEAD
    for group, members in groups.items():
        parts.append(_text(0, y + 16, group, 11, colour=MUTED))
        y += _GROUP
        for row in members:
            middle = y + _ROW / 2
            parts.append(_label(row.label, row.short, middle, names, kind))
            parts.append(_bar(scale(row.estimate.low), scale(row.estimate.high), middle, _BAR))
            parts.append(_diamond(scale(row.estimate.mode), middle, ACCENT))
            parts.append(_circle(scale(row.actual), middle, INK if row.inside else _OUTSIDE, filled=True))
            if kind == "wide":
                parts.append(_text(width - words_width, middle + 4, row.words, 11, colour=INK if row.inside else _OUTSIDE))
            y += _ROW
    words = " ".join(f"{row.label}: {row.actual:,} persons, estimate {row.words}." for row in rows)
    return _svg(name, width, height, title, words, parts)


def _density_row(row: DensityRow, scale: _Scale, middle: float, names: float, kind: Kind) -> Markup:
    label = _label(row.label, row.short, middle, names, kind, bold=row.own)
    x = scale(row.persons_per_km)
    if row.span is not None:
        end = scale(row.span.high)
        drawn = _bar(scale(row.span.low), end, middle, _BAR) + _diamond(x, middle, ACCENT)
    else:
        end = x
        drawn = _mark(row.group, x, middle)
    return label + drawn + _text(end + 8, middle + 4, about(row.persons_per_km), 10.5, colour=MUTED)


def _mark(group: str, x: float, y: float) -> Markup:
    """Give each kind of mission a mark that differs in shape, for print without colour."""
    if group == "observe":
        return _circle(x, y, INK, filled=False)
    if group == "interpose":
        return _circle(x, y, INK, filled=True)
    return Markup('<path d="M{0} {1}h7v7h-7z" fill="{2}"/>').format(_n(x - 3.5), _n(y - 3.5), "#7a7f87")


def _grid(scale: _Scale, height: float, unit: str, kind: Kind) -> Markup:
    parts = []
    ticks = scale.ticks()
    for place, tick in enumerate(ticks):
        x = _n(scale(tick))
        parts.append(Markup('<path d="M{0} {1}V{2}" stroke="{3}" fill="none"/>').format(x, _n(_HEAD - 4), _n(height), GRID))
        word = f"{tick:,.0f}" if tick >= 1 else f"{tick:g}"
        word += f" {unit}" if place == len(ticks) - 1 and kind == "wide" and unit == "persons" else ""
        parts.append(_text(scale(tick), 12, word, 10.5, colour=MUTED, anchor="middle"))
    return Markup("").join(parts)


def _bar(left: float, right: float, y: float, colour: str) -> Markup:
    return Markup('<path d="M{} {}H{}" stroke="{}" stroke-width="6" fill="none"/>').format(
        _n(left), _n(y), _n(max(right, left + 1)), colour
    )


def _diamond(x: float, y: float, colour: str) -> Markup:
    return Markup('<path d="M{} {}l4.6 4.6l-4.6 4.6l-4.6 -4.6z" fill="{}" stroke="#fff" stroke-width=".8"/>').format(
        _n(x), _n(y - 4.6), colour
    )


def _circle(x: float, y: float, colour: str, *, filled: bool) -> Markup:
    fill, stroke = (colour, "#fff") if filled else ("#fff", colour)
    return Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="{}"/>').format(
        _n(x), _n(y), "4" if filled else "3.2", fill, stroke, "1" if filled else "1.7"
    )


def _text(x: float, y: float, text: str, size: float, *, colour: str = INK, bold: bool = False, anchor: str = "") -> Markup:
    more = Markup(' font-weight="700"') if bold else Markup("")
    more += Markup(' text-anchor="{}"').format(anchor) if anchor else Markup("")
    return Markup('<text x="{}" y="{}" font-size="{}" fill="{}"{}>{}</text>').format(_n(x), _n(y), _n(size), colour, more, text)


def _svg(name: str, width: float, height: float, title: str, words: str, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="{font}"><title id="{name}-title">{title}</title><desc id="{name}-desc">{words}</desc>'
        "{body}</svg>"
    ).format(name=name, width=_n(width), height=_n(height), font=_FONT, title=title, words=words, body=Markup("").join(parts))


def _ends(row: DensityRow) -> tuple[float, ...]:
    return (row.persons_per_km,) if row.span is None else (row.span.low, row.span.high)


def _below(values: Sequence[float]) -> float:
    """Find a round end of the scale below the least value: 1, 2 or 5 times a power of ten."""
    least = min((value for value in values if value > 0), default=1.0)
    power = 10.0 ** math.floor(math.log10(least))
    return max(step * power for step in (0.5, 1, 2, 5) if step * power <= least)


def _above(values: Sequence[float]) -> float:
    most = max(values, default=10.0)
    power = 10.0 ** math.floor(math.log10(most))
    return min(step * power for step in (1, 2, 5, 10) if step * power >= most)


def _label(label: str, short: str, middle: float, names: float, kind: Kind, *, bold: bool = False) -> Markup:
    size = 12.0 if kind == "wide" else 11.0
    return _text(0, middle + 4, _fit(label if kind == "wide" else short, names, size), size, bold=bold)


def _fit(label: str, width: float, size: float) -> str:
    while text_width(label, size) > width and len(label) > 2:
        label = label[:-2].rstrip(" ,") + "…"
    return label


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")

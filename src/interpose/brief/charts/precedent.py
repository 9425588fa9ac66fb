"""Precedent as charts: what such missions had beside what the rules ask for, and how far ways to foresee a size were off."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, INK, MUTED, WARN, Picture
from interpose.brief.charts.rows import Label, fixed, labels, layer, pixels_down
from interpose.brief.tables.precedent import CLASS_NAMES
from interpose.brief.text.format_number import about, per_cent, spread, times_off
from interpose.brief.text.precedent import exceeded
from interpose.case import Range
from interpose.case.tables.missions import Precedent
from interpose.requirement import Backtest, backtest

__all__ = ["backtest_picture", "errors_of", "missions_of_class", "precedent_picture"]

_ROW, _GROUP = 19.0, 24.0
_BAND, _BAR = "#f6e7d2", "#c3d3e4"
_SIZES = {"diamond": 80, "triangle-up": 64}
_LONG = 15
"""Letters that the column of names holds on a narrow page."""

_WAYS = {
    "precedent": ("Mandate, ground and lead", "With ground, lead"),
    "mandate": ("A constant for each mandate", "Mandate alone"),
    "rules": ("The rules, at the level of their mandate", "Rules, levelled"),
    "density": ("Density: persons on a km or for 1,000 people", "Density"),
    "constant": ("One constant for all missions", "One constant"),
}
"""Ways to foresee a size, for wide and for narrow pages."""


@dataclass(frozen=True, slots=True)
class _Size:
    """Persons in a row of the chart: a mission (`span` is None), precedent, or the rules."""

    label: str
    short: str
    persons: float
    span: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Widths:
    """Pixels of the column of names, of the plot and of what stands to its right; size of names; whether it is wide."""

    names: float
    plot: float
    right: float
    size: float
    wide: bool


@lru_cache(maxsize=4)
def errors_of(table: tuple[Precedent, ...]) -> Backtest:
    """Run the backtest of a table once for the chart and the words beside it."""
    return backtest(table, ["itself"])


def missions_of_class(assessment: Assessment) -> tuple[Precedent, ...]:
    """Return the scored precedents of the mandate that the scenario plans for, the largest first."""
    need = assessment.requirement.of(assessment.case.scenario.mandate)
    if need.precedent is None:
        return ()
    wanted = need.precedent.mandate_class
    same = [row for row in assessment.case.precedents if row.scored and row.mandate_class == wanted]
    return tuple(sorted(same, key=lambda row: (-(row.peak or 0), row.id)))


def precedent_picture(assessment: Assessment) -> Picture | None:
    """Draw the missions of the own mandate as dots on a logarithmic scale, below what they foretell and the rules ask for.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    Picture or None
        The chart; the range of nine in ten is a band through all rows. None where the mandate has no precedent.
    """
    need = assessment.requirement.of(assessment.case.scenario.mandate)
    told = need.precedent
    if told is None:
        return None
    missions = missions_of_class(assessment)
    title = f"By precedent such a mission on such ground peaks at {about(told.persons.mode)}; the rules ask for "
    title += about(need.personnel.mode)
    if told.rules_exceed is not None:
        title += f", more than {exceeded(told.rules_exceed)} of them"
    short = _short_names([row.name for row in missions])
    own = [
        _Size("Precedent, nine in ten", "Precedent", told.persons.mode, told.persons),
        _Size("The rules", "The rules", need.personnel.mode, need.personnel),
    ]
    dots = [_Size(row.name, short[row.name], float(row.peak or 0), None) for row in missions]
    words = " ".join(
        [
            f"Precedent: {about(told.persons.mode)}, half {spread(told.half)}, nine in ten {spread(told.persons)} persons.",
            f"The rules: {about(need.personnel.mode)}, {spread(need.personnel)}.",
            *(f"{row.label}: {row.persons:,.0f} persons." for row in dots),
        ]
    )
    heading = f"Missions that {CLASS_NAMES[told.mandate_class].replace(' a ', ' a ')}: strength at the peak"
    groups = [("On this ground", own), (heading, dots)]
    wide = _sizes(groups, _Widths(names=254, plot=402, right=44, size=12, wide=True))
    narrow = _sizes(groups, _Widths(names=130, plot=178, right=44, size=11, wide=False))
    return Picture(id="precedent", title=title, description=words, wide=wide, narrow=narrow)


def backtest_picture(found: Backtest) -> Picture:
    """Draw how far ways to foresee a size were off, each mission left out: median, and within what nine in ten lie.

    Parameters
    ----------
    found : Backtest
        The scores.

    Returns
    -------
    Picture
        The chart; on wide pages what the ranges held stands beside it in words.
    """
    rows = {each.model: each for each in found.models if each.left_out == "itself"}
    title = (
        f"{len(found.missions)} missions, each foretold without itself: off by a factor of "
        f"{math.exp(found.median_abs_log_error):.2f} in the median, nine in ten within {times_off(found.p90_abs_log_error)}; "
        f"the 90% ranges held {per_cent(found.coverage)}"
    )
    kept = [(names, rows[model]) for model, names in _WAYS.items() if model in rows]
    words = " ".join(
        f"{names[0]}: off by {times_off(row.median_abs_log_error)} times in the median, nine in ten within "
        f"{times_off(row.p90_abs_log_error)}, ranges held {per_cent(row.coverage)}."
        for names, row in kept
    )
    charts = []
    for shape in (
        _Widths(names=254, plot=300, right=146, size=12, wide=True),
        _Widths(names=130, plot=200, right=12, size=11, wide=False),
    ):
        named = [(names[0] if shape.wide else names[1], row.model == "precedent") for names, row in kept]
        texts, places, height = _column([("Off by a factor of", named)], shape)
        ends = [(math.exp(row.median_abs_log_error), math.exp(row.p90_abs_log_error)) for _, row in kept]
        x = _scale([1.0, *(end for pair in ends for end in pair)], "{value}")
        down = pixels_down(height)
        if shape.wide:
            texts += [
                Label(
                    y=y,
                    text=f"{middle:.2f}; ranges held {per_cent(row.coverage)}",
                    x=shape.plot + 6,
                    room=shape.right,
                    size=11,
                    colour=INK,
                )
                for (_, row), (middle, _), y in zip(kept, ends, places, strict=True)
            ]
        layers = [
            _bars([{"x": 1.0, "x2": most, "y": y} for (_, most), y in zip(ends, places, strict=True)], x, down),
            *_points([(middle, y, "diamond", ACCENT, "#ffffff") for (middle, _), y in zip(ends, places, strict=True)], x, down),
        ]
        charts.append(_finished(layers, texts, height, shape, down))
    return Picture(id="backtest", title=title, description=words, wide=charts[0], narrow=charts[1])


def _sizes(groups: Sequence[tuple[str, Sequence[_Size]]], shape: _Widths) -> alt.LayerChart:
    named = [(name, [(row.label if shape.wide else row.short, row.span is not None) for row in own]) for name, own in groups]
    texts, places, height = _column(named, shape)
    placed = list(zip([row for _, own in groups for row in own], places, strict=True))
    ends = [end for row, _ in placed for end in ((row.persons,) if row.span is None else (row.span.low, row.span.high))]
    x, down = _scale(ends, "{value}"), pixels_down(height)
    band = [row.span for row, _ in placed if row.span is not None][:1]
    spans = [{"x": row.span.low, "x2": row.span.high, "y": y} for row, y in placed if row.span is not None]
    figures = [{"x": row.span.high if row.span else row.persons, "y": y, "text": about(row.persons)} for row, y in placed]
    layers = [
        layer([{"x": span.low, "x2": span.high, "y": 0.0, "y2": height} for span in band])
        .mark_rect(fill=_BAND)
        .encode(x=x, x2=alt.X2("x2:Q"), y=down, y2=alt.Y2("y2:Q")),
        _bars(spans, x, down),
        *_points([(row.persons, y, *_mark(row, band)) for row, y in placed if row.span is None], x, down),
        *_points([(row.persons, y, "diamond", ACCENT, "#ffffff") for row, y in placed if row.span is not None], x, down),
        layer(figures)
        .mark_text(align="left", baseline="middle", dx=8, fontSize=10.5, color=MUTED)
        .encode(x=x, y=down, text=alt.Text("text:N")),
    ]
    return _finished(layers, texts, height, shape, down)


def _mark(row: _Size, band: Sequence[Range]) -> tuple[str, str, str]:
    """Give a mission outside the range of nine in ten a mark of its own."""
    inside = all(span.low <= row.persons <= span.high for span in band)
    return ("circle", INK, "#ffffff") if inside else ("triangle-up", WARN, "#ffffff")


def _short_names(full: Sequence[str]) -> Mapping[str, str]:
    """Shorten names of missions to what stands before the comma, or behind it where that is long; to neither where two meet."""
    parts = [(name, name.partition(",")[0], name.partition(",")[2].strip()) for name in full]
    heads = [head for _, head, _ in parts]
    short = {name: rest if rest and len(head) > _LONG and heads.count(head) == 1 else head for name, head, rest in parts}
    told = list(short.values())
    return {name: each if told.count(each) == 1 else name for name, each in short.items()}


def _column(groups: Sequence[tuple[str, Sequence[tuple[str, bool]]]], shape: _Widths) -> tuple[list[Label], list[float], float]:
    """Set the names of groups and rows one below the other: texts, the middle of each row, and the height of all."""
    texts, places, y = [], [], 0.0
    for heading, members in groups:
        texts.append(Label(y=y + 12, text=heading, x=-shape.names, room=shape.names + shape.plot, size=11, colour=MUTED))
        y += _GROUP
        for name, bold in members:
            places.append(y + _ROW / 2)
            texts.append(Label(y=y + _ROW / 2, text=name, x=-shape.names, room=shape.names - 8, size=shape.size, bold=bold))
            y += _ROW
    return texts, places, y + 4


def _scale(values: Sequence[float], last: str) -> alt.X:
    """Measure on a logarithmic scale between round ends, with a line at each power of ten; the last one names the unit."""
    low, high = _below(values), _above(values)
    ticks = [10.0**power for power in range(math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9) + 1)]
    words = [f"{tick:,.0f}" if tick >= 1 else f"{tick:g}" for tick in ticks]
    words[-1:] = [last.format(value=word) for word in words[-1:]]
    named = " : ".join(f"abs(datum.value / {tick:g} - 1) < 1e-6 ? '{word}'" for tick, word in zip(ticks, words, strict=True))
    axis = alt.Axis(
        orient="top",
        values=ticks,
        labelExpr=f"{named} : ''",
        grid=True,
        title=None,
        domain=False,
        labelFontSize=10.5,
        tickSize=4,
        tickColor="#dfe2e6",
    )
    return alt.X("x:Q", scale=alt.Scale(type="log", domain=[low, high], nice=False), axis=axis)


def _bars(rows: Sequence[dict[str, float]], x: alt.X, down: alt.Y) -> alt.Chart:
    drawn: alt.Chart = layer(rows).mark_rule(color=_BAR, strokeWidth=6).encode(x=x, x2=alt.X2("x2:Q"), y=down)
    return drawn


def _points(places: Sequence[tuple[float, float, str, str, str]], x: alt.X, down: alt.Y) -> list[alt.Chart]:
    """Draw marks: place, shape, filling and edge; those with a pale filling are smaller, with a heavy edge."""
    layers = []
    for shape, fill, edge in dict.fromkeys(each[2:] for each in places):
        hollow = fill == "#ffffff"
        drawn = layer([{"x": at, "y": y} for at, y, *style in places if tuple(style) == (shape, fill, edge)]).mark_point(
            shape=shape,
            filled=True,
            size=40 if hollow else _SIZES.get(shape, 50),
            color=fill,
            stroke=edge,
            strokeWidth=1.7 if hollow else 0.8,
            opacity=1,
        )
        layers.append(drawn.encode(x=x, y=down))
    return layers


def _finished(
    layers: Sequence[alt.Chart], texts: Sequence[Label], height: float, shape: _Widths, down: alt.Y
) -> alt.LayerChart:
    every = [*layers, *labels(texts, down)]
    return fixed(every, width=shape.plot, height=height, left=shape.names, right=shape.right, top=18)


def _below(values: Sequence[float]) -> float:
    """Find a round end of the scale below the least value: 1, 2 or 5 times a power of ten."""
    least = min((value for value in values if value > 0), default=1.0)
    power = 10.0 ** math.floor(math.log10(least))
    return max(step * power for step in (0.5, 1, 2, 5) if step * power <= least)


def _above(values: Sequence[float]) -> float:
    most = max(values, default=10.0)
    power = 10.0 ** math.floor(math.log10(most))
    return min(step * power for step in (1, 2, 5, 10) if step * power >= most)

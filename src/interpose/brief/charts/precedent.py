"""Precedent as charts: how dense missions stood beside this line, and how far estimates of them were off."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, INK, MUTED, WARN, Picture
from interpose.brief.charts.rows import Label, fixed, labels, layer, pixels_down
from interpose.brief.text.format_number import about, count, off_in_words, plural, times_off
from interpose.case import Range
from interpose.case.read.missions import MissionLibrary, load_missions
from interpose.requirement import Backtest, StripRow, density_strip

__all__ = ["backtest_picture", "density_picture", "mission_rank", "shipped_missions"]

_ORDER = ("observe", "interpose")
"""Mandates along a line come first in the charts; the rest follows by name."""

_ROW, _GROUP = 19.0, 24.0
_BAND, _BAR, _POPULATION = "#f6e7d2", "#c3d3e4", "#7a7f87"
_MARKS = {"observe": ("circle", "#ffffff", INK), "interpose": ("circle", INK, "#ffffff")}
"""Each kind of mission has a mark that differs in shape or filling, for print without colour."""
_OTHER = ("square", _POPULATION, "#ffffff")
_SIZES = {"diamond": 80, "triangle-up": 64}


@dataclass(frozen=True, slots=True, kw_only=True)
class _DensityRow:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _BacktestRow:
    """A mission beside its estimate: what there was, what was estimated without it, and whether the range holds it."""

    label: str
    short: str
    group: str
    actual: int
    estimate: Range
    inside: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Widths:
    """Pixels of the column of names, of the plot and of what stands to its right; size of names; whether it is wide."""

    names: float
    plot: float
    right: float
    size: float
    wide: bool


@cache
def shipped_missions() -> MissionLibrary:
    """Give the missions that ship with the package, read once."""
    return load_missions()


def mission_rank(mandate: str) -> tuple[int, str]:
    """Order the mandates of missions: those along a line first."""
    return (_ORDER.index(mandate) if mandate in _ORDER else len(_ORDER), mandate)


def density_picture(assessment: Assessment, library: MissionLibrary) -> Picture:
    """Draw missions and the mandates of this line on one logarithmic scale of persons on a km.

    Parameters
    ----------
    assessment : Assessment
        The result.
    library : MissionLibrary
        The missions.

    Returns
    -------
    Picture
        The chart; the range of the scenario's own mandate is a band through all rows.
    """
    strip = density_strip(library)
    need = assessment.requirement.of(assessment.case.scenario.mandate)
    per_km = need.personnel.mode / assessment.requirement.area.planned_line_km.mode
    fewer = sum(row.persons_per_km < per_km for row in strip)
    title = (
        f"{need.name} on this line: {about(per_km)} persons on a km, denser than {count(fewer)} of "
        f"{count(len(strip))} {plural(len(strip), 'mission')} with a line"
    )
    rows = _density_rows(assessment, strip)
    words = " ".join(f"{row.label}: {about(row.persons_per_km)} persons on a km." for row in rows)
    wide = _density(rows, _Widths(names=254, plot=402, right=34, size=12, wide=True))
    narrow = _density(rows, _Widths(names=130, plot=178, right=34, size=11, wide=False))
    return Picture(id="density", title=title, description=words, wide=wide, narrow=narrow)


def backtest_picture(library: MissionLibrary, found: Backtest) -> Picture:
    """Draw the estimate of each mission with its range on a logarithmic scale, and what there really was.

    Parameters
    ----------
    library : MissionLibrary
        The missions, for the names of their mandates.
    found : Backtest
        Their scores.

    Returns
    -------
    Picture
        The chart; on wide pages each error stands in words as well.
    """
    inside = sum(score.inside for score in found.missions)
    title = (
        f"Estimates of {len(found.missions)} missions were off by a factor of {times_off(found.median_abs_log_error)} in the "
        f"median; {count(inside)} lay in their 90% range"
    )
    short = _short_names([score.name for score in found.missions])
    rows = [
        _BacktestRow(
            label=score.name,
            short=short[score.name],
            group=library.reference.mandates[score.mandate].name,
            actual=score.actual,
            estimate=score.estimate,
            inside=score.inside,
            words=off_in_words(score.log_error),
        )
        for score in sorted(found.missions, key=lambda each: (mission_rank(each.mandate), each.log_error, each.id))
    ]
    words = " ".join(f"{row.label}: {row.actual:,} persons, estimate {row.words}." for row in rows)
    wide = _backtest(rows, _Widths(names=254, plot=324, right=112, size=12, wide=True))
    narrow = _backtest(rows, _Widths(names=130, plot=200, right=12, size=11, wide=False))
    return Picture(id="backtest", title=title, description=words, wide=wide, narrow=narrow)


def _density_rows(assessment: Assessment, strip: Sequence[StripRow]) -> list[_DensityRow]:
    requirement, own = assessment.requirement, assessment.case.scenario.mandate
    line_km = requirement.area.planned_line_km.mode
    rows = []
    for need in sorted(requirement.mandates, key=lambda each: (each.personnel.mode, each.id)):
        dense = need.personnel.times(Range.exactly(1 / line_km))
        if dense.low > 0:
            label = {"label": need.name, "short": need.name}
            rows.append(_DensityRow(**label, persons_per_km=dense.mode, span=dense, group="this line", own=need.id == own))
    short = _short_names([row.name for row in strip])
    rows += [
        _DensityRow(label=row.name, short=short[row.name], persons_per_km=row.persons_per_km, span=None, group=row.mandate)
        for row in strip
    ]
    return rows


def _short_names(full: Sequence[str]) -> Mapping[str, str]:
    """Shorten names of missions to what stands before the comma, with their first year where that is not enough."""
    heads = [name.partition(",")[0] for name in full]
    short = {}
    for name, head in zip(full, heads, strict=True):
        years = [word for word in name.replace(",", " ").split() if word.isdigit() and len(word) == 4]
        short[name] = f"{head} {years[0]}" if heads.count(head) > 1 and years else head
    return short


def _density(rows: Sequence[_DensityRow], shape: _Widths) -> alt.LayerChart:
    groups = [
        ("This line, by mandate", [row for row in rows if row.span is not None]),
        ("Historical missions, largest strength", [row for row in rows if row.span is None]),
    ]
    texts, places, height = _column([(name, [_named(row, shape, row.own) for row in own]) for name, own in groups], shape)
    placed = [(row, y) for row, y in zip([row for _, own in groups for row in own], places, strict=True)]
    ends = [end for row in rows for end in ((row.persons_per_km,) if row.span is None else (row.span.low, row.span.high))]
    x, down = _scale(ends, "{value}"), pixels_down(height)
    own = [row.span for row in rows if row.own and row.span is not None]
    band = layer([{"x": span.low, "x2": span.high, "y": 0.0, "y2": height} for span in own]).mark_rect(fill=_BAND)
    spans = [{"x": row.span.low, "x2": row.span.high, "y": y} for row, y in placed if row.span is not None]
    figures = [
        {"x": row.span.high if row.span else row.persons_per_km, "y": y, "text": about(row.persons_per_km)} for row, y in placed
    ]
    layers = [
        band.encode(x=x, x2="x2:Q", y=down, y2="y2:Q"),
        _bars(spans, x, down),
        *_points([(row.persons_per_km, y, *_MARKS.get(row.group, _OTHER)) for row, y in placed if row.span is None], x, down),
        *_points([(row.persons_per_km, y, "diamond", ACCENT, "#ffffff") for row, y in placed if row.span is not None], x, down),
        layer(figures)
        .mark_text(align="left", baseline="middle", dx=8, fontSize=10.5, color=MUTED)
        .encode(x=x, y=down, text="text:N"),
    ]
    return _finished(layers, texts, height, shape, down)


def _backtest(rows: Sequence[_BacktestRow], shape: _Widths) -> alt.LayerChart:
    groups: dict[str, list[_BacktestRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    texts, places, height = _column([(name, [_named(row, shape) for row in own]) for name, own in groups.items()], shape)
    placed = [(row, y) for row, y in zip([row for own in groups.values() for row in own], places, strict=True)]
    x = _scale(
        [end for row in rows for end in (row.actual, row.estimate.low, row.estimate.high)],
        "{value} persons" if shape.wide else "{value}",
    )
    down = pixels_down(height)
    if shape.wide:
        texts += [
            Label(y=y, text=row.words, x=shape.plot + 6, room=shape.right, size=11, colour=INK if row.inside else WARN)
            for row, y in placed
        ]
    layers = [
        _bars([{"x": row.estimate.low, "x2": row.estimate.high, "y": y} for row, y in placed], x, down),
        *_points([(row.estimate.mode, y, "diamond", ACCENT, "#ffffff") for row, y in placed], x, down),
        *_points(
            [
                (row.actual, y, "circle" if row.inside else "triangle-up", INK if row.inside else WARN, "#ffffff")
                for row, y in placed
            ],
            x,
            down,
        ),
    ]
    return _finished(layers, texts, height, shape, down)


def _named(row: _DensityRow | _BacktestRow, shape: _Widths, bold: bool = False) -> tuple[str, bool]:
    return (row.label if shape.wide else row.short, bold)


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
    drawn: alt.Chart = layer(rows).mark_rule(color=_BAR, strokeWidth=6).encode(x=x, x2="x2:Q", y=down)
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

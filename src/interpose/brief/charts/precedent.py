"""Precedent as charts: what such missions had beside what the rules ask for, and how far ways to foresee a size were off."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, INK, MUTED, RANGE, WARN, Picture, Sketch
from interpose.brief.charts.marks import Scale, axis_across, boxes, cut, dots, sketch, words
from interpose.brief.tables.precedent import CLASS_NAMES
from interpose.brief.text.format_number import about, headcount, per_cent, spread, times_off
from interpose.brief.text.precedent import exceeded
from interpose.case import Range
from interpose.case.tables.missions import Precedent
from interpose.requirement import Backtest, backtest
from interpose.requirement.precedents.scores import ModelScore

__all__ = ["backtest_picture", "errors_of", "missions_of_class", "precedent_picture"]

_ROW, _GROUP, _ABOVE = 19.0, 24.0, 18.0
"""Pixels of a row, of the name of a group, and above the first one for the axis."""
_BAND = "#f6e7d2"
_LONG = 15
"""Letters that the column of names holds on a narrow page."""

_WAYS = {
    "precedent": ("Mandate, ground and lead", "With ground, lead"),
    "mandate": ("A constant for each mandate", "Mandate alone"),
    "rules": ("The rules, at the level of their mandate", "Rules, levelled"),
    "density": ("Density: persons by km or by 1,000 people", "Density"),
    "constant": ("One constant for all missions", "One constant"),
}
"""Ways to foresee a size, for wide and for narrow pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """Persons in a row of the chart, and as they are told there: a mission (`span` is None), precedent, or the rules."""

    label: str
    short: str
    persons: float
    told: str
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
    return backtest(table, ["itself"], with_recalled=False)


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
    title += headcount(need.personnel.mode)
    if told.rules_exceed is not None:
        title += f", more than {exceeded(told.rules_exceed)} of them"
    short = _short_names([row.name for row in missions])
    own = [
        _Size(label=label, short=short_label, persons=span.mode, told=words, span=span)
        for label, short_label, words, span in (
            ("Precedent, nine in ten", "Precedent", about(told.persons.mode), told.persons),
            ("The rules", "The rules", headcount(need.personnel.mode), need.personnel),
        )
    ]
    dots = [
        _Size(label=row.name, short=short[row.name], persons=float(row.peak or 0), told=f"{row.peak or 0:,.0f}", span=None)
        for row in missions
    ]
    description = " ".join(
        [
            f"Precedent: {about(told.persons.mode)}, half {spread(told.half)}, nine in ten {spread(told.persons)} persons.",
            f"The rules: {headcount(need.personnel.mode)}, {spread(need.personnel)}.",
            *(f"{row.label}: {row.told} persons." for row in dots),
        ]
    )
    heading = f"Missions that {CLASS_NAMES[told.mandate_class].replace(' a ', ' a ')}: strength at the peak"
    groups = [("On this ground", own), (heading, dots)]
    wide = _sizes(groups, _Widths(names=254, plot=402, right=44, size=12, wide=True))
    narrow = _sizes(groups, _Widths(names=130, plot=178, right=44, size=11, wide=False))
    return Picture(id="precedent", title=title, description=description, wide=wide, narrow=narrow)


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
    description = " ".join(
        f"{names[0]}: off by {times_off(row.median_abs_log_error)} times in the median, nine in ten within "
        f"{times_off(row.p90_abs_log_error)}, ranges held {per_cent(row.coverage)}."
        for names, row in kept
    )
    wide = _errors(kept, _Widths(names=254, plot=300, right=146, size=12, wide=True))
    narrow = _errors(kept, _Widths(names=130, plot=200, right=16, size=11, wide=False))
    return Picture(id="backtest", title=title, description=description, wide=wide, narrow=narrow)


def _errors(kept: Sequence[tuple[tuple[str, str], ModelScore]], shape: _Widths) -> Sketch:
    named = [(names[0] if shape.wide else names[1], row.model == "precedent") for names, row in kept]
    column = _column([("Off by a factor of", named)], shape)
    ends = [(math.exp(row.median_abs_log_error), math.exp(row.p90_abs_log_error)) for _, row in kept]
    across = _scale([1.0, *(end for pair in ends for end in pair)], shape)
    marks = list(zip(ends, column.places, strict=True))
    beside = [
        (across.end + 6, y, f"{middle:.2f}; ranges held {per_cent(row.coverage)}")
        for (_, row), ((middle, _), y) in zip(kept, marks, strict=True)
    ]
    return _finished(
        column,
        across,
        shape,
        boxes([(across.at(1.0), y - 3, across.at(most), y + 3) for (_, most), y in marks], RANGE),
        dots([(across.at(middle), y) for (middle, _), y in marks], shape="diamond", radius=4.8, fill=ACCENT, width=0.8),
        words(beside if shape.wide else [], size=11),
    )


def _sizes(groups: Sequence[tuple[str, Sequence[_Size]]], shape: _Widths) -> Sketch:
    named = [(name, [(row.label if shape.wide else row.short, row.span is not None) for row in own]) for name, own in groups]
    column = _column(named, shape)
    placed = list(zip([row for _, own in groups for row in own], column.places, strict=True))
    across = _scale(
        [end for row, _ in placed for end in ((row.persons,) if row.span is None else (row.span.low, row.span.high))], shape
    )
    spans = [(row, row.span, y) for row, y in placed if row.span is not None]
    band = spans[0][1]
    missions = [(row.persons, (across.at(row.persons), y)) for row, y in placed if row.span is None]
    inside = {place: band.low <= persons <= band.high for persons, place in missions}
    figures = [(across.at(row.span.high if row.span else row.persons) + 8, y, row.told) for row, y in placed]
    return _finished(
        column,
        across,
        shape,
        boxes([(across.at(band.low), _ABOVE, across.at(band.high), column.height)], _BAND),
        boxes([(across.at(span.low), y - 3, across.at(span.high), y + 3) for _, span, y in spans], RANGE),
        dots([place for place, held in inside.items() if held], fill=INK, width=0.8),
        # A mission outside the range of nine in ten has a mark of its own.
        dots([place for place, held in inside.items() if not held], shape="triangle", radius=4.6, fill=WARN, width=0.8),
        dots([(across.at(row.persons), y) for row, _, y in spans], shape="diamond", radius=4.8, fill=ACCENT, width=0.8),
        words(figures, size=10.5, colour=MUTED),
    )


def _short_names(full: Sequence[str]) -> Mapping[str, str]:
    """Shorten names of missions to what stands before the comma, or behind it where that is long; to neither where two meet."""
    parts = [(name, name.partition(",")[0], name.partition(",")[2].strip()) for name in full]
    heads = [head for _, head, _ in parts]
    short = {name: rest if rest and len(head) > _LONG and heads.count(head) == 1 else head for name, head, rest in parts}
    told = list(short.values())
    return {name: each if told.count(each) == 1 else name for name, each in short.items()}


@dataclass(frozen=True, slots=True)
class _Column:
    """Names of groups and rows one below the other, as drawn; the middle of each row; and where the last one ends."""

    drawn: str
    places: tuple[float, ...]
    height: float


def _column(groups: Sequence[tuple[str, Sequence[tuple[str, bool]]]], shape: _Widths) -> _Column:
    heads, places, y = list[tuple[float, float, str]](), list[float](), _ABOVE
    named: dict[bool, list[tuple[float, float, str]]] = {True: [], False: []}
    for heading, members in groups:
        heads.append((0, y + 12, cut(heading, 11, shape.names + shape.plot)))
        y += _GROUP
        for name, bold in members:
            places.append(y + _ROW / 2)
            named[bold].append((0, places[-1], cut(name, shape.size, shape.names - 8, bold=bold)))
            y += _ROW
    rows = "".join(words(own, size=shape.size, bold=bold) for bold, own in named.items())
    return _Column(words(heads, size=11, colour=MUTED) + rows, tuple(places), y + 4)


def _scale(values: Sequence[float], shape: _Widths) -> Scale:
    """Measure on a logarithmic scale between round ends."""
    return Scale(low=_below(values), high=_above(values), start=shape.names, end=shape.names + shape.plot, log=True)


def _finished(column: _Column, across: Scale, shape: _Widths, *parts: str) -> Sketch:
    """Put marks over a line at each power of ten, and names beside them."""
    width = across.end + shape.right
    ticks = [(across.at(tick), f"{tick:,}") for tick in across.ticks()]
    axis = axis_across(ticks, top=_ABOVE, bottom=column.height, width=width, above=True, size=10.5)
    return sketch(width, column.height + 2, axis, *parts, column.drawn)


def _below(values: Sequence[float]) -> float:
    """Find a round end of the scale below the least value: 1, 2 or 5 times a power of ten."""
    least = min((value for value in values if value > 0), default=1.0)
    power = 10.0 ** math.floor(math.log10(least))
    return max(step * power for step in (0.5, 1, 2, 5) if step * power <= least)


def _above(values: Sequence[float]) -> float:
    most = max(values, default=10.0)
    power = 10.0 ** math.floor(math.log10(most))
    return min(step * power for step in (1, 2, 5, 10) if step * power >= most)

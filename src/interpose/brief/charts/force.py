"""The force over time, by state, against the requirement."""

from __future__ import annotations

import json
from dataclasses import dataclass

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import INK, MUTED, PALETTE, Picture
from interpose.brief.charts.rows import layer
from interpose.brief.tables.force import by_weight, requirement_by_month
from interpose.brief.text.dates import month_name
from interpose.brief.text.format_number import about
from interpose.brief.text.names import names
from interpose.generation import Plan

__all__ = [
    "force_picture",
]

_SHOWN_WIDE, _SHOWN_NARROW = 7, 5


@dataclass(frozen=True, slots=True)
class _Band:
    """A state's part of every bar."""

    label: str
    colour: str
    bottoms: tuple[float, ...]
    tops: tuple[float, ...]


def force_picture(assessment: Assessment, plan: Plan) -> Picture:
    """Draw persons on the ground by state and month, with the requirement as a line.

    Parameters
    ----------
    assessment : Assessment
        The result.
    plan : Plan
        The plan to draw; it must carry numbers.

    Returns
    -------
    Picture
        The chart.
    """
    scenario = assessment.case.scenario
    required = requirement_by_month(
        assessment.requirement, plan.mandate, scenario.options.requirement_level, scenario.horizon_months
    )
    last = scenario.horizon_months
    on_ground = plan.force.by_month[last - 1]
    largest = by_weight(plan)[:3]
    title = (
        f"The plan puts {about(on_ground)} of the {about(required[-1])} required on the ground in "
        f"{month_name(scenario.start, last)}"
    )
    description = (
        f"Stacked bars by month from {month_name(scenario.start, 1)} to {month_name(scenario.start, last)}. "
        f"The largest contributors are {names([assessment.case.states[row.state].name for row in largest])}. "
        "A line shows the requirement. The table below gives every number."
    )
    wide = _chart(assessment, plan, required, width=690, height=340, shown=_SHOWN_WIDE, label_size=12, label_width=132)
    narrow = _chart(assessment, plan, required, width=192, height=270, shown=_SHOWN_NARROW, label_size=11, label_width=102)
    return Picture(
        id="force",
        title=title,
        description=description,
        wide=wide,
        narrow=narrow,
    )


def _bands(assessment: Assessment, plan: Plan, shown: int) -> list[_Band]:
    ordered = by_weight(plan)
    rows = [(assessment.case.states[row.state].name, tuple(map(float, row.by_month))) for row in ordered[:shown]]
    rest = ordered[shown:]
    if len(rest) == 1:
        rows.append((assessment.case.states[rest[0].state].name, tuple(map(float, rest[0].by_month))))
    elif rest:
        rows.append(
            (
                f"{len(rest)} other states",
                tuple(float(sum(month)) for month in zip(*(row.by_month for row in rest), strict=True)),
            )
        )
    base = [0.0] * assessment.case.scenario.horizon_months
    bands = []
    for place, (label, persons) in enumerate(rows):
        tops = [below + value for below, value in zip(base, persons, strict=True)]
        colour = PALETTE[-1] if rest and place == len(rows) - 1 else PALETTE[place % (len(PALETTE) - 1)]
        bands.append(_Band(label, colour, tuple(base), tuple(tops)))
        base = tops
    return bands


def _chart(
    assessment: Assessment,
    plan: Plan,
    required: tuple[float, ...],
    *,
    width: int,
    height: int,
    shown: int,
    label_size: int,
    label_width: int,
) -> alt.TopLevelMixin:
    bands = _bands(assessment, plan, shown)
    top = max([*required, *(bands[-1].tops if bands else ())], default=1.0) * 1.08 or 1.0
    main = alt.layer(*_bars(assessment, bands, required, width, top)).properties(width=width, height=height)
    labels = _labels(bands, required[-1] if required else 0.0, top, height, label_size)
    side = alt.X("x:Q", scale=alt.Scale(domain=[0, label_width], nice=False), axis=None)
    down = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    keys = [{**label, "x": 8} for label in labels if label["colour"]]
    key = (
        layer(keys)
        .mark_point(shape="square", filled=True, size=90, stroke=MUTED, strokeWidth=0.5, opacity=1)
        .encode(x=side, y=down, color=alt.Color("colour:N", scale=None))
    )
    text = (
        layer([{**label, "x": 18 if label["colour"] else 2} for label in labels])
        .mark_text(align="left", baseline="middle", fontSize=label_size)
        .encode(x=side, y=down, text=alt.Text("text:N"), color=alt.ColorValue(INK), opacity=alt.OpacityValue(1))
    )
    beside = alt.layer(key, text).properties(width=label_width, height=height)
    return alt.hconcat(main, beside, spacing=2)


def _bars(assessment: Assessment, bands: list[_Band], required: tuple[float, ...], width: int, top: float) -> list[alt.Chart]:
    """Draw the bars of every band by month, and over them the requirement as a line of steps."""
    start, horizon = assessment.case.scenario.start, assessment.case.scenario.horizon_months
    gap = 0.06 if horizon <= 36 else 0.0
    bars = [
        {"x": month + gap, "x2": month + 1 - gap, "y": band.bottoms[month], "y2": band.tops[month], "colour": band.colour}
        for band in bands
        for month in range(horizon)
        if band.tops[month] > band.bottoms[month]
    ]
    steps = [{"x": month + edge, "y": value} for month, value in enumerate(required) for edge in (0, 1)]
    every = 3 if width > 400 else 6
    while horizon / every > 12:
        every *= 2
    ticks = list(range(0, horizon, every))
    words = {tick: _short_month(start, tick + 1, ticks[place - 1] + 1 if place else None) for place, tick in enumerate(ticks)}
    label_map = " : ".join(f"datum.value == {tick} ? {_as_vega(word)}" for tick, word in words.items()) + " : ''"
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, horizon], nice=False),
        axis=alt.Axis(values=ticks, labelExpr=label_map, grid=False, title=None, labelAlign="left", tickSize=6, labelOffset=-2),
    )
    y_axis = alt.Axis(title=None, tickCount=5, format=",d", domain=False, ticks=False, labelPadding=6)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=y_axis)
    return [
        layer(bars)
        .mark_rect(stroke=None)
        .encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), color=alt.Color("colour:N", scale=None)),
        layer(steps).mark_line(stroke="#ffffff", strokeWidth=5, interpolate="linear").encode(x=x, y=y),
        layer(steps).mark_line(stroke=INK, strokeWidth=2.25, interpolate="linear").encode(x=x, y=y),
    ]


def _labels(bands: list[_Band], required: float, top: float, height: int, size: int) -> list[dict[str, object]]:
    """Set each name beside its band, from the top down, far enough apart to be read."""
    wanted = [
        (height * (1 - (band.tops[-1] + band.bottoms[-1]) / 2 / top), band.label, band.colour) for band in bands if band.tops
    ]
    at_line = height * (1 - required / top)
    wanted.append((at_line, f"Required: {about(required)}", ""))
    wanted.sort(key=lambda item: (item[0], item[1]))
    step = size + 5.0
    places: list[float] = []
    for place, *_ in wanted:
        places.append(max(place, places[-1] + step) if places else max(place, size / 2))
    overflow = places[-1] - (height - size / 2) if places else 0
    for index in range(len(places) - 1, -1, -1):
        limit = height - size / 2 - (len(places) - 1 - index) * step
        places[index] = min(places[index], limit) if overflow > 0 else places[index]
    return [
        {"y": round(place, 1), "text": text, "colour": colour} for place, (_, text, colour) in zip(places, wanted, strict=True)
    ]


def _short_month(start: str, month: int, before: int | None) -> list[str] | str:
    """Name a tick: the year stands only where it changes."""
    name, year = month_name(start, month).split()
    new_year = before is None or month_name(start, before).split()[1] != year
    return [name[:3], year] if new_year else name[:3]


def _as_vega(word: list[str] | str) -> str:
    return json.dumps(word)

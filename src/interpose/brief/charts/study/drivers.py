"""What drives the outcome: effects as dots on their intervals, against what chance alone would explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from interpose.brief.charts.drawing import ACCENT, GRID, INK, MUTED, WARN, Picture, text_width
from interpose.brief.charts.rows import Label, fixed, labels, layer, pixels_down
from interpose.brief.study import BriefStudy
from interpose.brief.text.format_number import per_cent
from interpose.brief.text.names import names
from interpose.brief.text.study import input_words

__all__ = ["drivers_picture"]

_ROW = 26
_MOST = 8


@dataclass(frozen=True, kw_only=True)
class _Effect:
    name: str
    value: float
    low: float
    high: float
    alone: float | None
    floor: float
    above: bool


def drivers_picture(study: BriefStudy) -> Picture | None:
    """Draw which groups of inputs drive the outcome of the first criterion.

    Parameters
    ----------
    study : BriefStudy
        The study.

    Returns
    -------
    Picture or None
        Total effects of groups where they were computed, else what each input explains by itself; None where nothing is told
        apart from chance.
    """
    every = _effects(study)
    shown = [each for each in every if each.above][:_MOST]
    if not shown:
        return None
    first = shown[0]
    what = "moves" if first.alone is not None else "explains by itself"
    title = f"{first.name} {what} most: {per_cent(min(first.value, 1.0))} of what varies"
    if len(shown) > 1:
        title += f"; next: {names([f'{each.name} {per_cent(each.value)}' for each in shown[1:3]])}"
    description = " ".join(
        f"{each.name}: {per_cent(each.value)}, from {per_cent(max(each.low, 0.0))} to {per_cent(each.high)}"
        + ("" if each.alone is None else f"; by itself {per_cent(max(each.alone, 0.0))}")
        + "."
        for each in shown
    )
    room = round(min(max(text_width(each.name, 11) for each in shown) + 14, 196))
    return Picture(
        id="drivers",
        title=title,
        description=description,
        wide=_chart(shown, 250, 600, 12),
        narrow=_chart(shown, room, 308 - room, 11),
    )


def _effects(study: BriefStudy) -> list[_Effect]:
    outcome = study.threshold.outcome
    groups = [
        _Effect(
            name=input_words(each.words),
            value=each.total,
            low=each.total_low,
            high=each.total_high,
            alone=each.first,
            floor=each.noise_floor,
            above=each.above_noise,
        )
        for each in study.analysis.drivers
        if each.outcome == outcome
    ]
    return groups or [
        _Effect(
            name=input_words(each.words),
            value=each.effect,
            low=each.low,
            high=each.high,
            alone=None,
            floor=each.noise_floor,
            above=each.above_noise,
        )
        for each in study.analysis.input_effects
        if each.outcome == outcome
    ]


def _chart(shown: Sequence[_Effect], room: int, width: int, size: int) -> alt.LayerChart:
    height = float(_ROW * len(shown))
    most = max(1.0, *(each.high for each in shown))
    least = min(0.0, *(each.low for each in shown), *(each.alone or 0.0 for each in shown))
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[least, most], nice=False),
        axis=alt.Axis(
            orient="top",
            values=[0, 0.5, 1] if width < 400 else [0, 0.25, 0.5, 0.75, 1],
            format=".0%",
            title=None,
            domain=False,
            grid=True,
            labelFontSize=10.5,
            tickColor=GRID,
        ),
    )
    down = pixels_down(height)
    rows = [
        {"x": each.value, "low": each.low, "high": each.high, "alone": each.alone, "y": (place + 0.5) * _ROW}
        for place, each in enumerate(shown)
    ]
    alone = [{"x": row["alone"], "y": row["y"]} for row in rows if row["alone"] is not None]
    texts = [
        Label(y=(place + 0.5) * _ROW, text=each.name, x=-room, room=room - 10, size=size, colour=INK)
        for place, each in enumerate(shown)
    ]
    texts += [
        Label(y=(place + 0.5) * _ROW, text=per_cent(max(each.value, 0.0)), x=width + 8, room=44, size=size, colour=MUTED)
        for place, each in enumerate(shown)
    ]
    floor = [{"x": max(each.floor for each in shown), "y": 0.0, "y2": height}]
    layers = [
        layer(floor).mark_rule(color=WARN, strokeWidth=1.4, strokeDash=[4, 3]).encode(x=x, y=down, y2=alt.Y2("y2:Q")),
        layer(rows).mark_rule(color=ACCENT, strokeWidth=3, opacity=0.55).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=down),
        layer(alone)
        .mark_point(shape="diamond", filled=True, size=56, color="#ffffff", stroke=INK, strokeWidth=1.5, opacity=1)
        .encode(x=x, y=down),
        layer(rows)
        .mark_point(shape="circle", filled=True, size=84, color=ACCENT, stroke="#ffffff", strokeWidth=1, opacity=1)
        .encode(x=x, y=down),
        *labels(texts, down),
    ]
    return fixed(layers, width=width, height=height, left=room, right=48, top=18)

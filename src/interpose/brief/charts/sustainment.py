"""What the force costs on each basis, by state: one axis, four bases, never added."""

from __future__ import annotations

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import INK, MUTED, PALETTE, Picture, text_width
from interpose.brief.charts.rows import layer
from interpose.brief.tables.sustainment import BASIS_NAMES
from interpose.brief.text.format_number import about
from interpose.brief.text.money import in_words
from interpose.case import Range
from interpose.sustainment import Sustainment

__all__ = ["cost_picture"]

_ROW = 66
_NAMED = 5
"""States with a colour of their own; the rest share one."""


def cost_picture(assessment: Assessment) -> Picture:
    """Draw the cost of the plan on each basis, stacked by state, with its range.

    Parameters
    ----------
    assessment : Assessment
        The result; its sustainment is there.

    Returns
    -------
    Picture
        The chart.
    """
    found = assessment.sustainment
    assert found is not None  # noqa: S101 - the register asks only where there is one
    lowest = min(total.mode for total in found.cost_total)
    highest = max(total.mode for total in found.cost_total)
    years = f"{about(found.months / 12)} years" if found.months != 12 else "a year"
    description = " ".join(
        f"{BASIS_NAMES[total.basis].capitalize()}: {in_words(total.mode, found.currency)}, from "
        f"{in_words(total.low, found.currency)} to {in_words(total.high, found.currency)}."
        for total in found.cost_total
    )
    names = {code: assessment.case.states[code].name for code in found.by_state()}
    return Picture(
        id="cost",
        title=f"From {in_words(lowest, found.currency)} to {in_words(highest, found.currency)} for {years}, by what is counted",
        description=description,
        wide=_chart(found, names, 900, 13),
        narrow=_chart(found, names, 326, 12),
    )


def _chart(found: Sustainment, names: dict[str, str], width: int, size: int) -> alt.TopLevelMixin:
    scale = 1e9
    top = max(min(total.high, 2.2 * total.mode) for total in found.cost_total) / scale or 1.0
    largest = sorted(found.by_state().items(), key=lambda each: (-each[1].mode, each[0]))
    named = [code for code, _ in largest[:_NAMED]]
    bars, ranges, cut, texts, inside = [], [], [], [], []
    for row, total in enumerate(found.cost_total):
        upper = row * _ROW
        left = 0.0
        by_state = found.by_state(total.basis)
        groups = [(names[code], by_state[code].mode) for code in named]
        rest = sum((by_state[code] for code in by_state if code not in named), Range.exactly(0)).mode
        groups += [("others", rest)] if rest else []
        for place, (name, value) in enumerate(groups):
            right = left + value / scale
            colour = PALETTE[place] if name != "others" else PALETTE[-1]
            bars.append({"x": left, "x2": right, "y": upper + 24, "y2": upper + 46, "colour": colour})
            if (right - left) / top * width > text_width(name, size) + 8:
                inside.append({"x": (left + right) / 2, "y": upper + 35, "text": name})
            left = right
        end = min(total.high / scale, top)
        ranges.append({"x": total.low / scale, "x2": end, "y": upper + 53})
        if total.high / scale > top:
            cut.append({"x": end, "y": upper + 53})
        told = f"{in_words(total.low, found.currency)} to {in_words(total.high, found.currency)}"
        name = BASIS_NAMES[total.basis].capitalize()
        texts.append({"x": 0, "y": upper + 12, "text": name, "weight": "bold"})
        if width >= 400:
            at = (text_width(name, size + 1, bold=True) + 10) / width * top
            texts.append(
                {"x": at, "y": upper + 12, "text": f"{in_words(total.mode, found.currency)} ({told})", "weight": "normal"}
            )
    height = len(found.cost_total) * _ROW
    axis = alt.Axis(title=None, format=",.0f", tickCount=4 if width < 400 else 8, domain=False, ticks=False, labelFlush=True)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    layers = [
        layer(bars)
        .mark_rect(stroke="#ffffff", strokeWidth=1)
        .encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), color=alt.Color("colour:N", scale=None)),
        layer(ranges).mark_rule(color=INK, strokeWidth=2).encode(x=x, x2=alt.X2("x2:Q"), y=y),
        layer(cut).mark_point(shape="triangle-right", filled=True, size=120, color=INK, opacity=1).encode(x=x, y=y),
        layer(inside)
        .mark_text(align="center", baseline="middle", fontSize=size - 1, color="#000000")
        .encode(x=x, y=y, text=alt.Text("text:N")),
    ]
    return alt.layer(*layers, _words(texts, "bold", size, x, y), _words(texts, "normal", size, x, y)).properties(
        width=width, height=height
    )


def _words(texts: list[dict[str, object]], weight: str, size: int, x: alt.X, y: alt.Y) -> alt.Chart:
    """Write the heads of the rows: names in bold, amounts in grey beside them."""
    bold = weight == "bold"
    drawn = layer([text for text in texts if text["weight"] == weight]).mark_text(
        align="left",
        baseline="middle",
        fontSize=size + 1 if bold else size,
        fontWeight="bold" if bold else "normal",
        color=INK if bold else MUTED,
    )
    encoded: alt.Chart = drawn.encode(x=x, y=y, text=alt.Text("text:N"))
    return encoded

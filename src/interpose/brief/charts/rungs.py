"""The ladder of firmness: what pledges bring, what conditional offers add, and what states add that are only open."""

from __future__ import annotations

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, INK, MUTED, Picture
from interpose.brief.charts.rows import layer
from interpose.brief.text.format_number import about
from interpose.generation.analysis.level import RungAnswer

__all__ = ["rung_picture"]

RUNG_NAMES = {
    "pledged": "pledged or decided",
    "ready_if": "… and ready on conditions",
    "open": "… and only open",
}
"""What a rung counts, as the chart and the page name it."""

_ROW, _LINE = 46, 17


def rung_picture(assessment: Assessment) -> Picture | None:
    """Draw what can be held without end by firmness of the positions, against what the mandate needs.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    Picture or None
        The chart; None where a rung has no answer.
    """
    rungs = assessment.rungs
    if not rungs or not all(rung.without_end.has_numbers and rung.own_relief.has_numbers for rung in rungs):
        return None
    need = assessment.requirement.of(assessment.plan.mandate).personnel
    firm, every = rungs[0].without_end.sustained, rungs[-1].without_end.sustained
    share = about(firm) if firm else "none"
    description = " ".join(
        f"{RUNG_NAMES[rung.rung].lstrip('… ')}: {about(rung.without_end.sustained)} without end, "
        f"{about(rung.own_relief.sustained)} if each nation relieves itself."
        for rung in rungs
    )
    return Picture(
        id="rungs",
        title=f"Of {about(every)} persons held without end, {share} come from states that have pledged",
        description=f"{description} The mandate needs {about(need.mode)}.",
        wide=_chart(rungs, need.mode, 900, 13),
        narrow=_chart(rungs, need.mode, 326, 12),
    )


def _chart(rungs: tuple[RungAnswer, ...], need: float, width: int, size: int) -> alt.TopLevelMixin:
    top = max(need, *(rung.without_end.sustained for rung in rungs), 1.0) * 1.08
    # Where there is no room beside the name its numbers stand below it.
    lower = 0 if width >= 400 else _LINE
    row = _ROW + lower
    rows = [
        {
            "name": RUNG_NAMES[rung.rung],
            "text": f"{about(rung.without_end.sustained)} without end, "
            f"{about(rung.own_relief.sustained)} each nation by itself",
            "relay": rung.without_end.sustained,
            "own": rung.own_relief.sustained,
            "zero": 0,
            "label": place * row + 13,
            "below": place * row + 30,
            "from": place * row + 24 + lower,
            "to": place * row + 38 + lower,
        }
        for place, rung in enumerate(rungs)
    ]
    height = len(rows) * row
    y = alt.Y("from:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    axis = alt.Axis(title=None, format=",d", tickCount=3 if width < 400 else 8, domain=False, ticks=False, labelFlush=True)
    x = alt.X("zero:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
    names = layer(rows).mark_text(align="left", baseline="middle", fontSize=size + 1, fontWeight="bold", color=INK)
    texts = layer(rows).mark_text(align="left", baseline="middle", fontSize=size, color=MUTED, dx=0 if lower else 200)
    shift = alt.Y("label:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    marks = [
        layer(rows).mark_rect(color=ACCENT).encode(x=x, x2="relay:Q", y=y, y2="to:Q"),
        layer(rows).mark_rule(color="#ffffff", strokeWidth=5).encode(x="own:Q", y=y, y2="to:Q"),
        layer(rows).mark_rule(color="#a33c00", strokeWidth=3).encode(x="own:Q", y=y, y2="to:Q"),
        layer([{"need": need, "from": 0, "to": height}])
        .mark_rule(color=INK, strokeWidth=2, strokeDash=[5, 3])
        .encode(x="need:Q", y=y, y2="to:Q"),
        names.encode(x=x, y=shift, text="name:N"),
    ]
    beside = alt.Y(
        f"{'below' if lower else 'label'}:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None
    )
    marks.append(texts.encode(x=x, y=beside, text="text:N"))
    return alt.layer(*marks).properties(width=width, height=height)

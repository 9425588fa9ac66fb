"""The strip of futures: what each needs and what is sustained in it, those that meet the criterion first."""

from __future__ import annotations

import altair as alt
import numpy as np
from numpy.typing import NDArray

from interpose.brief.charts.drawing import ACCENT, INK, MUTED, Picture, text_width
from interpose.brief.charts.rows import layer
from interpose.brief.study import BriefStudy
from interpose.brief.text.format_number import about, per_cent
from interpose.exploration.analysis.satisficing import MET, MISSED, OPEN

__all__ = ["VERDICT_COLOURS", "futures_picture"]

VERDICT_COLOURS = {MET: ACCENT, OPEN: "#e69f00", MISSED: "#b5714f"}
"""Colours of futures that meet the criterion, that may, and that do not."""


def futures_picture(study: BriefStudy) -> Picture:
    """Draw futures side by side: a bar for what is sustained, a line for what is required.

    Parameters
    ----------
    study : BriefStudy
        The futures.

    Returns
    -------
    Picture
        The chart; every tenth future or so stands for its neighbours.
    """
    judged = study.judged
    criterion = study.criterion
    title = f"{_few(judged.met)} futures keep the criterion, {criterion}; {_rest(judged.open, judged.missed)}"
    known = np.isfinite(study.sustained) & np.isfinite(study.required)
    parts = [
        f"{word}: {per_cent(share)} of {judged.rows:,} futures, in the middle {about(float(np.median(study.sustained[own])))} "
        f"persons sustained of {about(float(np.median(study.required[own])))} required."
        for word, share in ((MET, judged.met), (OPEN, judged.open), (MISSED, judged.missed))
        if (own := known & (study.verdict == word)).any()
    ]
    return Picture(
        id="futures",
        title=title,
        description=" ".join(part[:1].upper() + part[1:] for part in parts),
        wide=_chart(study, 150, 840, 140, 12),
        narrow=_chart(study, 64, 278, 150, 11),
    )


def _few(share: float) -> str:
    return "All" if share == 1 else "No" if share == 0 else f"{per_cent(share)} of the"


def _rest(undecided: float, missed: float) -> str:
    parts = [f"{per_cent(missed)} miss it"] if missed else []
    parts += [f"in {per_cent(undecided)} it stays open"] if undecided else []
    return ", ".join(parts) or "none misses it"


def _in_order(study: BriefStudy, most: int) -> NDArray[np.int64]:
    """Order futures by verdict, then by what is sustained, and take so many at even steps."""
    known = np.flatnonzero(np.isfinite(study.sustained) & np.isfinite(study.required))
    rank = np.select([study.verdict[known] == MET, study.verdict[known] == OPEN], [0, 1], 2)
    ordered = known[np.lexsort((-study.sustained[known], rank))]
    steps = min(most, len(ordered))
    return np.asarray(ordered[((np.arange(steps) + 0.5) * len(ordered) / max(steps, 1)).astype(int)], dtype=np.int64)


def _chart(study: BriefStudy, most: int, width: int, height: int, size: int) -> alt.TopLevelMixin:
    places = _in_order(study, most)
    top = float(max(study.required[places].max(initial=1.0), study.sustained[places].max(initial=1.0))) * 1.16
    gap = 0.12
    rows = [
        {
            "x": place + gap,
            "x2": place + 1 - gap,
            "persons": float(study.sustained[future]),
            "required": float(study.required[future]),
            "zero": 0,
            "verdict": str(study.verdict[future]),
        }
        for place, future in enumerate(places)
    ]
    every = max(len(rows), 1)
    axis = alt.Axis(title=None, format=",d", tickCount=4, domain=False, ticks=False, labelPadding=4)
    y = alt.Y("zero:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis)
    shares = [each * every for each in (0.0, 0.25, 0.5, 0.75, 1.0)]
    words = " : ".join(f"datum.value == {at} ? '{at / every:.0%}'" for at in shares)
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, every], nice=False),
        axis=alt.Axis(
            values=shares, labelExpr=f"{words} : ''", grid=False, title=None, domain=False, tickColor=MUTED, labelFlush=True
        ),
    )
    bars = [
        layer([row for row in rows if row["verdict"] == word])
        .mark_rect(color=colour)
        .encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("persons:Q"))
        for word, colour in VERDICT_COLOURS.items()
    ]
    needs = [
        layer(rows).mark_rule(color=colour, strokeWidth=thick).encode(x=x, x2=alt.X2("x2:Q"), y=alt.Y("required:Q"))
        for colour, thick in (("#ffffff", 4.0), (INK, 1.8))
    ]
    names = (
        layer(_headings(rows, width, size, top))
        .mark_text(align="left", baseline="middle", fontSize=size, fontWeight="bold", color=INK)
        .encode(x=x, y=alt.Y("y:Q"), text=alt.Text("text:N"))
    )
    return alt.layer(*bars, *needs, names).properties(width=width, height=height)


def _headings(rows: list[dict[str, object]], width: int, size: int, top: float) -> list[dict[str, object]]:
    """Name each block of futures above it where its name has room."""
    found: list[dict[str, object]] = []
    for word in VERDICT_COLOURS:
        own = [place for place, row in enumerate(rows) if row["verdict"] == word]
        if own and text_width(word, size, bold=True) < len(own) / len(rows) * width:
            found.append({"x": own[0], "y": top * 0.97, "text": word})
    return found

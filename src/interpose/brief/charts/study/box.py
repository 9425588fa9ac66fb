"""The box in which plans hold or fail: each restriction as a bar on the whole range of its input."""

from __future__ import annotations

from interpose.brief.charts.drawing import ACCENT, MUTED, PAPER, RANGE, Picture, Sketch
from interpose.brief.charts.marks import boxes, cut, sketch, words
from interpose.brief.study import BriefStudy
from interpose.brief.text.format_number import about, first_capital, per_cent
from interpose.brief.text.study import limit_words
from interpose.exploration.analysis.discovery.boxes import BoxLimit, FutureBox
from interpose.exploration.analysis.satisficing import MET

__all__ = ["box_picture"]

_ROW = 52


def box_picture(study: BriefStudy) -> Picture | None:
    """Draw the box of the first criterion.

    Parameters
    ----------
    study : BriefStudy
        The study.

    Returns
    -------
    Picture or None
        The chart; None where no input separates the futures.
    """
    box = next((each for each in study.analysis.boxes if each.outcome == study.judged.criterion), None)
    if box is None or not box.limits:
        return None
    kind = "keep the criterion" if box.holds == MET else "miss the criterion"
    together = "Where this holds" if len(box.limits) == 1 else f"Where these {len(box.limits)} hold together"
    title = (
        f"{together}, {per_cent(box.density)} of futures {kind}, against {per_cent(box.base_rate)} of all; "
        f"{per_cent(box.coverage)} of those that do lie there"
    )
    description = " ".join(f"{first_capital(limit_words(limit))}, of {_span(limit)}." for limit in box.limits)
    return Picture(
        id="box",
        title=title,
        description=description,
        wide=_chart(box, 850, 13),
        narrow=_chart(box, 320, 11),
    )


def _span(limit: BoxLimit) -> str:
    return f"{_end(limit, limit.least)} to {_end(limit, limit.most)}"


def _end(limit: BoxLimit, value: float) -> str:
    if limit.kind == "yes or no":
        return "yes" if value else "no"
    if limit.kind == "rank":
        return per_cent(value)
    return f"{value:,.0f}" if limit.kind == "count" else about(value)


def _chart(box: FutureBox, width: int, size: int) -> Sketch:
    tops = [float(_ROW * place) for place in range(len(box.limits))]
    placed = [(_places(limit, width), top + 24, top + 36) for limit, top in zip(box.limits, tops, strict=True)]
    named = [
        (0, top + 13, cut(first_capital(limit_words(limit)), size, width, bold=True))
        for limit, top in zip(box.limits, tops, strict=True)
    ]
    ends = [(_end(limit, limit.least), _end(limit, limit.most)) for limit in box.limits]
    return sketch(
        width + 2,
        _ROW * len(box.limits) + 4,
        boxes([(0, top, width, bottom) for _, top, bottom in placed], RANGE),
        boxes([(left, top, right, bottom) for (left, right), top, bottom in placed], ACCENT, stroke=PAPER),
        words(named, size=size, bold=True),
        words([(0, top + 45, least) for top, (least, _) in zip(tops, ends, strict=True)], size=10.5, colour=MUTED),
        words(
            [(width, top + 45, most) for top, (_, most) in zip(tops, ends, strict=True)], size=10.5, colour=MUTED, anchor="end"
        ),
    )


def _places(limit: BoxLimit, width: int) -> tuple[float, float]:
    """Place the limits on the whole range, in pixels; whole numbers stand for the step that they are the middle of."""
    half = 0.5 if limit.kind in ("count", "yes or no") else 0.0
    least, most = limit.least - half, limit.most + half
    low = least if limit.low is None else limit.low - half
    high = most if limit.high is None else limit.high + half
    return (low - least) / (most - least) * width, (high - least) / (most - least) * width

"""What drives the outcome: effects as dots on their intervals, against what chance alone would explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interpose.brief.charts.drawing import ACCENT, INK, MUTED, PAPER, WARN, Picture, Sketch
from interpose.brief.charts.marks import Scale, axis_across, cut, dots, room_for, rules, sketch, words
from interpose.brief.study import BriefStudy
from interpose.brief.text.format_number import per_cent
from interpose.brief.text.names import names
from interpose.brief.text.study import input_words

__all__ = ["drivers_picture"]

_ROW, _ABOVE = 26, 18
_MOST = 5


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
    room = round(min(room_for([each.name for each in shown], 11) + 14, 196))
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


def _chart(shown: Sequence[_Effect], room: int, width: int, size: int) -> Sketch:
    most = max(1.0, *(each.high for each in shown))
    least = min(0.0, *(each.low for each in shown), *(each.alone or 0.0 for each in shown))
    across = Scale(low=least, high=most, start=room, end=room + width)
    shares = (0, 0.5, 1) if width < 400 else (0, 0.25, 0.5, 0.75, 1)
    rows = [(each, _ABOVE + (place + 0.5) * _ROW) for place, each in enumerate(shown)]
    bottom = _ABOVE + float(_ROW * len(shown))
    floor = across.at(max(each.floor for each in shown))
    beside = [(across.end + 8, y, per_cent(max(each.value, 0.0))) for each, y in rows]
    return sketch(
        across.end + 48,
        bottom + 2,
        axis_across(
            [(across.at(share), per_cent(share)) for share in shares],
            top=_ABOVE,
            bottom=bottom,
            width=across.end + 48,
            above=True,
            size=10.5,
        ),
        rules([(floor, _ABOVE, floor, bottom)], WARN, width=1.4, stroke_dasharray="4 3"),
        rules([(across.at(each.low), y, across.at(each.high), y) for each, y in rows], ACCENT, width=3, stroke_opacity=0.55),
        dots(
            [(across.at(each.alone), y) for each, y in rows if each.alone is not None],
            shape="diamond",
            radius=4.2,
            fill=PAPER,
            edge=INK,
            width=1.5,
        ),
        dots([(across.at(each.value), y) for each, y in rows], radius=4.6, fill=ACCENT),
        words([(0, y, cut(each.name, size, room - 10)) for each, y in rows], size=size),
        words(beside, size=size, colour=MUTED),
    )

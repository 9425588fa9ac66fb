"""What each mandate needs against what the participants can sustain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, INK, MUTED, Picture, text_width
from interpose.brief.text.format_number import about, count, spread
from interpose.brief.text.names import names
from interpose.case import Range

__all__ = ["option_picture"]

_NEED = "#c3ccd6"
_ROW = 58
_NEARLY = 0.95
"""A mandate counts as manned from this share of its most likely size."""


@dataclass(frozen=True, slots=True)
class _Option:
    name: str
    need: Range
    sustained: tuple[tuple[str, float | None], ...]
    precedent: float | None = None

    @property
    def words(self) -> str:
        """What the rules ask for, and what precedent foretells."""
        had = "" if self.precedent is None else f"; by precedent {about(self.precedent)}"
        return f"needs {spread(self.need)}{had}"

    @property
    def chosen(self) -> float | None:
        """What is sustained as the scenario chose."""
        return self.sustained[0][1]

    @property
    def most(self) -> float:
        """Most that any variant sustains."""
        return max((persons or 0.0 for _, persons in self.sustained), default=0.0)


def option_picture(assessment: Assessment) -> Picture:
    """Draw the requirement of every mandate as a range, with what can be sustained as marks on it.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    Picture
        The chart.
    """
    options = []
    for need in sorted(assessment.requirement.mandates, key=lambda item: (item.personnel.mode, item.id)):
        answers = [(variant.name, variant.of(need.id)) for variant in assessment.variants.values()]
        sustained = tuple(
            (name, float(each.sustained) if each is not None and each.has_numbers else None) for name, each in answers
        )
        had = need.precedent.persons.mode if need.precedent is not None else None
        options.append(_Option(need.name, need.personnel, sustained, had))
    manned = [each.name.lower() for each in options if (each.chosen or 0) >= _NEARLY * each.need.mode]
    if len(manned) == len(options):
        title = "Every mandate can be manned, or nearly, at its most likely size"
    elif manned:
        title = (
            f"{count(len(manned)).capitalize()} of {count(len(options))} mandates can be manned, or nearly, at "
            f"{'its' if len(manned) == 1 else 'their'} most likely size: {names(manned)}"
        )
    else:
        title = "No mandate can be manned at its most likely size"
    description = " ".join(
        f"{each.name}: {each.words}, most likely {about(each.need.mode)}; "
        + ", ".join(f"{_sustained(persons)} {name}" for name, persons in each.sustained)
        + "."
        for each in options
    )
    wide, narrow = _chart(options, 900, 13), _chart(options, 326, 12)
    return Picture(
        id="options",
        title=title,
        description=description,
        wide=wide,
        narrow=narrow,
    )


def _sustained(persons: float | None) -> str:
    return "no answer" if persons is None else f"{about(persons)} sustained"


def _top(options: list[_Option]) -> float:
    """End the axis where most ranges end: one long range goes on as an arrow, so that the short ones stay readable."""
    must = max((max(each.need.mode * 1.12, each.most) for each in options), default=1.0)
    highs = sorted(each.need.high for each in options)
    return max(must, highs[-2] if len(highs) > 1 else highs[-1])


def _chart(options: list[_Option], width: int, size: int) -> alt.TopLevelMixin:
    top = _top(options)
    domain = [0.0, top * 1.02 or 1.0]
    pixel = width / domain[1]
    bars, marks, arrows = [], [], []
    texts: list[dict[str, object]] = []
    for row, each in enumerate(options):
        top_of_row = row * _ROW
        if each.need.high > top:
            arrows.append({"x": top, "y": top_of_row + 35})
        end = min(each.need.high, top)
        bars.append({"x": each.need.low, "x2": end, "y": top_of_row + 26, "y2": top_of_row + 44})
        bars[-1] |= {"mode": each.need.mode, "tick": top_of_row + 22, "tick2": top_of_row + 48}
        for place, (_, persons) in enumerate(each.sustained):
            if persons is not None:
                kind = "other" if place else "chosen"
                marks.append({"x": persons, "y": top_of_row + (40 if place else 31), "kind": kind})
        at = text_width(each.name, size + 1, bold=True) + 8
        texts.append({"x": 0, "y": top_of_row + 14, "text": each.name, "weight": "bold", "size": size + 1})
        texts.append(
            {
                "x": at / pixel,
                "y": top_of_row + 14,
                "text": each.words if width >= 400 else f"needs {spread(each.need)}",
                "weight": "normal",
                "size": size,
            }
        )
    height = len(options) * _ROW
    every = 3 if width < 400 else 8
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(
            title=None, labelExpr="format(datum.value, ',d')", tickCount=every, domain=False, ticks=False, labelFlush=True
        ),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    base = alt.Chart(alt.InlineData(values=bars))
    filled = alt.Chart(alt.InlineData(values=[mark for mark in marks if mark["kind"] == "chosen"]))
    hollow = alt.Chart(alt.InlineData(values=[mark for mark in marks if mark["kind"] == "other"]))
    layers = [
        base.mark_rect(color=_NEED).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        alt.Chart(alt.InlineData(values=arrows))
        .mark_point(shape="triangle-right", filled=True, size=260, color=MUTED, opacity=1)
        .encode(x=x, y=y),
        # Longer than the bar and than a dot on it, so that neither hides it.
        base.mark_rule(color=INK, strokeWidth=3).encode(x=alt.X("mode:Q"), y=alt.Y("tick:Q", axis=None), y2="tick2:Q"),
        hollow.mark_point(
            shape="diamond", filled=True, size=130, color="#ffffff", stroke="#a33c00", strokeWidth=2.2, opacity=1
        ).encode(x=x, y=y),
        filled.mark_point(
            shape="circle", filled=True, size=95, color=ACCENT, stroke="#ffffff", strokeWidth=1.2, opacity=1
        ).encode(x=x, y=y),
    ]
    return alt.layer(*layers, *_named(texts, size, x, y)).properties(width=width, height=height)


def _named(texts: list[dict[str, object]], size: int, x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """Write the names of the mandates in bold, and beside them what each needs."""
    for weight in ("bold", "normal"):
        bold = weight == "bold"
        yield (
            alt.Chart(alt.InlineData(values=[text for text in texts if text["weight"] == weight]))
            .mark_text(align="left", baseline="middle", fontSize=size + bold, fontWeight=weight, color=INK if bold else MUTED)
            .encode(x=x, y=y, text="text:N")
        )

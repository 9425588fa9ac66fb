"""The chart that carries the argument: what each firmness of commitment brings, against what each mandate needs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import (
    ACCENT,
    GRID,
    INK,
    MUTED,
    PAPER,
    WARN,
    Picture,
    Sketch,
    as_markup,
    letters,
    pixels,
    text_width,
)
from interpose.brief.text.format_number import about, spread
from interpose.case import Range

__all__ = ["RUNG_NAMES", "argument_picture"]

RUNG_NAMES = {
    "pledged": "pledged or decided",
    "ready_if": "and ready on conditions",
    "open": "and only open",
}
"""Whom a rung counts, as the chart and the page name it."""

_NEED = "#c3ccd6"
_SIZE = 12.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row: a rung with what it holds, or a mandate with what it needs and what such missions had."""

    name: str
    words: str
    held: float = 0.0
    need: Range | None = None
    precedent: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Pixels: the whole width, the column of names (0 where they stand above their bars), and the height of a row."""

    width: float
    names: float
    row: float


_WIDE = _Shape(width=900, names=330, row=23)
_NARROW = _Shape(width=326, names=0, row=33)


def argument_picture(assessment: Assessment) -> Picture:
    """Draw what each firmness of commitment holds without end, and the need of every mandate with its range of precedent.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    Picture
        The chart, on an axis on which each line is ten times the one before: no mandate crowds another.
    """
    rungs = [
        _Row(name=RUNG_NAMES[rung.rung], words=about(rung.without_end.sustained), held=rung.without_end.sustained)
        for rung in assessment.rungs
        if rung.without_end.has_numbers
    ]
    mandates = [
        _Row(
            name=need.name,
            words=f"{about(need.personnel.mode)} ({spread(need.personnel)})",
            need=need.personnel,
            precedent=need.precedent.persons if need.precedent is not None else None,
        )
        for need in sorted(assessment.requirement.mandates, key=lambda need: (need.personnel.mode, need.id))
    ]
    own = assessment.requirement.of(assessment.plan.mandate)
    told = [f"{row.name} {row.words}" for row in rungs]
    held = f"Held without end, by firmness: {'; '.join(told)}. " if told else ""
    needs = "; ".join(
        f"{row.name} needs {row.words}" + (f", such missions had {spread(row.precedent)}" if row.precedent else "")
        for row in mandates
    )
    wide, narrow = (_sketch(rungs, mandates, shape) for shape in (_WIDE, _NARROW))
    title = _title(rungs, own.name, own.personnel.mode, mandates)
    return Picture(id="argument", title=title, description=f"{held}{needs}.", wide=wide, narrow=narrow)


def _title(rungs: Sequence[_Row], mandate: str, need: float, mandates: Sequence[_Row]) -> str:
    if not rungs:
        return (
            f"Mandates need from {mandates[0].words} to {mandates[-1].words} persons" if mandates else "No mandate is assessed"
        )
    first, last = rungs[0].held, rungs[-1].held
    firm = f"Pledges hold {about(first)}" if first else "Pledges hold none"
    every = f"with all who are open it is {about(last)}" if last > first else "other offers add nothing"
    return f"{firm} of the {about(need)} that “{mandate.lower()}” needs; {every}"


def _sketch(rungs: Sequence[_Row], mandates: Sequence[_Row], shape: _Shape) -> Sketch:
    ranges = [each for row in mandates for each in (row.need, row.precedent) if each is not None]
    ends = [row.held for row in rungs] + [end for each in ranges for end in (each.low, each.high)]
    found = [end for end in ends if end] or [1.0, 10.0]
    axis = _Axis(
        low=math.log10(min(found) * 0.7), high=math.log10(max(found) * 1.08), left=shape.names + 8, right=shape.width - 10
    )
    parts, guides, top = list[str](), list[str](), 0.0
    for heading, rows in (("Held without end by states that are …", rungs), ("What each mandate needs", mandates)):
        if not rows:
            continue
        parts.append(_text(0, top + 13, heading, colour=MUTED))
        top += 19
        for row in rows:
            parts += _bars(row, top, shape, axis)
            if row.held:
                guides.append(f"M{pixels(axis.at(row.held))},{pixels(top + shape.row - 6)}V")
            top += shape.row
        top += 5
    ticks = "".join(f"M{pixels(axis.at(10.0**power))},0V{pixels(top)}" for power in axis.powers)
    lines = "".join(f"{guide}{pixels(top)}" for guide in guides)
    grid = f'<path d="{ticks}" stroke="{GRID}"/>'
    dashes = f'<path d="{lines}" stroke="{ACCENT}" stroke-opacity="0.6" stroke-dasharray="2 3"/>' if lines else ""
    names = "".join(_tick(axis.at(10.0**power), top + 14, 10.0**power, shape) for power in axis.powers)
    return Sketch(width=shape.width, height=top + 19, body=as_markup([grid, dashes, *parts, names]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """A logarithmic axis: exponents at its ends, and the pixels at which they stand."""

    low: float
    high: float
    left: float
    right: float

    @property
    def powers(self) -> range:
        """Exponents that have a line of their own."""
        return range(math.ceil(self.low), math.floor(self.high) + 1)

    def at(self, value: float) -> float:
        """Place a value; nought and what lies below the axis stands at its left end."""
        share = (math.log10(value) - self.low) / (self.high - self.low) if value > 0 else 0.0
        return self.left + max(0.0, share) * (self.right - self.left)


def _bars(row: _Row, top: float, shape: _Shape, axis: _Axis) -> Iterator[str]:
    name = row.name if row.need else f"… {row.name}"
    width = text_width(name, _SIZE, bold=True)
    yield _text(0, top + 14, name, bold=True)
    middle = top + (11 if shape.names else 26)
    if row.need is None:
        at = axis.at(row.held)
        fill, edge = (ACCENT, PAPER) if row.held else (PAPER, ACCENT)
        yield f'<circle cx="{pixels(at)}" cy="{pixels(middle)}" r="5.5" fill="{fill}" stroke="{edge}" stroke-width="1.5"/>'
        yield _text(at + 10, middle + 4.5, row.words, bold=True)
        return
    room = (shape.names or shape.width) - width - 12
    words = row.words if text_width(row.words, _SIZE) <= room else about(row.need.mode)
    yield _text(width + 7, top + 14, words, colour=MUTED)
    left, right = axis.at(row.need.low), axis.at(row.need.high)
    yield f'<path d="M{pixels(left)},{pixels(middle - 5)}H{pixels(right)}v8H{pixels(left)}z" fill="{_NEED}"/>'
    yield f'<path d="M{pixels(axis.at(row.need.mode))},{pixels(middle - 8)}v13" stroke="{INK}" stroke-width="3"/>'
    if row.precedent is not None:
        ends = [pixels(axis.at(end)) for end in (row.precedent.low, row.precedent.high)]
        yield f'<path d="M{ends[0]},{pixels(middle + 6.5)}H{ends[1]}" stroke="{WARN}" stroke-width="2.4"/>'
        mark = f"M{pixels(axis.at(row.precedent.mode) - 4)},{pixels(middle + 6.5)}l4,-4l4,4l-4,4z"
        yield f'<path d="{mark}" fill="{WARN}" stroke="{PAPER}" stroke-width="0.8"/>'


def _tick(x: float, y: float, value: float, shape: _Shape) -> str:
    anchor = "end" if x > shape.width - 40 else "start" if x < 20 else "middle"
    return f'<text x="{pixels(x)}" y="{pixels(y)}" font-size="11.5" fill="{MUTED}" text-anchor="{anchor}">{about(value)}</text>'


def _text(x: float, y: float, text: str, *, bold: bool = False, colour: str = INK) -> str:
    weight = ' font-weight="bold"' if bold else ""
    # Paper behind the letters keeps lines of the axis out of them.
    width = pixels(text_width(text, _SIZE, bold=bold) + 4)
    paper = f'<path d="M{pixels(x - 2)},{pixels(y - 11)}h{width}v14h-{width}z" fill="{PAPER}"/>'
    return f'{paper}<text x="{pixels(x)}" y="{pixels(y)}" font-size="{_SIZE}"{weight} fill="{colour}">{letters(text)}</text>'

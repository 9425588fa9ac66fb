"""The chart that carries the argument: what each firmness of commitment brings, against what each mandate needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, INK, MUTED, PAPER, RANGE, WARN, Picture, Sketch, text_width
from interpose.brief.charts.marks import Scale, axis_across, boxes, dots, rules, sketch, words
from interpose.brief.tables.force import rung_of_plan
from interpose.brief.text.format_number import about, headcount, spread
from interpose.case import Range
from interpose.requirement import MandateRequirement

__all__ = ["AS_PLANNED", "RUNG_NAMES", "argument_picture"]

RUNG_NAMES = {
    "pledged": "pledged or decided",
    "ready_if": "and ready on conditions",
    "open": "and only open",
}
"""Whom a rung counts, as the chart and the page name it."""

AS_PLANNED = "As planned, dealt to sectors"
"""What the plan keeps of what its states hold by firmness: fewer, since a unit stands in one sector for whole months."""

_SIZE = 12.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row: a rung or the plan with what it holds, or a mandate with what it needs and what such missions had."""

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
    counted = [rung for rung in assessment.rungs if rung.without_end.has_numbers]
    rungs = [_held(f"… {RUNG_NAMES[rung.rung]}", rung.without_end.sustained) for rung in counted]
    rows, own_rung, planned = list(rungs), rung_of_plan(assessment), _held(AS_PLANNED, assessment.plan.force.sustained)
    if own_rung is not None:
        rows.insert(counted.index(own_rung) + 1, planned)
    mandates = [
        _Row(
            name=need.name,
            words=f"{headcount(need.personnel.mode)} ({spread(need.personnel)})",
            need=need.personnel,
            precedent=need.precedent.persons if need.precedent is not None else None,
        )
        for need in sorted(assessment.requirement.mandates, key=lambda need: (need.personnel.mode, need.id))
    ]
    own = assessment.requirement.of(assessment.plan.mandate)
    told = [f"{row.name.removeprefix('… ')} {row.words}" for row in rows]
    held = f"Held without end, by firmness: {'; '.join(told)}. " if told else ""
    needs = "; ".join(
        f"{row.name} needs {row.words}" + (f", such missions had {spread(row.precedent)}" if row.precedent else "")
        for row in mandates
    )
    wide, narrow = (_sketch(rows, mandates, shape) for shape in (_WIDE, _NARROW))
    # Where the plan counts all who are open, the title tells what it keeps of them, as the page does.
    title = _title(rungs, planned if own_rung is not None and own_rung == counted[-1] else None, own, mandates)
    return Picture(id="argument", title=title, description=f"{held}{needs}.", wide=wide, narrow=narrow)


def _held(name: str, persons: float) -> _Row:
    return _Row(name=name, words=headcount(persons), held=persons)


def _title(rungs: Sequence[_Row], kept_of_all: _Row | None, own: MandateRequirement, mandates: Sequence[_Row]) -> str:
    if not rungs:
        return (
            f"Mandates need from {mandates[0].words} to {mandates[-1].words} persons" if mandates else "No mandate is assessed"
        )
    first, last, needed = rungs[0], rungs[-1], f"the {headcount(own.personnel.mode)} that “{own.name.lower()}” needs"
    if not last.held:
        return f"No offer on record holds any of {needed}"
    firm = f"Pledges hold {first.words if first.held else 'none'} of {needed}"
    if last.held <= first.held:
        return f"{firm}; other offers add nothing"
    return f"{firm}; with all who are open {f'the plan keeps {kept_of_all.words}' if kept_of_all else f'it is {last.words}'}"


def _sketch(rungs: Sequence[_Row], mandates: Sequence[_Row], shape: _Shape) -> Sketch:
    ranges = [each for row in mandates for each in (row.need, row.precedent) if each is not None]
    ends = [row.held for row in rungs] + [end for each in ranges for end in (each.low, each.high)]
    found = [end for end in ends if end] or [1.0, 10.0]
    axis = Scale(low=min(found) * 0.7, high=max(found) * 1.08, start=shape.names + 8, end=shape.width - 10, log=True)
    parts, guides, top = list[str](), list[tuple[float, float]](), 0.0
    for heading, rows in (("Held without end by states that are …", rungs), ("What each mandate needs", mandates)):
        if not rows:
            continue
        parts.append(words([(0, top + 9, heading)], size=_SIZE, colour=MUTED, paper=True))
        top += 19
        for row in rows:
            parts += _row(row, top, shape, axis)
            if row.held:
                guides.append((axis.at(row.held), top + shape.row - 6))
            top += shape.row
        top += 5
    ticks = [(axis.at(tick), about(tick)) for tick in axis.ticks()]
    dashes = rules([(x, y, x, top) for x, y in guides], ACCENT, stroke_opacity=0.6, stroke_dasharray="2 3")
    return sketch(shape.width, top + 19, axis_across(ticks, top=0, bottom=top, width=shape.width, size=11.5), dashes, *parts)


def _row(row: _Row, top: float, shape: _Shape, axis: Scale) -> Iterator[str]:
    width = text_width(row.name, _SIZE, bold=True)
    yield words([(0, top + 10, row.name)], size=_SIZE, bold=True, paper=True)
    y = top + (11 if shape.names else 26)
    if row.need is None:
        at = axis.at(row.held)
        fill, edge = (ACCENT, PAPER) if row.held else (PAPER, ACCENT)
        yield dots([(at, y)], radius=5.5, fill=fill, edge=edge, width=1.5)
        yield words([(at + 10, y, row.words)], size=_SIZE, bold=True, paper=True)
        return
    room = (shape.names or shape.width) - width - 12
    told = row.words if text_width(row.words, _SIZE) <= room else headcount(row.need.mode)
    yield words([(width + 7, top + 10, told)], size=_SIZE, colour=MUTED, paper=True)
    low, mode, high = (axis.at(end) for end in (row.need.low, row.need.mode, row.need.high))
    yield boxes([(low, y - 5, high, y + 3)], RANGE)
    yield rules([(mode, y - 8, mode, y + 5)], INK, width=3)
    if row.precedent is not None:
        low, mode, high = (axis.at(end) for end in (row.precedent.low, row.precedent.mode, row.precedent.high))
        yield rules([(low, y + 6.5, high, y + 6.5)], WARN, width=2.4)
        yield dots([(mode, y + 6.5)], shape="diamond", radius=4, fill=WARN, width=0.8)

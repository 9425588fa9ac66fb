"""How positions moved, as a chart: one row a state, a step for each change, a mark that leads to the claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, GRID, PAPER, RANGE, WARN, Picture, Sketch, letters, text_width
from interpose.brief.charts.marks import Scale, axis_across, boxes, cut, dots, rules, sketch, words
from interpose.brief.tables.ledger import known_claims
from interpose.brief.text.dates import day
from interpose.brief.text.format_number import count, plural
from interpose.evidence import History, HistoryEntry, histories, modality_word

__all__ = ["history_picture", "history_pictures", "steps_of"]

_MOST_ROWS = 8
"""States that the chart in the body shows: those that moved most often."""

_ROW, _ABOVE = 46.0, 18.0
"""Pixels of a row, and above the first one for the axis."""
_STEPS = 7
_LEVEL = 4.6
"""Pixels from one step of the ladder to the next."""
_OFFER = 2
"""From here on a state offers something: the line that is drawn through every row."""
_FILL = "#dcebf7"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Pixels of the column of names, of the plot and of its right margin; whether names and words are short."""

    names: float
    plot: float
    right: float
    short: bool


_WIDE = _Shape(names=124, plot=514, right=52, short=False)
_NARROW = _Shape(names=42, plot=286, right=14, short=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A time in which a position stood, in pixels."""

    start: float
    end: float
    y: float
    bottom: float
    entry: HistoryEntry


def history_pictures(assessment: Assessment) -> tuple[Picture, ...]:
    """Draw how the positions of the states moved that moved most often.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    tuple of Picture
        None where no position moved.
    """
    case, as_of = assessment.case, assessment.positions.as_of
    every = histories(case, as_of)
    if not every:
        return ()
    states = {each.state: case.states[each.state].name if each.state in case.states else each.state for each in every}
    linked = frozenset(claim.id for claim in known_claims(assessment))
    by_name = sorted(every, key=lambda each: states[each.state])
    moved = [each for each in sorted(by_name, key=lambda each: -steps_of(each)) if steps_of(each) > 1]
    title = _title(moved, len(every))
    return (history_picture(moved[:_MOST_ROWS], states, as_of, "history", title, linked),) if moved else ()


def steps_of(history: History) -> int:
    """Count the steps of the ladder that a position stood on, one after the other."""
    levels = [entry.modality for entry in history.entries]
    return 1 + sum(one != other for one, other in pairwise(levels))


def history_picture(
    histories: Sequence[History], states: Mapping[str, str], until: dt.date, name: str, title: str, linked: frozenset[str]
) -> Picture:
    """Draw the histories of some states.

    Parameters
    ----------
    histories : sequence of History
        One a state, in the order of the rows.
    states : mapping of str to str
        Names by code.
    until : datetime.date
        Last day of the chart.
    name : str
        Name of the drawing, unique in the page.
    title : str
        What the chart shows.
    linked : frozenset of str
        Claims that the page shows, to which a mark may lead.

    Returns
    -------
    Picture
        The chart; each mark tells day, position, speaker and claim.
    """
    description = " ".join(_sentence(each, states.get(each.state, each.state)) for each in histories)
    wide, narrow = (_chart(histories, states, until, linked, shape) for shape in (_WIDE, _NARROW))
    return Picture(id=name, title=title, description=description, wide=wide, narrow=narrow)


def _title(moved: Sequence[History], states: int) -> str:
    up, down = 0, 0
    for each in moved:
        first, last = each.entries[0].modality or 0, each.entries[-1].modality or 0
        up += last > first
        down += last < first
    ends = [f"{count(up)} ended firmer"] if up else []
    ends += [f"{count(down)} weaker" if ends else f"{count(down)} ended weaker"] if down else []
    ends += [f"{count(len(moved) - up - down)} where they began"] if len(moved) > up + down else []
    return f"{count(len(moved)).capitalize()} of {count(states)} {plural(states, 'state')} moved: {', '.join(ends)}"


def _chart(
    histories: Sequence[History], states: Mapping[str, str], until: dt.date, linked: frozenset[str], shape: _Shape
) -> Sketch:
    first = min((entry.date for each in histories for entry in each.entries), default=until)
    days = Scale(low=0, high=max((until - first).days, 1), start=shape.names, end=shape.names + shape.plot)
    width = days.end + shape.right
    bottoms = [_ABOVE + _ROW * (place + 1) - 6 for place in range(len(histories))]
    rows = [_steps(each, first, until, days, bottom) for each, bottom in zip(histories, bottoms, strict=True)]
    steps = [step for row in rows for step in row]
    height = _ABOVE + _ROW * len(histories)
    # A code of three letters is never cut.
    names = [
        each.state if shape.short else cut(states.get(each.state, each.state), 12, shape.names - 8, bold=True)
        for each in histories
    ]
    return sketch(
        width,
        height + 2,
        axis_across(
            _days(first, until, days, width, short=shape.short),
            top=_ABOVE,
            bottom=height,
            width=width,
            above=True,
            anchor="start",
            size=10.5,
        ),
        rules([(0, bottom + 6, width, bottom + 6) for bottom in bottoms], GRID),
        rules(
            [(days.start, _level(bottom, _OFFER), days.end, _level(bottom, _OFFER)) for bottom in bottoms],
            RANGE,
            stroke_dasharray="2 3",
        ),
        boxes([(step.start, step.y, step.end, step.bottom) for step in steps], _FILL),
        rules(
            [
                (after.start, before.y, after.start, after.y)
                for row in rows
                for before, after in pairwise(row)
                if before.end == after.start
            ],
            ACCENT,
            width=2,
        ),
        *(
            rules(
                [(step.start, step.y, step.end, step.y) for step in steps if step.entry.conflict == disputed],
                WARN if disputed else ACCENT,
                width=2,
                stroke_dasharray="5 3" if disputed else None,
            )
            for disputed in (False, True)
        ),
        words(_words(rows, width, shape), size=10.5),
        *(_mark(step, linked) for step in steps),
        words([(0, bottom - 17, name) for bottom, name in zip(bottoms, names, strict=True)], size=12, bold=True),
    )


def _steps(history: History, first: dt.date, until: dt.date, days: Scale, bottom: float) -> list[_Step]:
    ends = [*(each.date for each in history.entries[1:]), until]
    return [
        _Step(
            start=days.at((entry.date - first).days),
            end=days.at((end - first).days),
            y=_level(bottom, entry.modality),
            bottom=bottom,
            entry=entry,
        )
        for entry, end in zip(history.entries, ends, strict=True)
        if entry.modality is not None
    ]


def _words(rows: Sequence[Sequence[_Step]], width: float, shape: _Shape) -> Iterator[tuple[float, float, str]]:
    """Name each step where it begins; a word that would run into the next gives way to its number, or to nothing."""
    for row in rows:
        named = [
            step
            for before, step in zip([None, *row[:-1]], row, strict=True)
            if before is None or (before.end, before.y) != (step.start, step.y)
        ]
        for step, after in zip(named, [*named[1:], None], strict=True):
            room = (width if after is None else after.start) - step.start - 8
            number = str(step.entry.modality)
            told = (number,) if shape.short else (modality_word(step.entry.modality), number)
            word = next((each for each in told if text_width(each, 10.5) <= room), "")
            yield step.start + 6, step.y - 8, word


def _mark(step: _Step, linked: frozenset[str]) -> str:
    """Draw a dot where a position began, which tells the claim and leads to it where the page shows it."""
    entry = step.entry
    dot = dots([(step.start, step.y)], radius=3.4, fill=WARN if entry.conflict else ACCENT, edge=PAPER)
    told = letters(f"{day(entry.date)}: {modality_word(entry.modality)}, {entry.actor or ''} ({entry.claim})")
    dot = f"<g><title>{told}</title>{dot}</g>"
    return f'<a href="#claim-{letters(str(entry.claim))}">{dot}</a>' if entry.claim in linked else dot


def _days(first: dt.date, until: dt.date, days: Scale, width: float, *, short: bool) -> list[tuple[float, str]]:
    """Name days or months, as many as there is room for, and the year where it changes."""
    per_day, room = days.at(1) - days.at(0), 46.0 if short else 58.0
    ticks = _months(first, until, per_day, room)
    if len(ticks) < 3:
        step = next((each for each in (1, 2, 7, 14, 28) if each * per_day >= room), 28)
        ticks = [first + dt.timedelta(days=number) for number in range(0, (until - first).days + 1, step)]
        told = [f"{tick.day} {tick:%b}" for tick in ticks]
    else:
        told = [
            f"{tick:%b}" + (f" {tick:%Y}" if place == 0 or tick.year != ticks[place - 1].year else "")
            for place, tick in enumerate(ticks)
        ]
    named = [(days.at((tick - first).days), word) for tick, word in zip(ticks, told, strict=True)]
    # The last word may not run over the end of the drawing.
    return [(x, word if x + text_width(word, 10.5) <= width else "") for x, word in named]


def _months(first: dt.date, until: dt.date, per_day: float, room: float) -> list[dt.date]:
    every = next((each for each in (1, 2, 3, 6, 12, 24, 60) if each * 30 * per_day >= room), 120)
    found = []
    number = first.year * 12 + first.month - (first.day == 1)
    while (tick := dt.date(number // 12, number % 12 + 1, 1)) <= until:
        if (number % 12) % every == 0 if every <= 12 else number % every == 0:
            found.append(tick)
        number += 1
    return found


def _sentence(history: History, label: str) -> str:
    steps = [f"{modality_word(entry.modality)} from {day(entry.date)}" for entry in history.entries]
    return f"{label}: {', '.join(steps)}."


def _level(bottom: float, modality: int) -> float:
    return bottom - _LEVEL * min(modality, _STEPS) - 1

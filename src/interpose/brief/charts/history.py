"""How positions moved, as a chart: one row a state, a step for each change, a mark that leads to the claim."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, INK, WARN, Picture, text_width
from interpose.brief.charts.rows import Label, fixed, from_to, labels, layer, lines_across, pixels_down
from interpose.brief.tables.ledger import known_claims
from interpose.brief.text.dates import day
from interpose.brief.text.format_number import count, plural
from interpose.evidence import History, HistoryEntry, histories, modality_word

__all__ = ["history_picture", "history_pictures", "steps_of"]

_MOST_ROWS = 8
"""States that the chart in the body shows: those that moved most often."""

_ROW = 46.0
_STEPS = 7
_LEVEL = 4.6
"""Pixels from one step of the ladder to the next."""
_OFFER = 2
"""From here on a state offers something: the line that is drawn through every row."""
_FILL, _OFFER_LINE = "#dcebf7", "#b9bec6"


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
    """A time in which a position stood: days from the first day of the chart, and pixels from the top."""

    start: int
    end: int
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
    words = " ".join(_sentence(each, states.get(each.state, each.state)) for each in histories)
    wide, narrow = (_chart(histories, states, until, linked, shape) for shape in (_WIDE, _NARROW))
    return Picture(id=name, title=title, description=words, wide=wide, narrow=narrow)


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
) -> alt.LayerChart:
    first = min((entry.date for each in histories for entry in each.entries), default=until)
    days = max((until - first).days, 1)
    height = _ROW * len(histories)
    down = pixels_down(height)
    x = _days(first, until, days, shape)
    rows = [_steps(each, first, until, _ROW * (place + 1) - 6) for place, each in enumerate(histories)]
    steps = [step for row in rows for step in row]
    names = [
        Label(
            y=_ROW * (place + 0.5),
            text=each.state if shape.short else states.get(each.state, each.state),
            x=-shape.names,
            # A code of three letters is never cut.
            room=shape.names + (20 if shape.short else -8),
            bold=True,
        )
        for place, each in enumerate(histories)
    ]
    right = shape.plot + shape.right
    offers = [_level(_ROW * (place + 1) - 6, _OFFER) for place in range(len(histories))]
    layers = [
        lines_across([_ROW * (place + 1) for place in range(len(histories))], -shape.names, right, down),
        layer([{"y": y} for y in offers])
        .mark_rule(color=_OFFER_LINE, strokeDash=[2, 3])
        .encode(**from_to(0, shape.plot), y=down),
        layer([{"x": step.start, "x2": step.end, "y": step.y, "y2": step.bottom} for step in steps])
        .mark_rect(fill=_FILL)
        .encode(x=x, x2=alt.X2("x2:Q"), y=down, y2=alt.Y2("y2:Q")),
        layer(_rises(rows)).mark_rule(color=ACCENT, strokeWidth=2).encode(x=x, y=down, y2=alt.Y2("y2:Q")),
        *(_levels(steps, x, down, disputed=disputed) for disputed in (False, True)),
        layer(_words(rows, days, shape))
        .mark_text(align="left", baseline="bottom", dx=6, dy=-2, fontSize=10.5, color=INK)
        .encode(x=x, y=down, text=alt.Text("text:N")),
        *_marks(steps, linked, x, down),
        *labels(names, down),
    ]
    return fixed(layers, width=shape.plot, height=height, left=shape.names, right=shape.right, top=18)


def _steps(history: History, first: dt.date, until: dt.date, bottom: float) -> list[_Step]:
    ends = [*(each.date for each in history.entries[1:]), until]
    return [
        _Step(
            start=(entry.date - first).days,
            end=(end - first).days,
            y=_level(bottom, entry.modality),
            bottom=bottom,
            entry=entry,
        )
        for entry, end in zip(history.entries, ends, strict=True)
        if entry.modality is not None
    ]


def _levels(steps: Sequence[_Step], x: alt.X, down: alt.Y, *, disputed: bool) -> alt.Chart:
    """Draw the level on which each position stood; dashed where the offices of the government differ."""
    rows = [{"x": step.start, "x2": step.end, "y": step.y} for step in steps if step.entry.conflict == disputed]
    drawn = layer(rows).mark_rule(color=WARN if disputed else ACCENT, strokeWidth=2, strokeDash=[5, 3] if disputed else [1, 0])
    encoded: alt.Chart = drawn.encode(x=x, x2=alt.X2("x2:Q"), y=down)
    return encoded


def _rises(rows: Sequence[Sequence[_Step]]) -> list[dict[str, object]]:
    """Give the upright lines from one level to the next, where one position follows another without a gap."""
    return [
        {"x": after.start, "y": before.y, "y2": after.y}
        for row in rows
        for before, after in pairwise(row)
        if before.end == after.start and before.y != after.y
    ]


def _words(rows: Sequence[Sequence[_Step]], days: int, shape: _Shape) -> list[dict[str, object]]:
    """Name each step where it begins; a word that would run into the next gives way to its number, or to nothing."""
    per_day = shape.plot / days
    found: list[dict[str, object]] = []
    for row in rows:
        for place, step in enumerate(row):
            before = row[place - 1] if place else None
            if before is not None and before.end == step.start and before.y == step.y:
                continue
            until = next((later.start for later in row[place + 1 :] if later.y != step.y), days + (shape.right / per_day))
            room = (until - step.start) * per_day - 8
            number = str(step.entry.modality)
            words = (number,) if shape.short else (modality_word(step.entry.modality), number)
            word = next((each for each in words if text_width(each, 10.5) <= room), None)
            if word is not None:
                found.append({"x": step.start, "y": step.y, "text": word})
    return found


def _marks(steps: Sequence[_Step], linked: frozenset[str], x: alt.X, down: alt.Y) -> list[alt.Chart]:
    """Draw a dot where each position began, which tells the claim and leads to it where the page shows it."""
    layers = []
    for disputed in (False, True):
        for leads in (False, True):
            rows = [
                {
                    "x": step.start,
                    "y": step.y,
                    "told": f"{day(step.entry.date)}: {modality_word(step.entry.modality)}, "
                    f"{step.entry.actor or ''} ({step.entry.claim})",
                    "claim": f"#claim-{step.entry.claim}",
                }
                for step in steps
                if step.entry.conflict == disputed and (step.entry.claim in linked) == leads
            ]
            drawn = layer(rows).mark_point(
                shape="circle",
                filled=True,
                size=36,
                color=WARN if disputed else ACCENT,
                stroke="#ffffff",
                strokeWidth=1,
                opacity=1,
                aria=True,
            )
            channels = {"href": alt.Href("claim:N")} if leads else {}
            layers.append(drawn.encode(x=x, y=down, description=alt.Description("told:N"), **channels))
    return layers


def _days(first: dt.date, until: dt.date, days: int, shape: _Shape) -> alt.X:
    """Measure days from the first one; name days or months, as many as there is room for, and the year where it changes."""
    per_day, room = shape.plot / days, 46.0 if shape.short else 58.0
    ticks = _months(first, until, per_day, room)
    if len(ticks) < 3:
        step = next((each for each in (1, 2, 7, 14, 28) if each * per_day >= room), 28)
        ticks = [first + dt.timedelta(days=number) for number in range(0, (until - first).days + 1, step)]
        words = [f"{tick.day} {tick:%b}" for tick in ticks]
    else:
        words = [
            f"{tick:%b}" + (f" {tick:%Y}" if place == 0 or tick.year != ticks[place - 1].year else "")
            for place, tick in enumerate(ticks)
        ]
    places = [(tick - first).days for tick in ticks]
    # The last word may not run over the end of the drawing.
    end = shape.plot + shape.right
    shown = [word if place * per_day + text_width(word, 10.5) <= end else "" for place, word in zip(places, words, strict=True)]
    named = " : ".join(f"datum.value == {place} ? {json.dumps(word)}" for place, word in zip(places, shown, strict=True))
    axis = alt.Axis(
        orient="top",
        values=places,
        labelExpr=f"{named} : ''",
        labelAlign="left",
        labelFontSize=10.5,
        labelOverlap=False,
        labelBound=False,
        grid=True,
        domain=False,
        ticks=False,
        title=None,
    )
    return alt.X("x:Q", scale=alt.Scale(domain=[0, days], nice=False), axis=axis)


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

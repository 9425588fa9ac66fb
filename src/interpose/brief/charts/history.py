"""How positions moved, as a chart: one row a state, a step for each change, a mark that leads to the claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from interpose.brief.charts.drawing import ACCENT, GRID, INK, MUTED, text_width
from interpose.brief.text.dates import day
from interpose.evidence import History, HistoryEntry, modality_word

__all__ = ["history_svg"]

_FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_ROW, _HEAD, _FOOT = 46.0, 24.0, 4.0
_STEPS = 7
_LEVEL = 4.6
"""Pixels from one step of the ladder to the next."""
_OFFER = 2
"""From here on a state offers something: the line that is drawn through every row."""
_DISPUTED = "#a33c00"


@dataclass(frozen=True, slots=True)
class _Shape:
    """Widths in pixels of the whole, of the column of names and of the margin; whether names and words are short."""

    width: float
    names: float
    right: float
    short: bool


_SHAPES = {"wide": _Shape(690, 118, 52, False), "narrow": _Shape(342, 36, 14, True)}


def history_svg(
    histories: Sequence[History],
    states: Mapping[str, str],
    until: dt.date,
    name: str,
    kind: str,
    title: str,
    linked: frozenset[str],
) -> Markup:
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
    kind : str
        `wide` or `narrow`.
    title : str
        What the chart shows.
    linked : frozenset of str
        Claims that the page shows, to which a mark may lead.

    Returns
    -------
    Markup
        One `svg` element with a title and a description.
    """
    shape = _SHAPES[kind]
    first = min((entry.date for each in histories for entry in each.entries), default=until)
    days = max((until - first).days, 1)
    per_day = (shape.width - shape.names - 6 - shape.right) / days
    parts = [_axis(first, until, per_day, shape, len(histories))]
    for place, each in enumerate(histories):
        parts.append(_row(each, states.get(each.state, each.state), first, until, per_day, _HEAD + _ROW * place, shape, linked))
    words = " ".join(_sentence(each, states.get(each.state, each.state)) for each in histories)
    height = _HEAD + _ROW * len(histories) + _FOOT
    return Markup(
        '<svg role="group" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="{font}" fill="{ink}"><title id="{name}-title">{title}</title>'
        '<desc id="{name}-desc">{words}</desc>{body}</svg>'
    ).format(
        name=name,
        width=_n(shape.width),
        height=_n(height),
        font=_FONT,
        ink=INK,
        title=title,
        words=words,
        body=Markup("").join(parts),
    )


def _row(
    history: History,
    label: str,
    first: dt.date,
    until: dt.date,
    per_day: float,
    top: float,
    shape: _Shape,
    linked: frozenset[str],
) -> Markup:
    bottom = top + _ROW - 6
    left = shape.names + 6
    offer = _level(bottom, _OFFER)
    parts = [
        Markup('<path d="M0 {0}H{1}" stroke="{2}" fill="none"/>').format(_n(top + _ROW), _n(shape.width), GRID),
        Markup('<path d="M{0} {1}H{2}" stroke="{3}" stroke-dasharray="2 3" fill="none"/>').format(
            _n(left), _n(offer), _n(shape.width - shape.right), "#b9bec6"
        ),
        Markup('<text x="0" y="{}" font-size="12" font-weight="700">{}</text>').format(
            _n(top + _ROW / 2 + 4), history.state if shape.short else _fit(label, shape.names - 4)
        ),
    ]
    spans = [
        (left + (entry.date - first).days * per_day, left + (end - first).days * per_day, entry)
        for entry, end in zip(history.entries, [*(each.date for each in history.entries[1:]), until], strict=True)
    ]
    before: tuple[float, int] | None = None
    for start, end, entry in spans:
        if entry.modality is None:
            before = None
            continue
        y = _level(bottom, entry.modality)
        colour = _DISPUTED if entry.conflict else ACCENT
        parts.append(Markup('<path d="M{0} {1}H{2}V{3}H{0}z" fill="#dcebf7"/>').format(_n(start), _n(y), _n(end), _n(bottom)))
        if before is not None and before[1] != entry.modality:
            parts.append(
                Markup('<path d="M{0} {1}V{2}" stroke="{3}" stroke-width="2" fill="none"/>').format(
                    _n(start), _n(_level(bottom, before[1])), _n(y), ACCENT
                )
            )
        dash = Markup(' stroke-dasharray="5 3"') if entry.conflict else Markup("")
        parts.append(
            Markup('<path d="M{0} {1}H{2}" stroke="{3}" stroke-width="2"{4} fill="none"/>').format(
                _n(start), _n(y), _n(end), colour, dash
            )
        )
        if before is None or before[1] != entry.modality:
            # A word that would run into the next step gives way to its number on the ladder, or to nothing.
            room = next((x for x, _, later in spans if x > start and later.modality != entry.modality), shape.width) - start - 8
            words = (str(entry.modality),) if shape.short else (modality_word(entry.modality), str(entry.modality))
            word = next((each for each in words if text_width(each, 10.5) <= room), None)
            if word is not None:
                parts.append(Markup('<text x="{}" y="{}" font-size="10.5">{}</text>').format(_n(start + 6), _n(y - 3), word))
        before = (end, entry.modality)
    parts += [
        _mark(start, _level(bottom, entry.modality), entry, linked) for start, _, entry in spans if entry.modality is not None
    ]
    return Markup("").join(parts)


def _mark(x: float, y: float, entry: HistoryEntry, linked: frozenset[str]) -> Markup:
    words = f"{day(entry.date)}: {modality_word(entry.modality)}, {entry.actor or ''} ({entry.claim})"
    dot = Markup('<circle cx="{}" cy="{}" r="3" fill="{}" stroke="#fff"><title>{}</title></circle>').format(
        _n(x), _n(y), _DISPUTED if entry.conflict else ACCENT, words
    )
    return Markup('<a href="#claim-{}">{}</a>').format(entry.claim, dot) if entry.claim in linked else dot


def _axis(first: dt.date, until: dt.date, per_day: float, shape: _Shape, rows: int) -> Markup:
    """Draw days or months, as many as there is room for; the year where it changes."""
    room = 46.0 if shape.short else 58.0
    left, bottom = shape.names + 6, _HEAD + _ROW * rows
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
    parts = []
    for tick, word in zip(ticks, words, strict=True):
        x = left + (tick - first).days * per_day
        parts.append(Markup('<path d="M{0} 18V{1}" stroke="{2}" fill="none"/>').format(_n(x), _n(bottom), GRID))
        if x + text_width(word, 10.5) <= shape.width:
            parts.append(Markup('<text x="{}" y="13" font-size="10.5" fill="{}">{}</text>').format(_n(x), MUTED, word))
    return Markup("").join(parts)


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


def _fit(label: str, width: float) -> str:
    while text_width(label, 12, bold=True) > width and len(label) > 2:
        label = label[:-2].rstrip() + "…"
    return label


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")

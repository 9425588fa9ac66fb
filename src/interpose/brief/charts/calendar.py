"""The rotation calendar as a chart: one row a unit, one bar a tour, a mark where a unit relieves another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from interpose.brief.charts.drawing import GRID, INK, MUTED, text_width
from interpose.brief.text.dates import month_name
from interpose.brief.text.format_number import count, plural
from interpose.brief.text.names import names
from interpose.case import Case
from interpose.case.tables.mandates import OUTSIDE
from interpose.generation import Generation, UnitTour, unit_calendar

__all__ = ["BELT_COLOURS", "CalendarGroup", "CalendarView", "calendar_html", "calendar_svg", "calendar_view"]

BELT_COLOURS = {"forward": "#0b4f8a", "depth": "#a9cbe8", OUTSIDE: "#9a6b1f"}
"""Colour of a bar by belt: dark with white figures, and light with dark ones, so that print in grey keeps them apart."""

_MARK = "#f2a900"
_FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_ROW, _HEAD, _FOOT = 15.0, 26.0, 4.0
_MOST_ROWS = 45


@dataclass(frozen=True, slots=True)
class CalendarGroup:
    """The units of one capability.

    Parameters
    ----------
    capability : str
        The capability.
    units, tours, handovers : int
        Units that go, tours they serve, and tours that begin with a handover.
    wide, narrow : tuple of Markup
        Charts for laptops and paper, and for phones; more than one where there are many rows.
    """

    capability: str
    units: int
    tours: int
    handovers: int
    wide: tuple[Markup, ...]
    narrow: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar of a plan for readers.

    Parameters
    ----------
    title : str
        What it shows, as a finding.
    groups : tuple of CalendarGroup
        The capability with most person-months first.
    """

    title: str
    groups: tuple[CalendarGroup, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A unit and its tours."""

    state: str
    unit_type: str
    number: int
    tours: tuple[UnitTour, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """Widths of a chart in pixels: the whole, the column of states, the column of units; and whether names are short."""

    width: float
    states: float
    units: float
    short: bool
    told: bool = False


_WIDE, _NARROW = _Shape(690, 104, 152, False), _Shape(342, 31, 78, True)


def calendar_view(case: Case, plan: Generation) -> CalendarView:
    """Draw the calendar of a plan, capability by capability.

    Parameters
    ----------
    case : Case
        The case.
    plan : Generation
        The plan.

    Returns
    -------
    CalendarView
        Charts for wide and for narrow pages.
    """
    tours = unit_calendar(case, plan)
    groups = []
    for capability, rows in _grouped(case, tours):
        parts = _chunks(rows)
        drawn = {
            shape: tuple(
                _svg(case, part, shape, f"calendar-{capability}-{kind}-{place}", _words(case, capability, rows))
                for place, part in enumerate(parts, start=1)
            )
            for kind, shape in (("wide", _WIDE), ("narrow", _NARROW))
        }
        own = [tour for row in rows for tour in row.tours]
        handovers = sum(1 for tour in own if tour.handover)
        groups.append(CalendarGroup(capability, len(rows), len(own), handovers, drawn[_WIDE], drawn[_NARROW]))
    return CalendarView(_title(tours), tuple(groups))


def calendar_svg(case: Case, plan: Generation) -> str:
    """Draw the whole calendar as one SVG file; resting on a bar tells the tour in words."""
    shape = _Shape(1000, 120, 200, False, told=True)
    tours = unit_calendar(case, plan)
    body, top = Markup(""), 34.0
    for capability, rows in _grouped(case, tours):
        body += Markup('<text x="0" y="{}" font-size="14" font-weight="700">{}</text>').format(
            _n(top + 12), _capability(capability)
        )
        body += Markup('<g transform="translate(0 {})">{}</g>').format(_n(top + 18), _body(case, rows, shape))
        top += 18 + _height(rows) + 18
    key = Markup('<g transform="translate(0 18)">{}</g>').format(_key(plan))
    words = f"{case.scenario.title}: rotation calendar. {_title(tours)}."
    return str(_frame("calendar", shape.width, top, "Rotation calendar", words, key + body, standalone=True)) + "\n"


def calendar_html(case: Case, plan: Generation) -> str:
    """Set the whole calendar as a page that opens from disk, for laptops, phones and paper."""
    view = calendar_view(case, plan)
    sections = Markup("").join(
        Markup("<section><h2>{}</h2><p>{}</p>{}{}</section>").format(
            _capability(group.capability),
            f"{count(group.units).capitalize()} {plural(group.units, 'unit')}, {count(group.tours)} "
            f"{plural(group.tours, 'tour')}, {count(group.handovers)} with a handover",
            Markup("").join(Markup('<div class="wide">{}</div>').format(each) for each in group.wide),
            Markup("").join(Markup('<div class="narrow">{}</div>').format(each) for each in group.narrow),
        )
        for group in view.groups
    )
    note = (
        "Numbers name no real unit. Figures in the bars are sectors; a dash means that the sector rules leave no place. "
        f"The calendar begins in {month_name(case.scenario.start, 1)}."
    )
    return str(
        Markup(
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
            'content="width=device-width,initial-scale=1"><title>{title}</title><style>{style}</style></head>'
            "<body><main><h1>{title}</h1><p><b>{finding}.</b></p>{key}<p>{note}</p>{sections}</main></body></html>\n"
        ).format(
            title=f"Rotation calendar: {case.scenario.title}",
            style=_STYLE,
            finding=view.title,
            key=Markup(
                '<svg width="490" height="20" aria-hidden="true" font-family="{}"><g transform="translate(0 14)">{}</g></svg>'
            ).format(_FONT, _key(plan)),
            note=note,
            sections=sections,
        )
    )


_STYLE = Markup("""body{margin:0;color:#1b1f24;font:1rem/1.5 Arial,Helvetica,"Liberation Sans",sans-serif}
main{max-width:66rem;margin:0 auto;padding:1rem}h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.15rem;margin:1.6rem 0 0}
p{margin:.3rem 0 .6rem;max-width:46rem}svg{display:block;max-width:100%;height:auto}.wide svg{width:100%}.narrow{display:none}
@media screen and (max-width:47.5rem){.wide{display:none}.narrow{display:block}}
@media print{h2{break-after:avoid}.wide{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}""")


def _grouped(case: Case, tours: Iterable[UnitTour]) -> list[tuple[str, list[_Row]]]:
    """Gather tours by capability and unit; the capability with most person-months first."""
    units: dict[tuple[str, str, str, int], list[UnitTour]] = {}
    persons = {(pool.state, pool.unit_type): pool.personnel for pool in case.pools}
    weight: dict[str, int] = {}
    for tour in tours:
        capability = tour.serves or case.unit_types[tour.unit_type].capabilities[0][0]
        units.setdefault((capability, tour.state, tour.unit_type, tour.number), []).append(tour)
        each = persons.get((tour.state, tour.unit_type)) or case.unit_types[tour.unit_type].personnel
        weight[capability] = weight.get(capability, 0) + each * (tour.end_month - tour.start_month + 1)
    found = []
    for capability in sorted(weight, key=lambda name: (-weight[name], name)):
        rows = [_Row(*key[1:], tuple(own)) for key, own in units.items() if key[0] == capability]
        found.append((capability, sorted(rows, key=lambda row: (case.states[row.state].name, row.unit_type, row.number))))
    return found


def _chunks(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Divide rows into charts that fit on a page, between two states where that is possible."""
    parts: list[list[_Row]] = [[]]
    for _, group in groupby(rows, key=lambda row: row.state):
        own = list(group)
        if parts[-1] and len(parts[-1]) + len(own) > _MOST_ROWS:
            parts.append([])
        while len(parts[-1]) + len(own) > _MOST_ROWS:
            room = _MOST_ROWS - len(parts[-1])
            parts[-1].extend(own[:room])
            own = own[room:]
            parts.append([])
        parts[-1].extend(own)
    return [part for part in parts if part]


def _title(tours: Sequence[UnitTour]) -> str:
    units = len({(tour.state, tour.unit_type, tour.number) for tour in tours})
    states = len({tour.state for tour in tours})
    handovers = sum(1 for tour in tours if tour.handover)
    return (
        f"{count(units).capitalize()} {plural(units, 'unit')} of {count(states)} {plural(states, 'state')} take turns in "
        f"{count(len(tours))} {plural(len(tours), 'tour')}; {count(handovers)} of them begin with a handover in place"
    )


def _words(case: Case, capability: str, rows: Sequence[_Row]) -> str:
    states = [case.states[code].name for code in dict.fromkeys(row.state for row in rows)]
    return (
        f"{_capability(capability)}: one row for each of {count(len(rows))} {plural(len(rows), 'unit')} of "
        f"{names(states, most=6)}, one bar for each tour, with its sector. Every tour is in the table of the calendar."
    )


def _capability(name: str) -> str:
    text = "ISR" if name == "isr" else name.replace("_", " ")
    return text[:1].upper() + text[1:]


def _height(rows: Sequence[_Row]) -> float:
    return _HEAD + _ROW * len(rows) + _FOOT


def _svg(case: Case, rows: Sequence[_Row], shape: _Shape, name: str, words: str) -> Markup:
    return _frame(name, shape.width, _height(rows), "Rotation calendar", words, _body(case, rows, shape))


def _frame(name: str, width: float, height: float, title: str, words: str, body: Markup, *, standalone: bool = False) -> Markup:
    space = Markup(' xmlns="http://www.w3.org/2000/svg"') if standalone else Markup("")
    return Markup(
        '<svg{space} role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="{font}" fill="{ink}"><title id="{name}-title">{title}</title>'
        '<desc id="{name}-desc">{words}</desc>{body}</svg>'
    ).format(
        space=space, name=name, width=_n(width), height=_n(height), font=_FONT, ink=INK, title=title, words=words, body=body
    )


def _body(case: Case, rows: Sequence[_Row], shape: _Shape) -> Markup:
    left = shape.states + shape.units
    month = (shape.width - left - 4) / case.scenario.horizon_months
    parts = [_axis(case, rows, shape, left, month)]
    dealt = any(tour.sector for row in rows for tour in row.tours)
    state = ""
    for place, row in enumerate(rows):
        top = _HEAD + _ROW * place
        if row.state != state:
            state = row.state
            if place:
                parts.append(
                    Markup('<path d="M0 {0}H{1}" stroke="{2}" fill="none"/>').format(_n(top), _n(shape.width), "#b9bec6")
                )
            name = state if shape.short else _fit(case.states[state].name, shape.states - 6, 11.5)
            parts.append(Markup('<text x="0" y="{}" font-size="11.5" font-weight="700">{}</text>').format(_n(top + 11.5), name))
        kind = row.unit_type.replace("_", " ")
        number = f" {row.number}"
        room = shape.units - 5 - text_width(number, 11.5)
        label = _fit(kind.split()[0] if shape.short else kind, room, 11.5) + number
        parts.append(Markup('<text x="{}" y="{}" font-size="11.5">{}</text>').format(_n(shape.states), _n(top + 11.5), label))
        parts += [_bar(case, tour, left, month, top, dealt=dealt, told=shape.told) for tour in row.tours]
    return Markup("").join(parts)


def _axis(case: Case, rows: Sequence[_Row], shape: _Shape, left: float, month: float) -> Markup:
    """Draw the months: a line for each quarter or longer, the year where it changes."""
    horizon, start = case.scenario.horizon_months, case.scenario.start
    every = next((step for step in (1, 3, 6, 12, 24) if step * month >= (30 if shape.short else 38)), 24)
    bottom = _HEAD + _ROW * len(rows)
    parts = []
    year = ""
    for tick in range(0, horizon, every):
        x = left + tick * month
        name, its_year = month_name(start, tick + 1).split()
        parts.append(
            Markup('<path d="M{0} 14V{1}" stroke="{2}" fill="none"/>').format(_n(x), _n(bottom), GRID)
            + Markup('<text x="{}" y="23" font-size="10.5" fill="{}">{}</text>').format(_n(x + 2), MUTED, name[:3])
        )
        if its_year != year:
            year = its_year
            parts.append(Markup('<text x="{}" y="11" font-size="10.5" fill="{}">{}</text>').format(_n(x + 2), MUTED, year))
    parts.append(Markup('<path d="M0 {0}H{1}" stroke="{2}" fill="none"/>').format(_n(bottom), _n(shape.width), GRID))
    return Markup("").join(parts)


def _bar(case: Case, tour: UnitTour, left: float, month: float, top: float, *, dealt: bool, told: bool) -> Markup:
    x = left + (tour.start_month - 1) * month
    width = max(1.5, (tour.end_month - tour.start_month + 1) * month - 1)
    colour = BELT_COLOURS.get(tour.belt, MUTED)
    bar = Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        _n(x), _n(top + 2), _n(width), _n(_ROW - 4), colour
    )
    figure = tour.sector.removeprefix("sector-") or "–"
    if dealt and tour.belt != OUTSIDE and text_width(figure, 9.5) + 6 <= width:
        bar += Markup('<text x="{}" y="{}" font-size="9.5" text-anchor="middle" fill="{}">{}</text>').format(
            _n(x + width / 2), _n(top + 10.9), "#fff" if tour.belt == "forward" else INK, figure
        )
    if tour.handover:
        bar += _diamond(x, top + _ROW / 2)
    if not told:
        return bar
    words = (
        f"{case.states[tour.state].name}, {tour.unit_type.replace('_', ' ')} {tour.number}: "
        f"{month_name(case.scenario.start, tour.start_month)} to {month_name(case.scenario.start, tour.end_month)}, "
        f"{tour.sector.replace('-', ' ') + ', ' if tour.sector else ''}{_belt_words(tour.belt)}"
    ) + (f", relieves {tour.handover}" if tour.handover else "")
    return Markup("<g><title>{}</title>{}</g>").format(words, bar)


def _belt_words(belt: str) -> str:
    return "outside the country" if belt == OUTSIDE else f"{belt} belt"


def _diamond(x: float, y: float) -> Markup:
    return Markup('<path d="M{0} {1}l3.4 3.4-3.4 3.4-3.4-3.4z" fill="{2}" stroke="{3}" stroke-width=".6"/>').format(
        _n(x), _n(y - 3.4), _MARK, INK
    )


def _key(plan: Generation) -> Markup:
    """Draw the key: the belts in which units stand and the mark of a handover."""
    parts, x = [], 0.0
    shown = {row.belt for row in plan.rotation} | {"forward", "depth"}
    for belt, colour in BELT_COLOURS.items():
        if belt in shown:
            parts.append(Markup('<rect x="{}" y="-10" width="22" height="11" fill="{}"/>').format(_n(x), colour))
            parts.append(Markup('<text x="{}" y="0" font-size="12">{}</text>').format(_n(x + 27), _belt_words(belt)))
            x += 160 if belt == OUTSIDE else 115
    parts.append(_diamond(x + 4, -4))
    parts.append(Markup('<text x="{}" y="0" font-size="12">relieves a unit</text>').format(_n(x + 13)))
    return Markup("").join(parts)


def _fit(text: str, width: float, size: float) -> str:
    """Shorten a text to a width."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _n(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")

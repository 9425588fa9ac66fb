"""The rotation calendar as a chart: one row a unit, one bar a tour, a mark where a unit relieves another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from interpose.brief.charts.drawing import GRID, INK, MUTED, PAPER, Picture, Sketch, letters, moved, text_width
from interpose.brief.charts.marks import boxes, cut, dots, rules, sketch, words
from interpose.brief.text.dates import month_name
from interpose.brief.text.format_number import count, first_capital, plural
from interpose.brief.text.names import names
from interpose.case import Case
from interpose.case.tables.words import OUTSIDE, in_words
from interpose.generation import Plan
from interpose.rotation.units import UnitTour, unit_calendar

__all__ = [
    "BELT_COLOURS",
    "CalendarGroup",
    "belt_words",
    "calendar_groups",
    "calendar_picture",
    "calendar_pictures",
    "calendar_title",
    "capability_words",
]

BELT_COLOURS = {"forward": "#0b4f8a", "depth": "#a9cbe8", OUTSIDE: "#9a6b1f"}
"""Colour of a bar by belt: dark with white figures, and light with dark ones, so that print in grey keeps them apart."""

_MARK, _SEPARATOR = "#f2a900", "#b9bec6"
_ROW, _AXIS = 15.0, 30.0
_MOST_ROWS = 45


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit and its tours."""

    state: str
    unit_type: str
    number: int
    tours: tuple[UnitTour, ...]


@dataclass(frozen=True, slots=True)
class CalendarGroup:
    """The units of one capability.

    Parameters
    ----------
    capability : str
        The capability.
    parts : tuple of tuple of UnitRow
        Its units, divided into charts that fit on a page.
    """

    capability: str
    parts: tuple[tuple[UnitRow, ...], ...]

    @property
    def rows(self) -> tuple[UnitRow, ...]:
        """All its units."""
        return tuple(row for part in self.parts for row in part)

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of its pictures."""
        return tuple(f"calendar-{self.capability}-{place}" for place in range(1, len(self.parts) + 1))

    @property
    def units(self) -> int:
        """Units that go."""
        return len(self.rows)

    @property
    def tours(self) -> int:
        """Tours that they serve."""
        return sum(len(row.tours) for row in self.rows)

    @property
    def handovers(self) -> int:
        """Tours that begin with a handover."""
        return sum(tour.handover != "" for row in self.rows for tour in row.tours)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Pixels of the columns of states and of units and of the plot; whether names are short."""

    states: float
    units: float
    plot: float
    short: bool = False

    @property
    def left(self) -> float:
        """Pixels of both columns of names."""
        return self.states + self.units


_WIDE = _Shape(states=104, units=152, plot=431)
_NARROW = _Shape(states=31, units=78, plot=230, short=True)
_WHOLE = _Shape(states=120, units=200, plot=676)


def calendar_groups(case: Case, plan: Plan) -> tuple[CalendarGroup, ...]:
    """Gather the tours of a plan by capability and unit; the capability with most person-months first."""
    units: dict[tuple[str, str, str, int], list[UnitTour]] = {}
    persons = {(pool.state, pool.unit_type): pool.personnel for pool in case.pools}
    weight: dict[str, int] = {}
    for tour in unit_calendar(case, plan):
        capability = tour.serves or case.unit_types[tour.unit_type].capabilities[0][0]
        units.setdefault((capability, tour.state, tour.unit_type, tour.number), []).append(tour)
        each = persons.get((tour.state, tour.unit_type)) or case.unit_types[tour.unit_type].personnel
        weight[capability] = weight.get(capability, 0) + each * (tour.end_month - tour.start_month + 1)
    groups = []
    for capability in sorted(weight, key=lambda name: (-weight[name], name)):
        rows = [UnitRow(*key[1:], tuple(own)) for key, own in units.items() if key[0] == capability]
        rows.sort(key=lambda row: (case.states[row.state].name, row.unit_type, row.number))
        groups.append(CalendarGroup(capability, tuple(tuple(part) for part in _parts(rows))))
    return tuple(groups)


def calendar_title(groups: Sequence[CalendarGroup]) -> str:
    """Say what the calendar shows, as a finding."""
    rows = [row for group in groups for row in group.rows]
    units = len({(row.state, row.unit_type, row.number) for row in rows})
    states = len({row.state for row in rows})
    tours, handovers = sum(group.tours for group in groups), sum(group.handovers for group in groups)
    who = f"{count(units).capitalize()} {plural(units, 'unit')} of {count(states)} {plural(states, 'state')}"
    turns = "serve one tour each" if tours == units else f"take turns in {count(tours)} {plural(tours, 'tour')}"
    return f"{who} {turns}; {count(handovers)} of them begin with a handover in place"


def calendar_pictures(case: Case, plan: Plan) -> tuple[Picture, ...]:
    """Draw the calendar of a plan, capability by capability, in parts that fit on a page.

    Parameters
    ----------
    case : Case
        The case.
    plan : Plan
        The plan.

    Returns
    -------
    tuple of Picture
        In the order of `calendar_groups`, named by their `ids`.
    """
    return tuple(
        Picture(
            id=name,
            title="Rotation calendar",
            description=_words(case, group),
            wide=_chart(case, part, _WIDE),
            narrow=_chart(case, part, _NARROW),
        )
        for group in calendar_groups(case, plan)
        for name, part in zip(group.ids, group.parts, strict=True)
    )


def calendar_picture(case: Case, plan: Plan) -> Picture:
    """Draw the whole calendar as one picture with its key; resting on a bar tells the tour in words."""
    groups = calendar_groups(case, plan)
    parts = [moved(1, 4, _key(plan))]
    left, below = _WHOLE.left + 1, 18.0
    for group in groups:
        # Each capability has an axis of its own, as each is read by itself.
        below += 36
        heading = words([(-_WHOLE.left, -37, capability_words(group.capability))], size=14, bold=True)
        parts.append(moved(left, below + _AXIS, heading + _rows(case, group.rows, _WHOLE, told=True)))
        below += _AXIS + _ROW * len(group.rows)
    chart = sketch(left + _WHOLE.plot + 5, below + 2, *parts)
    finding = f"{case.scenario.title}: rotation calendar. {calendar_title(groups)}."
    return Picture(id="calendar", title="Rotation calendar", description=finding, wide=chart, narrow=chart)


def capability_words(name: str) -> str:
    """Name a capability as a heading would."""
    return first_capital(in_words(name))


def belt_words(belt: str) -> str:
    """Name a belt as a sentence would."""
    return "outside the country" if belt == OUTSIDE else f"{belt} belt"


def _parts(rows: Sequence[UnitRow]) -> list[list[UnitRow]]:
    """Divide rows into charts that fit on a page, between two states where that is possible."""
    parts: list[list[UnitRow]] = [[]]
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


def _words(case: Case, group: CalendarGroup) -> str:
    states = [case.states[code].name for code in dict.fromkeys(row.state for row in group.rows)]
    return (
        f"{capability_words(group.capability)}: one row for each of {count(group.units)} {plural(group.units, 'unit')} of "
        f"{names(states, most=6)}, one bar for each tour, with its sector. Every tour is in the table of the calendar."
    )


def _chart(case: Case, rows: Sequence[UnitRow], shape: _Shape) -> Sketch:
    """Draw some units for the page."""
    body = moved(shape.left + 1, _AXIS, _rows(case, rows, shape))
    return sketch(shape.left + shape.plot + 6, _AXIS + _ROW * len(rows) + 2, body)


def _rows(case: Case, rows: Sequence[UnitRow], shape: _Shape, *, told: bool = False) -> str:
    """Draw rows below an axis of months; where it is asked for, each bar tells its tour in words."""
    height = _ROW * len(rows)
    month = shape.plot / case.scenario.horizon_months
    begins = [place for place, row in enumerate(rows) if place == 0 or rows[place - 1].state != row.state]
    tours = [(tour, _ROW * place) for place, row in enumerate(rows) for tour in row.tours]
    return "".join(
        (
            *_months(case, shape, height),
            _lines([_ROW * place for place in begins if place], shape, _SEPARATOR),
            _lines([height], shape, GRID),
            *_bars(case, tours, month, told=told),
            *_figures(tours, month),
            _handovers([(month * (tour.start_month - 1), top + _ROW / 2) for tour, top in tours if tour.handover]),
            *_names(case, rows, begins, shape),
        )
    )


def _names(case: Case, rows: Sequence[UnitRow], begins: Sequence[int], shape: _Shape) -> Iterable[str]:
    # A code of three letters is never cut.
    room = shape.states + (shape.units if shape.short else -6)
    states = [(place, rows[place].state if shape.short else case.states[rows[place].state].name) for place in begins]
    kinds = [in_words(row.unit_type) for row in rows]
    units = [f"{kind.split()[0] if shape.short else kind} {row.number}" for kind, row in zip(kinds, rows, strict=True)]
    named = [(-shape.left, _ROW * (place + 0.5), cut(name, 11.5, room, bold=True)) for place, name in states]
    yield words(named, size=11.5, bold=True)
    yield words(
        [(-shape.units, _ROW * (place + 0.5), cut(name, 11.5, shape.units - 5)) for place, name in enumerate(units)], size=11.5
    )


def _bars(case: Case, tours: Sequence[tuple[UnitTour, float]], month: float, *, told: bool) -> Iterable[str]:
    """Draw a bar for each tour, belt by belt."""
    for belt in dict.fromkeys(tour.belt for tour, _ in tours):
        own = [(tour, top) for tour, top in tours if tour.belt == belt]
        bars = [(month * (tour.start_month - 1), top + 2, month * tour.end_month, top + _ROW - 2) for tour, top in own]
        if not told:
            yield boxes(bars, BELT_COLOURS.get(belt, MUTED), stroke=PAPER, stroke_width=0.5)
            continue
        for bar, (tour, _) in zip(bars, own, strict=True):
            drawn = boxes([bar], BELT_COLOURS.get(belt, MUTED), stroke=PAPER, stroke_width=0.5)
            yield f"<g><title>{letters(_told(case, tour))}</title>{drawn}</g>"


def _figures(tours: Sequence[tuple[UnitTour, float]], month: float) -> Iterable[str]:
    """Write the sector into each bar that has room for it, a dash where the sector rules leave no place."""
    if not any(tour.sector for tour, _ in tours):
        return
    for pale in (False, True):
        written = []
        for tour, top in tours:
            figure = tour.sector.removeprefix("sector-") or "–"
            room = (tour.end_month - tour.start_month + 1) * month - 7
            if tour.belt != OUTSIDE and (tour.belt != "forward") == pale and text_width(figure, 9.5) <= room:
                written.append((month * (tour.start_month - 1 + tour.end_month) / 2, top + _ROW / 2, figure))
        yield words(written, size=9.5, anchor="middle", colour=INK if pale else PAPER)


def _handovers(places: Iterable[tuple[float, float]]) -> str:
    """Draw a mark where a unit relieves another."""
    return dots(places, shape="diamond", radius=3.4, fill=_MARK, edge=INK, width=0.6)


def _told(case: Case, tour: UnitTour) -> str:
    start = case.scenario.start
    return (
        f"{case.states[tour.state].name}, {tour.unit_type.replace('_', ' ')} {tour.number}: "
        f"{month_name(start, tour.start_month)} to {month_name(start, tour.end_month)}, "
        f"{tour.sector.replace('-', ' ') + ', ' if tour.sector else ''}{belt_words(tour.belt)}"
    ) + (f", relieves {tour.handover}" if tour.handover else "")


def _months(case: Case, shape: _Shape, height: float) -> Iterable[str]:
    """Measure months: a line for each quarter or longer, the year where it changes."""
    horizon, start = case.scenario.horizon_months, case.scenario.start
    every = next((step for step in (1, 3, 6, 12, 24) if step * shape.plot / horizon >= (30 if shape.short else 38)), 24)
    lines, named, year = [], [], ""
    for tick in range(0, horizon, every):
        at = tick * shape.plot / horizon
        lines.append((round(at) + 0.5, -12.0, round(at) + 0.5, height))
        name, its_year = month_name(start, tick + 1).split()
        named += [(at + 2, -8.0, name[:3])] + ([(at + 2, -20.0, its_year)] if its_year != year else [])
        year = its_year
    yield rules(lines, GRID)
    yield words(named, size=10.5, colour=MUTED)


def _lines(places: Sequence[float], shape: _Shape, colour: str) -> str:
    """Draw level lines from the columns of names to the right end."""
    return rules([(-shape.left, place, shape.plot + 4, place) for place in places], colour)


def _key(plan: Plan) -> str:
    """Draw the key: the belts in which units stand and the mark of a handover."""
    shown = {row.belt for row in plan.rotation} | {"forward", "depth"}
    belts = [belt for belt in BELT_COLOURS if belt in shown]
    end = 115.0 * len(belts) + (45 if OUTSIDE in belts else 0)
    places = [(115.0 * place, belt) for place, belt in enumerate(belts)]
    drawn = "".join(boxes([(at, 2, at + 22, 13)], BELT_COLOURS[belt]) for at, belt in places)
    named = [(at + 27, 7.5, belt_words(belt)) for at, belt in places] + [(end + 13, 7.5, "relieves a unit")]
    return drawn + _handovers([(end + 4, 8)]) + words(named, size=12)

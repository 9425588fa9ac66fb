"""The rotation calendar as a chart: one row a unit, one bar a tour, a mark where a unit relieves another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import altair as alt

from interpose.brief.charts.drawing import GRID, INK, MUTED, Picture, text_width
from interpose.brief.charts.rows import Label, fixed, labels, layer, lines_across, pixels_down
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
_ROW = 15.0
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
    parts = [_key(plan)]
    parts += [_chart(case, group.rows, _WHOLE, heading=capability_words(group.capability)) for group in groups]
    # Each capability has an axis of its own, as each is read by itself.
    chart = alt.vconcat(*parts, spacing=18).resolve_scale(x="independent", y="independent")
    words = f"{case.scenario.title}: rotation calendar. {calendar_title(groups)}."
    return Picture(id="calendar", title="Rotation calendar", description=words, wide=chart, narrow=chart)


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


def _chart(case: Case, rows: Sequence[UnitRow], shape: _Shape, heading: str = "") -> alt.LayerChart:
    """Draw some units; under a heading of its own the chart stands alone, and each bar tells its tour in words."""
    height = _ROW * len(rows)
    down = pixels_down(height)
    x = _months(case, shape)
    left = shape.states + shape.units
    begins = [place for place, row in enumerate(rows) if place == 0 or rows[place - 1].state != row.state]
    tours = [(tour, _ROW * place) for place, row in enumerate(rows) for tour in row.tours]
    layers = [
        lines_across([_ROW * place for place in begins if place], -left, shape.plot + 4, down, _SEPARATOR),
        lines_across([height], -left, shape.plot + 4, down),
        *_bars(case, tours, x, down, told=heading != ""),
        *_figures(case, tours, shape, x, down),
        layer([{"x": tour.start_month - 1, "y": top + _ROW / 2} for tour, top in tours if tour.handover])
        .mark_point(shape="diamond", filled=True, size=46, color=_MARK, stroke=INK, strokeWidth=0.6, opacity=1)
        .encode(x=x, y=down),
        *labels(tuple(_names(case, rows, begins, shape)), down),
    ]
    if not heading:
        return fixed(layers, width=shape.plot, height=height, left=left, right=4, top=30)
    title = alt.TitleParams(heading, anchor="start", dx=-left, fontSize=14, color=INK)
    return alt.LayerChart(layer=layers, width=shape.plot, height=height, title=title)


def _names(case: Case, rows: Sequence[UnitRow], begins: Sequence[int], shape: _Shape) -> Iterable[Label]:
    left = shape.states + shape.units
    for place in begins:
        state = rows[place].state
        name = state if shape.short else case.states[state].name
        # A code of three letters is never cut.
        room = shape.states + (shape.units if shape.short else -6)
        yield Label(y=_ROW * (place + 0.5), text=name, x=-left, room=room, size=11.5, bold=True)
    for place, row in enumerate(rows):
        kind = in_words(row.unit_type)
        name = f"{kind.split()[0] if shape.short else kind} {row.number}"
        yield Label(y=_ROW * (place + 0.5), text=name, x=-shape.units, room=shape.units - 5, size=11.5)


def _bars(case: Case, tours: Sequence[tuple[UnitTour, float]], x: alt.X, down: alt.Y, *, told: bool) -> Iterable[alt.Chart]:
    """Draw a bar for each tour; where it is asked for, the bar tells the tour in words."""
    belts = dict.fromkeys(tour.belt for tour, _ in tours)
    for belt in belts:
        rows = [
            {"x": tour.start_month - 1, "x2": tour.end_month, "y": top + 2, "y2": top + _ROW - 2}
            | ({"told": _told(case, tour)} if told else {})
            for tour, top in tours
            if tour.belt == belt
        ]
        drawn = layer(rows).mark_rect(fill=BELT_COLOURS.get(belt, MUTED), stroke="#ffffff", strokeWidth=0.5, aria=told)
        encoded = drawn.encode(x=x, x2="x2:Q", y=down, y2="y2:Q")
        yield encoded.encode(description=alt.Description("told:N")) if told else encoded


def _figures(case: Case, tours: Sequence[tuple[UnitTour, float]], shape: _Shape, x: alt.X, down: alt.Y) -> Iterable[alt.Chart]:
    """Write the sector into each bar that has room for it, a dash where the sector rules leave no place."""
    if not any(tour.sector for tour, _ in tours):
        return
    month = shape.plot / case.scenario.horizon_months
    for pale in (False, True):
        rows = []
        for tour, top in tours:
            figure = tour.sector.removeprefix("sector-") or "–"
            room = (tour.end_month - tour.start_month + 1) * month - 7
            if tour.belt != OUTSIDE and (tour.belt != "forward") == pale and text_width(figure, 9.5) <= room:
                rows.append({"x": (tour.start_month - 1 + tour.end_month) / 2, "y": top + _ROW / 2, "text": figure})
        drawn = layer(rows).mark_text(align="center", baseline="middle", fontSize=9.5, color=INK if pale else "#ffffff")
        yield drawn.encode(x=x, y=down, text="text:N")


def _told(case: Case, tour: UnitTour) -> str:
    start = case.scenario.start
    return (
        f"{case.states[tour.state].name}, {tour.unit_type.replace('_', ' ')} {tour.number}: "
        f"{month_name(start, tour.start_month)} to {month_name(start, tour.end_month)}, "
        f"{tour.sector.replace('-', ' ') + ', ' if tour.sector else ''}{belt_words(tour.belt)}"
    ) + (f", relieves {tour.handover}" if tour.handover else "")


def _months(case: Case, shape: _Shape) -> alt.X:
    """Measure months: a line for each quarter or longer, the year where it changes."""
    horizon, start = case.scenario.horizon_months, case.scenario.start
    every = next((step for step in (1, 3, 6, 12, 24) if step * shape.plot / horizon >= (30 if shape.short else 38)), 24)
    ticks = list(range(0, horizon, every))
    words, year = [], ""
    for tick in ticks:
        name, its_year = month_name(start, tick + 1).split()
        words.append([its_year if its_year != year else "", name[:3]])
        year = its_year
    named = " : ".join(f"datum.value == {tick} ? {json.dumps(word)}" for tick, word in zip(ticks, words, strict=True))
    axis = alt.Axis(
        orient="top",
        values=ticks,
        labelExpr=f"{named} : ''",
        labelAlign="left",
        labelFontSize=10.5,
        labelLineHeight=12,
        labelOffset=2,
        labelOverlap=False,
        labelBound=False,
        labelPadding=2,
        grid=True,
        domain=False,
        tickSize=12,
        tickColor=GRID,
        title=None,
    )
    return alt.X("x:Q", scale=alt.Scale(domain=[0, horizon], nice=False), axis=axis)


def _key(plan: Plan) -> alt.LayerChart:
    """Draw the key: the belts in which units stand and the mark of a handover."""
    shown = {row.belt for row in plan.rotation} | {"forward", "depth"}
    belts = [belt for belt in BELT_COLOURS if belt in shown]
    places = [(115.0 * place, belt) for place, belt in enumerate(belts)]
    end = 115.0 * len(belts) + (45 if OUTSIDE in belts else 0)
    down = pixels_down(14)
    across = alt.X("x:Q", scale=alt.Scale(domain=[0, 490], nice=False), axis=None)
    boxes = layer([{"x": at, "x2": at + 22, "y": 2, "y2": 13, "belt": belt} for at, belt in places])
    words = [{"x": at + 27, "y": 8, "text": belt_words(belt)} for at, belt in places]
    words.append({"x": end + 13, "y": 8, "text": "relieves a unit"})
    colours = alt.Color("belt:N", scale=alt.Scale(domain=list(BELT_COLOURS), range=list(BELT_COLOURS.values())), legend=None)
    layers = [
        boxes.mark_rect().encode(x=across, x2="x2:Q", y=down, y2="y2:Q", color=colours),
        layer([{"x": end + 4, "y": 8}])
        .mark_point(shape="diamond", filled=True, size=46, color=_MARK, stroke=INK, strokeWidth=0.6, opacity=1)
        .encode(x=across, y=down),
        layer(words).mark_text(align="left", baseline="middle", fontSize=12).encode(x=across, y=down, text="text:N"),
    ]
    return alt.LayerChart(layer=layers, width=490, height=14)

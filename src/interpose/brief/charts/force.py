"""The force over time, by state, against the requirement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import INK, MUTED, PALETTE, PAPER, Picture, Sketch
from interpose.brief.charts.marks import Scale, axis_across, axis_up, boxes, dots, lines, room_for, sketch, words
from interpose.brief.tables.force import by_weight, requirement_by_month
from interpose.brief.text.dates import month_name
from interpose.brief.text.format_number import headcount
from interpose.brief.text.names import names
from interpose.generation import Plan

__all__ = [
    "force_picture",
]

_ABOVE, _BELOW = 8.0, 34.0
"""Pixels above the plot, and below it for months and years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Pixels in all and of the plot's height, the states that are shown by name, and months from one tick to the next."""

    width: float
    height: float
    size: float
    shown: int
    every: int


_WIDE = _Shape(width=900, height=270, size=12, shown=7, every=3)
_NARROW = _Shape(width=346, height=270, size=11, shown=5, every=6)


@dataclass(frozen=True, slots=True)
class _Band:
    """A state's part of every bar."""

    label: str
    colour: str
    bottoms: tuple[float, ...]
    tops: tuple[float, ...]


def force_picture(assessment: Assessment, plan: Plan) -> Picture:
    """Draw persons on the ground by state and month, with the requirement as a line.

    Parameters
    ----------
    assessment : Assessment
        The result.
    plan : Plan
        The plan to draw; it must carry numbers.

    Returns
    -------
    Picture
        The chart.
    """
    scenario = assessment.case.scenario
    required = requirement_by_month(
        assessment.requirement, plan.mandate, scenario.options.requirement_level, scenario.horizon_months
    )
    last = scenario.horizon_months
    largest = by_weight(plan)[:3]
    title = (
        f"Once built up the plan keeps at least {headcount(plan.force.sustained)} of the {headcount(max(required))} required "
        "on the ground"
    )
    description = (
        f"Stacked bars by month from {month_name(scenario.start, 1)} to {month_name(scenario.start, last)}. "
        f"The largest contributors are {names([assessment.case.states[row.state].name for row in largest])}. "
        "A line shows the requirement. The table below gives every number."
    )
    wide, narrow = (_chart(assessment, plan, required, shape) for shape in (_WIDE, _NARROW))
    return Picture(id="force", title=title, description=description, wide=wide, narrow=narrow)


def _bands(assessment: Assessment, plan: Plan, shown: int) -> list[_Band]:
    ordered = by_weight(plan)
    rows = [(assessment.case.states[row.state].name, tuple(map(float, row.by_month))) for row in ordered[:shown]]
    rest = ordered[shown:]
    if len(rest) == 1:
        rows.append((assessment.case.states[rest[0].state].name, tuple(map(float, rest[0].by_month))))
    elif rest:
        rows.append(
            (
                f"{len(rest)} other states",
                tuple(float(sum(month)) for month in zip(*(row.by_month for row in rest), strict=True)),
            )
        )
    base = [0.0] * assessment.case.scenario.horizon_months
    bands = []
    for place, (label, persons) in enumerate(rows):
        tops = [below + value for below, value in zip(base, persons, strict=True)]
        colour = PALETTE[-1] if rest and place == len(rows) - 1 else PALETTE[place % (len(PALETTE) - 1)]
        bands.append(_Band(label, colour, tuple(base), tuple(tops)))
        base = tops
    return bands


def _chart(assessment: Assessment, plan: Plan, required: Sequence[float], shape: _Shape) -> Sketch:
    bands = _bands(assessment, plan, shape.shown)
    top = max([*required, *(bands[-1].tops if bands else ())]) * 1.08 or 1.0
    start, horizon = assessment.case.scenario.start, assessment.case.scenario.horizon_months
    down = Scale(low=0, high=top, start=_ABOVE + shape.height, end=_ABOVE)
    named = [(down.at(tick), f"{tick:,.0f}") for tick in down.ticks()]
    left = room_for([name for _, name in named], shape.size) + 8
    beside = [band.label for band in bands] + [_required(required[-1])]
    right = shape.width - 27 - room_for(beside, shape.size)
    months = Scale(low=0, high=horizon, start=left, end=right)
    every = shape.every
    while horizon / every > 12:
        every *= 2
    years = [month_name(start, month + 1).split() for month in range(0, horizon, every)]
    gap = 0.06 if horizon <= 36 else 0.0
    steps = [(months.at(month + edge), down.at(need)) for month, need in enumerate(required) for edge in (0, 1)]
    ticks = [(months.at(place * every), name[:3]) for place, (name, _) in enumerate(years)]
    return sketch(
        shape.width,
        down.start + _BELOW,
        axis_up(named, left=left, right=right, size=shape.size),
        axis_across(ticks, top=down.start, bottom=down.start, width=right, grid=False, anchor="start", size=shape.size),
        words(
            [
                (months.at(place * every), down.start + 25, year)
                for place, (_, year) in enumerate(years)
                if place == 0 or years[place - 1][1] != year
            ],
            size=shape.size,
            colour=MUTED,
        ),
        *(
            boxes(
                (
                    (months.at(month + gap), down.at(upper), months.at(month + 1 - gap), down.at(lower))
                    for month, (lower, upper) in enumerate(zip(band.bottoms, band.tops, strict=True))
                    if upper > lower
                ),
                band.colour,
                stroke=MUTED,
                stroke_width=0.6,
            )
            for band in bands
        ),
        *(lines([steps], colour, width=width) for colour, width in ((PAPER, 5.0), (INK, 2.25))),
        *_beside(bands, required[-1], down, right + 10, shape.size),
    )


def _beside(bands: Sequence[_Band], required: float, down: Scale, left: float, size: float) -> Iterator[str]:
    """Set each name beside its band, from the top down, far enough apart to be read."""
    wanted = [(down.at((band.tops[-1] + band.bottoms[-1]) / 2), band.label, band.colour) for band in bands if band.tops]
    wanted = sorted([*wanted, (down.at(required), _required(required), "")])
    places: list[float] = []
    for place, *_ in wanted:
        places.append(max(place, places[-1] + size + 5) if places else place)
    for number in range(1, len(places) + 1):
        places[-number] = min(places[-number], down.start - size / 2 - (number - 1) * (size + 5))
    for place, (*_, colour) in zip(places, wanted, strict=True):
        if colour:
            yield dots([(left + 5, place)], shape="square", radius=4.7, fill=colour, edge=MUTED, width=0.8)
    named = [(left + (15 if colour else 0), place, text) for place, (_, text, colour) in zip(places, wanted, strict=True)]
    yield words(named, size=size)


def _required(persons: float) -> str:
    return f"Required: {headcount(persons)}"

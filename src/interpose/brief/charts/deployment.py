"""When the force is there: the arrival curve, how earlier missions built up, and where the days go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import (
    ACCENT,
    BAND,
    GRID,
    INK,
    MUTED,
    PALETTE,
    PAPER,
    RANGE,
    WARN,
    Picture,
    Sketch,
    text_width,
)
from interpose.brief.charts.marks import (
    Box,
    Point,
    Scale,
    areas,
    axis_across,
    axis_up,
    beside,
    boxes,
    cut,
    dots,
    key,
    lines,
    room_for,
    rules,
    sketch,
    words,
)
from interpose.brief.text.format_number import headcount
from interpose.deployment import Deployment

__all__ = ["MARK_NAMES", "STEP_NAMES", "deployment_pictures"]

MARK_NAMES = {
    "ioc": "Initial capability",
    "foc": "Full capability",
    "ioc_of_plan": "Initial, of the plan",
    "foc_of_plan": "Full, of the plan",
    "closure": "Closure",
}
"""Marks of the build-up as the chart and the page name them."""

STEP_NAMES = {
    "notice": "notice",
    "permits_beyond_notice": "permits beyond notice",
    "held_back": "held back until required",
    "transit": "way",
    "queue": "queue",
    "reception": "reception",
}
"""Steps from the order to operational, as the chart and the page name them."""

_STEP_COLOURS = {
    "notice": PALETTE[4],
    "permits_beyond_notice": PALETTE[3],
    "held_back": RANGE,
    "transit": PALETTE[0],
    "queue": WARN,
    "reception": PALETTE[1],
}
_DAYS_A_MONTH = 30


def deployment_pictures(assessment: Assessment) -> tuple[Picture, ...]:
    """Draw the arrival curve, the precedents beside it, and the days of each state step by step.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    tuple of Picture
        `arrival`, `build-up` (where the reference data hold precedents) and `waterfall`; none where nothing moves.
    """
    found = assessment.deployment
    if found is None or not found.has_numbers or not found.units:
        return ()
    names = {code: row.name for code, row in assessment.case.states.items()}
    precedent = (_precedent_picture(found),) if any(band.kind == "fresh" for band in found.precedents) else ()
    return (_arrival_picture(found), *precedent, _waterfall_picture(found, names))


@dataclass(frozen=True, slots=True, kw_only=True)
class _CurveLine:
    """A line of the arrival curve: which number, its colour, width and dash."""

    field: str
    colour: str
    width: float
    dash: str | None = None


_LINES = (
    _CurveLine(field="required", colour=INK, width=1.6, dash="6 4"),
    _CurveLine(field="planned", colour=MUTED, width=1.4),
    _CurveLine(field="proved_edge", colour=PALETTE[2], width=1.4, dash="2 2"),
    _CurveLine(field="best_possible", colour=PALETTE[2], width=1.4),
    _CurveLine(field="persons", colour=ACCENT, width=2.8),
)


def _arrival_picture(found: Deployment) -> Picture:
    closure = found.capability["closure"]
    if closure.day is None:
        title = "Part of the force never arrives"
    else:
        title = f"The last unit is operational on day {closure.day}"
        if found.bound is not None:
            title += f"; no schedule closes before day {found.bound.closure_day}"
    told = [day for day in found.arrival if day.day % _DAYS_A_MONTH == 0 and day.day]
    description = " ".join(
        f"Day {day.day}: {headcount(day.persons)} operational, {headcount(day.planned)} planned, "
        f"{headcount(day.required)} required."
        for day in told
    )
    marks = "; ".join(
        f"{MARK_NAMES[name]}: {'not reached' if mark.day is None else f'day {mark.day}'}"
        for name, mark in found.capability.items()
    )
    return Picture(
        id="arrival",
        title=title,
        description=f"{description} {marks}.",
        wide=_arrival_chart(found, 900, 270, 12.5),
        narrow=_arrival_chart(found, 346, 300, 11.5),
    )


def _arrival_chart(found: Deployment, width: float, height: float, size: float) -> Sketch:
    days = found.arrival
    last = max(days[-1].day, 1)
    most = max(max(day.required, day.persons, day.planned, day.best_possible, day.high or 0.0) for day in days) or 1.0
    marks = _reached(found)
    # Room above the highest line for a row of text for each mark.
    above = (size + 4) * (0.5 + len(marks))
    down = Scale(low=0, high=most, start=height, end=above)
    named = [(down.at(tick), f"{tick:,.0f}") for tick in down.ticks()]
    left = room_for([name for _, name in named], size) + 8
    across = Scale(low=0, high=last, start=left, end=width - 6)
    ticks = [(across.at(day), str(day)) for day in range(0, last + 1, 30)]
    band = [
        (across.at(day.day), down.at(day.low), down.at(day.high))
        for day in days
        if day.low is not None and day.high is not None
    ]
    edges = _steps([(x, low) for x, low, _ in band]) + _steps([(x, high) for x, _, high in band])[::-1]
    return sketch(
        width,
        height + 36,
        axis_up(named, left=left, right=across.end, size=size),
        axis_across(ticks, top=above, bottom=height, width=width, grid=False, size=size, unit="days from the order"),
        areas([edges] if edges else [], BAND, fill_opacity=0.6, stroke=RANGE),
        *(
            lines(
                [_steps([(across.at(day.day), down.at(getattr(day, line.field))) for day in days])],
                line.colour,
                width=line.width,
                stroke_dasharray=line.dash,
            )
            for line in _LINES
        ),
        *_marks(marks, across, height, size),
    )


def _steps(points: Sequence[Point]) -> list[Point]:
    """Go level to the next point before going up or down, and leave out points at which nothing turns."""
    way = [points[0]] if points else []
    for x, y in points[1:]:
        if y != way[-1][1]:
            way += [(x, way[-1][1]), (x, y)]
    return [*way, (points[-1][0], way[-1][1])] if way else []


def _reached(found: Deployment) -> list[tuple[int, str]]:
    """Return the days on which marks are reached within what is drawn, with their names, the latest first."""
    last = found.arrival[-1].day
    days = [(mark.day, MARK_NAMES[name]) for name, mark in found.capability.items() if mark.day is not None]
    return sorted(((day, name) for day, name in days if day <= last), reverse=True)


def _marks(marks: Sequence[tuple[int, str]], across: Scale, bottom: float, size: float) -> Iterator[str]:
    """Write each mark that is reached beside its day, the later above the earlier, so that none covers another."""
    placed = [(across.at(day), (place + 0.5) * (size + 4), f"{name}: day {day}") for place, (day, name) in enumerate(marks)]
    yield rules([(x, y, x, bottom) for x, y, _ in placed], WARN)
    # Where there is no room on the left, lines of later marks run behind a text.
    yield beside(placed, within=(0, across.end), size=size, colour=WARN, bold=True, left=True)


def _precedent_picture(found: Deployment) -> Picture:
    bands = [band for band in found.precedents if band.kind == "fresh"]
    half = next((band for band in bands if band.share == 0.5), bands[0])
    title = (
        f"Earlier missions took {half.p10 * _DAYS_A_MONTH:.0f} to {half.p90 * _DAYS_A_MONTH:.0f} days "
        f"to {half.share:.0%} of their peak: a precedent, not an estimate"
    )
    own = _days_of_shares(found, [band.share for band in bands])
    description = " ".join(
        f"{band.share:.0%} of the peak: half of {band.missions} fresh missions within {band.p50 * _DAYS_A_MONTH:.0f} days, "
        f"nine in ten within {band.p90 * _DAYS_A_MONTH:.0f}; this schedule {'never' if day is None else f'day {day}'}."
        for band, day in zip(bands, own, strict=True)
    )
    coalitions = [f"{name} day {day}" for name, day in _coalitions_at(found, half.share)]
    if coalitions:
        description += f" Coalitions with {half.share:.0%} of the whole there: {', '.join(coalitions)}."
    return Picture(
        id="build-up",
        title=title,
        description=description,
        wide=_precedent_chart(found, own, 860, 12.5),
        narrow=_precedent_chart(found, own, 346, 11.5),
    )


def _days_of_shares(found: Deployment, shares: Sequence[float]) -> list[int | None]:
    """Return the first day on which so much of the largest number operational is there."""
    peak = max(day.persons for day in found.arrival)
    return [next((day.day for day in found.arrival if peak and day.persons >= share * peak), None) for share in shares]


def _coalitions_at(found: Deployment, share: float) -> list[tuple[str, int]]:
    """Return by coalition the first day on which so much of the whole is known to have been there."""
    first: dict[str, int] = {}
    for point in sorted(found.coalitions, key=lambda point: point.day):
        if point.persons >= share * point.of:
            first.setdefault(point.case, point.day)
    return list(first.items())


def _precedent_chart(found: Deployment, own: Sequence[int | None], width: float, size: float) -> Sketch:
    bands = [band for band in found.precedents if band.kind == "fresh"]
    row, left = 24.0, 106.0
    bottom = row * len(bands) + 2
    most = max(band.p90 for band in bands) * _DAYS_A_MONTH * 1.02
    across = Scale(low=0, high=most, start=left, end=width - 14)
    middles = [row * (place + 0.5) + 2 for place in range(len(bands))]
    ticks = [(across.at(tick), f"{tick:,.0f}") for tick in across.ticks(4 if width < 400 else 10)]
    others = [
        (across.at(then), y)
        for band, y in zip(bands, middles, strict=True)
        for _, then in _coalitions_at(found, band.share)
        if then <= most
    ]
    ranges, medians = list[Box](), list[Box]()
    for band, y in zip(bands, middles, strict=True):
        low, middle, high = (across.at(months * _DAYS_A_MONTH) for months in (band.p10, band.p50, band.p90))
        ranges.append((low, y - 4, high, y + 4))
        medians.append((middle, y - 7, middle, y + 7))
    return sketch(
        width,
        bottom + 36,
        axis_across(ticks, top=0, bottom=bottom, width=width, size=size, unit="days"),
        words([(0, y, f"{band.share:.0%} of the peak") for band, y in zip(bands, middles, strict=True)], size=size),
        boxes(ranges, RANGE),
        rules(medians, INK, width=2.5),
        dots(others, shape="diamond", radius=4, fill=PAPER, edge=INK, width=1.5),
        dots([(across.at(day), y) for day, y in zip(own, middles, strict=True) if day is not None], radius=4.8, fill=ACCENT),
    )


def _waterfall_picture(found: Deployment, names: Mapping[str, str]) -> Picture:
    persons: dict[str, float] = {}
    for unit in found.units:
        if unit.waterfall is not None:
            persons[unit.state] = persons.get(unit.state, 0.0) + unit.persons
    everybody = sum(persons.get(state, 0.0) for state in found.by_state) or 1.0
    mean = {
        step: sum(getattr(steps, step) * persons.get(state, 0.0) for state, steps in found.by_state.items()) / everybody
        for step in STEP_NAMES
    }
    waited = mean["queue"] + mean["permits_beyond_notice"]
    title = (
        f"Notice takes {mean['notice']:.0f} days by person, way and reception {mean['transit'] + mean['reception']:.0f}, "
        f"queues and permits {waited:.1f}"
    )
    if mean["held_back"] >= 1:
        title += f"; units are held back for {mean['held_back']:.0f} until they are required"
    description = " ".join(
        f"{names.get(state, state)}: "
        + ", ".join(f"{STEP_NAMES[step]} {getattr(steps, step):.1f}" for step in STEP_NAMES if getattr(steps, step) >= 0.05)
        + "."
        for state, steps in found.by_state.items()
    )
    return Picture(
        id="waterfall",
        title=title,
        description=description,
        wide=_waterfall_chart(found, names, persons, 900, 12.5),
        narrow=_waterfall_chart(found, names, persons, 346, 11.5),
    )


def _waterfall_chart(
    found: Deployment, names: Mapping[str, str], persons: Mapping[str, float], width: float, size: float
) -> Sketch:
    shown = [step for step in STEP_NAMES if any(getattr(steps, step) >= 0.05 for steps in found.by_state.values())]
    named, above = key([(_STEP_COLOURS[step], STEP_NAMES[step]) for step in shown], width, size)
    totals = {state: sum(getattr(steps, step) for step in shown) for state, steps in sorted(found.by_state.items())}
    order = sorted(totals, key=lambda state: (-persons.get(state, 0.0), state))
    row, ends = 23.0, text_width("day 1000", size)
    left = min(6 + room_for([names.get(state, state) for state in order], size), width * 0.34)
    days = Scale(low=0, high=max(totals.values()) or 1.0, start=left, end=width - ends - 8)
    bars: dict[str, list[Box]] = {step: [] for step in shown}
    for place, state in enumerate(order):
        top, begun = above + row * place, 0.0
        for step in shown:
            ended = begun + getattr(found.by_state[state], step)
            if days.at(ended) - days.at(begun) >= 0.4:
                bars[step].append((days.at(begun), top + 4, days.at(ended), top + row - 4))
            begun = ended
    middles = [above + row * (place + 0.5) for place in range(len(order))]
    told = [(days.at(totals[state]) + 5, y, f"day {totals[state]:.0f}") for state, y in zip(order, middles, strict=True)]
    return sketch(
        width,
        above + row * len(order) + 2,
        named,
        rules([(0, above + row * place, width, above + row * place) for place in range(len(order))], GRID),
        *(
            boxes(own, _STEP_COLOURS[step], stroke=None if step == "queue" else MUTED, stroke_width=0.6)
            for step, own in bars.items()
        ),
        words(
            [(0, y, cut(names.get(state, state), size, left - 6)) for state, y in zip(order, middles, strict=True)], size=size
        ),
        words(told, size=size, colour=MUTED),
    )

"""When the force is there: the arrival curve, how earlier missions built up, and where the days go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import ACCENT, GRID, INK, MUTED, PALETTE, PAPER, WARN, Picture, text_width
from interpose.brief.charts.rows import Label, fixed, labels, layer, lines_across, pixels_down
from interpose.brief.text.format_number import about
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
    "held_back": GRID,
    "transit": PALETTE[0],
    "queue": WARN,
    "reception": PALETTE[1],
}
_DAYS_A_MONTH = 30
_BAND = "#bcd3e6"


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
    dash: tuple[int, ...] = ()


_LINES = (
    _CurveLine(field="required", colour=INK, width=1.6, dash=(6, 4)),
    _CurveLine(field="planned", colour=MUTED, width=1.4),
    _CurveLine(field="proved_edge", colour=PALETTE[2], width=1.4, dash=(2, 2)),
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
        f"Day {day.day}: {about(day.persons)} operational, {about(day.planned)} planned, {about(day.required)} required."
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
        wide=_arrival_chart(found, 860, 330, 12.5),
        narrow=_arrival_chart(found, 296, 300, 11.5),
    )


def _arrival_chart(found: Deployment, width: int, height: int, size: float) -> alt.TopLevelMixin:
    days = found.arrival
    last = days[-1].day
    most = max(max(day.required, day.persons, day.planned, day.best_possible, day.high or 0.0) for day in days) or 1.0
    # Room above the highest line for a row of text for each mark.
    top = most / (1 - (size + 4) * (0.5 + len(_reached(found))) / height)
    x_axis = alt.Axis(title="days from the order", values=list(range(0, last + 1, 30)), grid=False, labelFlush=True)
    y_axis = alt.Axis(title=None, format=",d", tickCount=5, domain=False, ticks=False)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, last], nice=False), axis=x_axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=y_axis)
    band = _turns([{"x": day.day, "y": day.low, "y2": day.high} for day in days if day.low is not None])
    drawn: list[alt.Chart] = []
    if band:
        drawn.append(
            layer(band).mark_area(color=_BAND, opacity=0.6, interpolate="step-after").encode(x=x, y=y, y2=alt.Y2("y2:Q"))
        )
    for line in _LINES:
        rows = _turns([{"x": day.day, "y": getattr(day, line.field)} for day in days])
        mark = layer(rows).mark_line(
            color=line.colour, strokeWidth=line.width, strokeDash=list(line.dash) or alt.Undefined, interpolate="step-after"
        )
        drawn.append(mark.encode(x=x, y=y))
    return alt.layer(*drawn, *_marks(found, top, size, (width, height), (x, y))).properties(width=width, height=height)


def _turns(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Keep the days on which a stepped line turns, and the last one."""
    levels = [{key: value for key, value in row.items() if key != "x"} for row in rows]
    return [row for at, row in enumerate(rows) if at in (0, len(rows) - 1) or levels[at] != levels[at - 1]]


def _reached(found: Deployment) -> list[tuple[int, str]]:
    """Return the days on which marks are reached within what is drawn, with their names, the latest first."""
    last = found.arrival[-1].day
    days = [(mark.day, MARK_NAMES[name]) for name, mark in found.capability.items() if mark.day is not None]
    return sorted(((day, name) for day, name in days if day <= last), reverse=True)


def _marks(found: Deployment, top: float, size: float, plot: tuple[int, int], axes: tuple[alt.X, alt.Y]) -> list[alt.Chart]:
    """Write each mark that is reached beside its day, the later above the earlier, so that none covers another."""
    (width, height), (x, y) = plot, axes
    last = found.arrival[-1].day
    rules: list[dict[str, object]] = []
    beside: dict[bool, list[dict[str, object]]] = {True: [], False: []}
    for place, (day, name) in enumerate(_reached(found)):
        level = top - (place + 0.5) * (size + 4) / height * top
        text = f"{name}: day {day}"
        rules.append({"x": day, "y": 0, "y2": level})
        beside[day / last * width > text_width(text, size, bold=True) + 8].append({"x": day, "y": level, "text": text})
    if not rules:
        return []
    drawn = [layer(rules).mark_rule(color=WARN, strokeWidth=1).encode(x=x, y=y, y2=alt.Y2("y2:Q"))]
    # A pale halo first: where there is no room on the left, lines of later marks run behind a text.
    for halo in (True, False):
        for on_the_left, rows in beside.items():
            if rows:
                mark = layer(rows).mark_text(
                    align="right" if on_the_left else "left",
                    baseline="middle",
                    dx=-4 if on_the_left else 4,
                    fontSize=size,
                    fontWeight="bold",
                    color=PAPER if halo else WARN,
                    stroke=PAPER if halo else "transparent",
                    strokeWidth=4 if halo else 0,
                )
                drawn.append(mark.encode(x=x, y=y, text=alt.Text("text:N")))
    return drawn


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
        narrow=_precedent_chart(found, own, 330, 11.5),
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


def _precedent_chart(found: Deployment, own: Sequence[int | None], width: int, size: float) -> alt.TopLevelMixin:
    bands = [band for band in found.precedents if band.kind == "fresh"]
    row, left = 24, 106
    height = row * len(bands)
    most = max(band.p90 for band in bands) * _DAYS_A_MONTH * 1.02
    axis = alt.Axis(title="days", tickCount=4 if width < 400 else 10, grid=False, labelFlush=True)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=axis)
    y = pixels_down(height)
    ranges, middles, mine, names, others = [], [], [], [], []
    for place, (band, day) in enumerate(zip(bands, own, strict=True)):
        at = row * (place + 0.5)
        ranges.append({"x": band.p10 * _DAYS_A_MONTH, "x2": band.p90 * _DAYS_A_MONTH, "y": at})
        middles.append({"x": band.p50 * _DAYS_A_MONTH, "y": at})
        names.append(Label(y=at, text=f"{band.share:.0%} of the peak", x=-left, room=left - 6, size=size))
        if day is not None:
            mine.append({"x": day, "y": at})
        others += [{"x": then, "y": at} for _, then in _coalitions_at(found, band.share) if then <= most]
    drawn = [
        layer(ranges).mark_rule(color="#b9bec6", strokeWidth=8).encode(x=x, x2=alt.X2("x2:Q"), y=y),
        layer(middles).mark_tick(color=INK, thickness=2.5, size=14, orient="vertical").encode(x=x, y=y),
        layer(others)
        .mark_point(shape="diamond", filled=False, size=60, color=INK, strokeWidth=1.6, opacity=1)
        .encode(x=x, y=y),
        layer(mine).mark_point(shape="circle", filled=True, size=90, color=ACCENT, opacity=1).encode(x=x, y=y),
        *labels(names, y),
    ]
    # Room below for the axis with its title.
    padding = {"left": left + 1, "right": 14, "top": 2, "bottom": 40}
    return alt.LayerChart(layer=drawn, width=width - left - 16, height=height, padding=padding, autosize="none")


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
    found: Deployment, names: Mapping[str, str], persons: Mapping[str, float], width: int, size: float
) -> alt.TopLevelMixin:
    shown = [step for step in STEP_NAMES if any(getattr(steps, step) >= 0.05 for steps in found.by_state.values())]
    key, above = _key(shown, width, size)
    totals = {state: sum(getattr(steps, step) for step in shown) for state, steps in sorted(found.by_state.items())}
    order = sorted(totals, key=lambda state: (-persons.get(state, 0.0), state))
    row = 23
    left = 6 + max(text_width(names.get(state, state), size) for state in order)
    left, ends = min(left, width * 0.34), text_width("day 1000", size)
    scale = (width - left - ends - 8) / (max(totals.values()) or 1.0)
    height = above + row * len(order)
    y = pixels_down(height)
    bars, texts = [], []
    for place, state in enumerate(order):
        at, day = above + row * place, 0.0
        texts.append(Label(y=at + row / 2, text=names.get(state, state), x=0, room=left - 6, size=size))
        for step in shown:
            days = getattr(found.by_state[state], step)
            start, day = day, day + days
            if days * scale >= 0.4:
                bars.append(
                    {
                        "from": left + start * scale,
                        "to": left + day * scale,
                        "top": at + 4,
                        "end": at + row - 4,
                        "colour": _STEP_COLOURS[step],
                    }
                )
        texts.append(Label(y=at + row / 2, text=f"day {day:.0f}", x=left + day * scale + 5, room=ends, size=size, colour=MUTED))
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    boxes = (
        layer([*bars, *key.boxes])
        .mark_rect(stroke="#ffffff", strokeWidth=0.6)
        .encode(
            x=x, x2=alt.X2("to:Q"), y=pixels_down(height, "top"), y2=alt.Y2("end:Q"), color=alt.Color("colour:N", scale=None)
        )
    )
    lines = lines_across([above + row * place for place in range(len(order))], 0, width, y)
    return fixed([lines, boxes, *labels([*key.texts, *texts], y)], width=width, height=height, left=0, right=0, top=0)


@dataclass(frozen=True, slots=True)
class _StepKey:
    """Boxes with the colours of the steps and the names beside them."""

    boxes: tuple[Mapping[str, object], ...]
    texts: tuple[Label, ...]


def _key(steps: Sequence[str], width: int, size: float) -> tuple[_StepKey, float]:
    """Set the key above the rows, on as many lines as it takes; also give its height."""
    boxes: list[Mapping[str, object]] = []
    texts: list[Label] = []
    x, line = 0.0, 0
    for step in steps:
        room = 17 + text_width(STEP_NAMES[step], size) + 12
        if x and x + room > width:
            x, line = 0.0, line + 1
        top = line * (size + 8) + 3
        boxes.append({"from": x, "to": x + 13, "top": top, "end": top + 11, "colour": _STEP_COLOURS[step]})
        texts.append(Label(y=top + 6, text=STEP_NAMES[step], x=x + 17, room=room, size=size))
        x += room
    return _StepKey(tuple(boxes), tuple(texts)), (line + 1) * (size + 8) + 8

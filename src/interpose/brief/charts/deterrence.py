"""Whether the line holds before help comes, by the size of the force."""

from __future__ import annotations

import altair as alt

from interpose.brief.charts.drawing import ACCENT, INK, MUTED, PAPER, Picture, text_width
from interpose.brief.charts.rows import layer
from interpose.brief.text.format_number import about, per_cent
from interpose.deterrence import Deterrence
from interpose.deterrence.race.by_size import HeldBySize, SizeMark

__all__ = ["deterrence_picture"]

_BAND = "#bcd3e6"
_LEAST_GAP = 3_000
"""Forces whose sizes differ by less stand at one mark."""


def deterrence_picture(found: Deterrence) -> Picture | None:
    """Draw the share of cases in which the line holds at once against the size of the force, with the mandates marked.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    Picture or None
        None where the game has no race, or no force is asked about.
    """
    held = found.held_by_size
    if held is None or not held.marks:
        return None
    own = held.marks[0]
    largest = max(held.marks, key=lambda mark: mark.persons)
    title = f"The line holds before help comes in {per_cent(own.held)} of the cases with {about(own.persons)} persons"
    if largest.persons > own.persons:
        title += f", in {per_cent(largest.held)} with {about(largest.persons)}"
    told = [
        f"{each.name}, {about(each.persons)} persons: {per_cent(each.held)}; {per_cent(each.host_weak)} if the host is weak, "
        f"{per_cent(each.host_strong)} if it is strong."
        for each in sorted(held.marks, key=lambda mark: mark.persons)
    ]
    return Picture(
        id="deterrence",
        title=title,
        description=" ".join(told),
        wide=_chart(held, 860, 300, 12.5),
        narrow=_chart(held, 292, 260, 11.5),
    )


def _grouped(held: HeldBySize) -> list[tuple[float, str]]:
    """Return the places of marks with their names; forces of about one size share one."""
    groups: list[list[SizeMark]] = []
    for mark in sorted(held.marks, key=lambda each: each.persons):
        if groups and mark.persons - groups[-1][0].persons < _LEAST_GAP:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return [(own[0].persons, f"{', '.join(_name(each) for each in own)}: {_sizes(own)}") for own in groups]


def _name(mark: SizeMark) -> str:
    return mark.name[:1].upper() + mark.name[1:]


def _sizes(marks: list[SizeMark]) -> str:
    sizes = list(dict.fromkeys(about(mark.persons) for mark in marks))
    shares = list(dict.fromkeys(per_cent(mark.held) for mark in marks))
    return f"{' and '.join(sizes)}, {' and '.join(shares)}"


def _chart(held: HeldBySize, width: int, height: int, size: float) -> alt.TopLevelMixin:
    marks = [(min(persons, held.points[-1].persons), name) for persons, name in _grouped(held)]
    row = size + 5
    tall = height + row * len(marks) + 6
    # Names stand above the plot, one row each: the scale goes on above 100 % for them alone.
    top = tall / height
    most = held.points[-1].persons
    step = 20_000 if width > 400 else 40_000
    x_axis = alt.Axis(
        title="persons of the force in the country", values=list(range(0, int(most) + 1, step)), format=",d", grid=False,
        labelFlush=True,
    )  # fmt: skip
    y_axis = alt.Axis(title=None, values=[0, 0.25, 0.5, 0.75, 1.0], format=".0%", domain=False, ticks=False)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=x_axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=y_axis)
    band = [{"x": each.persons, "y": each.host_weak, "y2": each.host_strong} for each in held.points]
    line = [{"x": each.persons, "y": each.held} for each in held.points]
    drawn = [
        layer(band).mark_area(color=_BAND, opacity=0.6).encode(x=x, y=y, y2=alt.Y2("y2:Q")),
        layer(line).mark_line(color=ACCENT, strokeWidth=2.8).encode(x=x, y=y),
    ]
    return alt.layer(*drawn, *_names(held, marks, (width, tall, top), size, (x, y))).properties(width=width, height=tall)


def _names(
    held: HeldBySize, marks: list[tuple[float, str]], plot: tuple[float, float, float], size: float, axes: tuple[alt.X, alt.Y]
) -> list[alt.Chart]:
    """Write each mark above the plot, the smallest force highest, with a thin line down to its place on the curve."""
    (width, tall, top), (x, y) = plot, axes
    most = held.points[-1].persons
    rules, dots = [], []
    beside: dict[bool, list[dict[str, object]]] = {True: [], False: []}
    for place, (persons, text) in enumerate(marks):
        level = top - (place + 0.5) * (size + 5) / tall * top
        share = _at(held, persons)
        rules.append({"x": persons, "y": share, "y2": level})
        dots.append({"x": persons, "y": share})
        right = persons / most * width + text_width(text, size) + 8 <= width
        beside[right].append({"x": persons, "y": level, "text": text})
    drawn = [
        layer(rules).mark_rule(color=MUTED, strokeWidth=0.8).encode(x=x, y=y, y2=alt.Y2("y2:Q")),
        layer(dots).mark_point(shape="circle", filled=True, size=60, color=ACCENT, opacity=1).encode(x=x, y=y),
    ]
    for halo in (True, False):
        for right, rows in beside.items():
            if rows:
                mark = layer(rows).mark_text(
                    align="left" if right else "right",
                    baseline="middle",
                    dx=5 if right else -5,
                    fontSize=size,
                    color=PAPER if halo else INK,
                    stroke=PAPER if halo else "transparent",
                    strokeWidth=4 if halo else 0,
                )
                drawn.append(mark.encode(x=x, y=y, text=alt.Text("text:N")))
    return drawn


def _at(held: HeldBySize, persons: float) -> float:
    """Read the curve at a size."""
    for low, high in zip(held.points, held.points[1:], strict=False):
        if low.persons <= persons <= high.persons:
            return low.held + (high.held - low.held) * (persons - low.persons) / (high.persons - low.persons)
    return held.points[-1].held

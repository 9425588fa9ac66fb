"""Whether the line holds before help comes, by the size of the force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interpose.brief.charts.drawing import ACCENT, BAND, MUTED, RANGE, Picture, Sketch, text_width
from interpose.brief.charts.marks import Scale, areas, axis_across, axis_up, beside, dots, lines, rules, sketch
from interpose.brief.text.format_number import first_capital, headcount, per_cent
from interpose.deterrence import Deterrence
from interpose.deterrence.race.by_size import HeldBySize, SizeMark

__all__ = ["deterrence_picture"]

_LEAST_GAP = 5_000
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
    title = f"The line holds before help comes in {per_cent(own.held)} of the cases with {headcount(own.persons)} persons"
    if largest.persons > own.persons:
        title += f", in {per_cent(largest.held)} with {headcount(largest.persons)}"
    told = [
        f"{each.name}, {headcount(each.persons)} persons: {per_cent(each.held)}; "
        f"{per_cent(each.host_weak)} if the host is weak, {per_cent(each.host_strong)} if it is strong."
        for each in sorted(held.marks, key=lambda mark: mark.persons)
    ]
    return Picture(
        id="deterrence",
        title=title,
        description=" ".join(told),
        wide=_chart(held, 900, 180, 12.5),
        narrow=_chart(held, 346, 260, 11.5),
    )


def _grouped(held: HeldBySize) -> list[tuple[float, str]]:
    """Return the places of marks with their names; forces of about one size share one."""
    groups: list[list[SizeMark]] = []
    for mark in sorted(held.marks, key=lambda each: each.persons):
        if groups and mark.persons - groups[-1][0].persons < _LEAST_GAP:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return [(own[0].persons, first_capital(f"{', '.join(each.name for each in own)}: {_sizes(own)}")) for own in groups]


def _sizes(marks: list[SizeMark]) -> str:
    sizes = list(dict.fromkeys(headcount(mark.persons) for mark in marks))
    shares = list(dict.fromkeys(per_cent(mark.held) for mark in marks))
    return f"{' and '.join(sizes)}, {' and '.join(shares)}"


def _chart(held: HeldBySize, width: float, height: float, size: float) -> Sketch:
    most = held.points[-1].persons
    marks = [(min(persons, most), name) for persons, name in _grouped(held)]
    across = Scale(low=0, high=most, start=text_width("100%", size) + 8, end=width - 14)
    named = _rows(marks, across, size)
    above = _above(held, named, across, (height, size))
    down = Scale(low=0, high=1, start=above + height, end=above)
    shares = [(down.at(share), per_cent(share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    step = 20_000 if width > 400 else 40_000
    sizes = [(across.at(tick), f"{tick:,}") for tick in range(0, int(most) + 1, step)]
    weak, middle, strong = (
        [(across.at(each.persons), down.at(getattr(each, field))) for each in held.points]
        for field in ("host_weak", "held", "host_strong")
    )
    return sketch(
        width,
        down.start + 36,
        axis_up(shares, left=across.start, right=across.end, size=size),
        axis_across(
            sizes,
            top=above,
            bottom=down.start,
            width=width,
            grid=False,
            size=size,
            unit="persons of the force in the country",
        ),
        areas([weak + strong[::-1]], BAND, fill_opacity=0.6, stroke=RANGE),
        lines([middle], ACCENT, width=2.8),
        *_names(held, named, (across, down), size),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """The name of a mark: the size that it stands for, its row from the top, and how far it reaches from left to right."""

    text: str
    persons: float
    x: float
    row: int
    left: float
    right: float


def _rows(marks: Sequence[tuple[float, str]], across: Scale, size: float) -> list[_Name]:
    """Deal names to rows, the smallest force highest: none covers another, or the line that leads from another to the curve."""
    dealt: list[_Name] = []
    for persons, text in marks:
        x, room = across.at(persons), text_width(text, size) + 5
        # On the side where `beside` writes it; where it fits on none, it ends with the plot.
        left = x if x + room <= across.end else x - room if room <= x else max(across.end - room, 0.0)
        name = _Name(text=text, persons=persons, x=x, row=len(dealt), left=left, right=min(left + room, across.end))
        tried = (replace(name, row=row) for row in range(len(dealt)))
        dealt.append(next((each for each in tried if not any(_meet(each, other) for other in dealt)), name))
    return dealt


def _meet(one: _Name, other: _Name) -> bool:
    """Whether a name covers another, or the line that leads from the higher of them to the curve."""
    if one.row == other.row:
        return one.left <= other.right and other.left <= one.right
    high, low = sorted((one, other), key=lambda each: each.row)
    return low.left <= high.x <= low.right


def _above(held: HeldBySize, named: Sequence[_Name], across: Scale, plot: tuple[float, float]) -> float:
    """Give the pixels that names take above the plot: they may stand in it where neither curve nor band is."""
    height, size = plot
    needed = [
        (each.row + 1) * (size + 5) + 4 - height * (1 - point.host_strong)
        for each in named
        for point in held.points
        if each.left - 10 <= across.at(point.persons) <= each.right + 10
    ]
    return max([size + 11, *needed])


def _names(held: HeldBySize, named: Sequence[_Name], scales: tuple[Scale, Scale], size: float) -> Iterator[str]:
    """Write each name in its row, with a thin line down to its place on the curve."""
    across, down = scales
    placed = [(each.x, (each.row + 0.5) * (size + 5), each.text) for each in named]
    ends = [(each.x, down.at(_at(held, each.persons))) for each in named]
    yield rules([(x, y, x, curve) for (x, y, _), (_, curve) in zip(placed, ends, strict=True)], MUTED, width=0.8)
    yield dots(ends, radius=4, fill=ACCENT)
    yield beside(placed, within=(0, across.end), size=size)


def _at(held: HeldBySize, persons: float) -> float:
    """Read the curve at a size."""
    for low, high in zip(held.points, held.points[1:], strict=False):
        if low.persons <= persons <= high.persons:
            return low.held + (high.held - low.held) * (persons - low.persons) / (high.persons - low.persons)
    return held.points[-1].held

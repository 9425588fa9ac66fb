"""What the force costs on each basis, by state: one axis, four bases, never added."""

from __future__ import annotations

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import INK, MUTED, PALETTE, Picture, Sketch, text_width
from interpose.brief.charts.marks import Box, Scale, axis_across, boxes, dots, key, rules, sketch, words
from interpose.brief.tables.sustainment import BASIS_NAMES
from interpose.brief.text.format_number import about
from interpose.brief.text.money import in_words
from interpose.case import Range
from interpose.sustainment import Sustainment

__all__ = ["cost_picture"]

_ROW = 66
_NAMED = 5
"""States with a colour of their own; the rest share one."""


def cost_picture(assessment: Assessment) -> Picture:
    """Draw the cost of the plan on each basis, stacked by state, with its range.

    Parameters
    ----------
    assessment : Assessment
        The result; its sustainment is there.

    Returns
    -------
    Picture
        The chart.
    """
    found = assessment.sustainment
    assert found is not None  # noqa: S101 - the register asks only where there is one
    lowest = min(total.mode for total in found.cost_total)
    highest = max(total.mode for total in found.cost_total)
    years = f"{about(found.months / 12)} years" if found.months != 12 else "a year"
    description = " ".join(
        f"{BASIS_NAMES[total.basis].capitalize()}: {in_words(total.mode, found.currency)}, from "
        f"{in_words(total.low, found.currency)} to {in_words(total.high, found.currency)}."
        for total in found.cost_total
    )
    names = {code: assessment.case.states[code].name for code in found.by_state()}
    return Picture(
        id="cost",
        title=f"From {in_words(lowest, found.currency)} to {in_words(highest, found.currency)} for {years}, by what is counted",
        description=description,
        wide=_chart(found, names, 900, 13),
        narrow=_chart(found, names, 346, 11),
    )


def _chart(found: Sustainment, names: dict[str, str], width: int, size: int) -> Sketch:
    top = max(min(total.high, 2.2 * total.mode) for total in found.cost_total) or 1.0
    across = Scale(low=0, high=top / 1e9, start=0, end=width - 10)
    largest = sorted(found.by_state().items(), key=lambda each: (-each[1].mode, each[0]))
    named = [code for code, _ in largest[:_NAMED]]
    colours = {code: PALETTE[place] for place, code in enumerate(named)}
    key_of = [(colour, names[code]) for code, colour in colours.items()]
    key_of += [(PALETTE[-1], "others")] if len(largest) > len(named) else []
    shown, above = key(key_of, width, size)
    bars: dict[str, list[Box]] = {}
    heads, told, ranges, ends = [], [], list[Box](), []
    for row, total in enumerate(found.cost_total):
        y, left = above + row * _ROW, 0.0
        by_state = found.by_state(total.basis)
        rest = sum((by_state[code] for code in by_state if code not in colours), Range.exactly(0)).mode
        for colour, value in [*((colour, by_state[code].mode) for code, colour in colours.items()), (PALETTE[-1], rest)]:
            right = left + value / 1e9
            bars.setdefault(colour, []).append((across.at(left), y + 24, across.at(right), y + 46))
            left = right
        ranges.append((across.at(total.low / 1e9), y + 53, across.at(min(total.high, top) / 1e9), y + 53))
        if total.high > top:
            ends.append((ranges[-1][2], y + 53))
        head = BASIS_NAMES[total.basis].capitalize()
        heads.append((0, y + 12, head))
        spread = f"{in_words(total.low, found.currency)} to {in_words(total.high, found.currency)}"
        mode = in_words(total.mode, found.currency)
        at = text_width(head, size + 1, bold=True) + 10
        told.append((at, y + 12, f"{mode} ({spread})" if width >= 400 else mode))
    bottom = above + len(found.cost_total) * _ROW
    ticks = [(across.at(tick), f"{tick:,.10g}") for tick in across.ticks(4 if width < 400 else 8)]
    return sketch(
        width,
        bottom + 34,
        axis_across(
            ticks, top=above, bottom=bottom, width=width, size=size, unit=in_words(2e9, found.currency).removeprefix("2 ")
        ),
        shown,
        *(boxes(own, colour, stroke=MUTED, stroke_width=0.6) for colour, own in bars.items()),
        rules(ranges, INK, width=2),
        dots(ends, shape="arrow", radius=5.5, fill=INK, width=0),
        words(heads, size=size + 1, bold=True, paper=True),
        words(told, size=size, colour=MUTED, paper=True),
    )

"""The chart of page one: what each firmness holds, against what each mandate needs and what such missions had."""

from __future__ import annotations

import re
from dataclasses import replace

from interpose.assessment import Assessment
from interpose.brief.charts.argument import RUNG_NAMES, argument_picture
from interpose.brief.charts.drawing import Sketch
from interpose.brief.text.format_number import about


def test_every_rung_and_every_mandate_has_a_row_with_its_number(assessed: Assessment) -> None:
    picture = argument_picture(assessed)
    for chart in (picture.wide, picture.narrow):
        assert isinstance(chart, Sketch)
        for rung in assessed.rungs:
            assert f"… {RUNG_NAMES[rung.rung]}</text>" in chart.body
        for need in assessed.requirement.mandates:
            assert f">{need.name}</text>" in chart.body
            assert about(need.personnel.mode) in chart.body
    tested = [need for need in assessed.requirement.mandates if need.precedent is not None]
    assert str(picture.wide.body).count('stroke-width="2.4"') == len(tested) > 0  # type: ignore[union-attr]


def test_an_axis_of_tens_gives_the_smallest_mandate_as_much_room_as_the_largest(assessed: Assessment) -> None:
    body = argument_picture(assessed).wide.body  # type: ignore[union-attr]
    bars = [tuple(map(float, ends)) for ends in re.findall(r'd="M([\d.]+),[\d.]+H([\d.]+)v8', body)]
    assert len(bars) == len(assessed.requirement.mandates)
    widths = [right - left for left, right in bars]
    assert max(widths) < 6 * min(widths)


def test_without_pledges_the_title_says_so_and_a_firmness_that_holds_nothing_has_an_empty_mark(assessed: Assessment) -> None:
    first, *others = assessed.rungs
    nothing = replace(first, without_end=replace(first.without_end, sustained=0))
    picture = argument_picture(replace(assessed, rungs=(nothing, *others)))
    assert picture.title.startswith("Pledges hold none of the")
    assert str(picture.wide.body).count("<circle") == len(assessed.rungs)  # type: ignore[union-attr]
    assert 'fill="#ffffff" stroke="#0b4f8a"' in picture.wide.body  # type: ignore[union-attr]


def test_without_rungs_the_mandates_stand_alone(assessed: Assessment) -> None:
    picture = argument_picture(replace(assessed, rungs=()))
    assert picture.title.startswith("Mandates need from")
    assert "<circle" not in picture.wide.body  # type: ignore[union-attr]

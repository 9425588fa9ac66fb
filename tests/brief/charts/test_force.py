"""The force over time: bars that add up, and names beside them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import MUTED, PALETTE
from interpose.brief.charts.force import force_picture
from interpose.brief.text.format_number import headcount
from tests.brief.charts.reading import Bar, bars_of, elements_of, lies_on_a_scale, marks_of, words_of


def by_colour(assessed: Assessment) -> dict[str, list[Bar]]:
    chart = force_picture(assessed, assessed.plan).wide
    return {colour: bars_of(chart, fill=colour) for colour in PALETTE}


def test_the_bars_of_a_month_add_up_to_the_force_and_do_not_overlap(assessed: Assessment) -> None:
    bars = [bar for own in by_colour(assessed).values() for bar in own]
    months = sorted({bar.left for bar in bars})
    force = assessed.plan.force.by_month
    assert len(months) == sum(persons > 0 for persons in force)
    tops = []
    for month in months:
        own = sorted((bar.top, bar.bottom) for bar in bars if bar.left == month)
        assert all(one[1] == pytest.approx(other[0], abs=0.02) for one, other in pairwise(own))
        tops.append(own[0][0])
    assert lies_on_a_scale([persons for persons in force if persons], tops)


def test_each_state_is_told_by_its_place_and_name_and_not_by_colour_alone(assessed: Assessment) -> None:
    bars = by_colour(assessed)
    month = max(bar.left for own in bars.values() for bar in own)
    last = {colour: own[-1].top for colour, own in bars.items() if own and own[-1].left == month}
    assert len(last) > 5, "there are states whose order is told"
    upwards = sorted(last, key=lambda colour: -last[colour])
    chart = force_picture(assessed, assessed.plan).wide
    keys = {
        each["fill"]: marks_of(chart, "square", fill=each["fill"])[0].y
        for each in elements_of(chart, "path")
        if each.get("stroke") == MUTED and each["fill"] != "none"
    }
    keyed = [colour for colour in sorted(keys, key=lambda colour: -keys[colour]) if colour in last]
    assert keyed == upwards, "names stand beside the bars in the order of the bars"
    names = {word.y: word.text for word in words_of(chart)}
    assert all(any(abs(y - place) < 6 and text for y, text in names.items()) for place in keys.values())


def test_the_title_tells_the_force_and_the_requirement_as_page_one_does(assessed: Assessment) -> None:
    kept, need = assessed.plan.force.sustained, assessed.requirement.of(assessed.plan.mandate).personnel.mode
    title = force_picture(assessed, assessed.plan).title
    assert f"keeps at least {headcount(kept)} of the {headcount(need)} required" in title

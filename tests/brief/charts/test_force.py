"""The force over time: bars that add up, and names beside them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.force import force_picture
from tests.brief.charts.specs import layers_of


def test_the_bars_of_a_month_add_up_to_the_force_and_do_not_overlap(assessed: Assessment) -> None:
    plan = assessed.plan
    picture = force_picture(assessed, plan)
    bars = layers_of(picture.wide, "rect")[0]
    for month, persons in enumerate(plan.force.by_month):
        own = sorted((bar["y"], bar["y2"]) for bar in bars if month <= bar["x"] < month + 1)
        assert sum(top - bottom for bottom, top in own) == pytest.approx(persons)
        assert all(one[1] == pytest.approx(other[0]) for one, other in pairwise(own))


def test_each_state_is_told_by_its_place_and_name_and_not_by_colour_alone(assessed: Assessment) -> None:
    plan = assessed.plan
    picture = force_picture(assessed, plan)
    bars = [bar for bar in layers_of(picture.wide, "rect")[0] if int(bar["x"]) == len(plan.force.by_month) - 1]
    upwards = [bar["colour"] for bar in sorted(bars, key=lambda bar: bar["y"])]
    assert len(set(upwards)) == len(upwards)
    names = layers_of(picture.wide, "text")[0]
    beside = [name["colour"] for name in sorted(names, key=lambda name: -name["y"]) if name["colour"] in upwards]
    assert beside == upwards, "names stand beside the bars in the order of the bars"

"""Posts on the map: drawn at the spacing of the rule, told as an estimate, and never as sites."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Drawing, draw
from interpose.brief.map.area_map import NARROW_SHARE, estimated_posts, map_picture
from interpose.brief.map.frame import POST, Labels, fit_frame
from interpose.requirement import posts_along


@pytest.fixture(scope="module")
def drawn(assessed: Assessment) -> Drawing:
    return draw(map_picture(assessed, assessed.plan.chosen))


def dots(svg: str) -> int:
    """Count the marks that are filled with the colour of posts and are no larger than one: hubs share the colour."""
    found = re.findall(r'<path [^>]*fill="([^"]+)"[^>]*stroke-width="0.4"', svg)
    return sum(colour == POST for colour in found)


def test_the_map_draws_every_post_and_a_phone_one_in_four(assessed: Assessment, drawn: Drawing) -> None:
    posts = posts_along(assessed.case, assessed.requirement, "observe")
    # 1,057 km at one post every 5.4 km.
    assert len(posts) == 196
    assert dots(drawn.wide) == 196
    assert NARROW_SHARE == 4
    assert dots(drawn.narrow) == 49


def test_posts_of_another_mandate_are_told_as_such(assessed: Assessment) -> None:
    view = estimated_posts(assessed)
    assert view is not None
    assert assessed.case.scenario.mandate == "interpose"
    assert (view.mandate, view.own) == ("Observe", False)
    assert view.spacing_km == pytest.approx(5.4, abs=0.03)
    assert assessed.figures[view.rule].formula.startswith("1,057")


def test_no_posts_are_drawn_where_no_mandate_counts_them(assessed: Assessment) -> None:
    kept = tuple(need for need in assessed.requirement.mandates if need.id != "observe")
    without = replace(assessed, requirement=replace(assessed.requirement, mandates=kept))
    assert estimated_posts(without) is None
    assert dots(draw(map_picture(without, None)).wide) == 0


def test_the_legend_says_that_posts_are_a_spacing_and_not_places(html: str) -> None:
    legend = html[html.index('<section id="map"') : html.index('<section id="force"')]
    assert "post, estimated: a spacing, not a place" in legend
    assert "Were the mandate to observe, 196 posts would stand, one for every 5.4 km" in legend
    assert "one in four is drawn" in legend
    assert "none is proposed here" in legend
    assert 'href="#trace-requirement.observe.rule.static_posts"' in legend


def test_a_label_of_two_lines_keeps_room_for_both(assessed: Assessment) -> None:
    line = [part.geometry for part in assessed.case.area.line]
    labels = Labels(fit_frame(line, 640, most_height=800, margin=0.06))
    assert labels.put(300, 200, "Lithuania", 12, below="near Kupyansk", order=("E",))
    first, second = labels.placed
    assert (first.text, second.text) == ("Lithuania", "near Kupyansk")
    assert second.y - first.y >= 12
    # What the second line covers is taken: the room below the first is not free.
    assert not labels.put(300, second.y, "Elsewhere", 12, order=("E",))

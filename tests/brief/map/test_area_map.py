"""Posts on the map: drawn at the spacing of the rule, told as an estimate, and never as sites."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from shapely.affinity import scale, translate

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Drawing, draw
from interpose.brief.map.area_map import NARROW_SHARE, estimated_posts, map_picture, overview_picture
from interpose.brief.map.frame import POST, Labels, fit_frame
from interpose.brief.map.posts import posts_along
from interpose.case.tables.mandates import RequirementOverride
from interpose.requirement import require
from tests.brief.charts.reading import elements_of

CENTRE = (35.0, 48.5)
"""Middle of the shipped area (degrees)."""


@pytest.fixture(scope="module")
def drawn(assessed: Assessment) -> Drawing:
    return draw(map_picture(assessed, assessed.plan))


def dots(svg: str) -> int:
    """Count the marks that are filled with the colour of posts and are no larger than one: hubs share the colour."""
    found = re.findall(r'<path d="([^"]+)" fill="([^"]+)"[^>]*stroke-width="0.4"', svg)
    return sum(path.count("M") for path, colour in found if colour == POST)


def test_the_map_draws_every_post_and_a_phone_one_in_four(assessed: Assessment, drawn: Drawing) -> None:
    posts = posts_along(assessed.case, assessed.requirement, "observe_posts")
    # 1,057 km at one post every 5.4 km.
    assert len(posts) == 196
    assert dots(drawn.wide) == 196
    assert NARROW_SHARE == 4
    assert dots(drawn.narrow) == 49


def test_posts_of_another_mandate_are_told_as_such(assessed: Assessment) -> None:
    view = estimated_posts(assessed)
    assert view is not None
    assert assessed.case.scenario.mandate == "interpose"
    assert (view.mandate, view.own) == ("Observe from posts", False)
    assert view.spacing_km == pytest.approx(5.4, abs=0.03)
    assert assessed.figures[view.rule].formula.startswith("1,057")


def test_no_posts_are_drawn_where_no_mandate_counts_them(assessed: Assessment) -> None:
    kept = tuple(need for need in assessed.requirement.mandates if need.id != "observe_posts")
    without = replace(assessed, requirement=replace(assessed.requirement, mandates=kept))
    assert estimated_posts(without) is None
    assert dots(draw(map_picture(without, None)).wide) == 0


def test_the_legend_says_that_posts_are_a_spacing_and_not_places(html: str) -> None:
    legend = html[html.index('<section id="map"') : html.index('<section id="when"')]
    assert "post, estimated: a spacing, not a place" in legend
    words = re.sub("<[^>]+>", "", legend)
    assert "For “observe from posts” 196 posts would stand, one for every 5.4 km" in words
    assert "one in four is drawn" in legend
    assert "none is a proposed site" in legend
    assert 'href="#trace-requirement.observe_posts.rule.static_posts"' in legend


def test_a_label_of_two_lines_keeps_room_for_both(assessed: Assessment) -> None:
    line = [part.geometry for part in assessed.case.area.line]
    labels = Labels(fit_frame(line, 640, most_height=800, margin=0.06))
    assert labels.put(300, 200, "Lithuania", 12, below="near Kupyansk", order=("E",))
    first, second = labels.placed
    assert (first.text, second.text) == ("Lithuania", "near Kupyansk")
    assert second.y - first.y >= 12
    # What the second line covers is taken: the room below the first is not free.
    assert not labels.put(300, second.y, "Elsewhere", 12, order=("E",))


def test_a_case_elsewhere_is_drawn_with_its_own_host_and_neighbours(assessed: Assessment) -> None:
    moved = elsewhere(assessed, host="SLB", east=125.0, north=-57.0)
    picture = overview_picture(moved)
    names = {each["text"] for each in elements_of(picture.wide, "text")}
    assert "UKRAINE" not in names
    assert names & {"SOLOMON ISLANDS", "SOLOMON IS.", "PAPUA NEW GUINEA"}


def elsewhere(assessed: Assessment, *, host: str, east: float, north: float) -> Assessment:
    """Move the area of a result to another part of the world, for a map that needs nothing else."""
    area = assessed.case.area

    def moved(parts: Any) -> Any:
        shapes = (translate(scale(part.geometry, 0.3, 0.3, origin=CENTRE), east, north) for part in parts)
        return tuple(replace(part, geometry=shape) for part, shape in zip(parts, shapes, strict=True))

    there = replace(area, line=moved(area.line), hubs=moved(area.hubs), entry_points=moved(area.entry_points))
    scenario = assessed.case.scenario.model_copy(update={"host": host})
    case = replace(assessed.case, area=there, scenario=scenario)
    belt = there.line[0].geometry.buffer(0.1)
    ground = replace(assessed.requirement.area, belts={"forward": belt}, zone=belt)
    return replace(assessed, case=case, requirement=replace(assessed.requirement, area=ground))


def test_no_posts_are_drawn_where_the_case_states_its_own_number_in_place_of_the_rule_that_spaces_them(
    assessed: Assessment,
) -> None:
    row = {"mandate": "observe_posts", "capability": "monitors", "belt": "forward", "low": 1, "mode": 2, "high": 3}
    stated = RequirementOverride.model_validate({**row, "basis": "assumed", "source": "own"})
    case = replace(assessed.case, requirements=(stated,))
    assert estimated_posts(replace(assessed, case=case, requirement=require(case))) is None

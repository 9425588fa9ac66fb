"""Posts along a line."""

from __future__ import annotations

import pytest
from shapely.geometry import LineString, Point
from shapely.ops import unary_union

from interpose.brief.map.posts import posts_along
from interpose.case import Case
from interpose.requirement import Requirement, require
from interpose.requirement.plane import distance_km, length_km


@pytest.fixture(scope="module")
def needed(ukraine: Case) -> Requirement:
    return require(ukraine)


def test_posts_are_spread_evenly_along_the_line(ukraine: Case, needed: Requirement) -> None:
    posts = posts_along(ukraine, needed, "observe_posts")
    # 1,057 km at one post every 5.4 km.
    assert len(posts) == 196
    line = unary_union([part.geometry for part in ukraine.area.line])
    assert max(line.distance(Point(post)) for post in posts) < 1e-3
    assert posts_along(ukraine, needed, "reassure") == ()


def test_posts_follow_one_another_from_one_end_of_the_line_to_the_other(ukraine: Case, needed: Requirement) -> None:
    posts = [Point(post) for post in posts_along(ukraine, needed, "observe_posts")]
    places = []
    for number, part in enumerate(ukraine.area.line):
        mine = [post for post in posts if part.geometry.distance(post) < 1e-3]
        places += [(number, part.geometry.project(post)) for post in mine]
    assert len(places) == len(posts)
    assert places == sorted(places)


def test_neighbours_on_one_part_of_the_line_are_never_farther_apart_than_a_step(ukraine: Case, needed: Requirement) -> None:
    """The course of the line is one step long between neighbours; straight across it is never more."""
    posts = posts_along(ukraine, needed, "observe_posts")
    drawn = sum(length_km(part.geometry) for part in ukraine.area.line)
    parts = [part.geometry for part in ukraine.area.line]
    owner = [_nearest(parts, Point(post)) for post in posts]
    gaps = [
        distance_km(first, second)
        for first, second, mine, next_one in zip(posts, posts[1:], owner, owner[1:], strict=False)
        if mine == next_one
    ]
    assert max(gaps) <= drawn / len(posts) * 1.01


def _nearest(parts: list[LineString], place: Point) -> int:
    return min(range(len(parts)), key=lambda part: parts[part].distance(place))

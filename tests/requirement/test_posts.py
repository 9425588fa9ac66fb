"""Posts along a line."""

from __future__ import annotations

from shapely.geometry import Point
from shapely.ops import unary_union

from interpose.case import Case
from interpose.requirement import Requirement, posts_along


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

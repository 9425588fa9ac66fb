"""Belts on lines that can be checked by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from interpose.requirement.ground import belt, chains, clip_at_borders, halves

STRAIGHT = LineString([(0, 0), (100_000, 0)])


def test_a_straight_line_of_100_km_with_10_km_on_each_side_is_2000_square_km() -> None:
    zone = belt(chains([(STRAIGHT, True)]), 0, 10_000, "both")
    assert zone.area / 1e6 == pytest.approx(2_000)


def test_the_depth_belt_lies_on_the_hosts_side_from_the_edge_of_the_zone() -> None:
    depth = belt(chains([(STRAIGHT, True)]), 10_000, 80_000, "host")
    assert depth.area / 1e6 == pytest.approx(7_000)
    assert depth.bounds == pytest.approx((0, 10_000, 100_000, 80_000))


def test_a_line_drawn_the_other_way_with_the_host_on_its_right_gives_the_same_belt() -> None:
    one = belt(chains([(STRAIGHT, True)]), 10_000, 80_000, "host")
    other = belt(chains([(LineString(list(STRAIGHT.coords)[::-1]), False)]), 10_000, 80_000, "host")
    assert one.symmetric_difference(other).area == pytest.approx(0, abs=1)


def test_a_gap_in_the_line_makes_two_chains_and_the_belt_covers_both() -> None:
    parts = [(LineString([(0, 0), (10_000, 0)]), True), (LineString([(50_000, 0), (60_000, 0)]), True)]
    joined = chains(parts)
    assert [chain.parts for chain in joined] == [(0,), (1,)]
    assert belt(joined, 0, 1_000, "both").area / 1e6 == pytest.approx(40)


def test_a_border_cuts_the_belt_and_what_lies_across_it_is_left_out() -> None:
    zone = belt(chains([(STRAIGHT, True)]), 0, 10_000, "host")
    border = LineString([(-1_000, 4_000), (101_000, 4_000)])
    assert clip_at_borders(zone, [border], [STRAIGHT]).area / 1e6 == pytest.approx(400)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(-0.8, 0.8), min_size=2, max_size=30),
    st.floats(1_000, 20_000),
)
def test_left_and_right_never_overlap_and_fill_the_ground(turns: list[float], distance: float) -> None:
    points, heading, x, y = [(0.0, 0.0)], 0.0, 0.0, 0.0
    for turn in turns:
        # Headings stay within a right angle of the first, so that the line cannot cross itself.
        heading = max(-1.3, min(1.3, heading + turn))
        x, y = x + 10_000 * math.cos(heading), y + 10_000 * math.sin(heading)
        points.append((x, y))
    left, right = halves(LineString(points), distance)
    whole = LineString(points).simplify(distance * 0.01).buffer(distance, cap_style="flat", quad_segs=16)
    assert left.intersection(right).area < 1
    assert left.area + right.area == pytest.approx(whole.area, rel=1e-6)


def test_a_point_just_left_of_a_hook_is_left() -> None:
    hook = LineString([(0, 0), (50_000, 0), (50_000, 30_000), (10_000, 30_000)])
    left, right = halves(hook, 5_000)
    assert left.contains(Point(25_000, 3_000))
    assert left.contains(Point(25_000, 27_000))
    assert right.contains(Point(53_000, 15_000))


@pytest.mark.parametrize("bends", [300, 2000])
def test_a_line_of_many_bends_is_split_into_sides_that_cover_its_ground_once(bends: int) -> None:
    line = LineString([(200 * number, 1_000 * (number % 2)) for number in range(bends)])
    left, right = halves(line, 10_000)
    assert left.intersection(right).area < 1
    # A straight band, 20 km wide and a kilometre more for the bends; at its ends the last bend says where square is.
    band = 0.2 * bends * 21
    assert band <= (left.area + right.area) / 1e6 <= band + 300
    assert left.centroid.y > right.centroid.y

"""Belts and sectors on lines that can be checked by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from interpose.requirement.cutting import crossings, equal_workload, ground_of_sectors, inside_shapes
from interpose.requirement.ground import belt, chains, clip_at_borders, halves
from interpose.requirement.plane import length_km, plane_around

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


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(1, 500), st.sampled_from([0.4, 0.5, 1.0, 1.5])), min_size=1, max_size=6),
    st.integers(1, 40),
)
def test_sectors_share_the_workload_equally_and_leave_no_line_out(parts: list[tuple[float, float]], sectors: int) -> None:
    lengths, weights = [part[0] for part in parts], [part[1] for part in parts]
    stretches = equal_workload(lengths, weights, sectors)
    loads = [0.0] * sectors
    for stretch in stretches:
        loads[stretch.sector] += (stretch.end - stretch.start) * lengths[stretch.part] * weights[stretch.part]
    assert loads == pytest.approx([sum(a * b for a, b in parts) / sectors] * sectors, rel=1e-6)
    covered = sum((stretch.end - stretch.start) * lengths[stretch.part] for stretch in stretches)
    assert covered == pytest.approx(sum(lengths), rel=1e-6)


def test_cuts_move_to_boundaries_within_reach_and_no_farther() -> None:
    # 100 km in four sectors of 25: boundaries at 20, 24, 58 and 90 km.
    places = [(0, 0.20), (0, 0.24), (0, 0.58), (0, 0.90)]

    def cuts(reach: float) -> list[float]:
        return [round(stretch.end * 100, 9) for stretch in equal_workload([100.0], [1.0], 4, places, reach)]

    assert cuts(0.0) == [25, 50, 75, 100]
    assert cuts(0.3) == [24, 50, 75, 100]
    assert cuts(0.4) == [24, 58, 75, 100]
    # The second sector's cut is nearer to 58 than the third's; 90 lies farther than half a sector from every cut.
    assert cuts(0.5) == [24, 58, 75, 100]


def test_a_boundary_is_met_where_it_crosses_a_part_and_at_both_ends_where_it_runs_along_it() -> None:
    parts = [LineString([(0, 0), (100, 0)]), LineString([(100, 0), (100, 50)])]
    across, along, away = LineString([(25, -5), (25, 5)]), LineString([(40, 0), (60, 0)]), LineString([(0, 9), (90, 9)])
    assert crossings(parts, [across, along, away]) == ((0, 0.25), (0, 0.4), (0, 0.6))


@given(
    st.lists(st.floats(0, 1), max_size=12),
    st.integers(1, 20),
    st.floats(0, 0.5),
    st.lists(st.floats(1, 500), min_size=1, max_size=4),
)
def test_sectors_that_snap_stay_in_order_and_keep_most_of_their_workload(
    shares: list[float], sectors: int, reach: float, lengths: list[float]
) -> None:
    places = [(number % len(lengths), share) for number, share in enumerate(shares)]
    found = equal_workload(lengths, [1.0] * len(lengths), sectors, places, reach)
    loads = [sum((each.end - each.start) * lengths[each.part] for each in found if each.sector == n) for n in range(sectors)]
    even = sum(lengths) / sectors
    assert sum(loads) == pytest.approx(sum(lengths), rel=1e-6)
    assert all((1 - 2 * reach) * even - 1e-6 <= load <= (1 + 2 * reach) * even + 1e-6 for load in loads)


def test_the_ground_of_sectors_covers_the_zone_once_even_around_a_sharp_bend() -> None:
    line = LineString([(0, 0), (60_000, 0), (60_000, 60_000), (0, 62_000)])
    zone = belt(chains([(line, True)]), 0, 10_000, "both")
    grounds = ground_of_sectors(zone, [line], equal_workload([1], [1], 9), 9)
    assert sum(ground.area for ground in grounds) == pytest.approx(zone.area)
    for number, ground in enumerate(grounds):
        assert ground.contains(line.interpolate((number + 0.5) / 9, normalized=True))


def test_sectors_that_a_user_draws_take_the_line_inside_them() -> None:
    west, east = (
        Polygon([(-1, -9), (40_000, -9), (40_000, 9), (-1, 9)]),
        Polygon([(40_000, -9), (90_000, -9), (90_000, 9), (40_000, 9)]),
    )
    stretches, outside = inside_shapes([STRAIGHT], [west, east])
    assert [(each.sector, round(each.start, 6), round(each.end, 6)) for each in stretches] == [(0, 0, 0.4), (1, 0.4, 0.9)]
    assert outside == pytest.approx(10_000)


def test_the_projection_keeps_areas_true() -> None:
    # A degree square at 48 N measures 8,240 square km on the ellipsoid, by the published formula of the spheroid's zones.
    square = Polygon([(lon, lat) for lon, lat in [(34, 47.5), (35, 47.5), (35, 48.5), (34, 48.5)]]).segmentize(0.05)
    plane = plane_around(square)
    e2, a = 0.00669437999014, 6378.137

    def strip(latitude: float) -> float:
        s, e = math.sin(math.radians(latitude)), math.sqrt(e2)
        return s / (1 - e2 * s * s) + math.atanh(e * s) / e

    true = a * a * (1 - e2) / 2 * math.radians(1) * (strip(48.5) - strip(47.5))
    assert plane.to_plane(square).area / 1e6 == pytest.approx(true, rel=2e-5)


def test_a_great_circle_is_measured_on_the_ellipsoid() -> None:
    # Quarter of a meridian: 10,001.966 km on WGS84.
    assert length_km(LineString([(0, 0), (0, 90)])) == pytest.approx(10_001.966, abs=0.001)


def test_a_point_just_left_of_a_hook_is_left() -> None:
    hook = LineString([(0, 0), (50_000, 0), (50_000, 30_000), (10_000, 30_000)])
    left, right = halves(hook, 5_000)
    assert left.contains(Point(25_000, 3_000))
    assert left.contains(Point(25_000, 27_000))
    assert right.contains(Point(53_000, 15_000))

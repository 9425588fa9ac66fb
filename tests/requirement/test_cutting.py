"""Sectors cut along lines that can be checked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from interpose.requirement.cutting import crossings, equal_workload, ground_of_sectors, inside_shapes
from interpose.requirement.ground import belt, chains

STRAIGHT = LineString([(0, 0), (100_000, 0)])


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

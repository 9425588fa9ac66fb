"""Geometry that cannot be measured is refused, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from interpose.case.check.area_rules import area_faults
from interpose.limits import InputLimits


def feature(kind: str, type_name: str, coordinates: object, name: str = "f") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"id": name, "kind": kind},
        "geometry": {"type": type_name, "coordinates": coordinates},
    }


def line(*points: list[float], name: str = "f") -> dict[str, Any]:
    return feature("line_of_contact", "LineString", list(points), name)


def whats(*features: dict[str, Any], **members: object) -> str:
    return "; ".join(fault.what for fault in area_faults({"features": list(features), **members}))


def test_a_sound_area_has_no_fault() -> None:
    assert whats(line([33, 47], [35, 47.5], [37, 49]), feature("hub", "Point", [30.5, 50.4]), bbox=[20, 45, 40, 52]) == ""


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ([line()], "the line is empty"),
        ([line([33, 47])], "the line has 1 point"),
        ([line([33, 47], [33, 47])], "all points of the line are the same"),
        ([line([33, 47], [35, 49], [35, 47], [33, 49])], "the line crosses itself"),
        ([line([33, 47], [35, 47], [34, 49], [33, 47])], "the line closes on itself"),
        ([line([47, 133], [49, 135])], "coordinates swapped"),
        ([line([560_000, 5_200_000], [570_000, 5_210_000])], "is not on the globe"),
        ([line([179, 10], [-179, 11])], "crosses the antimeridian"),
        ([line([20, 86], [25, 89])], "lies at a pole"),
        ([line([33, 47], [float("nan"), 48])], "is no position"),
        ([line([33, 47], ["a", 48])], "is no position"),
        ([feature("line_of_contact", "MultiLineString", [[[33, 47], [34, 48]]])], "has the geometry MultiLineString"),
        ([feature("hub", "Point", [33, 47])], "there is no line of contact"),
        ([line([33, 47], [35, 49]), line([33, 49], [35, 47], name="g")], "crosses the part 'f'"),
        ([line([33, 47], [35, 49]), feature("hub", "Point", [10, -40])], "km from the line"),
        ([line([33, 47], [float("inf"), 48])], "a number too large"),
        ([line([33, 47], [34, 48, 5, 6])], "is no position"),
        ([line([33, 47], [34, 48, "high"])], "is no position"),
        ([line([33, 47], {"a": 1})], "is no position"),  # type: ignore[arg-type]
        ([feature("line_of_contact", "LineString", None)], "nothing is no position"),
        ([feature("line_of_contact", "LineString", 5)], "5 is no position"),
        ([feature("line_of_contact", None, [[33, 47], [34, 48]])], "has the geometry nothing"),  # type: ignore[arg-type]
        ([line([33, 47], [35, 49]), feature("hub", "Point", None)], "nothing is no position"),
        ([line([33, 47], [35, 49]), feature("hub", "Point", [[33, 47]])], "is no position"),
        ([line([33, 47], [35, 49]), feature("sector", "Polygon", [])], "no area"),
        ([line([33, 47], [35, 49]), feature("sector", "Polygon", [5])], "5 is no position"),
        ([line(*([33 + n / 400, 47 + n % 2 / 100] for n in range(2000)))], "the line goes back and forth: 2,2"),
    ],
)
def test_bad_geometry_is_told(features: list[dict[str, Any]], expected: str) -> None:
    assert expected in whats(*features)


def test_sectors_that_overlap_are_told_and_sectors_that_touch_are_not() -> None:
    def square(west: float, name: str) -> dict[str, Any]:
        ring = [[west, 47], [west + 2, 47], [west + 2, 49], [west, 49], [west, 47]]
        return feature("sector", "Polygon", [ring], name)

    sound = line([33, 48], [37, 48.1])
    assert "overlaps the sector 'a'" in whats(sound, square(33, "a"), square(34, "b"))
    assert whats(sound, square(33, "a"), square(35, "b")) == ""


def test_a_crs_other_than_wgs84_is_named() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    assert "EPSG::32637" in whats(line([33, 47], [35, 49]), crs=crs)
    assert whats(line([33, 47], [35, 49]), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}) == ""


@pytest.mark.parametrize("level", ["feature", "geometry"])
def test_a_crs_below_the_top_level_counts_too(level: str) -> None:
    part = line([33, 47], [35, 49])
    (part if level == "feature" else part["geometry"])["crs"] = {"type": "name", "properties": {"name": "EPSG:3857"}}
    assert "the coordinates are in EPSG:3857" in whats(part)


OVER = [[33.0, 47.0], [33.4, 47.2], [33.9, 47.1], [34.4, 47.4]]


@pytest.mark.parametrize(
    ("copy", "both"),
    [(OVER, "127.6 km"), (OVER[::-1], "127.6 km"), (OVER[1:3], "39.5 km"), ([*OVER[2:], [35, 48]], "50.4 km")],
)
def test_a_line_that_lies_on_another_would_be_counted_twice(copy: list[list[float]], both: str) -> None:
    assert f"lies on the part 'a' for {both}" in whats(line(*OVER, name="a"), line(*copy, name="b"))


def test_parts_that_meet_at_their_ends_or_lie_apart_are_sound() -> None:
    assert whats(line(*OVER, name="a"), line([34.4, 47.4], [35, 48], name="b"), line([36, 48], [37, 49], name="c")) == ""


def test_each_bound_of_an_area_is_named_when_it_is_passed() -> None:
    sound = {"features": [line(*OVER), line([36, 48], [37, 49], name="g")]}
    for limits, what in ((InputLimits(features=1), "has 2 features"), (InputLimits(line_vertices=3), "has 4 vertices")):
        assert any(what in fault.what for fault in area_faults(sound, limits=limits))


def test_a_box_with_heights_is_read() -> None:
    assert whats(line(*OVER), bbox=[30, 45, 0, 40, 52, 500]) == ""


def test_coordinates_outside_the_box_of_the_file_look_swapped() -> None:
    assert "look swapped" in whats(line([47, 35], [48, 36]), bbox=[22, 35, 48, 52]) or "outside" in whats(
        line([47, 35], [48, 36]), bbox=[22, 45, 40, 52]
    )
    assert "look swapped" in whats(line([47, 35], [48, 36]), bbox=[22, 45, 40, 52])


def test_all_faults_are_told_at_once() -> None:
    features = [line([33, 47]), feature("hub", "LineString", [[1, 2]]), line()]
    found = area_faults({"features": features}, "mine.geojson", lines=[3, 9, 14])
    assert [str(fault.where) for fault in found] == ["mine.geojson:3", "mine.geojson:9", "mine.geojson:14"]
    assert all(fault.why and fault.mend for fault in found)


def test_a_distance_is_measured_on_the_ellipsoid() -> None:
    hub = feature("hub", "Point", [33, 0])
    assert "4,985 km" in whats(line([32.9, 45], [33, 45]), hub), "4,984.9 km of the WGS84 meridian; 5,003.8 on a sphere"

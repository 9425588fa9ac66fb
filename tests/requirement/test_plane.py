"""Projections and geodesics against published numbers of the ellipsoid."""

from __future__ import annotations

import math

import pytest
from shapely.geometry import LineString, Polygon

from interpose.requirement.plane import direction, distance_km, length_km, plane_around


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


def test_what_goes_to_the_plane_and_back_is_where_it_was() -> None:
    line = LineString([(34.2, 46.6), (37.7, 48.0), (38.1, 49.7)])
    plane = plane_around(line)
    back = plane.to_globe(plane.to_plane(line))
    assert isinstance(back, LineString)
    assert back.coords[1] == pytest.approx(line.coords[1], abs=1e-7)


@pytest.mark.parametrize(
    ("end", "named"),
    [((37.0, 49.0), "north"), ((38.0, 48.0), "east"), ((36.0, 48.0), "west"), ((36.0, 47.3), "south-west")],
)
def test_directions_are_named_by_the_nearest_of_eight_points(end: tuple[float, float], named: str) -> None:
    assert direction((37.0, 48.0), end) == named


def test_a_distance_is_the_length_of_the_line_between_two_places_either_way() -> None:
    kyiv, warsaw = (30.52, 50.45), (21.01, 52.23)
    assert distance_km(kyiv, warsaw) == pytest.approx(length_km(LineString([kyiv, warsaw])))
    assert distance_km(kyiv, warsaw) == pytest.approx(distance_km(warsaw, kyiv))

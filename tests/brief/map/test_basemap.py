"""The base map: whose each place is."""

from __future__ import annotations

import pytest
from shapely.geometry import Point

from interpose.brief.map.basemap import countries


@pytest.mark.parametrize(("place", "code"), [((34.1, 44.95), "UKR"), ((37.6, 55.75), "RUS"), ((2.35, 48.85), "FRA")])
def test_a_place_lies_in_one_country(place: tuple[float, float], code: str) -> None:
    assert [country.code for country in countries() if country.geometry.contains(Point(place))] == [code]

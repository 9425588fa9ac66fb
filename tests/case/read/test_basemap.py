"""The base map: whose each place is, how far it reaches in detail, and what is said of changed boundaries."""

from __future__ import annotations

import pytest
from shapely.geometry import Point

from interpose.case.read.basemap import boundary_notes, countries

EUROPE, PACIFIC = (22.0, 44.0, 40.0, 52.0), (155.0, -12.0, 163.0, -5.0)


@pytest.mark.parametrize(("place", "code"), [((34.1, 44.95), "UKR"), ((37.6, 55.75), "RUS"), ((2.35, 48.85), "FRA")])
@pytest.mark.parametrize("window", [EUROPE, PACIFIC])
def test_a_place_lies_in_one_country_in_both_files(
    place: tuple[float, float], code: str, window: tuple[float, float, float, float]
) -> None:
    assert [country.code for country in countries(window) if country.geometry.contains(Point(place))] == [code]


def test_an_area_outside_the_detailed_file_is_drawn_from_the_world() -> None:
    assert "SLB" not in {country.code for country in countries(EUROPE)}
    assert "SLB" in {country.code for country in countries(PACIFIC)}


def test_boundaries_that_the_project_moved_are_told_for_their_state_alone() -> None:
    assert {note.state for note in boundary_notes()} == {"UKR"}
    assert all("Crimea" in note.boundaries and "Crimea" in note.credit for note in boundary_notes())

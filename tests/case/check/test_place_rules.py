"""Whether the geometry of a case lies where the case says."""

from __future__ import annotations

from typing import Literal

import pytest
from shapely.geometry import LineString, Point, box

from interpose.case.check.place_rules import place_doubts
from interpose.case.tables.area import Area, AreaFeature, LinePart, Place
from interpose.errors import Location

OUTLINES = {"AAA": box(10, 40, 20, 50), "BBB": box(20, 40, 30, 50)}
Side = Literal["left", "right"]


def area(points: list[tuple[float, float]], *, side: Side = "left", hub: tuple[float, float] = (12, 45)) -> Area:
    line = AreaFeature(id="front", kind="line_of_contact", name="Front", source="s", host_side=side)
    return Area(
        line=(LinePart(line, LineString(points)),),
        hubs=(Place(AreaFeature(id="hub", kind="hub", name="Hub", source="s"), Point(hub)),),
        entry_points=(),
    )


def doubts(found: Area, host: str | None = "AAA", parties: tuple[str, ...] = ("AAA",)) -> str:
    return "; ".join(
        str(each) for each in place_doubts(found, host, parties, OUTLINES, lambda name: Location("area", len(name)))
    )


@pytest.mark.parametrize("host", ["AAA", None, "ZZZ"])
def test_a_line_on_the_soil_of_its_host_raises_no_doubt(host: str | None) -> None:
    assert doubts(area([(15, 42), (15, 48)]), host) == ""


def test_a_line_along_the_border_of_its_parties_raises_no_doubt() -> None:
    assert doubts(area([(20, 42), (20, 48)]), "AAA", ("AAA", "BBB")) == ""


def test_a_line_in_another_country_is_told_with_its_share_and_place() -> None:
    told = doubts(area([(25, 42), (25, 48)]))
    assert "area:5: 100% of the line lies outside AAA" in told
    assert "claims, pools, hubs" in told


def test_a_line_within_a_party_and_far_from_the_host_is_told() -> None:
    found = area([(25, 42), (25, 48)])
    assert "area:5: 100% of the line lies away from AAA, the host" in doubts(found, "AAA", ("AAA", "BBB"))
    assert "the host" not in doubts(found, "BBB", ("AAA", "BBB"))


def test_coordinates_that_would_fit_the_other_way_round_are_told_as_swapped() -> None:
    outlines = {"AAA": box(22, 44, 40, 52), "III": box(44, 25, 63, 40)}
    found = area([(47.0, 33.0), (47.4, 34.4)], hub=(46, 34))
    (told,) = place_doubts(found, "AAA", ("AAA",), outlines, Location)
    assert "its coordinates look swapped" in told.what


def test_a_line_in_the_sea_is_told() -> None:
    assert "100% of the line lies in the sea" in doubts(area([(0, 42), (0, 48)]))


@pytest.mark.parametrize(("side", "told"), [("left", False), ("right", True)])
def test_a_host_on_the_wrong_side_of_the_line_is_told(side: Side, told: bool) -> None:
    # Northwards along the border, the western state lies on the left.
    found = doubts(area([(20, 42), (20, 48)], side=side), "AAA", ("AAA", "BBB"))
    assert ("AAA lies on the left of 'Front', and host_side says right" in found) is told
    assert ("all hubs near 'Front' lie on its left, and host_side says right" in found) is told
    assert (found == "") is not told


def test_a_hub_far_from_the_line_is_told() -> None:
    assert "the hub 'Hub' lies" in doubts(area([(15, 42), (15, 48)], hub=(45, 45)))

"""Bad geometry in `area.geojson` is refused with the place and the reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interpose.case import load
from interpose.errors import InputError

Change = Callable[[dict[str, Any]], None]


def change(folder: Path, how: Change) -> list[str]:
    path = folder / "area.geojson"
    data = json.loads(path.read_text())
    how(data)
    path.write_text(json.dumps(data, indent=1))
    with pytest.raises(InputError) as caught:
        load(folder)
    assert all(fault.where.file == "area.geojson" for fault in caught.value.faults)
    return [fault.what for fault in caught.value.faults]


def the_line(data: dict[str, Any]) -> dict[str, Any]:
    return next(each["geometry"] for each in data["features"] if each["properties"]["kind"] == "line_of_contact")


def test_a_line_that_crosses_itself_is_refused(case_folder: Path) -> None:
    def cross(data: dict[str, Any]) -> None:
        the_line(data)["coordinates"] = [[33, 47], [35, 49], [35, 47], [33, 49]]

    assert any("crosses itself" in what for what in change(case_folder, cross))


@pytest.mark.parametrize("points", [[], [[33, 47]]])
def test_an_empty_line_and_a_line_of_one_point_are_refused(case_folder: Path, points: list[list[float]]) -> None:
    def empty(data: dict[str, Any]) -> None:
        the_line(data)["coordinates"] = points

    assert change(case_folder, empty)


def test_swapped_coordinates_are_noticed(case_folder: Path) -> None:
    def swap(data: dict[str, Any]) -> None:
        for feature in data["features"]:
            points = feature["geometry"]["coordinates"]
            feature["geometry"]["coordinates"] = (
                [point[::-1] for point in points] if isinstance(points[0], list) else points[::-1]
            )

    # 35 E 47 N swapped is 47 E 35 N, a real place: it is noticed where the host's towns are not around it.
    assert change(case_folder, swap)


def test_no_line_at_all_is_refused(case_folder: Path) -> None:
    def drop(data: dict[str, Any]) -> None:
        data["features"] = [each for each in data["features"] if each["properties"]["kind"] != "line_of_contact"]

    assert change(case_folder, drop)


def test_an_unknown_property_is_refused(case_folder: Path) -> None:
    def add(data: dict[str, Any]) -> None:
        data["features"][0]["properties"]["terain"] = "river"

    assert any("'terain' is not known" in what for what in change(case_folder, add))


def test_broken_json_names_line_and_column(case_folder: Path) -> None:
    path = case_folder / "area.geojson"
    path.write_text('{"type": "FeatureCollection",\n "features": [}\n')
    with pytest.raises(InputError) as caught:
        load(case_folder)
    assert str(caught.value.faults[0].where) == "area.geojson:2:15"

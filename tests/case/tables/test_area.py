"""The area as rows: what is said of each feature, and towns of the base map."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import LineString, Point, Polygon

from interpose.case import Case
from interpose.case.tables.area import Area, AreaFeature, Border, LinePart, Place, SectorShape, TownPlace
from interpose.case.tables.fields import Row
from tests.case.tables.rows import refusal

RIVER = {"id": "line-river", "kind": "line_of_contact", "name": "River", "terrain": "river", "source": "By hand"}
TOWN = {
    "name": "Dnipro",
    "adm0_a3": "UKR",
    "latitude": "48.46",
    "longitude": "35.04",
    "pop_max": "1000000",
    "featurecla": "Populated place",
    "scalerank": "3",
}


@pytest.mark.parametrize(
    ("table", "sound", "changed", "why"),
    [
        (AreaFeature, RIVER, {"kind": "front"}, "kind: Input should be 'line_of_contact'"),
        (AreaFeature, RIVER, {"terrain": "swamp"}, "terrain: Input should be 'open'"),
        (AreaFeature, RIVER, {"source": ...}, "source: Field required"),
        (TownPlace, TOWN, {"latitude": "91"}, "latitude: Input should be less than or equal to 90"),
        (TownPlace, TOWN, {"longitude": "-181"}, "longitude: Input should be greater than or equal to -180"),
    ],
)
def test_a_row_that_cannot_be_is_refused(table: type[Row], sound: dict[str, Any], changed: dict[str, Any], why: str) -> None:
    assert why in refusal(table, sound, **changed)


def test_features_are_listed_in_the_order_of_the_fields_whatever_their_kind() -> None:
    def feature(name: str, kind: str) -> AreaFeature:
        return AreaFeature.model_validate(RIVER | {"id": name, "kind": kind})

    line = LineString([(0, 0), (1, 0)])
    area = Area(
        line=(LinePart(feature("a", "line_of_contact"), line),),
        hubs=(Place(feature("b", "hub"), Point(0, 1)),),
        entry_points=(Place(feature("c", "entry_point"), Point(0, 2)),),
        borders=(Border(feature("d", "border"), line),),
        sectors=(SectorShape(feature("f", "sector"), Polygon([(0, 0), (1, 0), (1, 1)])),),
        boundaries=(Border(feature("e", "boundary"), line),),
    )
    assert [(each.id, each.kind) for each in area.features()] == [
        ("a", "line_of_contact"),
        ("b", "hub"),
        ("c", "entry_point"),
        ("d", "border"),
        ("e", "boundary"),
        ("f", "sector"),
    ]


def test_every_feature_of_the_shipped_area_has_a_name_of_its_own(ukraine: Case) -> None:
    names = [feature.id for feature in ukraine.area.features()]
    assert len(set(names)) == len(names) > len(ukraine.area.line)

"""GeoPackage, GeoJSON and KML open in other programs with the same features."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from xml.etree import ElementTree

import pyogrio
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon

from interpose.brief.exports.layers import Layer
from interpose.brief.exports.map_files import geojson, geopackage, kml
from interpose.brief.table import Table, number, text

DAY = datetime.date(2024, 12, 15)
COLUMNS = (text("name", "Name", "Its name."), number("km2", "km²", "Its area.", "km²"))


@pytest.fixture
def layers() -> tuple[Layer, ...]:
    ring, hole = [(0, 0), (4, 0), (4, 4), (0, 4)], [(1, 1), (1, 2), (2, 2), (2, 1)]
    table = Table(name="zones", title="Zones", description="Where.", columns=COLUMNS, rows=(("one & only", 15.0),))
    places = Table(name="towns", title="Towns", description="Where.", columns=COLUMNS, rows=(("Ž", None), ("b", 2.0)))
    return (
        Layer(table=table, shapes=(MultiPolygon([Polygon(ring, [hole])]),), colour="#b87a2c"),
        Layer(table=places, shapes=(Point(3.5, 1.25), Point(1, 1)), colour="#1b1f24"),
    )


def _fields(path: Path, layer: str) -> dict[str, list[object]]:
    meta, _, _, values = pyogrio.raw.read(path, layer=layer)
    return {name: list(column) for name, column in zip(meta["fields"], values, strict=True)}


def test_a_geopackage_has_layers_types_fields_and_reference_system(layers: tuple[Layer, ...], tmp_path: Path) -> None:
    path = tmp_path / "map.gpkg"
    path.write_bytes(geopackage(layers, DAY))
    assert pyogrio.list_layers(path).tolist() == [["zones", "MultiPolygon"], ["towns", "Point"]]
    told = pyogrio.read_info(path, layer="zones")
    assert (told["crs"], told["features"], list(told["fields"])) == ("EPSG:4326", 1, ["name", "km2"])
    assert told["total_bounds"] == (0, 0, 4, 4)
    assert _fields(path, "zones") == {"name": ["one & only"], "km2": [15.0]}
    assert _fields(path, "towns")["name"] == ["Ž", "b"]


def test_the_same_layers_give_the_same_bytes(layers: tuple[Layer, ...]) -> None:
    assert geopackage(layers, DAY) == geopackage(layers, DAY)
    assert geopackage(layers, DAY) != geopackage(layers, DAY + datetime.timedelta(days=1))


def test_kml_writes_control_characters_out(layers: tuple[Layer, ...]) -> None:
    assert b"<name>a\\x07b\\uffff &lt;&amp;</name>" in kml(layers, "a\x07b\uffff <&")


def test_geojson_names_the_layer_of_each_feature(layers: tuple[Layer, ...]) -> None:
    written = json.loads(geojson(layers))
    assert [(each["properties"]["layer"], each["geometry"]["type"]) for each in written["features"]] == [
        ("zones", "MultiPolygon"),
        ("towns", "Point"),
        ("towns", "Point"),
    ]
    assert written["features"][1]["geometry"]["coordinates"] == [3.5, 1.25]
    assert written["features"][1]["properties"]["km2"] is None


def test_kml_opens_with_holes_and_without_empty_cells(layers: tuple[Layer, ...], tmp_path: Path) -> None:
    path = tmp_path / "map.kml"
    path.write_bytes(kml(layers, "Title"))
    assert [name for name, _ in pyogrio.list_layers(path).tolist()] == ["Zones", "Towns"]
    root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own file
    space = {"k": "http://www.opengis.net/kml/2.2"}
    assert len(root.findall(".//k:innerBoundaryIs", space)) == 1
    assert [each.text for each in root.findall(".//k:Placemark/k:name", space)] == ["one & only", "Ž", "b"]
    assert len(root.findall(".//k:Data", space)) == 5

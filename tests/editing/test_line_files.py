"""Files with a line as other programs write them: read whole, or refused with the reason."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from pyproj import CRS

from interpose.editing.line_files import read_line_file
from interpose.editing.line_import import import_line
from interpose.errors import InputError, UsageError
from interpose.limits import InputLimits

POINTS = [(33.0, 47.0), (33.4, 47.2), (33.9, 47.1)]


def kml(folder: Path, inside: str, head: str = '<?xml version="1.0"?>', name: str = "line.kml") -> Path:
    path = folder / name
    space = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    path.write_text(f"{head}<kml {space}><Document><Placemark>{inside}</Placemark></Document></kml>", encoding="utf-8")
    return path


def of_tuples(*tuples: str) -> str:
    return f"<LineString><coordinates>{' '.join(tuples)}</coordinates></LineString>"


def shapefile(folder: Path, *, kind: int = 3, wkt: str = "", names: tuple[str, str] = ("line.shp", "line.prj")) -> Path:
    flat = [number for point in POINTS for number in point]
    content = struct.pack("<i4d2i1i", kind, 33, 47, 34, 48, 1, len(POINTS), 0) + struct.pack(f"<{len(flat)}d", *flat)
    record = struct.pack(">2i", 1, len(content) // 2) + content
    header = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + len(record)) // 2) + struct.pack("<2i8d", 1000, kind, *[0.0] * 8)
    (folder / names[0]).write_bytes(header + record)
    (folder / names[1]).write_text(wkt or CRS("EPSG:4326").to_wkt("WKT1_ESRI"))
    return folder / names[0]


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        import_line(path)
    assert all(fault.mend and fault.where.file for fault in caught.value.faults)
    return "; ".join(fault.what for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        (of_tuples("33,0,47,0,0", "33,4,47,2,0"), "the tuple '33,0,47,0,0' is no longitude,latitude"),
        (of_tuples("33.0,", "47.0,", "0"), "a blank stands beside the comma of the tuple '33.0,'"),
        (of_tuples("33", "34"), "the tuple '33'"),
        (of_tuples("33,nan", "34,47"), "the tuple '33,nan'"),
        (of_tuples("33,1e999", "34,47"), "the tuple '33,1e999'"),
        (of_tuples(), "the line is empty"),
        ("<gx:Track><gx:coord>33 47 0</gx:coord></gx:Track><Polygon/>", "the file holds 1 Polygon and 1 Track, and no line"),
        ("<Point/><Point/>", "the file holds 2 Points, and no line"),
    ],
)
def test_what_is_no_line_in_a_kml_is_told(tmp_path: Path, inside: str, what: str) -> None:
    assert what in refusal(kml(tmp_path, inside))


@pytest.mark.parametrize("encoding", ["nonsense", "base64", "rot13", "ascii\x00", "utf-7"])
def test_a_kml_in_another_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    path = kml(tmp_path, of_tuples("33,47", "34,48"), f'<?xml version="1.0" encoding="{encoding}"?>')
    assert "broken KML" in refusal(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_kml_in_an_encoding_that_it_names_is_read(tmp_path: Path, encoding: str) -> None:
    path = kml(tmp_path, of_tuples("33,47", "34,48"), f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>')
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert read_line_file(path).lines == [[(33.0, 47.0), (34.0, 48.0)]]


def test_a_document_type_is_refused_in_any_encoding(tmp_path: Path) -> None:
    path = kml(tmp_path, of_tuples("33,47", "34,48"), '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "b">]>')
    assert "document type" in refusal(path)
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert "document type" in refusal(path)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"type": "LineString", "coordinates": [{"a": 1}, [37, 49]]}', "is no position"),
        ('{"type": "LineString", "coordinates": [[1' + "0" * 400 + ", 48], [37, 49]]}", "a number too large"),
        ('{"type": "LineString", "coordinates": [[1' + "0" * 5000 + ", 48], [37, 49]]}", "a number too large"),
        ('{"type": "LineString", "coordinates": [[33, 0, 47, 0], [37, 49]]}', "is no position"),
        ('{"type": "LineString"}', "is no position"),
        ('{"type": "MultiLineString", "coordinates": 7}', "is no position"),
        ('{"type": "Polygon", "coordinates": []}', "the file holds 1 Polygon, and no line"),
        ('{"type": "Topology"}', "the file holds 1 Topology, and no line"),
        ('{"type": "LineString", "type": "Point"}', "duplicate key 'type'"),
        ('{"geometries": ' * 300 + "1" + "}" * 300, "nested deeper"),
    ],
)
def test_what_is_no_line_in_a_geojson_is_told(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "line.geojson"
    path.write_text(text)
    assert what in refusal(path)


def test_positions_with_and_without_height_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "line.GEOJSON"
    text = json.dumps({"type": "LineString", "coordinates": [[33, 47], [34, 48, 5], [35, 49]]})
    path.write_text("\ufeff" + text, encoding="utf-8")
    assert read_line_file(path).lines == [[(33.0, 47.0), (34.0, 48.0), (35.0, 49.0)]]


@pytest.mark.parametrize("level", ["feature", "geometry"])
def test_a_crs_on_any_level_is_read(tmp_path: Path, level: str) -> None:
    crs = {"crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}
    geometry = {"type": "LineString", "coordinates": POINTS} | (crs if level == "geometry" else {})
    feature = {"type": "Feature", "properties": {}, "geometry": geometry} | (crs if level == "feature" else {})
    path = tmp_path / "line.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert "EPSG:3857" in refusal(path)


@pytest.mark.parametrize("names", [("LINE.SHP", "LINE.PRJ"), ("line.shp", "line.PRJ"), ("line.Shp", "line.Prj")])
def test_the_projection_of_a_shapefile_is_found_in_any_case(tmp_path: Path, names: tuple[str, str]) -> None:
    assert read_line_file(shapefile(tmp_path, names=names)).lines == [POINTS]


def test_shapes_of_other_kinds_and_of_no_kind_are_told(tmp_path: Path) -> None:
    assert "1 Polygon" in refusal(shapefile(tmp_path, kind=5))
    assert "broken shapefile" in refusal(shapefile(tmp_path, kind=259))


def test_a_shapefile_whose_header_knows_fewer_bytes_is_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path)
    path.write_bytes(path.read_bytes() * 2)
    assert "its header says" in refusal(path)


GEOGCS = 'GEOGCS["x",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["{0}",{1}],UNIT["{2}",{3}]]'


@pytest.mark.parametrize(
    ("wkt", "what"),
    [
        (GEOGCS.format("Greenwich", 0, "Grad", 0.015707963267948967), "unit"),
        (GEOGCS.format("Paris", 2.33722917, "Degree", 0.0174532925199433), "prime meridian Paris"),
        (GEOGCS.format("Ferro", -17.6666667, "Degree", 0.0174532925199433), "prime meridian Ferro"),
        (CRS("EPSG:4284").to_wkt("WKT1_ESRI"), "ellipsoid"),
        (CRS("EPSG:3857").to_wkt("WKT1_ESRI"), "no longitude and latitude"),
        ("this is no projection", "broken projection"),
        ('GEOGCS"x', "broken projection"),
        ("GEOGCS[" * 20_000, "broken projection"),
    ],
)
def test_degrees_of_another_kind_are_refused(tmp_path: Path, wkt: str, what: str) -> None:
    assert what in refusal(shapefile(tmp_path, wkt=wkt))


def test_a_name_that_no_file_can_have_is_usage(tmp_path: Path) -> None:
    for name in ("a" * 300 + ".kml", "a\x00.kml"):
        with pytest.raises(UsageError, match="there is no file"):
            read_line_file(tmp_path / name)
    (tmp_path / "a.kmz").write_bytes(b"PK")
    with pytest.raises(UsageError) as caught:
        read_line_file(tmp_path / "a.kmz")
    assert "unzip" in caught.value.mend
    with pytest.raises(UsageError, match="is larger than"):
        read_line_file(shapefile(tmp_path), InputLimits(line_file_bytes=10))


def test_a_case_whose_area_begins_with_a_byte_order_mark_takes_another_line(case_folder: Path, tmp_path: Path) -> None:
    from interpose.case import load
    from interpose.editing.new_case import copy_case

    for name in ("area.geojson", "planning_factors.csv"):
        path = case_folder / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    made = copy_case(case_folder, tmp_path / "new", import_line(kml(tmp_path, of_tuples("33,47", "34,48"))))
    assert load(made).area.line[0].feature.id == "line-1"

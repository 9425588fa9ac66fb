"""A user's own line comes in as GeoJSON, KML or shapefile, and bad files are refused."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from pyproj import CRS

from interpose.editing.line_import import import_line
from interpose.errors import InputError, UsageError

POINTS = [(33.0, 47.0), (34.5, 47.25), (36.0, 48.0)]


def coordinates(collection: dict[str, object]) -> list[list[tuple[float, ...]]]:
    return [[tuple(point) for point in each["geometry"]["coordinates"]] for each in collection["features"]]  # type: ignore[attr-defined]


def geojson(folder: Path, **members: object) -> Path:
    path = folder / "line.geojson"
    feature = {"type": "Feature", "properties": None, "geometry": {"type": "MultiLineString", "coordinates": [POINTS]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature], **members}))
    return path


def kml(folder: Path, body: str | None = None) -> Path:
    path = folder / "line.kml"
    listed = " ".join(f"{lon},{lat},0" for lon, lat in POINTS)
    inside = body or f"<Placemark><LineString><coordinates>{listed}</coordinates></LineString></Placemark>"
    path.write_text(f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}</Document></kml>')
    return path


def shapefile(folder: Path, crs: str = "EPSG:4326") -> Path:
    path = folder / "line.shp"
    flat = [number for point in POINTS for number in point]
    content = struct.pack("<i4d2i1i", 3, 33, 47, 36, 48, 1, len(POINTS), 0) + struct.pack(f"<{len(flat)}d", *flat)
    record = struct.pack(">2i", 1, len(content) // 2) + content
    header = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + len(record)) // 2) + struct.pack("<2i8d", 1000, 3, *[0.0] * 8)
    path.write_bytes(header + record)
    path.with_suffix(".prj").write_text(CRS(crs).to_wkt("WKT1_ESRI"))
    return path


@pytest.mark.parametrize("make", [geojson, kml, shapefile])
def test_all_three_kinds_give_the_same_line(tmp_path: Path, make: object) -> None:
    found = import_line(make(tmp_path), host_side="right")  # type: ignore[operator]
    assert coordinates(found) == [POINTS]
    assert found["features"][0]["properties"]["host_side"] == "right"  # type: ignore[index]


def test_an_imported_line_can_be_written_into_a_case(tmp_path: Path, case_folder: Path) -> None:
    from interpose.case import load
    from interpose.requirement import require

    (case_folder / "area.geojson").write_text(json.dumps(import_line(kml(tmp_path))))
    found = require(load(case_folder))
    assert found.area.line_km == pytest.approx(256, abs=3)
    assert found.area.supply_km is None


def test_a_new_case_takes_the_line_and_leaves_behind_what_belonged_to_the_old_one(tmp_path: Path) -> None:
    from interpose.case import load
    from interpose.editing.new_case import copy_case
    from interpose.requirement import require

    copy_case("ukraine-2024", tmp_path / "mine", import_line(kml(tmp_path), host_side="right"))
    case = load(tmp_path / "mine")
    assert [part.feature.id for part in case.area.line] == ["line-1"]
    assert case.area.line[0].feature.host_side == "right"
    assert len(case.area.hubs) == 5
    # The factor of the schematic line (1.33) is not that of this one.
    assert require(case).area.planned_line_km.mode == pytest.approx(256, abs=3)


def test_a_line_far_from_the_rest_of_the_case_makes_no_case(tmp_path: Path) -> None:
    from interpose.editing.new_case import copy_case

    path = tmp_path / "far.geojson"
    path.write_text('{"type": "LineString", "coordinates": [[136.0, 48.0], [137.0, 49.5]]}')
    with pytest.raises(InputError, match="km from the line"):
        copy_case("ukraine-2024", tmp_path / "mine", import_line(path))
    assert not (tmp_path / "mine").exists()


def test_a_shapefile_in_another_projection_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="UTM"):
        import_line(shapefile(tmp_path, "EPSG:32636"))


def test_a_shapefile_without_projection_is_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path)
    path.with_suffix(".prj").unlink()
    with pytest.raises(InputError, match=r"line\.prj is missing"):
        import_line(path)


def test_a_geojson_in_another_projection_is_named(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(InputError, match="EPSG::3857"):
        import_line(geojson(tmp_path, crs=crs))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.kml", "<kml><LineString>", "broken KML"),
        ("a.kml", "<!DOCTYPE kml [<!ENTITY a 'b'>]><kml/>", "declares a document type"),
        ("a.kml", "<kml><LineString><coordinates>33,x 34,48</coordinates></LineString></kml>", "broken KML"),
        (
            "a.kml",
            "<kml><NetworkLink/><LineString><coordinates>33,47 34,47</coordinates></LineString></kml>",
            "beside its lines the file holds NetworkLink, which may be parts of the line",
        ),
        ("a.kml", "<kml/>", "the file holds nothing, and no line"),
        ("a.geojson", "{", "broken JSON"),
        ("a.geojson", "[]", "broken GeoJSON"),
        ("a.geojson", '{"type": "LineString", "coordinates": [[33, 47], [35, 49], [35, 47], [33, 49]]}', "crosses itself"),
        ("a.geojson", '{"type": "LineString", "coordinates": [[33, 47]]}', "1 point"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, name: str, text: str, expected: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=expected):
        import_line(tmp_path / name)


def test_a_truncated_shapefile_is_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path)
    whole = path.read_bytes()
    for kept in (0, 50, 110, 150, len(whole) - 8):
        path.write_bytes(whole[:kept])
        with pytest.raises(InputError, match="broken shapefile"):
            import_line(path)
    path.write_bytes(b"no shapefile at all" * 20)
    with pytest.raises(InputError, match="broken shapefile"):
        import_line(path)


def test_a_missing_file_and_another_kind_are_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file"):
        import_line(tmp_path / "none.kml")
    (tmp_path / "line.txt").write_text("33 47")
    with pytest.raises(UsageError, match="no GeoJSON, KML or shapefile"):
        import_line(tmp_path / "line.txt")

"""A user's own line from a file: GeoJSON, KML or shapefile, as features of `area.geojson`."""

from __future__ import annotations

import csv
import json
import struct
import warnings
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import shapefile
from pyproj import CRS
from pyproj.exceptions import CRSError

from interpose.case.check.area_rules import area_faults
from interpose.case.csv_text import csv_text
from interpose.case.read.files import decode_text
from interpose.errors import Fault, InputError, Location, UsageError

__all__ = ["import_line", "put_line"]

Position = tuple[float, float]

_LARGEST_BYTES = 64 * 1024 * 1024
_POLYLINES = (shapefile.POLYLINE, shapefile.POLYLINEZ, shapefile.POLYLINEM)
_BROKEN = (
    shapefile.ShapefileException,
    shapefile.PossiblyCorruptFileHeader,
    struct.error,
    OSError,
    ValueError,
    TypeError,
    IndexError,
)
"""What the reader of shapefiles raises where a file ends early or holds something else."""


def import_line(path: str | Path, *, host_side: str = "left") -> dict[str, object]:
    """Read the lines of a file and write them as parts of a line of contact.

    Parameters
    ----------
    path : str or pathlib.Path
        A GeoJSON (`.geojson`, `.json`), KML (`.kml`) or shapefile (`.shp`, with its `.prj` beside it).
    host_side : str
        Side of the host along the coordinates: `left` or `right`.

    Returns
    -------
    dict
        A GeoJSON FeatureCollection in WGS84 whose features have the properties of `area.geojson`, ready to be written
        into a case. Terrain is open until somebody says otherwise.

    Raises
    ------
    UsageError
        Where the file is missing, too large or of another kind.
    InputError
        With every fault of its geometry: no line, a line that crosses itself, coordinates that are not WGS84.
    """
    file = Path(path)
    if not file.is_file():
        raise UsageError(f"there is no file {file}", "name a GeoJSON, KML or shapefile")
    if file.stat().st_size > _LARGEST_BYTES:
        raise UsageError(f"{file.name} is larger than {_LARGEST_BYTES // 1024**2} MB", "generalise the line first")
    readers = {".geojson": _geojson, ".json": _geojson, ".kml": _kml, ".shp": _shapefile}
    if file.suffix.lower() not in readers:
        raise UsageError(f"{file.name} is no GeoJSON, KML or shapefile", f"use one of: {', '.join(sorted(readers))}")
    crs, lines = readers[file.suffix.lower()](file)
    features = [
        {
            "type": "Feature",
            "properties": {
                "id": f"line-{number}",
                "kind": "line_of_contact",
                "name": f"{file.stem}, part {number}",
                "host_side": host_side,
                "source": f"imported from {file.name}",
            },
            "geometry": {"type": "LineString", "coordinates": [list(point) for point in line]},
        }
        for number, line in enumerate(lines, start=1)
    ]
    collection: dict[str, object] = {"type": "FeatureCollection", "features": features}
    checked = collection if crs is None else {**collection, "crs": crs}
    if faults := area_faults(checked, file.name):
        raise InputError(faults)
    return collection


def put_line(folder: Path, line: Mapping[str, object]) -> None:
    """Put another line into a case, in place of the one that it has.

    Sectors that were drawn along the old line go with it, and so does the case's own `line_length_factor`: how much
    longer the line is on the ground than as drawn.

    Parameters
    ----------
    folder : pathlib.Path
        The case, as a folder.
    line : mapping
        What `import_line` gave.
    """
    area = folder / "area.geojson"
    collection: dict[str, Any] = json.loads(area.read_text(encoding="utf-8"))
    kept = [each for each in collection["features"] if each["properties"]["kind"] not in {"line_of_contact", "sector"}]
    features = line["features"]
    assert isinstance(features, list)  # noqa: S101 - a FeatureCollection
    collection.pop("bbox", None)
    text = json.dumps({**collection, "features": [*features, *kept]}, indent=1, ensure_ascii=False)
    area.write_text(text + "\n", encoding="utf-8")
    factors = folder / "planning_factors.csv"
    if factors.exists():
        with factors.open(encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.reader(stream) if row[:1] != ["line_length_factor"]]
        factors.write_text(csv_text(rows), encoding="utf-8", newline="")


def _geojson(file: Path) -> tuple[object, list[list[Position]]]:
    try:
        data = json.loads(decode_text(file.read_bytes(), file.name))
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError([_broken(file, "JSON", error)]) from None
    if not isinstance(data, dict):
        raise InputError([_broken(file, "GeoJSON", "it holds no object")])
    return data.get("crs"), list(_geojson_lines(data, file))


def _geojson_lines(data: dict[str, object], file: Path) -> Iterator[list[Position]]:
    for key in ("features", "geometries"):
        listed = data.get(key)
        for each in listed if isinstance(listed, list) else []:
            if isinstance(each, dict):
                yield from _geojson_lines(each, file)
    geometry = data.get("geometry")
    if isinstance(geometry, dict):
        yield from _geojson_lines(geometry, file)
    parts: list[object] = []
    if data.get("type") == "LineString":
        parts = [data.get("coordinates")]
    elif data.get("type") == "MultiLineString":
        listed = data.get("coordinates")
        parts = listed if isinstance(listed, list) else []
    for part in parts:
        try:
            yield [(float(point[0]), float(point[1])) for point in part]  # type: ignore[attr-defined]
        except (TypeError, ValueError, IndexError) as error:
            raise InputError([_broken(file, "GeoJSON", error)]) from None


def _kml(file: Path) -> tuple[object, list[list[Position]]]:
    text = file.read_bytes()
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        # Entities can grow without end; a line needs none.
        raise InputError([_broken(file, "KML", "it declares a document type")])
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - document types and entities are refused above
        found = [element for element in root.iter() if element.tag.rpartition("}")[2] == "LineString"]
        lines = []
        for element in found:
            listed = next((child.text or "" for child in element.iter() if child.tag.rpartition("}")[2] == "coordinates"), "")
            pairs = (part.split(",") for part in listed.split())
            lines.append([(float(pair[0]), float(pair[1])) for pair in pairs])
    except (ElementTree.ParseError, ValueError, IndexError) as error:
        raise InputError([_broken(file, "KML", error)]) from None
    return None, lines  # KML is WGS84 by definition


def _shapefile(file: Path) -> tuple[object, list[list[Position]]]:
    projection = file.with_suffix(".prj")
    if not projection.is_file():
        why = "without it nobody knows what the numbers mean"
        raise InputError(
            [Fault(f"{projection.name} is missing", Location(file.name), why, "export the layer again with its .prj")]
        )
    try:
        crs = CRS.from_wkt(projection.read_text(encoding="utf-8", errors="replace"))
    except CRSError as error:
        raise InputError([_broken(projection, "projection", error)]) from None
    same = crs.is_geographic and crs.ellipsoid is not None and crs.ellipsoid.name in ("WGS 84", "WGS_1984", "WGS84")
    named = None if same else {"type": "name", "properties": {"name": crs.name}}
    lines = []
    try:
        with warnings.catch_warnings(), file.open("rb") as main:
            warnings.simplefilter("error", shapefile.PossiblyCorruptFileHeader)
            reader = shapefile.Reader(shp=main)
            for shape in reader.iterShapes():
                if shape.shapeType in _POLYLINES:
                    places = [*shape.parts, len(shape.points)]
                    lines += [
                        [(float(point[0]), float(point[1])) for point in shape.points[begin:end]]
                        for begin, end in pairwise(places)
                    ]
    except _BROKEN as error:
        raise InputError([_broken(file, "shapefile", error)]) from None
    return named, lines


def _broken(file: Path, kind: str, error: object) -> Fault:
    return Fault(f"broken {kind}: {error}", Location(file.name), "the line cannot be read", "export the layer again")

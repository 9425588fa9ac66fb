"""Layers of a map as files that other programs open: GeoPackage, GeoJSON and KML.

Methods: OGC GeoPackage 1.3 (12-128r17), written into SQLite; GeoJSON (RFC 7946); OGC KML 2.2 (07-147r2).
"""

from __future__ import annotations

import datetime
import json
import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from xml.etree import ElementTree

import shapely
from shapely.geometry.base import BaseGeometry

from interpose.brief.exports.layers import Layer
from interpose.printable import visible

__all__ = ["geojson", "geopackage", "kml"]

_WGS84 = 4326
_APPLICATION = 0x47504B47
_VERSION = 10300
_KML = "http://www.opengis.net/kml/2.2"
_KINDS = {"text": "TEXT", "number": "DOUBLE", "integer": "INTEGER", "boolean": "BOOLEAN"}

_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
 organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
 description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
 srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name),
 column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
 z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
"""

_WGS84_TEXT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)


def geopackage(layers: Sequence[Layer], date: datetime.date) -> bytes:
    """Write layers as one GeoPackage.

    Parameters
    ----------
    layers : sequence of Layer
        The layers, each a table of features.
    date : datetime.date
        What each layer tells as the day of its last change.

    Returns
    -------
    bytes
        The file; the same layers and date give the same bytes.
    """
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        base.execute(f"PRAGMA user_version = {_VERSION}")
        base.executescript(_TABLES)
        base.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
            [
                ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
                ("Undefined geographic", 0, "NONE", 0, "undefined", None),
                ("WGS 84", _WGS84, "EPSG", _WGS84, _WGS84_TEXT, "Longitude and latitude"),
            ],
        )
        for layer in layers:
            _add(base, layer, date)
        base.commit()
        return base.serialize()


def _add(base: sqlite3.Connection, layer: Layer, date: datetime.date) -> None:
    table, kind = layer.table, layer.shapes[0].geom_type.upper()
    columns = [f'"{column.name}" {_KINDS[column.kind]}' for column in table.columns]
    base.execute(
        f'CREATE TABLE "{table.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {kind}, {", ".join(columns)})'
    )
    bounds = shapely.total_bounds(list(layer.shapes)).tolist()
    changed = f"{date.isoformat()}T00:00:00.000Z"
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (table.name, table.title, table.description, changed, *bounds, _WGS84),
    )
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (table.name, kind, _WGS84))
    places = ", ".join("?" * (len(table.columns) + 2))
    for number, (shape, row) in enumerate(zip(layer.shapes, table.rows, strict=True), start=1):
        base.execute(f'INSERT INTO "{table.name}" VALUES ({places})', (number, _binary(shape), *row))  # noqa: S608 - our own names


def _binary(shape: BaseGeometry) -> bytes:
    """Write a geometry as GeoPackage does: a head with the reference system and no envelope, then well-known binary."""
    return b"GP" + struct.pack("<BBi", 0, 0b00000001, _WGS84) + bytes(shapely.to_wkb(shape, byte_order=1))


def geojson(layers: Sequence[Layer]) -> bytes:
    """Write layers as one GeoJSON file; each feature names its layer.

    Parameters
    ----------
    layers : sequence of Layer
        The layers.

    Returns
    -------
    bytes
        A FeatureCollection.
    """
    features = [
        {
            "type": "Feature",
            "properties": {"layer": layer.table.name, **_properties(layer, row)},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for layer in layers
        for shape, row in zip(layer.shapes, layer.table.rows, strict=True)
    ]
    return (json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False) + "\n").encode()


def _properties(layer: Layer, row: Sequence[object]) -> dict[str, object]:
    return {column.name: cell for column, cell in zip(layer.table.columns, row, strict=True)}


def kml(layers: Sequence[Layer], title: str) -> bytes:
    """Write layers as one KML file: a folder each, with the colours of the brief.

    Parameters
    ----------
    layers : sequence of Layer
        The layers.
    title : str
        Name of the document.

    Returns
    -------
    bytes
        The file.
    """
    root = ElementTree.Element("kml", xmlns=_KML)
    document = _child(root, "Document")
    _child(document, "name", title)
    for layer in layers:
        style = _child(document, "Style", id=layer.table.name)
        red, green, blue = (layer.colour[at : at + 2] for at in (1, 3, 5))
        _child(_child(style, "LineStyle"), "color", f"ff{blue}{green}{red}")
        _child(_child(style, "PolyStyle"), "color", f"55{blue}{green}{red}")
    for layer in layers:
        folder = _child(document, "Folder")
        _child(folder, "name", layer.table.title)
        _child(folder, "description", layer.table.description)
        for shape, row in zip(layer.shapes, layer.table.rows, strict=True):
            said = _properties(layer, row)
            mark = _child(folder, "Placemark")
            _child(mark, "name", str(said.get("name") or " to ".join(str(cell) for cell in row[:2])))
            _child(mark, "styleUrl", f"#{layer.table.name}")
            data = _child(mark, "ExtendedData")
            for name, cell in said.items():
                if cell is not None:
                    _child(_child(data, "Data", name=name), "value", str(cell))
            mark.append(_shape(shape))
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _child(parent: ElementTree.Element, name: str, words: str = "", /, **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, attributes)
    made.text = visible(words) or None
    return made


def _shape(shape: BaseGeometry) -> ElementTree.Element:
    made = ElementTree.Element(
        {"Point": "Point", "LineString": "LineString", "Polygon": "Polygon"}.get(shape.geom_type, "MultiGeometry")
    )
    if made.tag == "MultiGeometry":
        made.extend(_shape(each) for each in shape.geoms)
    elif made.tag == "Polygon":
        for name, rings in (("outerBoundaryIs", [shape.exterior]), ("innerBoundaryIs", shape.interiors)):
            for ring in rings:
                _child(_child(_child(made, name), "LinearRing"), "coordinates", _coordinates(ring))
    else:
        _child(made, "coordinates", _coordinates(shape))
    return made


def _coordinates(shape: BaseGeometry) -> str:
    return " ".join(f"{x:.6f},{y:.6f}" for x, y in shape.coords)

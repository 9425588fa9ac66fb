"""Rules of geometry for the area of a case: what a line must be before anything is measured on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pyproj import Geod
from shapely import is_simple
from shapely.geometry import LineString, Polygon

from interpose.errors import Fault, Location

__all__ = ["area_faults"]

Point = tuple[float, float]

FARTHEST_KM = 3_000.0
"""Features of one case lie no farther apart: beyond it one of them has its coordinates swapped."""

_POLE_LATITUDE = 85.0
_ELLIPSOID = Geod(ellps="WGS84")
_LINE_KINDS = ("line_of_contact", "border", "boundary")
_WGS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A feature whose positions can be read."""

    where: Location
    kind: str
    name: str
    points: tuple[Point, ...]


def area_faults(collection: Mapping[str, object], file: str = "area.geojson", lines: Sequence[int] = ()) -> list[Fault]:
    """Find everything that is wrong with the geometry of an area, all at once.

    Parameters
    ----------
    collection : mapping
        A GeoJSON FeatureCollection as it was parsed; its `crs` and `bbox` members are read where they stand.
    file : str
        Name of the file, for faults.
    lines : sequence of int
        Line in which each feature begins, as far as it is known.

    Returns
    -------
    list of Fault
        Empty where the area can be measured.

    Examples
    --------
    >>> feature = {"properties": {"kind": "line_of_contact"}, "geometry": {"type": "LineString", "coordinates": [[33, 47]]}}
    >>> [fault.what for fault in area_faults({"features": [feature]})]
    ['the line has 1 point']
    """
    listed = collection.get("features")
    features = [_mapping(each) for each in listed] if isinstance(listed, list) else []
    whole = Location(file)
    faults = list(_crs_faults(whole, collection))
    shapes: list[_Shape] = []
    for index, feature in enumerate(features):
        where = Location(file, lines[index]) if index < len(lines) else whole
        found, points = _feature_faults(where, feature)
        faults.extend(found)
        if points and not found:
            shapes.append(_Shape(where, _kind(feature), _name(feature), points))
    if not any(_kind(feature) == "line_of_contact" for feature in features):
        why = "the zone, the belts and the sectors are all measured from the line"
        faults.append(Fault("there is no line of contact", whole, why, "add a LineString with kind line_of_contact"))
    faults.extend(_overlap_faults(shapes))
    faults.extend(_box_faults(whole, collection, shapes))
    faults.extend(_distance_faults(shapes))
    return faults


def _crs_faults(whole: Location, collection: Mapping[str, object]) -> Iterator[Fault]:
    crs = collection.get("crs")
    if crs is None:
        return
    name = str(_mapping(_mapping(crs).get("properties")).get("name", crs))
    if name not in _WGS84:
        why = "GeoJSON is longitude and latitude in WGS84 (RFC 7946); other coordinates would land elsewhere"
        mend = "reproject the layer to WGS84 (EPSG:4326) and export it again"
        yield Fault(f"the coordinates are in {name}", whole, why, mend)


def _feature_faults(where: Location, feature: Mapping[str, object]) -> tuple[list[Fault], tuple[Point, ...]]:
    geometry = _mapping(feature.get("geometry"))
    kind, type_name = _kind(feature), geometry.get("type")
    wanted = "LineString" if kind in _LINE_KINDS else "Polygon" if kind == "sector" else "Point"
    if kind == "":
        return [], ()  # the properties are at fault, and are told elsewhere
    if type_name != wanted:
        parts = "; write each part as a feature of its own" if str(type_name).startswith("Multi") else ""
        what = f"a feature of kind {kind} has the geometry {type_name}"
        return [Fault(what, where, f"it must be a {wanted}", f"draw it as a {wanted}{parts}")], ()
    listed = geometry.get("coordinates")
    if wanted == "Point":
        listed = [listed]
    if wanted == "Polygon":
        listed = listed[0] if isinstance(listed, list) and listed else []
    points, bad = _points(listed)
    if bad is not None:
        return [Fault(f"{bad!r} is no position", where, "a position is [longitude, latitude]", "correct the number")], ()
    faults = list(_range_faults(where, points))
    if not faults and wanted == "LineString":
        faults = list(_line_faults(where, points))
    if not faults and wanted == "Polygon" and not (len(points) > 3 and Polygon(points).is_valid):
        faults = [Fault("the ring crosses itself or has no area", where, "a sector needs an inside", "draw it again")]
    return faults, points


def _points(listed: object) -> tuple[tuple[Point, ...], object]:
    """Read positions; the second part is the first that is none."""
    points: list[Point] = []
    for each in listed if isinstance(listed, list) else [listed]:
        if not isinstance(each, list | tuple) or len(each) < 2:
            return (), each
        longitude, latitude = each[0], each[1]
        for number in (longitude, latitude):
            if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
                return (), each
        points.append((float(longitude), float(latitude)))
    return tuple(points), None


def _range_faults(where: Location, points: Sequence[Point]) -> Iterator[Fault]:
    for longitude, latitude in points:
        if abs(latitude) > 90 and abs(longitude) <= 90 and abs(latitude) <= 180:
            what = f"[{longitude:g}, {latitude:g}] has its coordinates swapped: no latitude is {latitude:g}"
            yield Fault(what, where, "GeoJSON writes longitude first", "write [longitude, latitude]")
            return
        if abs(latitude) > 90 or abs(longitude) > 180:
            what = f"[{longitude:g}, {latitude:g}] is not on the globe"
            why = "longitude lies between -180 and 180, latitude between -90 and 90 degrees"
            yield Fault(what, where, why, "reproject the layer to WGS84 (EPSG:4326); metres are not degrees")
            return
        if abs(latitude) > _POLE_LATITUDE:
            what = f"[{longitude:g}, {latitude:g}] lies at a pole"
            yield Fault(what, where, "left and right of the line have no meaning there", "check the latitude")
            return


def _line_faults(where: Location, points: Sequence[Point]) -> Iterator[Fault]:
    if len(points) < 2:
        what = "the line is empty" if not points else "the line has 1 point"
        yield Fault(what, where, "a line needs at least two points to have a length", "draw the line")
        return
    if len(set(points)) < 2:
        yield Fault("all points of the line are the same", where, "it has no length", "draw the line")
        return
    if any(abs(a[0] - b[0]) > 180 for a, b in pairwise(points)):
        what = "the line crosses the antimeridian"
        why = "between 180 and -180 degrees it would run around the whole globe"
        yield Fault(what, where, why, "cut it there into two features")
        return
    line = LineString(points)
    if not is_simple(line) or line.is_closed:
        how = "closes on itself" if line.is_closed else "crosses itself"
        why = "a line that meets itself has no two sides: belts and sectors would overlap"
        yield Fault(f"the line {how}", where, why, "remove the loop, or cut the line into features")


def _overlap_faults(shapes: Sequence[_Shape]) -> Iterator[Fault]:
    """Sectors may touch but not overlap; parts of the line may touch but not cross."""
    sectors = [(shape, Polygon(shape.points)) for shape in shapes if shape.kind == "sector"]
    for (other, ground), (shape, own) in combinations(sectors, 2):
        if own.intersection(ground).area > 1e-9:
            what = f"the sector overlaps the sector {other.name!r}"
            yield Fault(what, shape.where, "ground in two sectors would be counted twice", "draw a common edge")
    parts = [(shape, LineString(shape.points)) for shape in shapes if shape.kind == "line_of_contact"]
    for (other, before), (shape, line) in combinations(parts, 2):
        if line.crosses(before):
            what = f"the line crosses the part {other.name!r}"
            yield Fault(what, shape.where, "parts that cross have no two sides", "let parts meet at their ends only")


def _box_faults(whole: Location, collection: Mapping[str, object], shapes: Sequence[_Shape]) -> Iterator[Fault]:
    """Compare with the `bbox` of the file, which says where the area lies: what falls outside was moved or swapped."""
    box = collection.get("bbox")
    if box is None:
        return
    if not isinstance(box, list) or len(box) != 4 or not all(isinstance(each, int | float) for each in box):
        yield Fault("the bbox is not four numbers", whole, "it says where the area lies", "write [west, south, east, north]")
        return
    west, south, east, north = (float(each) for each in box)
    for shape in shapes:
        outside = next((point for point in shape.points if not (west <= point[0] <= east and south <= point[1] <= north)), None)
        if outside is None:
            continue
        longitude, latitude = outside
        what = f"[{longitude:g}, {latitude:g}] lies outside the bbox of the file"
        if west <= latitude <= east and south <= longitude <= north:
            why, mend = "GeoJSON writes longitude first", "write [longitude, latitude]"
            yield Fault(f"{what}: its coordinates look swapped", shape.where, why, mend)
        else:
            mend = "correct the position, or widen or remove the bbox"
            yield Fault(what, shape.where, "the file says that its features lie inside", mend)


def _distance_faults(shapes: Sequence[_Shape]) -> Iterator[Fault]:
    middles = [(shape, shape.points[len(shape.points) // 2]) for shape in shapes]
    line = next((middle for shape, middle in middles if shape.kind == "line_of_contact"), None)
    if line is None:
        return
    for shape, middle in middles:
        distance = _ELLIPSOID.inv(*line, *middle)[2] / 1000
        if distance > FARTHEST_KM:
            what = f"the feature lies {distance:,.0f} km from the line"
            mend = "write [longitude, latitude]; if the place is right, it is not part of this area"
            yield Fault(what, shape.where, "coordinates that are swapped land far away", mend)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _kind(feature: Mapping[str, object]) -> str:
    return str(_mapping(feature.get("properties")).get("kind") or "")


def _name(feature: Mapping[str, object]) -> str:
    return str(_mapping(feature.get("properties")).get("id") or "?")

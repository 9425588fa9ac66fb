"""Rules of geometry for the area of a case: what a line must be before anything is measured on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shapely import is_simple
from shapely.geometry import LineString, Polygon

__all__ = ["AreaFault", "area_faults"]

Point = tuple[float, float]

FARTHEST_KM = 3_000.0
"""Features of one case lie no farther apart: beyond it one of them has its coordinates swapped."""

_POLE_LATITUDE = 85.0
_EARTH_RADIUS_KM = 6371.0
_LINE_KINDS = ("line_of_contact", "border", "boundary")
_WGS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326")


@dataclass(frozen=True, slots=True)
class AreaFault:
    """One thing that is wrong with the geometry of an area.

    Parameters
    ----------
    feature_index : int or None
        Position of the feature in the collection; None where the whole collection is meant.
    what, why, mend : str
        What is wrong, why it matters, and how to mend it.
    """

    feature_index: int | None
    what: str
    why: str
    mend: str


def area_faults(collection: Mapping[str, object]) -> list[AreaFault]:
    """Find everything that is wrong with the geometry of an area, all at once.

    Parameters
    ----------
    collection : mapping
        A GeoJSON FeatureCollection as it was parsed; its `crs` and `bbox` members are read where they stand.

    Returns
    -------
    list of AreaFault
        In the order of the features, faults of the whole collection first; empty where the area can be measured.

    Examples
    --------
    >>> feature = {"properties": {"kind": "line_of_contact"}, "geometry": {"type": "LineString", "coordinates": [[33, 47]]}}
    >>> [fault.what for fault in area_faults({"features": [feature]})]
    ['the line has 1 point']
    """
    listed = collection.get("features")
    features = [_mapping(each) for each in listed] if isinstance(listed, list) else []
    faults = list(_crs_faults(collection))
    points: dict[int, tuple[Point, ...]] = {}
    for index, feature in enumerate(features):
        found, read = _feature_faults(index, feature)
        faults.extend(found)
        if read and not found:
            points[index] = read
    if not any(_kind(feature) == "line_of_contact" for feature in features):
        why = "the zone, the belts and the sectors are all measured from the line"
        faults.append(AreaFault(None, "there is no line of contact", why, "add a LineString with kind line_of_contact"))
    faults.extend(_overlap_faults(features, points))
    faults.extend(_box_faults(collection, points))
    faults.extend(_distance_faults(features, points))
    return sorted(faults, key=lambda fault: (-1 if fault.feature_index is None else fault.feature_index, fault.what))


def _crs_faults(collection: Mapping[str, object]) -> Iterator[AreaFault]:
    crs = collection.get("crs")
    if crs is None:
        return
    name = str(_mapping(_mapping(crs).get("properties")).get("name", crs))
    if name not in _WGS84:
        why = "GeoJSON is longitude and latitude in WGS84 (RFC 7946); other coordinates would land elsewhere"
        yield AreaFault(
            None, f"the coordinates are in {name}", why, "reproject the layer to WGS84 (EPSG:4326) and export it again"
        )


def _feature_faults(index: int, feature: Mapping[str, object]) -> tuple[list[AreaFault], tuple[Point, ...]]:
    geometry = _mapping(feature.get("geometry"))
    kind, type_name = _kind(feature), geometry.get("type")
    wanted = "LineString" if kind in _LINE_KINDS else "Polygon" if kind == "sector" else "Point"
    if kind == "":
        return [], ()  # the properties are at fault, and are told elsewhere
    if type_name != wanted:
        parts = "; write each part as a feature of its own" if str(type_name).startswith("Multi") else ""
        what = f"a feature of kind {kind} has the geometry {type_name}"
        return [AreaFault(index, what, f"it must be a {wanted}", f"draw it as a {wanted}{parts}")], ()
    listed = geometry.get("coordinates")
    if wanted == "Point":
        listed = [listed]
    if wanted == "Polygon":
        listed = listed[0] if isinstance(listed, list) and listed else []
    points, bad = _points(listed)
    if bad is not None:
        return [AreaFault(index, f"{bad!r} is no position", "a position is [longitude, latitude]", "correct the number")], ()
    faults = list(_range_faults(index, points))
    if not faults and wanted == "LineString":
        faults = list(_line_faults(index, points))
    if not faults and wanted == "Polygon" and not (len(points) > 3 and Polygon(points).is_valid):
        faults = [AreaFault(index, "the ring crosses itself or has no area", "a sector needs an inside", "draw it again")]
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


def _range_faults(index: int, points: Sequence[Point]) -> Iterator[AreaFault]:
    for longitude, latitude in points:
        if abs(latitude) > 90 and abs(longitude) <= 90 and abs(latitude) <= 180:
            what = f"[{longitude:g}, {latitude:g}] has its coordinates swapped: no latitude is {latitude:g}"
            yield AreaFault(index, what, "GeoJSON writes longitude first", "write [longitude, latitude]")
            return
        if abs(latitude) > 90 or abs(longitude) > 180:
            what = f"[{longitude:g}, {latitude:g}] is not on the globe"
            why = "longitude lies between -180 and 180, latitude between -90 and 90 degrees"
            yield AreaFault(index, what, why, "reproject the layer to WGS84 (EPSG:4326); metres are not degrees")
            return
        if abs(latitude) > _POLE_LATITUDE:
            what = f"[{longitude:g}, {latitude:g}] lies at a pole"
            yield AreaFault(index, what, "left and right of the line have no meaning there", "check the latitude")
            return


def _line_faults(index: int, points: Sequence[Point]) -> Iterator[AreaFault]:
    if len(points) < 2:
        what = "the line is empty" if not points else "the line has 1 point"
        yield AreaFault(index, what, "a line needs at least two points to have a length", "draw the line")
        return
    if len(set(points)) < 2:
        yield AreaFault(index, "all points of the line are the same", "it has no length", "draw the line")
        return
    if any(abs(a[0] - b[0]) > 180 for a, b in pairwise(points)):
        what = "the line crosses the antimeridian"
        why = "between 180 and -180 degrees it would run around the whole globe"
        yield AreaFault(index, what, why, "cut it there into two features")
        return
    line = LineString(points)
    if not is_simple(line) or line.is_closed:
        how = "closes on itself" if line.is_closed else "crosses itself"
        why = "a line that meets itself has no two sides: belts and sectors would overlap"
        yield AreaFault(index, f"the line {how}", why, "remove the loop, or cut the line into features")


def _overlap_faults(features: Sequence[Mapping[str, object]], points: Mapping[int, Sequence[Point]]) -> Iterator[AreaFault]:
    """Sectors may touch but not overlap; parts of the line may touch but not cross."""
    sectors = [(index, Polygon(points[index])) for index in points if _kind(features[index]) == "sector"]
    for position, (index, sector) in enumerate(sectors):
        for other_index, other in sectors[:position]:
            if sector.intersection(other).area > 1e-9:
                what = f"the sector overlaps the sector {_name(features[other_index])!r}"
                yield AreaFault(index, what, "ground in two sectors would be counted twice", "draw a common edge")
    lines = [(index, LineString(points[index])) for index in points if _kind(features[index]) == "line_of_contact"]
    for position, (index, line) in enumerate(lines):
        for other_index, other in lines[:position]:
            if line.crosses(other):
                what = f"the line crosses the part {_name(features[other_index])!r}"
                yield AreaFault(index, what, "parts that cross have no two sides", "let parts meet at their ends only")


def _box_faults(collection: Mapping[str, object], points: Mapping[int, Sequence[Point]]) -> Iterator[AreaFault]:
    """Compare with the `bbox` of the file, which says where the area lies: what falls outside was moved or swapped."""
    box = collection.get("bbox")
    if box is None:
        return
    if not isinstance(box, list) or len(box) != 4 or not all(isinstance(each, int | float) for each in box):
        yield AreaFault(None, "the bbox is not four numbers", "it says where the area lies", "write [west, south, east, north]")
        return
    west, south, east, north = (float(each) for each in box)
    for index, each in points.items():
        outside = next((point for point in each if not (west <= point[0] <= east and south <= point[1] <= north)), None)
        if outside is None:
            continue
        longitude, latitude = outside
        swapped = west <= latitude <= east and south <= longitude <= north
        what = f"[{longitude:g}, {latitude:g}] lies outside the bbox of the file"
        if swapped:
            yield AreaFault(
                index, f"{what}: its coordinates look swapped", "GeoJSON writes longitude first", "write [longitude, latitude]"
            )
        else:
            mend = "correct the position, or widen or remove the bbox"
            yield AreaFault(index, what, "the file says that its features lie inside", mend)


def _distance_faults(features: Sequence[Mapping[str, object]], points: Mapping[int, Sequence[Point]]) -> Iterator[AreaFault]:
    line = next((points[index] for index in points if _kind(features[index]) == "line_of_contact"), None)
    if line is None:
        return
    middle = line[len(line) // 2]
    for index, each in points.items():
        distance = _distance_km(middle, each[len(each) // 2])
        if distance > FARTHEST_KM:
            what = f"the feature lies {distance:,.0f} km from the line"
            mend = "write [longitude, latitude]; if the place is right, it is not part of this area"
            yield AreaFault(index, what, "coordinates that are swapped land far away", mend)


def _distance_km(first: Point, second: Point) -> float:
    """Great-circle distance: near enough to tell continents apart."""
    (lon1, lat1), (lon2, lat2) = ((math.radians(x), math.radians(y)) for x, y in (first, second))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _kind(feature: Mapping[str, object]) -> str:
    return str(_mapping(feature.get("properties")).get("kind") or "")


def _name(feature: Mapping[str, object]) -> str:
    return str(_mapping(feature.get("properties")).get("id") or "?")

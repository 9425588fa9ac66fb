"""Rules of geometry for the area of a case: what a line must be before anything is measured on it."""

from __future__ import annotations

import math
import reprlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pyproj import Geod
from shapely import STRtree, get_parts, is_simple
from shapely.geometry import LineString, Polygon

from interpose.case.check.wgs84 import crs_names, is_wgs84
from interpose.errors import Fault, Location
from interpose.limits import LIMITS, InputLimits

__all__ = ["area_faults"]

Point = tuple[float, float]

FARTHEST_KM = 3_000.0
"""Features of one case lie no farther apart: beyond it one of them has its coordinates swapped."""

_LONGEST_KM = 10_000.0
_POLE_LATITUDE = 85.0
_ELLIPSOID = Geod(ellps="WGS84")
_LINE_KINDS = ("line_of_contact", "border", "boundary")
_MOST_WINDING = 4.0
"""How many times longer than its course a line may be drawn: a coast drawn to a kilometre is two to three times."""

_COURSE_DEGREES = 0.02
"""Bends of less than this, some two kilometres, are smoothed to see the course of a line."""

_BRIEF = reprlib.Repr()


@dataclass(frozen=True, slots=True)
class _Shape:
    """A feature whose positions can be read."""

    where: Location
    kind: str
    name: str
    points: tuple[Point, ...]


def area_faults(
    collection: Mapping[str, object], file: str = "area.geojson", lines: Sequence[int] = (), limits: InputLimits = LIMITS
) -> list[Fault]:
    """Find everything that is wrong with the geometry of an area, all at once.

    Parameters
    ----------
    collection : mapping
        A GeoJSON FeatureCollection as it was parsed; its `crs` and `bbox` members are read where they stand.
    file : str
        Name of the file, for faults.
    lines : sequence of int
        Line in which each feature begins, as far as it is known.
    limits : InputLimits
        How many features and vertices it may have.

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
    if len(features) > limits.features:
        what = f"the area has {len(features):,} features, more than {limits.features:,}"
        return [Fault(what, whole, "it would take too long to measure", "keep the line, hubs, entry points and borders")]
    faults = list(_crs_faults(whole, collection))
    shapes: list[_Shape] = []
    for index, feature in enumerate(features):
        where = Location(file, lines[index]) if index < len(lines) else whole
        found, points = _feature_faults(where, feature, limits)
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
    for name in dict.fromkeys(crs_names(collection)):
        if not is_wgs84(name):
            why = "GeoJSON is longitude and latitude in WGS84 (RFC 7946); other coordinates would land elsewhere"
            mend = "reproject the layer to WGS84 (EPSG:4326) and export it again; where they are degrees, remove the member crs"
            yield Fault(f"the coordinates are in {name}", whole, why, mend)


def _feature_faults(
    where: Location, feature: Mapping[str, object], limits: InputLimits
) -> tuple[list[Fault], tuple[Point, ...]]:
    geometry = _mapping(feature.get("geometry"))
    kind, type_name = _kind(feature), geometry.get("type")
    wanted = "LineString" if kind in _LINE_KINDS else "Polygon" if kind == "sector" else "Point"
    if kind == "":
        return [], ()  # the properties are at fault, and are told elsewhere
    if type_name != wanted:
        parts = "; write each part as a feature of its own" if str(type_name).startswith("Multi") else ""
        what = f"a feature of kind {kind} has the geometry {_BRIEF.repr(type_name) if type_name else 'nothing'}".replace(
            "'", ""
        )
        return [Fault(what, where, f"it must be a {wanted}", f"draw it as a {wanted}{parts}")], ()
    listed = geometry.get("coordinates")
    rings = listed if wanted == "Polygon" else [[listed]] if wanted == "Point" else [listed]
    if not isinstance(rings, list) or not rings:
        rings = [rings]
    faults: list[Fault] = []
    read: list[tuple[Point, ...]] = []
    for ring in rings:
        points, bad = _points(ring)
        if bad:
            faults += [Fault(f"{bad} is no position", where, "a position is [longitude, latitude]", "correct the number")]
        elif len(points) > limits.line_vertices:
            what = f"the {'ring' if wanted == 'Polygon' else 'line'} has {len(points):,} vertices"
            mend = f"generalise it to {limits.line_vertices:,} at most"
            faults.append(Fault(what, where, "it would take too long to measure", mend))
        else:
            faults += _range_faults(where, points)
            read.append(points)
    if not faults and wanted == "LineString":
        faults = list(_line_faults(where, read[0]))
    if not faults and wanted == "Polygon" and not _is_polygon(read):
        faults = [Fault("the ring crosses itself or has no area", where, "a sector needs an inside", "draw it again")]
    return faults, read[0] if read else ()


def _is_polygon(rings: Sequence[Sequence[Point]]) -> bool:
    return all(len(ring) > 3 for ring in rings) and bool(Polygon(rings[0], rings[1:]).is_valid)


def _points(listed: object) -> tuple[tuple[Point, ...], str]:
    """Read positions; the second part tells the first that is none."""
    points: list[Point] = []
    for each in listed if isinstance(listed, list | tuple) else [listed]:
        if not isinstance(each, list | tuple) or not 2 <= len(each) <= 3:
            return (), "nothing" if each is None else _BRIEF.repr(each)
        for number in each:
            if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
                return (), _BRIEF.repr(each).replace("inf", "a number too large")
        points.append((float(each[0]), float(each[1])))
    return tuple(points), ""


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
        return
    drawn = _length_km(points)
    if drawn > _LONGEST_KM:
        what = f"the line is {drawn:,.0f} km long"
        yield Fault(what, where, "no line on land is as long; its coordinates may be swapped", "check the coordinates")
        return
    course = _length_km(line.simplify(_COURSE_DEGREES).coords)
    if drawn > _MOST_WINDING * course:
        what = f"the line goes back and forth: {drawn:,.0f} km as drawn along a course of {course:,.0f} km"
        why = "posts, patrols and belts are counted by its length"
        yield Fault(what, where, why, "generalise the line to its course, or take out points that are out of order")


def _length_km(points: Iterable[Point]) -> float:
    longitudes, latitudes = zip(*points, strict=True)
    return float(_ELLIPSOID.line_length(longitudes, latitudes)) / 1000


def _overlap_faults(shapes: Sequence[_Shape]) -> Iterator[Fault]:
    """Sectors may touch but not overlap; parts of the line may touch but not cross."""
    sectors = [(shape, Polygon(shape.points)) for shape in shapes if shape.kind == "sector"]
    for (other, ground), (shape, own) in combinations(sectors, 2):
        if own.intersection(ground).area > 1e-9:
            what = f"the sector overlaps the sector {other.name!r}"
            yield Fault(what, shape.where, "ground in two sectors would be counted twice", "draw a common edge")
    parts = [shape for shape in shapes if shape.kind == "line_of_contact"]
    lines = [LineString(shape.points) for shape in parts]
    meeting = STRtree(lines).query(lines, "intersects").T.tolist() if lines else []
    for first, second in sorted((first, second) for first, second in meeting if first < second):
        other, shape, before, line = parts[first], parts[second], lines[first], lines[second]
        if _shared_km(before, line) > 0:
            what = f"the line lies on the part {other.name!r} for {_shared_km(before, line):,.1f} km"
            why, mend = "that stretch would be counted twice", "delete the copy, or cut both where they meet"
            yield Fault(what, shape.where, why, mend)
        elif line.crosses(before):
            what = f"the line crosses the part {other.name!r}"
            yield Fault(what, shape.where, "parts that cross have no two sides", "let parts meet at their ends only")


def _shared_km(one: LineString, other: LineString) -> float:
    """Measure how far two lines run along the very same course (km)."""
    shared = [part for part in get_parts(one.intersection(other)) if isinstance(part, LineString)]
    return sum(_length_km(part.coords) for part in shared)


def _box_faults(whole: Location, collection: Mapping[str, object], shapes: Sequence[_Shape]) -> Iterator[Fault]:
    """Compare with the `bbox` of the file, which says where the area lies: what falls outside was moved or swapped."""
    box = collection.get("bbox")
    if box is None:
        return
    if isinstance(box, list) and len(box) == 6:
        box = [*box[:2], *box[3:5]]  # with heights
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

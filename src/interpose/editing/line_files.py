"""Files that hold a line: GeoJSON, KML and shapefile, read as positions in degrees or refused."""

from __future__ import annotations

import math
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from interpose.case.check.wgs84 import crs_names
from interpose.case.read.formats.files import decode_text
from interpose.case.read.formats.json_text import parse_json
from interpose.errors import Fault, InputError, Location, UsageError
from interpose.limits import LIMITS, InputLimits

__all__ = ["LineFile", "read_line_file"]

Position = tuple[float, float]

_LONGEST_PROJECTION = 100_000
"""Characters of the description of a projection."""


@dataclass(frozen=True)
class LineFile:
    """What a file holds.

    Parameters
    ----------
    lines : list of list of (float, float)
        Its lines as longitude and latitude.
    crs : tuple of str
        Coordinate systems that it names.
    others : mapping of str to int
        How many shapes of each other kind it holds.
    """

    lines: list[list[Position]]
    crs: tuple[str, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)


def read_line_file(path: str | Path, limits: InputLimits = LIMITS) -> LineFile:
    """Read the lines of a file.

    Parameters
    ----------
    path : str or pathlib.Path
        A GeoJSON (`.geojson`, `.json`), KML (`.kml`) or shapefile (`.shp`, with its `.prj` beside it), endings in any case.
    limits : InputLimits
        How large it may be.

    Returns
    -------
    LineFile
        Its lines, before anything is asked of their geometry.

    Raises
    ------
    UsageError
        Where the file is missing, too large or of another kind.
    InputError
        Where it cannot be read.
    """
    file = Path(path)
    try:
        there = file.is_file()
        size = file.stat().st_size if there else 0
    except (OSError, ValueError):  # a name that is too long for a file, or that holds what no name may
        there, size = False, 0
    if not there:
        raise UsageError(f"there is no file {str(path)[:200]}", "name a GeoJSON, KML or shapefile")
    if size > limits.line_file_bytes:
        raise UsageError(f"{file.name} is larger than {limits.line_file_bytes // 1024**2} MB", "generalise the line first")
    readers: dict[str, Callable[[Path], LineFile]] = {".geojson": _geojson, ".json": _geojson, ".kml": _kml, ".shp": _shapefile}
    if file.suffix.casefold() not in readers:
        mend = "unzip it, and name the .kml inside" if file.suffix.casefold() == ".kmz" else f"use one of: {', '.join(readers)}"
        raise UsageError(f"{file.name} is no GeoJSON, KML or shapefile", mend)
    try:
        return readers[file.suffix.casefold()](file)
    except OSError as error:
        raise UsageError(f"{file.name} cannot be read: {error.strerror or type(error).__name__}", "check the file") from error


def _geojson(file: Path) -> LineFile:
    faults: list[Fault] = []
    data = parse_json(decode_text(file.read_bytes(), file.name), file.name, faults)
    if faults:
        raise InputError(faults)
    if not isinstance(data, dict):
        raise InputError([_broken(file, "GeoJSON", "it holds no object")])
    others: Counter[str] = Counter()
    return LineFile(list(_geojson_lines(data, file, others)), tuple(crs_names(data)), others)


def _geojson_lines(data: Mapping[str, object], file: Path, others: Counter[str]) -> Iterator[list[Position]]:
    kind = str(data.get("type", "nothing"))[:40]
    parts: list[object] = []
    if kind == "LineString":
        parts = [data.get("coordinates")]
    elif kind == "MultiLineString":
        listed = data.get("coordinates")
        parts = listed if isinstance(listed, list) else [listed]
    elif kind not in ("Feature", "FeatureCollection", "GeometryCollection"):
        others[kind] += 1
    for part in parts:
        yield [_position(point, file) for point in (part if isinstance(part, list) else [part])]
    for key in ("features", "geometries"):
        within = data.get(key)
        for each in within if isinstance(within, list) else []:
            if isinstance(each, dict):
                yield from _geojson_lines(each, file, others)
    geometry = data.get("geometry")
    if isinstance(geometry, dict):
        yield from _geojson_lines(geometry, file, others)


def _position(point: object, file: Path) -> Position:
    numbers = point if isinstance(point, list) else []
    if 2 <= len(numbers) <= 3 and all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers):
        return float(numbers[0]), float(numbers[1])
    raise InputError([_broken(file, "GeoJSON", f"{str(point)[:60]} is no position [longitude, latitude]")])


class _Tree(ElementTree.TreeBuilder):
    """Builds a document that declares no type: entities can grow without end, and a line needs none."""

    def doctype(self, *_declared: str | None) -> None:
        raise ValueError("it declares a document type")


def _kml(file: Path) -> LineFile:
    try:
        root = ElementTree.fromstring(file.read_bytes(), ElementTree.XMLParser(target=_Tree()))  # noqa: S314 - see `_Tree`
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise InputError([_broken(file, "KML", error)]) from None
    lines: list[list[Position]] = []
    others: Counter[str] = Counter()
    for element in root.iter():
        kind = _local(element)
        if kind == "LineString":
            lines.append(_tuples(element, file))
        elif kind in ("Point", "Polygon", "Track", "MultiTrack", "Model", "NetworkLink"):
            others[kind] += 1
    return LineFile(lines, (), others)  # KML is WGS84 by definition


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _tuples(element: ElementTree.Element, file: Path) -> list[Position]:
    listed = " ".join(child.text or "" for child in element if _local(child) == "coordinates")
    found: list[Position] = []
    for part in listed.split():
        numbers = part.split(",")
        if part.endswith(",") or part.startswith(","):
            raise InputError([_broken(file, "KML", f"a blank stands beside the comma of the tuple {part[:60]!r}")])
        try:
            read = [float(number) for number in numbers]
        except ValueError:
            read = []
        if not 2 <= len(read) <= 3 or not all(map(math.isfinite, read)):
            why = "with points for decimals" if len(numbers) > 3 else ""
            what = f"the tuple {part[:60]!r} is no longitude,latitude[,height] {why}".rstrip()
            raise InputError([_broken(file, "KML", what)])
        found.append((read[0], read[1]))
    return found


def _shapefile(file: Path) -> LineFile:
    import shapefile

    projection = next((path for path in sorted(file.parent.iterdir()) if _is_projection(path, file)), None)
    if projection is None:
        why = "without it nobody knows what the numbers mean"
        what, mend = f"{file.with_suffix('.prj').name} is missing", "export the layer again with its .prj"
        raise InputError([Fault(what, Location(file.name), why, mend)])
    crs = _projection(projection)
    lines: list[list[Position]] = []
    others: Counter[str] = Counter()
    try:
        with warnings.catch_warnings(), file.open("rb") as main:
            warnings.simplefilter("error", shapefile.PossiblyCorruptFileHeader)
            length = int.from_bytes(main.read(28)[24:28], "big") * 2
            if length != file.stat().st_size:
                what = f"its header says {length:,} bytes, and it has {file.stat().st_size:,}"
                raise InputError([_broken(file, "shapefile", what)])
            main.seek(0)
            for shape in shapefile.Reader(shp=main).iterShapes():
                if shape.shapeType in (shapefile.POLYLINE, shapefile.POLYLINEZ, shapefile.POLYLINEM):
                    places = [*shape.parts, len(shape.points)]
                    lines += [
                        [(float(point[0]), float(point[1])) for point in shape.points[begin:end]]
                        for begin, end in pairwise(places)
                    ]
                elif shape.shapeType != shapefile.NULL:
                    others[str(shape.shapeTypeName).title()] += 1
    except InputError:
        raise
    except Exception as error:  # the reader of shapefiles fails in ways that cannot be listed where a file is damaged
        raise InputError([_broken(file, "shapefile", error)]) from None
    return LineFile(lines, crs, others)


def _is_projection(path: Path, file: Path) -> bool:
    return path.stem == file.stem and path.suffix.casefold() == ".prj"


def _projection(path: Path) -> tuple[str, ...]:
    """Name the coordinate system of a `.prj` as a crs; nothing where it is degrees of WGS84 from Greenwich."""
    from pyproj import CRS

    text = path.read_text(encoding="utf-8", errors="replace")
    if len(text) > _LONGEST_PROJECTION or re.match(r"\s*[A-Z][A-Z0-9_]*\s*\[", text.lstrip("\ufeff")) is None:
        # What is no such text is looked up as a name among all that PROJ knows, which takes seconds.
        raise InputError([_broken(path, "projection", "it is no well-known text (WKT)")])
    try:
        crs = CRS.from_wkt(text.lstrip("\ufeff"))
        oddities = _oddities(crs)
    except Exception as error:  # PROJ refuses in ways that cannot be listed
        raise InputError([_broken(path, "projection", error)]) from None
    return (f"{crs.name}{f' ({oddities[0]})' if oddities else ''}",) if oddities else ()


def _oddities(crs: Any) -> list[str]:  # noqa: ANN401 - a coordinate system of PROJ, which has no types
    if not crs.is_geographic or crs.is_bound or crs.is_derived:
        return ["no longitude and latitude"]
    found = []
    if crs.ellipsoid is None or crs.ellipsoid.name not in ("WGS 84", "WGS_1984", "WGS84"):
        found.append(f"ellipsoid {crs.ellipsoid.name if crs.ellipsoid is not None else 'unknown'}")
    if crs.prime_meridian is not None and crs.prime_meridian.longitude != 0:
        found.append(f"prime meridian {crs.prime_meridian.name}")
    units = {axis.unit_name for axis in crs.axis_info if axis.direction in ("north", "south", "east", "west")}
    if any(not math.isclose(axis.unit_conversion_factor, math.radians(1), rel_tol=1e-6) for axis in crs.axis_info[:2]):
        found.append(f"unit {' and '.join(sorted(units))}")
    return found


def _broken(file: Path, kind: str, error: object) -> Fault:
    what = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return Fault(f"broken {kind}: {what}", Location(file.name), "the line cannot be read", "export the layer again")

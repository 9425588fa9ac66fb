"""Reading the area of a case from GeoJSON."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError
from shapely.geometry import LineString, Point, Polygon

from interpose.case.check.area_rules import area_faults
from interpose.case.read.formats.field_help import explain_error
from interpose.case.read.formats.json_text import parse_json
from interpose.case.tables.area import Area, AreaFeature, Border, LinePart, Place, SectorShape
from interpose.errors import Fault, Location

__all__ = ["parse_area"]


def parse_area(text: str, file: str, faults: list[Fault]) -> Area | None:
    """Read `area.geojson`.

    Parameters
    ----------
    text : str
        The whole file: a FeatureCollection in WGS84 (RFC 7946).
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go, for JSON, for properties and for geometry.

    Returns
    -------
    Area or None
        None where anything is wrong with it.
    """
    before = len(faults)
    data = parse_json(text, file, faults)
    if len(faults) > before:
        return None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(features, list) or data.get("type") != "FeatureCollection":
        why = "the area is a GeoJSON FeatureCollection (RFC 7946)"
        faults.append(Fault("the file holds no FeatureCollection", Location(file, 1), why, "export the layer as GeoJSON"))
        return None
    lines = _feature_lines(text)
    faults.extend(area_faults(data, file, lines))
    typed = [_properties(feature, file, _line_of(lines, index), faults) for index, feature in enumerate(features)]
    _check_unique([(row, _line_of(lines, index)) for index, row in enumerate(typed) if row is not None], file, faults)
    if len(faults) > before:
        return None
    rows = [(row, _flat(feature["geometry"]["coordinates"])) for row, feature in zip(typed, features, strict=True) if row]
    return Area(
        line=tuple(LinePart(row, LineString(at)) for row, at in rows if row.kind == "line_of_contact"),
        hubs=tuple(Place(row, Point(at)) for row, at in rows if row.kind == "hub"),
        entry_points=tuple(Place(row, Point(at)) for row, at in rows if row.kind == "entry_point"),
        borders=tuple(Border(row, LineString(at)) for row, at in rows if row.kind == "border"),
        sectors=tuple(SectorShape(row, Polygon(at[0], at[1:])) for row, at in rows if row.kind == "sector"),
        boundaries=tuple(Border(row, LineString(at)) for row, at in rows if row.kind == "boundary"),
    )


def _flat(coordinates: list[Any]) -> Any:  # noqa: ANN401 - a position, a list of them, or a list of rings
    """Leave out heights, which nothing here reads and which a line may have at some of its points only."""
    if coordinates and isinstance(coordinates[0], list):
        return [_flat(part) for part in coordinates]
    return coordinates[:2]


def _properties(feature: object, file: str, line: int | None, faults: list[Fault]) -> AreaFeature | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    try:
        return AreaFeature.model_validate(properties if properties is not None else {})
    except ValidationError as error:
        for detail in error.errors():
            what, why, mend = explain_error(AreaFeature, detail)
            faults.append(Fault(what, Location(file, line), why, mend))
        return None


def _check_unique(rows: list[tuple[AreaFeature, int | None]], file: str, faults: list[Fault]) -> None:
    first: dict[str, int | None] = {}
    for row, line in rows:
        if row.id in first:
            what = f"duplicate feature {row.id!r} (first in line {first[row.id]})"
            faults.append(Fault(what, Location(file, line), "names must tell features apart", "rename one of the two"))
        first.setdefault(row.id, line)


def _feature_lines(text: str) -> list[int]:
    """Find the line in which each feature says that it is one."""
    lines: list[int] = []
    line, place = 1, 0
    for match in re.finditer(r'"type"\s*:\s*"Feature"', text):
        line += text.count("\n", place, match.start())
        place = match.start()
        lines.append(line)
    return lines


def _line_of(lines: list[int], index: int | None) -> int | None:
    return lines[index] if index is not None and index < len(lines) else None

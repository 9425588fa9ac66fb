"""A user's own line from a file: GeoJSON, KML or shapefile, as features of `area.geojson`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from interpose.case.check.area_rules import area_faults
from interpose.case.check.wgs84 import is_wgs84
from interpose.case.csv_text import csv_text
from interpose.case.read.formats.files import decode_text
from interpose.editing.line_files import read_line_file
from interpose.errors import Fault, InputError, Location

__all__ = ["import_line", "put_line"]


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
        into a case. Terrain is open until somebody says otherwise. `passed_over` counts shapes of other kinds, such as the
        points of labels, which no verb reads; it is absent where there is none.

    Raises
    ------
    UsageError
        Where the file is missing, too large or of another kind.
    InputError
        With every fault of its geometry: no line, a line that crosses itself, coordinates that are not WGS84.
    """
    file = Path(path)
    read = read_line_file(file)
    if not read.lines:
        held = " and ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in sorted(read.others.items()))
        what = f"the file holds {held or 'nothing'}, and no line"
        mend = "export the line as a line (LineString, path or polyline)"
        raise InputError([Fault(what, Location(file.name), "the force stands along a line", mend)])
    if passed_over := [kind for kind in ("Track", "MultiTrack", "NetworkLink") if read.others.get(kind)]:
        what = f"beside its lines the file holds {' and '.join(passed_over)}, which may be parts of the line"
        mend = "export them as lines (LineString, path or polyline), or take them out"
        raise InputError([Fault(what, Location(file.name), "what nothing reads would be lost in silence", mend)])
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
        for number, line in enumerate(read.lines, start=1)
    ]
    collection: dict[str, object] = {"type": "FeatureCollection", "features": features}
    foreign = next((name for name in read.crs if not is_wgs84(name)), None)
    named = {"crs": {"type": "name", "properties": {"name": foreign}}} if foreign is not None else {}
    if faults := area_faults({**collection, **named}, file.name):
        raise InputError(faults)
    if read.others:
        collection["passed_over"] = dict(read.others)
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
    collection: dict[str, Any] = json.loads(decode_text(area.read_bytes(), area.name))
    kept = [each for each in collection["features"] if each["properties"]["kind"] not in {"line_of_contact", "sector"}]
    features = line["features"]
    assert isinstance(features, list)  # noqa: S101 - a FeatureCollection
    collection.pop("bbox", None)
    text = json.dumps({**collection, "features": [*features, *kept]}, indent=1, ensure_ascii=False)
    area.write_text(text + "\n", encoding="utf-8")
    factors = folder / "planning_factors.csv"
    if factors.exists():
        table = csv.reader(io.StringIO(decode_text(factors.read_bytes(), factors.name), newline=""))
        rows = [row for row in table if "line_length_factor" not in row]
        factors.write_text(csv_text(rows), encoding="utf-8", newline="")

"""Whether the geometry of a case lies where the case says: doubts that a person should look at, no faults."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from pyproj import Geod
from shapely import get_coordinates, points, prepare, transform, union_all
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from interpose.case.tables.area import Area
from interpose.errors import Fault, Location

__all__ = ["place_doubts"]

FARTHEST_PLACE_KM = 1_500.0
"""A hub or an entry point that is farther from the line hardly serves it."""

_COAST_DEGREES = 0.3
"""How far the coarse outlines of states may be off, and rivers and estuaries wide."""

_ASIDE_DEGREES = 0.3
_SAMPLES = 40
_ELLIPSOID = Geod(ellps="WGS84")


def place_doubts(
    area: Area, host: str | None, parties: Sequence[str], outlines: Mapping[str, BaseGeometry], where: Callable[[str], Location]
) -> Iterator[Fault]:
    """Find what does not belong: a line in the sea or outside its states, a host on the wrong side, places far away.

    Parameters
    ----------
    area : Area
        The geometry of the case.
    host : str or None
        The state on whose soil the force stands; None where the case names none.
    parties : sequence of str
        The states that the line divides, the host among them.
    outlines : mapping of str to shapely geometry
        Outlines of states in longitude and latitude, by code.
    where : callable
        Says where the feature of a name stands.

    Yields
    ------
    Fault
        One for each doubt.
    """
    lines = [part.geometry for part in area.line]
    first = where(area.line[0].feature.id)
    land = union_all(list(outlines.values())).buffer(_COAST_DEGREES)
    ours = [outlines[state] for state in parties if state in outlines]
    if (dry := _share_inside(lines, land)) < 0.5:
        mend = "check the coordinates: GeoJSON writes longitude first"
        yield Fault(f"{1 - dry:.0%} of the line lies in the sea", first, "no force stands there", mend)
    elif ours and (within := _share_inside(lines, union_all(ours).buffer(_COAST_DEGREES))) < 0.5:
        yield _outside(lines, ours, parties, within, first)
    elif host is not None and host in outlines and (near := _share_inside(lines, outlines[host].buffer(_COAST_DEGREES))) < 0.5:
        what = f"{1 - near:.0%} of the line lies away from {host}, the host"
        mend = "name the host of this line in scenario.yaml"
        yield Fault(what, first, "belts, sectors and hubs are the host's: the force stands on its soil", mend)
    else:
        yield from _wrong_side(area, host, outlines, where)
    yield from _hubs_across(area, where)
    whole = union_all(lines)
    for kind, places in (("hub", area.hubs), ("entry point", area.entry_points)):
        for place in places:
            east, north = map(float, get_coordinates(nearest_points(whole, place.geometry)[0])[0])
            distance = _ELLIPSOID.inv(east, north, place.geometry.x, place.geometry.y)[2] / 1000
            if distance > FARTHEST_PLACE_KM:
                what = f"the {kind} {place.feature.name!r} lies {distance:,.0f} km from the line"
                why = "supply and travel are reckoned from it"
                mend = f"give the {kind}s of this place, in area.geojson"
                yield Fault(what, where(place.feature.id), why, mend)


def _outside(
    lines: Sequence[LineString], ours: Sequence[BaseGeometry], parties: Sequence[str], within: float, where: Location
) -> Fault:
    what = f"{1 - within:.0%} of the line lies outside {' and '.join(parties)}"
    swapped = [transform(line, lambda at: at[:, ::-1]) for line in lines]
    if _share_inside(swapped, union_all(list(ours)).buffer(_COAST_DEGREES)) > 0.5:
        mend = "GeoJSON writes longitude first: write [longitude, latitude]"
        return Fault(f"{what}: its coordinates look swapped", where, "the force would stand in another country", mend)
    why = "claims, pools, hubs, borders and games of the case are about those states"
    mend = "name the host and parties of this line in scenario.yaml, and give the hubs, claims and games of its place"
    return Fault(what, where, why, mend)


def _wrong_side(
    area: Area, host: str | None, outlines: Mapping[str, BaseGeometry], where: Callable[[str], Location]
) -> Iterator[Fault]:
    if host is None or host not in outlines:
        return
    for part in area.line:
        own = _share_aside(part.geometry, outlines[host], left=part.feature.host_side == "left")
        other = _share_aside(part.geometry, outlines[host], left=part.feature.host_side != "left")
        if own < 0.2 and other > 0.8:
            side = "right" if part.feature.host_side == "left" else "left"
            what = f"{host} lies on the {side} of {part.feature.name!r}, and host_side says {part.feature.host_side}"
            mend = f"write host_side: {side}, or turn the line round"
            yield Fault(what, where(part.feature.id), "belts and sectors are drawn on the host's side", mend)


def _hubs_across(area: Area, where: Callable[[str], Location]) -> Iterator[Fault]:
    """Tell a part of the line whose nearest hubs all lie across it: hubs are the host's."""
    across: dict[str, list[bool]] = {}
    for hub in area.hubs:
        part = min(area.line, key=lambda each: each.geometry.distance(hub.geometry))
        across.setdefault(part.feature.id, []).append(
            _is_left(part.geometry, hub.geometry) is not (part.feature.host_side == "left")
        )
    for part in area.line:
        if across.get(part.feature.id) and all(across[part.feature.id]):
            side = "right" if part.feature.host_side == "left" else "left"
            what = f"all hubs near {part.feature.name!r} lie on its {side}, and host_side says {part.feature.host_side}"
            mend = f"write host_side: {side}, turn the line round, or correct the hubs"
            yield Fault(what, where(part.feature.id), "belts and sectors are drawn on the host's side", mend)


def _is_left(line: LineString, place: Point) -> bool:
    """Tell whether a place lies left of the course of a line: of a tenth of it before and after the nearest point."""
    at = line.project(place, normalized=True)
    before, after = line.interpolate(max(at - 0.1, 0), normalized=True), line.interpolate(min(at + 0.1, 1), normalized=True)
    return bool((after.x - before.x) * (place.y - before.y) - (after.y - before.y) * (place.x - before.x) > 0)


def _share_inside(lines: Sequence[LineString], ground: BaseGeometry) -> float:
    length = sum(line.length for line in lines)
    return float(sum(line.intersection(ground).length for line in lines) / length)


def _share_aside(line: LineString, ground: BaseGeometry, *, left: bool) -> float:
    """Say which share of the places beside a line lie on some ground."""
    prepare(ground)
    aside = []
    for number in range(_SAMPLES):
        before = line.interpolate(number / _SAMPLES, normalized=True)
        after = line.interpolate((number + 1) / _SAMPLES, normalized=True)
        squeeze = max(math.cos(math.radians(before.y)), 0.1)
        x, y = (after.x - before.x) * squeeze, after.y - before.y
        size = math.hypot(x, y) or 1.0
        turn = _ASIDE_DEGREES / size * (1 if left else -1)
        aside.append(((before.x + after.x) / 2 - y * turn / squeeze, (before.y + after.y) / 2 + x * turn))
    return float(ground.contains(points(aside)).mean()) if aside else 0.0

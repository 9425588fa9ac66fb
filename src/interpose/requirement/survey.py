"""The ground of a case, measured: length, belts, sectors, areas, towns."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from shapely import STRtree, make_valid, points, set_precision
from shapely.geometry import LineString, MultiLineString, Point
from shapely.ops import substring

from interpose.case import Case
from interpose.case.quantities import Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.area import Area, TownPlace
from interpose.errors import UsageError
from interpose.requirement.area import AreaResult, EntryPoint, GeneralisedLength, Sector
from interpose.requirement.cutting import Stretch, crossings, equal_workload, ground_of_sectors, inside_shapes
from interpose.requirement.ground import Shape, belt, chains, clip_at_borders, polygons_of
from interpose.requirement.plane import Plane, direction, distance_km, length_km, plane_around

__all__ = ["TOLERANCES_KM", "resurveyed", "survey"]

TOLERANCES_KM = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Tolerances at which the length of the line is told."""

_LONGEST_EDGE_M = 10_000.0

_NEAR_KM = 120.0
"""A sector without a town in its zone is named after a town behind it that is no farther away."""
_FAR_KM = 250.0
"""A town farther away than this tells no reader where a sector lies: its number does."""


def survey(case: Case) -> AreaResult:
    """Measure the area of a case and cut it into belts and sectors.

    Parameters
    ----------
    case : Case
        The case: its line, hubs and entry points, the depths and the number of sectors.

    Returns
    -------
    AreaResult
        Lengths, belts, sectors, areas and towns.

    Raises
    ------
    UsageError
        Where the belts swallow the hubs and entry points, or a part of the line lies in no drawn sector.
    """
    area, options = case.area, case.scenario.options
    plane = plane_around(MultiLineString([part.geometry for part in area.line]))
    parts = [_line(plane, part.geometry) for part in area.line]
    lengths = [length_km(part.geometry) for part in area.line]
    joined = chains([(line, part.feature.host_side == "left") for line, part in zip(parts, area.line, strict=True)])
    borders = [_line(plane, border.geometry) for border in area.borders]
    zone = clip_at_borders(belt(joined, 0, options.zone_depth_km * 1000, "both"), borders, parts)
    host = clip_at_borders(belt(joined, 0, options.depth_belt_km * 1000, "host"), borders, parts)
    depth = polygons_of(host.difference(zone))
    west, south, east, north = MultiLineString(parts).bounds
    _refuse_swallowed(area, plane, zone, math.hypot(east - west, north - south) / 1000, case)
    weights = [case.planning_factors[f"terrain_weight_{part.feature.terrain}"].value for part in area.line]
    if area.sectors:
        names: list[str | None] = [shape.feature.name for shape in area.sectors]
        shapes = [polygons_of(plane.to_plane(shape.geometry)) for shape in area.sectors]
        stretches, outside = inside_shapes(parts, shapes)
        if outside > 100 or len({stretch.sector for stretch in stretches}) < len(shapes):
            what = f"the sectors in area.geojson leave {outside / 1000:,.0f} km of the line out, or one of them holds no line"
            raise UsageError(what, "draw sectors so that each stretch of the line lies in one, or leave them out")
    else:
        names = [None] * options.sectors
        boundaries = [_line(plane, each.geometry) for each in area.boundaries] if options.sector_snap else []
        stretches = equal_workload(lengths, weights, options.sectors, crossings(parts, boundaries), options.sector_snap)
    grounds = ground_of_sectors(zone, parts, stretches, len(names))
    towns = _towns_in(plane, (zone, depth, *grounds), case.places)
    sectors = _sectors(case, plane, parts, lengths, weights, stretches, grounds, towns[2:], towns[1], names)
    line_km = sum(lengths)
    planned = case.planning_factors["line_length_factor"].as_range * line_km
    generalised = tuple(GeneralisedLength(tolerance, _generalised(parts, lengths, tolerance)) for tolerance in TOLERANCES_KM)
    return AreaResult(
        line_km=line_km,
        planned_line_km=planned,
        generalisation=generalised,
        generalisation_note=_note(line_km, planned, generalised),
        projection=plane.definition,
        zone=_globe(plane, zone),
        belts={"forward": _globe(plane, zone), "depth": _globe(plane, depth)},
        areas_km2={"forward": zone.area / 1e6, "depth": depth.area / 1e6},
        sectors=sectors,
        supply_km=_supply_km(sectors),
        population=sum(town.pop_max for town in towns[0]),
        inputs=tuple(str(RowRef("area.geojson", part.feature.id)) for part in area.line),
    )


def resurveyed(area: AreaResult, surveyed: Case, case: Case) -> AreaResult:
    """Tell ground that was surveyed for one case under the planning factors of another, without measuring it again.

    Parameters
    ----------
    area : AreaResult
        Ground of the case for which it was surveyed.
    surveyed, case : Case
        That case, and one that differs from it in no option of the ground and in no weight of terrain.

    Returns
    -------
    AreaResult
        Length that is planned for by `line_length_factor`, and ways to the entry points by `road_factor`.
    """
    line, road = ([each.planning_factors[name] for each in (surveyed, case)] for name in ("line_length_factor", "road_factor"))
    if line[0] != line[1]:
        planned = line[1].as_range * area.line_km
        note = _note(area.line_km, planned, area.generalisation)
        area = replace(area, planned_line_km=planned, generalisation_note=note)
    if road[0].value == road[1].value:
        return area
    longer = road[1].value / road[0].value
    sectors = tuple(
        each
        if each.entry_point is None
        else replace(each, entry_point=replace(each.entry_point, road_km=each.entry_point.road_km * longer))
        for each in area.sectors
    )
    return replace(area, sectors=sectors, supply_km=None if area.supply_km is None else area.supply_km * longer)


def _line(plane: Plane, line: LineString) -> LineString:
    moved = plane.to_plane(line)
    assert isinstance(moved, LineString)  # noqa: S101 - a projection keeps the kind of geometry
    return moved


def _globe(plane: Plane, shape: Shape) -> Shape:
    """Move a shape back to longitude and latitude.

    Long edges get points on the way, since what is straight in the plane is not straight in degrees. Edges that met
    within a metre may cross after the move and are mended.
    """
    moved = plane.to_globe(set_precision(shape.segmentize(_LONGEST_EDGE_M), 1.0))
    return polygons_of(moved if moved.is_valid else make_valid(moved))


def _refuse_swallowed(area: Area, plane: Plane, zone: Shape, extent_km: float, case: Case) -> None:
    """Refuse depths that leave nothing of the host state behind the belts."""
    options = case.scenario.options
    points = [*area.hubs, *area.entry_points]
    if points and all(zone.contains(plane.to_plane(place.geometry)) for place in points):
        what = (
            f"zone_depth_km of {options.zone_depth_km:g} km swallows the host state: every hub and entry point lies in the zone"
        )
        raise UsageError(what, "lower zone_depth_km in scenario.yaml, or check area.geojson")
    if options.depth_belt_km > extent_km:
        what = (
            f"depth_belt_km of {options.depth_belt_km:g} km swallows the host state: the belt would be deeper than the line is "
            f"long from end to end ({extent_km:,.0f} km)"
        )
        raise UsageError(what, "lower depth_belt_km in scenario.yaml, or check area.geojson")


def _generalised(parts: Sequence[LineString], lengths: Sequence[float], tolerance_km: float) -> float:
    """Length after Douglas-Peucker generalisation, as geodesic length times the ratio in the plane (km)."""
    return sum(
        length * float(line.simplify(tolerance_km * 1000, preserve_topology=False).length / line.length)
        for line, length in zip(parts, lengths, strict=True)
    )


def _note(line_km: float, planned: Range, generalised: Sequence[GeneralisedLength]) -> str:
    steps = ", ".join(f"{length:,.0f} km at {tolerance:g} km" for tolerance, length in generalised)
    return (
        f"The line as drawn is {line_km:,.0f} km; generalised it is {steps}. Planned for: {planned.mode:,.0f} km "
        f"({planned.low:,.0f} to {planned.high:,.0f}), the drawn length times line_length_factor."
    )


def _towns_in(plane: Plane, shapes: Sequence[Shape], places: Sequence[TownPlace]) -> list[list[TownPlace]]:
    """Find the towns inside each shape, the largest first."""
    tree = STRtree(plane.to_plane(points([(town.longitude, town.latitude) for town in places])) if places else [])
    found = []
    for shape in shapes:
        inside = [places[int(index)] for index in tree.query(shape, predicate="contains")]
        found.append(sorted(inside, key=lambda town: (-town.pop_max, town.name)))
    return found


def _sectors(
    case: Case,
    plane: Plane,
    parts: Sequence[LineString],
    lengths: Sequence[float],
    weights: Sequence[float],
    stretches: Sequence[Stretch],
    grounds: Sequence[Shape],
    towns: Sequence[Sequence[TownPlace]],
    behind: Sequence[TownPlace],
    names: Sequence[str | None],
) -> tuple[Sector, ...]:
    before = [sum(lengths[:index]) for index in range(len(lengths))]
    around = [town for town in case.places if town.adm0_a3 == case.scenario.host] or case.places
    taken: set[str] = set()
    found = []
    for number, ground in enumerate(grounds):
        mine = [stretch for stretch in stretches if stretch.sector == number]
        pieces = [(stretch, (stretch.end - stretch.start) * lengths[stretch.part]) for stretch in mine]
        line_km = sum(length for _, length in pieces)
        terrain: dict[str, float] = defaultdict(float)
        for stretch, length in pieces:
            terrain[case.area.line[stretch.part].feature.terrain] += length / line_km
        centre = _middle(plane, parts, pieces, line_km / 2)
        name = names[number] or _name(number + 1, towns[number], behind, around, centre, taken)
        taken.add(name)
        found.append(
            Sector(
                id=f"sector-{number + 1}",
                name=name,
                start_km=min(before[stretch.part] + stretch.start * lengths[stretch.part] for stretch in mine),
                end_km=max(before[stretch.part] + stretch.end * lengths[stretch.part] for stretch in mine),
                line_km=line_km,
                workload=sum(length * weights[stretch.part] for stretch, length in pieces),
                terrain={key: terrain[key] for key in sorted(terrain)},
                polygon=_globe(plane, ground),
                zone_km2=ground.area / 1e6,
                centre=centre,
                places=tuple(town.name for town in towns[number]),
                population=sum(town.pop_max for town in towns[number]),
                entry_point=_nearest_entry(case, centre),
            )
        )
    return tuple(found)


def _middle(
    plane: Plane, parts: Sequence[LineString], pieces: Sequence[tuple[Stretch, float]], half_km: float
) -> tuple[float, float]:
    """Find the middle of a sector's line, as longitude and latitude."""
    left = half_km
    for stretch, length in pieces:
        if left <= length or (stretch, length) == pieces[-1]:
            piece = substring(parts[stretch.part], stretch.start, stretch.end, normalized=True)
            point = plane.to_globe(piece.interpolate(min(1.0, left / length), normalized=True))
            assert isinstance(point, Point)  # noqa: S101
            return (round(point.x, 5), round(point.y, 5))
        left -= length
    raise AssertionError("a sector has at least one stretch")


def _name(
    number: int,
    inside: Sequence[TownPlace],
    behind: Sequence[TownPlace],
    around: Sequence[TownPlace],
    centre: tuple[float, float],
    taken: set[str],
) -> str:
    """Name a sector after the largest town in its zone, the nearest in the depth belt, or where it lies from one."""
    for town in inside:
        if town.name not in taken:
            return town.name
    for distance, name in sorted((distance_km(centre, (town.longitude, town.latitude)), town.name) for town in behind):
        if distance <= _NEAR_KM and name not in taken and f"near {name}" not in taken:
            return f"near {name}"
    placed = [(distance_km(centre, (town.longitude, town.latitude)), town.name, town) for town in around]
    seen = [row for row in placed if row[0] <= _FAR_KM]
    if not seen:
        return f"Sector {number}"
    distance, name, town = min(seen, key=lambda row: row[:2])
    where = direction((town.longitude, town.latitude), centre)
    told = f"{max(1, round(distance)):,} km {where} of {name}"
    return f"{told} (sector {number})" if told in taken else told


def _nearest_entry(case: Case, centre: tuple[float, float]) -> EntryPoint | None:
    """Find the entry point that is nearest to the middle of a sector, and how far it is by road."""
    factor = case.planning_factors["road_factor"].value
    entries = [(place.geometry.x, place.geometry.y, place.feature) for place in case.area.entry_points]
    return min(
        (EntryPoint(feature.id, feature.name, factor * distance_km(centre, (x, y))) for x, y, feature in entries),
        key=lambda entry: (entry.road_km, entry.id),
        default=None,
    )


def _supply_km(sectors: Sequence[Sector]) -> float | None:
    roads = [sector.entry_point.road_km for sector in sectors if sector.entry_point is not None]
    return sum(roads) / len(roads) if roads else None

"""Sectors: a line cut into stretches of equal workload, and the ground that belongs to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, get_coordinates, get_parts, line_merge, voronoi_polygons
from shapely import points as make_points
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from interpose.requirement.ground import Shape, polygons_of

__all__ = ["Stretch", "crossings", "equal_workload", "ground_of_sectors", "inside_shapes"]

_SAMPLES_A_SECTOR = 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of one part of the line that belongs to a sector.

    Parameters
    ----------
    sector, part : int
        Position of the sector and of the part.
    start, end : float
        Where it begins and ends, as a share of the part's length.
    """

    sector: int
    part: int
    start: float
    end: float


def equal_workload(
    lengths: Sequence[float],
    weights: Sequence[float],
    sectors: int,
    snap_to: Sequence[tuple[int, float]] = (),
    reach: float = 0.0,
) -> tuple[Stretch, ...]:
    """Cut parts of a line into sectors of equal workload, or nearly equal where a boundary is near.

    Parameters
    ----------
    lengths : sequence of float
        Length of each part (km), in their order.
    weights : sequence of float
        Workload of a km of each part.
    sectors : int
        Number of sectors.
    snap_to : sequence of (int, float)
        Places to which a cut may move: position of the part, and share of its length.
    reach : float
        How far it may move, as a share of a sector's workload, at most one half. The nearest cut and place go together first.

    Returns
    -------
    tuple of Stretch
        In order along the line. Each sector holds the same sum of length times weight, but for cuts that moved.

    Examples
    --------
    100 km of river at half the workload and 50 km of open land make two sectors, one each:

    >>> [(stretch.sector, stretch.part, stretch.start, stretch.end) for stretch in equal_workload([100, 50], [0.5, 1], 2)]
    [(0, 0, 0.0, 1.0), (1, 1, 0.0, 1.0)]
    """
    loads = np.asarray(lengths, dtype=float) * np.asarray(weights, dtype=float)
    ends = np.cumsum(loads)
    total = float(ends[-1])
    places = [float(ends[part] - loads[part] * (1 - share)) for part, share in snap_to]
    cuts = _snapped([total * number / sectors for number in range(sectors + 1)], places, reach * total / sectors)
    found: list[Stretch] = []
    for sector, (low, high) in enumerate(pairwise(cuts)):
        for part, (end, load) in enumerate(zip(ends, loads, strict=True)):
            begin = max(low, float(end - load))
            stop = min(high, float(end))
            # Shares below a billionth are rounding, not ground.
            if stop - begin > total * 1e-9:
                start_share, end_share = (begin - (end - load)) / load, (stop - (end - load)) / load
                found.append(Stretch(sector, part, round(float(start_share), 12), round(float(end_share), 12)))
    return tuple(found)


def _snapped(cuts: list[float], places: Sequence[float], reach: float) -> list[float]:
    """Move inner cuts to places within reach: pairs that are nearest first, a cut and a place once each."""
    pairs = sorted(
        (abs(place - cuts[number]), number, which)
        for number in range(1, len(cuts) - 1)
        for which, place in enumerate(places)
        if abs(place - cuts[number]) <= reach and 0 < place < cuts[-1]
    )
    moved = list(cuts)
    taken: set[tuple[str, int]] = set()
    for _, number, which in pairs:
        if not {("cut", number), ("place", which)} & taken:
            moved[number] = places[which]
            taken |= {("cut", number), ("place", which)}
    return moved


def crossings(parts: Sequence[LineString], boundaries: Sequence[LineString]) -> tuple[tuple[int, float], ...]:
    """Find where a line crosses boundaries.

    Parameters
    ----------
    parts : sequence of LineString
        Parts of the line in the plane (metres).
    boundaries : sequence of LineString
        Boundaries in the plane. Where one runs along the line, it counts where it meets and leaves it.

    Returns
    -------
    tuple of (int, float)
        Position of the part and share of its length, in order along the line.

    Examples
    --------
    >>> crossings([LineString([(0, 0), (4, 0)])], [LineString([(1, -1), (1, 1)])])
    ((0, 0.25),)
    """
    found: set[tuple[int, float]] = set()
    for number, line in enumerate(parts):
        for boundary in boundaries:
            for piece in get_parts(line.intersection(boundary)):
                ends = get_coordinates(piece)[[0, -1]] if not piece.is_empty else ()
                found |= {(number, line.project(Point(end)) / line.length) for end in ends}
    return tuple(sorted(found))


def inside_shapes(parts: Sequence[LineString], shapes: Sequence[Polygon]) -> tuple[tuple[Stretch, ...], float]:
    """Cut parts of a line where they enter and leave shapes that were drawn for sectors.

    Parameters
    ----------
    parts : sequence of LineString
        Parts of the line in the plane (metres).
    shapes : sequence of Polygon
        One for each sector, in the plane; they do not overlap.

    Returns
    -------
    stretches : tuple of Stretch
        In the order of the sectors.
    outside : float
        Length of line in no shape (metres).
    """
    found: list[Stretch] = []
    inside = 0.0
    for sector, shape in enumerate(shapes):
        for part, line in enumerate(parts):
            for piece in _lines(line.intersection(shape)):
                ends = sorted(
                    line.project(end) / line.length for end in (piece.interpolate(0), piece.interpolate(piece.length))
                )
                found.append(Stretch(sector, part, ends[0], ends[1]))
                inside += piece.length
    return tuple(found), max(0.0, sum(line.length for line in parts) - inside)


def _lines(geometry: BaseGeometry) -> list[LineString]:
    merged = line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    return [part for part in get_parts(merged) if isinstance(part, LineString) and part.length > 0]


def ground_of_sectors(
    zone: Shape, parts: Sequence[LineString], stretches: Sequence[Stretch], sectors: int
) -> tuple[Shape, ...]:
    """Give each sector the ground of the zone that is nearest to its stretch of line.

    The line is sampled evenly inside each sector and the zone is divided by the Voronoi cells of the samples: the
    sectors cover the zone and do not overlap, however the line bends.

    Parameters
    ----------
    zone : Polygon or MultiPolygon
        The ground to divide, in the plane (metres).
    parts : sequence of LineString
        Parts of the line in the plane.
    stretches : sequence of Stretch
        Which piece of which part belongs to which sector.
    sectors : int
        Number of sectors.

    Returns
    -------
    tuple of Polygon or MultiPolygon
        One for each sector.
    """
    places: list[NDArray[np.float64]] = []
    owners: list[int] = []
    for stretch in stretches:
        line = parts[stretch.part]
        share = stretch.end - stretch.start
        count = max(3, min(_SAMPLES_A_SECTOR, round(share * line.length / 500)))
        at = stretch.start + share * (np.arange(count) + 0.5) / count
        places.append(_points_along(line, at))
        owners += [stretch.sector] * count
    if sectors == 1:
        return (zone,)
    samples = np.concatenate(places)
    cells = voronoi_polygons(MultiPoint(samples), extend_to=zone)
    tree = STRtree(make_points(samples))
    mine: dict[int, list[BaseGeometry]] = {sector: [] for sector in range(sectors)}
    for cell in cells.geoms:
        for index in tree.query(cell, predicate="intersects"):
            mine[owners[int(index)]].append(cell)
            break
    return tuple(polygons_of(unary_union(mine[sector]).intersection(zone)) for sector in range(sectors))


def _points_along(line: LineString, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the points at shares of a line's length, all in one pass."""
    points = get_coordinates(line)
    reached = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = shares * reached[-1]
    return np.column_stack([np.interp(at, reached, points[:, 0]), np.interp(at, reached, points[:, 1])])

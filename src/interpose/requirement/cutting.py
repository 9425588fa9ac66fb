"""Sectors: a line cut into stretches of equal workload, and the ground that belongs to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, get_coordinates, get_parts, line_merge, voronoi_polygons
from shapely import points as make_points
from shapely.geometry import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from interpose.requirement.ground import Shape, polygons_of

__all__ = ["Stretch", "equal_workload", "ground_of_sectors", "inside_shapes"]

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


def equal_workload(lengths: Sequence[float], weights: Sequence[float], sectors: int) -> tuple[Stretch, ...]:
    """Cut parts of a line into sectors of equal workload.

    Parameters
    ----------
    lengths : sequence of float
        Length of each part (km), in their order.
    weights : sequence of float
        Workload of a km of each part.
    sectors : int
        Number of sectors.

    Returns
    -------
    tuple of Stretch
        In order along the line. Each sector holds the same sum of length times weight.

    Examples
    --------
    100 km of river at half the workload and 50 km of open land make two sectors, one each:

    >>> [(stretch.sector, stretch.part, stretch.start, stretch.end) for stretch in equal_workload([100, 50], [0.5, 1], 2)]
    [(0, 0, 0.0, 1.0), (1, 1, 0.0, 1.0)]
    """
    loads = np.asarray(lengths, dtype=float) * np.asarray(weights, dtype=float)
    ends = np.cumsum(loads)
    total = float(ends[-1])
    cuts = [total * number / sectors for number in range(sectors + 1)]
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

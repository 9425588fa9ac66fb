"""Belts along a line: which ground lies how far from it, and on whose side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from shapely import get_coordinates, get_parts
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

from interpose.plain import GeoJson

__all__ = ["Chain", "Shape", "belt", "chains", "clip_at_borders", "halves", "polygons_of"]

Shape: TypeAlias = Annotated[Polygon | MultiPolygon, GeoJson()]

_TOLERANCE_SHARE = 0.01
"""A line is generalised at this share of a belt's depth before the belt is drawn: its edge moves by no more than that."""

_SAME_POINT_M = 1.0

_MOST_VERTICES_AT_ONCE = 200
"""A line of more vertices is buffered piece by piece: one buffer takes time by the square of the bends in its reach."""

_PIECE_VERTICES = 20


@dataclass(frozen=True)
class Chain:
    """A stretch of line without a gap, in the plane of the case (metres).

    Parameters
    ----------
    line : shapely.geometry.LineString
        The stretch, in the direction in which it was drawn.
    host_left : bool
        Whether the host stands on its left.
    parts : tuple of int
        Which parts of the line it is made of, by position.
    """

    line: LineString
    host_left: bool
    parts: tuple[int, ...]


def chains(parts: Sequence[tuple[LineString, bool]]) -> tuple[Chain, ...]:
    """Join parts of a line that meet end to end and have the host on the same side.

    Parameters
    ----------
    parts : sequence of (LineString, bool)
        Parts in their order, in the plane (metres), and whether the host stands on their left.

    Returns
    -------
    tuple of Chain
        In the order of the parts; a gap, or a change of the host's side, begins a new one.

    Examples
    --------
    >>> joined = chains([(LineString([(0, 0), (1000, 0)]), True), (LineString([(1000, 0), (2000, 0)]), True)])
    >>> [chain.parts for chain in joined]
    [(0, 1)]
    """
    found: list[Chain] = []
    for index, (line, host_left) in enumerate(parts):
        last = found[-1] if found else None
        if last is not None and last.host_left == host_left and _meet(last.line, line):
            points = [*last.line.coords, *list(line.coords)[1:]]
            found[-1] = Chain(LineString(points), host_left, (*last.parts, index))
        else:
            found.append(Chain(line, host_left, (index,)))
    return tuple(found)


def _meet(first: LineString, second: LineString) -> bool:
    return bool(Point(first.coords[-1]).distance(Point(second.coords[0])) <= _SAME_POINT_M)


def halves(line: LineString, distance: float) -> tuple[Shape, Shape]:
    """Split the ground within a distance of a line into its left and its right.

    Parameters
    ----------
    line : shapely.geometry.LineString
        A line that does not cross itself, in the plane (metres).
    distance : float
        How far to go on each side (metres).

    Returns
    -------
    tuple of two shapes
        Left and right. They do not overlap, and together they are the ground within the distance, cut square at the
        ends of the line.

    Examples
    --------
    >>> left, right = halves(LineString([(0, 0), (10_000, 0)]), 1_000)
    >>> round(left.area / 1e6, 6), round(right.area / 1e6, 6), left.centroid.y > 0
    (10.0, 10.0, True)
    """
    simple = _generalised(line, distance * _TOLERANCE_SHARE)
    ground = _buffered(simple, distance)
    cut = _extended(simple, 2 * distance)
    sides: tuple[list[Polygon], list[Polygon]] = ([], [])
    for piece in polygonize(unary_union([ground.boundary, cut])):
        inside = piece.representative_point()
        if ground.contains(inside):
            sides[0 if _is_left(simple, inside) else 1].append(piece)
    return polygons_of(unary_union(sides[0])), polygons_of(unary_union(sides[1]))


def belt(all_chains: Iterable[Chain], inner: float, outer: float, side: str) -> Shape:
    """Draw a belt: the ground between two distances from the line.

    Parameters
    ----------
    all_chains : iterable of Chain
        The line.
    inner, outer : float
        Distances from the line (metres); inner 0 begins at the line.
    side : str
        `both`, `host` or `other`.

    Returns
    -------
    Polygon or MultiPolygon
        The belt. Ground within the inner distance of any stretch is left out.

    Examples
    --------
    >>> straight = chains([(LineString([(0, 0), (10_000, 0)]), True)])
    >>> round(belt(straight, 1_000, 3_000, "host").area / 1e6, 6)
    20.0
    """
    listed = tuple(all_chains)
    pieces: list[BaseGeometry] = []
    for chain in listed:
        left, right = halves(chain.line, outer)
        host, other = (left, right) if chain.host_left else (right, left)
        pieces += {"host": [host], "other": [other], "both": [left, right]}[side]
    ground = unary_union(pieces)
    if inner > 0:
        within = [_buffered(_generalised(chain.line, inner * _TOLERANCE_SHARE), inner) for chain in listed]
        ground = ground.difference(unary_union(within))
    return polygons_of(ground)


def clip_at_borders(ground: BaseGeometry, borders: Sequence[LineString], keep: Sequence[LineString]) -> Shape:
    """Cut ground at borders and keep the pieces that lie along the line.

    Parameters
    ----------
    ground : shapely geometry
        Ground that touches the line (metres).
    borders : sequence of LineString
        Borders that it must not cross.
    keep : sequence of LineString
        The line.

    Returns
    -------
    Polygon or MultiPolygon
        What is left; the whole ground where no border cuts it.
    """
    if not borders:
        return polygons_of(ground)
    edges = [ground.boundary, *borders]
    pieces = [piece for piece in polygonize(unary_union(edges)) if ground.contains(piece.representative_point())]
    near = unary_union(list(keep)).buffer(_SAME_POINT_M)
    # A piece across the border may touch the end of the line: a stretch must run along or through it.
    kept = [piece for piece in pieces if piece.intersection(near).area > (10 * _SAME_POINT_M) ** 2]
    return polygons_of(unary_union(kept))


def polygons_of(geometry: BaseGeometry) -> Shape:
    """Keep the polygons of a geometry, and drop points and lines that set operations leave behind."""
    if isinstance(geometry, Polygon | MultiPolygon):
        return geometry
    parts = [part for part in get_parts(geometry) if isinstance(part, Polygon)]
    if isinstance(geometry, GeometryCollection) and not parts:
        return Polygon()
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _extended(line: LineString, by: float) -> LineString:
    """Lengthen a line straight on at both ends, so that it cuts the ground around it right through."""
    points = get_coordinates(line)
    first, last = points[0], points[-1]
    back, on = first - points[1], last - points[-2]
    start = first + back / (back @ back) ** 0.5 * by
    end = last + on / (on @ on) ** 0.5 * by
    return LineString([start, *points, end])


def _is_left(line: LineString, point: Point) -> bool:
    """Tell whether a point lies left of the place on the line that is nearest to it."""
    at = line.project(point)
    step = min(1.0, line.length / 10)
    before, after = line.interpolate(max(0.0, at - step)), line.interpolate(min(line.length, at + step))
    return bool((after.x - before.x) * (point.y - before.y) - (after.y - before.y) * (point.x - before.x) > 0)


def _buffered(line: LineString, distance: float) -> BaseGeometry:
    """Draw the ground within a distance of a line, cut square at its ends."""
    points = get_coordinates(line)
    if len(points) <= _MOST_VERTICES_AT_ONCE:
        return line.buffer(distance, cap_style="flat", quad_segs=16)
    # Pieces share two stretches of line, so that the ground outside each bend lies in one of them as a whole.
    starts = range(0, len(points) - 3, _PIECE_VERTICES - 3)
    pieces = [LineString(points[start : start + _PIECE_VERTICES]) for start in starts]
    return unary_union([piece.buffer(distance, cap_style="flat", quad_segs=16) for piece in pieces])


def _generalised(line: LineString, tolerance: float) -> LineString:
    """Generalise a line by Douglas-Peucker; the slower way that keeps it from crossing itself only where it must."""
    quick = line.simplify(tolerance, preserve_topology=False)
    return quick if quick.is_simple else line.simplify(tolerance)

"""The plane of a case: an equal-area projection around its line, and lengths on the globe."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely import get_coordinates, transform
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

__all__ = ["Plane", "direction", "distance_km", "length_km", "plane_around"]

Floats = NDArray[np.float64]

_GEOD = Geod(ellps="WGS84")
_POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True)
class Plane:
    """A Lambert azimuthal equal-area projection centred on the line, in metres.

    Parameters
    ----------
    definition : str
        The projection as PROJ writes it.
    """

    definition: str
    _to_plane: Transformer
    _to_globe: Transformer

    def to_plane(self, geometry: BaseGeometry) -> BaseGeometry:
        """Move a geometry, or an array of them, from longitude and latitude to metres in the plane."""
        return transform(geometry, lambda points: _moved(self._to_plane, points))

    def to_globe(self, geometry: BaseGeometry) -> BaseGeometry:
        """Move a geometry from the plane back to longitude and latitude."""
        return transform(geometry, lambda points: _moved(self._to_globe, points))


def plane_around(line: BaseGeometry) -> Plane:
    """Choose the equal-area projection for a line.

    Parameters
    ----------
    line : shapely geometry
        The line, or all its parts, in longitude and latitude (WGS84).

    Returns
    -------
    Plane
        Lambert azimuthal equal-area around the middle of its bounds: areas are true everywhere, lengths within about
        0.1 % up to 500 km from the centre.

    Examples
    --------
    >>> plane_around(LineString([(30, 46), (38, 50)])).definition
    '+proj=laea +lat_0=48 +lon_0=34 +datum=WGS84 +units=m +no_defs'
    """
    west, south, east, north = line.bounds
    latitude, longitude = round((south + north) / 2, 2), round((west + east) / 2, 2)
    definition = f"+proj=laea +lat_0={latitude:g} +lon_0={longitude:g} +datum=WGS84 +units=m +no_defs"
    forth = Transformer.from_crs("OGC:CRS84", definition, always_xy=True)
    back = Transformer.from_crs(definition, "OGC:CRS84", always_xy=True)
    return Plane(definition, forth, back)


def length_km(line: LineString) -> float:
    """Measure a line on the WGS84 ellipsoid.

    Parameters
    ----------
    line : shapely.geometry.LineString
        The line in longitude and latitude.

    Returns
    -------
    float
        Its geodesic length (km).

    Examples
    --------
    A degree of latitude at the equator:

    >>> round(length_km(LineString([(0, 0), (0, 1)])), 2)
    110.57
    """
    points = get_coordinates(line)
    return float(_GEOD.line_length(points[:, 0], points[:, 1])) / 1000


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Measure the geodesic between two positions (longitude, latitude) in km."""
    return float(_GEOD.inv(*first, *second)[2]) / 1000


def direction(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Name the direction from one position (longitude, latitude) to another by the nearest of eight points.

    Examples
    --------
    >>> direction((37, 48), (37, 47)), direction((37, 48), (38, 48.7))
    ('south', 'north-east')
    """
    azimuth = float(_GEOD.inv(*start, *end)[0])
    return _POINTS[round(azimuth / 45) % 8]


def _moved(transformer: Transformer, points: Floats) -> Floats:
    x, y = transformer.transform(points[:, 0], points[:, 1])
    return np.column_stack([x, y])

"""Coordinate systems as GeoJSON files name them: the spellings of WGS84, wherever in the file they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["crs_names", "is_wgs84"]

_DEEPEST = 50
_WGS84 = re.compile(
    r"""
    (urn:(x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?  # the registry, or none
    (
        (ogc[:/])?([\d.]*[:/])?crs[:_ ]?84h?                      # longitude and latitude, with or without height
      | epsg[:/]([\d.]*[:/])?(4326|4979)                          # the same numbers in the list of EPSG
    )
    | wgs[ _]?(19)?84
    | https?://www\.opengis\.net/gml/srs/epsg\.xml\#4326
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_wgs84(name: str) -> bool:
    """Say whether a name of a coordinate system is one of WGS84 in degrees.

    Examples
    --------
    >>> [is_wgs84(name) for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84", "epsg:4326", "EPSG:32637")]
    [True, True, True, False]
    """
    return _WGS84.fullmatch(name.strip()) is not None


def crs_names(value: object, depth: int = 0) -> Iterator[str]:
    """List the coordinate systems that a GeoJSON object names, on any level.

    Parameters
    ----------
    value : object
        A GeoJSON object as it was parsed.
    depth : int
        How deep it stands; beyond fifty levels nothing is looked for.

    Yields
    ------
    str
        Each name, as the file has it.

    Examples
    --------
    >>> list(crs_names({"features": [{"geometry": {"crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}}]}))
    ['EPSG:3857']
    """
    if not isinstance(value, Mapping) or depth > _DEEPEST:
        return
    crs = value.get("crs")
    if crs is not None:
        yield _name(crs)
    yield from crs_names(value.get("geometry"), depth + 1)
    for key in ("features", "geometries"):
        listed = value.get(key)
        for each in listed if isinstance(listed, list) else ():
            yield from crs_names(each, depth + 1)


def _name(crs: object) -> str:
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    if not isinstance(crs, Mapping) or not isinstance(properties, Mapping):
        return str(crs)[:80]
    if "code" in properties:
        return f"{crs.get('type', 'EPSG')}:{properties['code']}"[:80]
    return str(properties.get("name", properties.get("href", crs)))[:80]

"""The base map: countries, rivers and lakes as shapes, and what must be said of their boundaries, from the shipped files."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
from pydantic_core import from_json
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

__all__ = ["BoundaryNote", "NamedShape", "boundary_notes", "countries", "lakes", "rivers"]

Bounds = tuple[float, float, float, float]
"""West, south, east and north (degrees)."""


@dataclass(frozen=True, slots=True)
class NamedShape:
    """A shape in longitude and latitude with its name."""

    name: str
    code: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class BoundaryNote:
    """What must be said where a state is drawn: of its boundaries below the map, and with the credits."""

    state: str
    boundaries: str
    credit: str


def countries(window: Bounds) -> tuple[NamedShape, ...]:
    """Give the countries in enough detail for a part of the world.

    Parameters
    ----------
    window : tuple of float
        West, south, east and north of what is shown (degrees).

    Returns
    -------
    tuple of NamedShape
        From the detailed file where it covers the whole part, else those of the whole world.
    """
    detailed = _countries(_DETAILED)
    west, south, east, north = _bounds(_DETAILED)
    inside = west <= window[0] and south <= window[1] and window[2] <= east and window[3] <= north
    return detailed if inside else _countries(_WORLD)


@cache
def boundary_notes() -> tuple[BoundaryNote, ...]:
    """Give the remarks on boundaries that the base map carries."""
    rows = csv.DictReader(_file("notes.csv").read_text(encoding="utf-8").splitlines())
    return tuple(BoundaryNote(row["state"], row["boundaries"], row["credit"]) for row in rows)


_DETAILED, _WORLD = "europe_countries_50m.topojson", "world_countries_110m.topojson"


@cache
def _countries(name: str) -> tuple[NamedShape, ...]:
    return _topology(name, "countries")


@cache
def _bounds(name: str) -> Bounds:
    box = _read(name)["bbox"]
    if not isinstance(box, list):
        raise TypeError(f"{name} does not say what it covers")
    west, south, east, north = map(float, box)
    return west, south, east, north


@cache
def rivers() -> tuple[NamedShape, ...]:
    """Give the large rivers."""
    return _features("rivers_50m.geojson")


@cache
def lakes() -> tuple[NamedShape, ...]:
    """Give the large lakes and reservoirs."""
    return _features("lakes_50m.geojson")


@cache
def _read(name: str) -> dict[str, object]:
    loaded: dict[str, object] = from_json(_file(name).read_bytes())
    return loaded


def _file(name: str) -> Traversable:
    return resources.files("interpose").joinpath("reference", "basemap", name)


def _features(name: str) -> tuple[NamedShape, ...]:
    features = _read(name)["features"]
    if not isinstance(features, list):
        raise TypeError(f"{name} holds no features")
    return tuple(
        NamedShape(feature["properties"].get("name") or "", "", shape(feature["geometry"]))
        for feature in features
        if feature["geometry"]
    )


def _topology(name: str, key: str) -> tuple[NamedShape, ...]:
    """Read TopoJSON: arcs are steps on an integer grid, and a polygon is a chain of arcs (~i runs backwards)."""
    topology = _read(name)
    transform, arcs, objects = topology["transform"], topology["arcs"], topology["objects"]
    if not isinstance(transform, dict) or not isinstance(arcs, list) or not isinstance(objects, dict):
        raise TypeError(f"{name} is no TopoJSON topology")
    scale, origin = np.asarray(transform["scale"]), np.asarray(transform["translate"])
    lines = [np.cumsum(np.asarray(arc, dtype=float), axis=0) * scale + origin for arc in arcs]

    def ring(chain: list[int]) -> np.ndarray:
        parts = [lines[index] if index >= 0 else lines[~index][::-1] for index in chain]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    def polygon(chains: list[list[int]]) -> Polygon | None:
        rings = [ring(chain) for chain in chains]
        return Polygon(rings[0], [hole for hole in rings[1:] if len(hole) > 3]) if len(rings[0]) > 3 else None

    found = []
    for item in objects[key]["geometries"]:
        chains = [item["arcs"]] if item["type"] == "Polygon" else item.get("arcs", [])
        parts = [part for part in map(polygon, chains) if part is not None]
        properties = item["properties"]
        if parts:
            geometry = MultiPolygon(parts).buffer(0)
            found.append(NamedShape(properties.get("name") or "", properties.get("iso_a3") or "", geometry))
    return tuple(found)

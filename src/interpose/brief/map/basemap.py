"""The base map: countries, rivers, lakes and regions as shapes, read from the shipped files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

__all__ = ["NamedShape", "countries", "lakes", "rivers"]


@dataclass(frozen=True, slots=True)
class NamedShape:
    """A shape in longitude and latitude with its name."""

    name: str
    code: str
    geometry: BaseGeometry


@cache
def countries() -> tuple[NamedShape, ...]:
    """Give the countries of Europe and its neighbours. Crimea is Ukraine's."""
    return _topology("europe_countries_50m.topojson", "countries")


@cache
def rivers() -> tuple[NamedShape, ...]:
    """Give the large rivers."""
    return _features("rivers_50m.geojson")


@cache
def lakes() -> tuple[NamedShape, ...]:
    """Give the large lakes and reservoirs."""
    return _features("lakes_50m.geojson")


def _read(name: str) -> dict[str, object]:
    text = resources.files("interpose").joinpath("reference", "basemap", name).read_text(encoding="utf-8")
    loaded: dict[str, object] = json.loads(text)
    return loaded


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

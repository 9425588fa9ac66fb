"""The area of a case: the line of contact, hubs and entry points, as GeoJSON features; and the towns of the base map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from shapely.geometry import LineString, Point, Polygon

from interpose.case.tables.fields import Identifier, Row, column
from interpose.notebook import Summarised

__all__ = ["Area", "AreaFeature", "Border", "LinePart", "Place", "SectorShape", "TownPlace"]


class AreaFeature(Row):
    """The properties of one feature of `area.geojson`."""

    id: Identifier = column("Name of the feature")
    kind: Literal["line_of_contact", "hub", "entry_point", "border", "boundary", "sector"] = column(
        "What it is: a part of the line of contact (a LineString), a hub or an entry point (a Point), a border that no "
        "belt crosses (a LineString), a boundary inside the host state at which sectors may be cut (a LineString, such as "
        "between provinces), or a sector that the user draws (a Polygon, such as a province)"
    )
    name: str = column("Name for readers")
    terrain: Literal["open", "river", "reservoir", "urban", "forest", "mountain"] = column(
        "Terrain along a part of the line: it weights the workload", default="open"
    )
    host_side: Literal["left", "right"] = column(
        "On which side of a part of the line the host's force stands, walking along its coordinates", default="left"
    )
    source: str = column("Where the geometry comes from, with its licence")
    accuracy: str | None = column("How far it may be off", default=None)
    note: str | None = column("Why it was chosen, or a remark", default=None)


@dataclass(frozen=True)
class LinePart:
    """A part of the line of contact with its geometry in longitude and latitude (WGS84)."""

    feature: AreaFeature
    geometry: LineString


@dataclass(frozen=True)
class Place:
    """A hub or an entry point in longitude and latitude (WGS84)."""

    feature: AreaFeature
    geometry: Point


@dataclass(frozen=True)
class Border:
    """A border that no belt crosses, or a boundary inside the host state, in longitude and latitude (WGS84)."""

    feature: AreaFeature
    geometry: LineString


@dataclass(frozen=True)
class SectorShape:
    """A sector that the user draws: the stretch of line inside is its own, in longitude and latitude (WGS84)."""

    feature: AreaFeature
    geometry: Polygon


@dataclass(frozen=True, kw_only=True, repr=False)
class Area(Summarised):
    """The geometry of a case: parts of the line in their order, hubs, entry points, borders, boundaries and sectors."""

    line: tuple[LinePart, ...]
    hubs: tuple[Place, ...]
    entry_points: tuple[Place, ...]
    borders: tuple[Border, ...] = ()
    sectors: tuple[SectorShape, ...] = ()
    boundaries: tuple[Border, ...] = ()

    def features(self) -> Iterator[AreaFeature]:
        """Give what is said of each feature, in the order of the fields."""
        for kind in (self.line, self.hubs, self.entry_points, self.borders, self.boundaries, self.sectors):
            for part in kind:
                yield part.feature


class TownPlace(Row):
    """A populated place of the base map (Natural Earth 1:10m)."""

    name: str = column("Name of the place")
    adm0_a3: str = column("State it lies in, ISO 3166-1 alpha-3 as far as Natural Earth has it")
    adm1name: str | None = column("First-level unit it lies in", default=None)
    latitude: float = column("Latitude, WGS84", unit="degrees", ge=-90, le=90)
    longitude: float = column("Longitude, WGS84", unit="degrees", ge=-180, le=180)
    pop_max: int = column("Population of the place", unit="persons")
    featurecla: str = column("Class of the place in Natural Earth")
    scalerank: int = column("Rank for map scale in Natural Earth; lower is more important")

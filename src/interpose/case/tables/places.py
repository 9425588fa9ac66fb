"""Towns of the base map."""

from __future__ import annotations

from interpose.case.tables.fields import Row, column

__all__ = ["TownPlace"]


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

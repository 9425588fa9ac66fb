"""The ground of a case, measured: its line, its belts and its sectors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from interpose.case.quantities import Figure, Range
from interpose.case.row_ref import RowRef
from interpose.plain import keyed
from interpose.requirement.ground import Shape

__all__ = ["AreaResult", "EntryPoint", "GeneralisedLength", "Sector"]

_LENGTH_FACTOR = str(RowRef("planning_factors.csv", "line_length_factor"))
_ZONE_DEPTH = str(RowRef.scenario("options.zone_depth_km"))
_SECTORS = str(RowRef.scenario("options.sectors"))
_ROAD_FACTOR = str(RowRef("planning_factors.csv", "road_factor"))
_BELT_DEPTH = str(RowRef.scenario("options.depth_belt_km"))


@keyed
class GeneralisedLength(NamedTuple):
    """Length of the drawn line after it is generalised at a tolerance (km)."""

    tolerance_km: float
    line_km: float


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """Where what a sector needs comes into the country: the nearest entry point, and the way from there by road (km)."""

    id: str
    name: str
    road_km: float


@dataclass(frozen=True, kw_only=True)
class Sector:
    """A stretch of the line and of its zone under one lead.

    Parameters
    ----------
    id, name : str
        `sector-1` …, and a name for readers.
    start_km, end_km : float
        Where it begins and ends, along the line as drawn (km).
    line_km : float
        Length of line as drawn (km).
    workload : float
        Length weighted by terrain (km of open land).
    terrain : mapping of str to float
        Share of its length by terrain.
    polygon : Polygon or MultiPolygon
        Its part of the zone, in longitude and latitude (WGS84).
    zone_km2 : float
        Area of its part of the zone (km²).
    centre : tuple of float
        Longitude and latitude of the middle of its line.
    places : tuple of str
        Towns of the base map inside the zone, the largest first.
    population : int
        People in these towns: a lower bound, since villages are not on the base map.
    entry_point : EntryPoint or None
        The nearest entry point; None where the case has none. The way by road is the distance times the planning factor
        `road_factor`.
    """

    id: str
    name: str
    start_km: float
    end_km: float
    line_km: float
    workload: float
    terrain: Mapping[str, float]
    polygon: Shape
    zone_km2: float
    centre: tuple[float, float]
    places: tuple[str, ...]
    population: int
    entry_point: EntryPoint | None


@dataclass(frozen=True, kw_only=True)
class AreaResult:
    """The ground of a case, measured.

    Parameters
    ----------
    line_km : float
        Geodesic length of the line as drawn (km).
    planned_line_km : Range
        Length that is planned for: drawn length times the planning factor `line_length_factor` (km).
    generalisation : tuple of GeneralisedLength
        Length of the drawn line after it is generalised at some tolerances.
    generalisation_note : str
        What the length depends on, in a sentence.
    projection : str
        The equal-area projection that was chosen for the case (PROJ).
    zone : Polygon or MultiPolygon
        The demilitarised zone on both sides of the line (WGS84); the forward belt is the same ground.
    belts : mapping of str to Polygon or MultiPolygon
        `forward` and `depth` (WGS84).
    areas_km2 : mapping of str to float
        Area of each belt (km²).
    sectors : tuple of Sector
        Sectors along the line.
    supply_km : float or None
        Mean road distance from the sectors to their nearest entry point (km); None without entry points.
    population : int
        People in the towns of the base map inside the zone.
    inputs : tuple of str
        The parts of the line, in the notation of `Figure.inputs`.
    """

    line_km: float
    planned_line_km: Range
    generalisation: tuple[GeneralisedLength, ...]
    generalisation_note: str
    projection: str
    zone: Shape
    belts: Mapping[str, Shape]
    areas_km2: Mapping[str, float]
    sectors: tuple[Sector, ...]
    supply_km: float | None
    population: int
    inputs: tuple[str, ...] = ()

    def figures(self) -> Iterator[Figure]:
        """Give the lengths and areas that a reader may ask about."""
        yield Figure(
            name="requirement.line_km",
            value=round(self.line_km, 1),
            unit="km",
            formula="geodesic length of the line as drawn",
            inputs=self.inputs,
        )
        planned = self.planned_line_km
        for suffix, value in (("", planned.mode), ("_low", planned.low), ("_high", planned.high)):
            formula = f"{self.line_km:,.1f} km as drawn × line_length_factor {value / self.line_km:.3g}"
            yield Figure(
                name=f"requirement.planned_line_km{suffix}",
                value=round(value, 1),
                unit="km",
                formula=formula,
                inputs=("requirement.line_km", _LENGTH_FACTOR),
            )
        for belt, depth in (("forward", (_ZONE_DEPTH,)), ("depth", (_ZONE_DEPTH, _BELT_DEPTH))):
            what = "both sides of the line" if belt == "forward" else "the host's side, from the zone's edge to depth_belt_km"
            formula = f"area of the {belt} belt, {what}, in an equal-area projection"
            yield Figure(
                name=f"requirement.{belt}_km2",
                value=round(self.areas_km2[belt], 1),
                unit="km²",
                formula=formula,
                inputs=(*self.inputs, *depth),
            )
        if self.supply_km is not None:
            formula = "mean over the sectors of the distance to the nearest entry point × road_factor"
            inputs = (*self.inputs, _SECTORS, _ROAD_FACTOR)
            yield Figure(
                name="requirement.supply_km", value=round(self.supply_km, 1), unit="km", formula=formula, inputs=inputs
            )

"""Tables of movement: what units weigh, places and ways between them, crossings, lift, airfields and homes."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import model_validator

from interpose.case.tables.fields import Identifier, RefersTo, Row, StateRef, TextList, UnitTypeRef, column, in_range
from interpose.case.tables.words import Basis

__all__ = ["Airfield", "CoalitionBuildUp", "Crossing", "Home", "Lift", "Link", "MoveFactor", "MoveUnit", "Node"]

_DIVISORS = frozenset(
    {f"{mode}_km_per_day" for mode in ("road", "rail", "sea", "air")}
    | {"persons_per_bus", "persons_per_flight", "tonnes_per_wagon"}
)
"""Factors that something is divided by: none of them may be 0."""

NodeRef = Annotated[Identifier, RefersTo("nodes")]
"""A place that must be in `nodes.csv`."""


class MoveUnit(Row):
    """What a unit of a type takes along."""

    unit_type: UnitTypeRef = column("Unit type")
    wheeled: float = column("Wheeled vehicles of one unit", unit="vehicles", ge=0)
    tracked: float = column("Tracked vehicles of one unit", unit="vehicles", ge=0)
    teu: float = column("Containers of one unit, in units of twenty feet", unit="TEU", ge=0)
    low: float = column("Factor of a light unit of the type", default=1.0, gt=0, le=1)
    high: float = column("Factor of a heavy unit of the type", default=1.0, ge=1)
    basis: Basis = column("What the numbers rest on")
    source: str = column("Where they were read, or how they were chosen")
    note: str | None = column("Remark", default=None)


class MoveFactor(Row):
    """A number of movement, with its range and what it rests on."""

    factor: Identifier = column("Name of the factor")
    value: float = column("Most likely value", ge=0)
    low: float | None = column("Lower bound", default=None, ge=0)
    high: float | None = column("Upper bound", default=None, ge=0)
    unit: str = column("Unit of the value")
    basis: Basis = column("What the value rests on")
    source: str = column("Where it was read, or how it was chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _range_holds_value(self) -> Self:
        in_range("value", self.low, self.value, self.high)
        if self.factor in _DIVISORS and not self.value:
            raise ValueError(f"{self.factor} is 0, and something is divided by it")
        if self.factor == "equipment_handed_over" and max(self.value, self.high or 0.0) > 1:
            raise ValueError("equipment_handed_over is a share, at most 1")
        return self


class Node(Row):
    """A place of the movement network."""

    node: Identifier = column("Name of the place in other tables")
    name: str = column("Name for readers")
    kind: Literal["capital", "port", "airport", "gauge", "hub", "sector", "hq", "rail", "garrison"] = column("What it is")
    state: StateRef = column("State that it lies in")
    lat: float = column("Latitude, WGS84", unit="degrees", ge=-90, le=90)
    lon: float = column("Longitude, WGS84", unit="degrees", ge=-180, le=180)
    source: str = column("Where the coordinates come from")
    note: str | None = column("Remark", default=None)


class Link(Row):
    """A way between two places, passable in both directions."""

    from_node: NodeRef = column("Place at one end")
    to_node: NodeRef = column("Place at the other end")
    mode: Literal["road", "rail", "sea"] = column("How one moves on it")
    km: float = column("Length", unit="km", ge=0)
    low: float | None = column("Lower bound of the length", unit="km", default=None, ge=0)
    high: float | None = column("Upper bound of the length", unit="km", default=None, ge=0)
    basis: Basis = column("What the length rests on")
    source: str = column("Where it was read, or how it was derived")
    note: str | None = column("What was found where it was looked at", default=None)

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.from_node == self.to_node:
            raise ValueError(f"a loop: the link goes from {self.from_node} to itself")
        in_range("km", self.low, self.km, self.high)
        return self


class Crossing(Row):
    """A place where a force enters the host: a border crossing, or a port of the host."""

    crossing: Identifier = column("Name of the crossing")
    from_node: NodeRef = column("Place on the near side; a port may stand on both sides")
    to_node: NodeRef = column("Place from which the way inside the host begins")
    gauge: Literal["change", "change and standard-gauge stub", "broad gauge through", "same gauge", "no rail"] = column(
        "What happens to trains: wagons go through only where the gauge is the same", default="no rail"
    )
    rail_wagons_day: float = column("Wagons that the force can bring in by rail; 0 is closed", unit="wagons/day", ge=0)
    low: float | None = column("Lower bound of the wagons", unit="wagons/day", default=None, ge=0)
    high: float | None = column("Upper bound of the wagons", unit="wagons/day", default=None, ge=0)
    road_vehicles_day: float = column("Vehicles that the force can bring in by road; 0 is closed", unit="vehicles/day", ge=0)
    road_low: float | None = column("Lower bound of the vehicles", unit="vehicles/day", default=None, ge=0)
    road_high: float | None = column("Upper bound of the vehicles", unit="vehicles/day", default=None, ge=0)
    handling_days: float = column("Days that a train takes at the crossing", unit="days", ge=0, le=60)
    basis: Basis = column("What the numbers rest on")
    source: str = column("Where they were read, or how they were chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _ranges_hold_values(self) -> Self:
        in_range("rail_wagons_day", self.low, self.rail_wagons_day, self.high)
        in_range("road_vehicles_day", self.road_low, self.road_vehicles_day, self.road_high)
        return self


class Lift(Row):
    """A pool of ships, wagons or aircraft: what is on the way is not there for others until it is back."""

    pool: Identifier = column("Name of the pool")
    providers: TextList = column("States that provide it, or `market` for what anybody can hire")
    kind: Literal["ro_ro", "flat_wagon", "passenger_aircraft", "airlifter"] = column("What it is")
    count: float = column("How many there are", ge=0)
    low: float | None = column("Lower bound of the count", default=None, ge=0)
    high: float | None = column("Upper bound of the count", default=None, ge=0)
    each: float = column("What one of them carries", gt=0)
    unit: Literal["lane_m", "wagon", "persons"] = column("Unit of what it carries")
    notice_days: int = column("Days from the order until it is there", unit="days", ge=0)
    basis: Basis = column("What the numbers rest on")
    source: str = column("Where they were read, or how they were chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _count_in_range(self) -> Self:
        in_range("count", self.low, self.count, self.high)
        carries = {"ro_ro": "lane_m", "flat_wagon": "wagon"}.get(self.kind, "persons")
        if self.unit != carries:
            raise ValueError(f"a pool of kind {self.kind} carries {carries}, not {self.unit}")
        if not self.providers:
            raise ValueError("a pool names its providers, or market")
        return self


class Airfield(Row):
    """An airfield where persons of the force arrive."""

    node: NodeRef = column("Place of the airfield")
    flights_day: float = column("Flights with persons of the force", unit="flights/day", ge=0)
    low: float | None = column("Lower bound of the flights", unit="flights/day", default=None, ge=0)
    high: float | None = column("Upper bound of the flights", unit="flights/day", default=None, ge=0)
    basis: Basis = column("What the flights rest on")
    source: str = column("Where they were read, or how they were chosen")
    note: str | None = column("Remark", default=None)

    @model_validator(mode="after")
    def _flights_in_range(self) -> Self:
        in_range("flights_day", self.low, self.flights_day, self.high)
        return self


class Home(Row):
    """Where the units of a state set out."""

    state: StateRef = column("State")
    road_node: NodeRef = column("Place from which vehicles drive")
    rail_node: NodeRef | None = column("Place from which trains start; empty where no rail leads to the host", default=None)
    port: NodeRef | None = column("Port from which ships sail; empty where it has none", default=None)
    airport: NodeRef | None = column("Place from which persons fly; empty where they drive", default=None)
    basis: Basis = column("What the choice rests on")
    source: str = column("How it was chosen")
    note: str | None = column("Remark", default=None)


class CoalitionBuildUp(Row):
    """A point of the build-up of a coalition."""

    case: str = column("Name of the operation")
    day: int = column("Days after it began", unit="days", ge=0)
    persons: int | None = column("Persons there; empty where none was told", unit="persons", default=None, ge=0)
    of: int | None = column("Persons in the whole force; empty where none was told", unit="persons", default=None, ge=0)
    counts: str | None = column("What is counted", default=None)
    source: str | None = column("Where it was read; empty is recalled", default=None)

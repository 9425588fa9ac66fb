"""The map of a brief as layers: line, belts, sectors, places and corridors, each with its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shapely import normalize, set_precision
from shapely.geometry import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from interpose.assessment import Assessment
from interpose.brief.table import Cell, Table, number, text
from interpose.case.tables.area import AreaFeature

__all__ = ["Layer", "map_layers"]

_DEGREES = 1e-6
"""Coordinates are written to a tenth of a metre: no drawn line is as exact as that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Features of one kind.

    Parameters
    ----------
    table : Table
        Name, title, description, and what is said of each feature.
    shapes : tuple of shapely geometry
        The shape of each row, in longitude and latitude (WGS84): all points, all MultiLineStrings or all MultiPolygons.
    colour : str
        Colour of the map of the brief, as `#rrggbb`.
    """

    table: Table
    shapes: tuple[BaseGeometry, ...]
    colour: str


def map_layers(assessment: Assessment) -> tuple[Layer, ...]:
    """Give what the maps of a brief show, for other maps.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    tuple of Layer
        Line of contact, belts, sectors with the state that leads each, hubs and entry points, and corridors of the build-up;
        a layer without features is left out.

    Examples
    --------
    >>> import interpose
    >>> from interpose.brief.exports.layers import map_layers
    >>> found = interpose.assess(interpose.load("ukraine-2024"), mandates=(), beside=False)
    >>> [layer.table.name for layer in map_layers(found)]
    ['line_of_contact', 'belts', 'sectors', 'places', 'corridors']
    """
    layers = (_line(assessment), _belts(assessment), _sectors(assessment), _places(assessment), _corridors(assessment))
    return tuple(layer for layer in layers if layer.shapes)


def _layer(name: str, title: str, description: str, colour: str, columns: Mapping[str, str], rows: Iterable[_Feature]) -> Layer:
    """Put features together; a column whose description begins with `km` or another unit and a colon holds numbers."""
    told = list(rows)
    made = []
    for column, words in columns.items():
        unit, colon, rest = words.partition(": ")
        heading = column.replace("_", " ").capitalize()
        made.append(number(column, heading, rest, unit) if colon else text(column, heading, words))
    return Layer(
        table=Table(name=name, title=title, description=description, columns=tuple(made), rows=tuple(row for _, row in told)),
        shapes=tuple(_plain(shape) for shape, _ in told),
        colour=colour,
    )


_Feature = tuple[BaseGeometry, tuple[Cell, ...]]


def _line(assessment: Assessment) -> Layer:
    return _layer(
        "line_of_contact",
        "Line of contact",
        "Parts of the line as the case draws it: schematic, with what is known of how far it may be off.",
        "#a3260f",
        {
            "id": "Name of the part in the case.",
            "name": "Name for readers.",
            "terrain": "Terrain along it.",
            "source": "Where the geometry comes from, with its licence.",
            "accuracy": "How far it may be off.",
        },
        (
            (part.geometry, (*_said(part.feature), part.feature.source, part.feature.accuracy))
            for part in assessment.case.area.line
        ),
    )


def _said(feature: AreaFeature) -> tuple[Cell, ...]:
    return feature.id, feature.name, feature.terrain


def _belts(assessment: Assessment) -> Layer:
    area = assessment.requirement.area
    return _layer(
        "belts",
        "Belts",
        "Drawn by rule: the forward belt is the zone along the line, the depth belt lies behind it on the host's side.",
        "#b87a2c",
        {"belt": "Name of the belt.", "area_km2": "km²: Its area."},
        ((shape, (name, round(area.areas_km2[name], 1))) for name, shape in area.belts.items()),
    )


def _sectors(assessment: Assessment) -> Layer:
    plan, states = assessment.plan, assessment.case.states
    leads = {row.sector: row.framework_nation for row in plan.sectors} if plan.has_numbers else {}

    def row(number: int) -> tuple[Cell, ...]:
        sector = assessment.requirement.area.sectors[number]
        lead = leads.get(sector.id)
        name = None if lead is None else states[lead].name
        return number + 1, sector.name, round(sector.line_km, 1), round(sector.zone_km2, 1), lead, name

    return _layer(
        "sectors",
        "Sectors",
        "Stretches of the zone under one lead, as the plan has them. Sectors are cut by rule: none of them was agreed.",
        "#7a4a0e",
        {
            "number": "1: Number on the map of the brief.",
            "name": "Name for readers.",
            "line_km": "km: Length of its line as drawn.",
            "zone_km2": "km²: Area of its part of the zone.",
            "lead": "State that leads it in the plan, ISO 3166-1 alpha-3; empty where none does.",
            "lead_name": "Name of that state.",
        },
        ((sector.polygon, row(number)) for number, sector in enumerate(assessment.requirement.area.sectors)),
    )


def _places(assessment: Assessment) -> Layer:
    area = assessment.case.area
    return _layer(
        "places",
        "Hubs and entry points",
        "Places that the case names: where supply is kept and where it enters. None of them is a position of a unit.",
        "#1b1f24",
        {
            "id": "Name in the case.",
            "name": "Name for readers.",
            "kind": "hub or entry_point.",
            "source": "Where it comes from.",
        },
        (
            (place.geometry, (place.feature.id, place.feature.name, place.feature.kind, place.feature.source))
            for place in (*area.hubs, *area.entry_points)
        ),
    )


def _corridors(assessment: Assessment) -> Layer:
    routes = () if assessment.deployment is None else assessment.deployment.routes
    return _layer(
        "corridors",
        "Corridors of the build-up",
        "What goes between two places over the whole build-up, by mode, drawn straight: neither days nor units.",
        "#0b4f8a",
        {
            "start": "Where it begins.",
            "end": "Where it ends.",
            "mode": "road, rail, sea or air.",
            "wagons": "wagons: Railway wagons.",
            "vehicles": "vehicles: Vehicles and containers.",
            "persons": "persons: Persons.",
        },
        (
            (
                LineString([way.start, way.end]),
                (way.from_name, way.to_name, way.mode, round(way.wagons), round(way.vehicles), round(way.persons)),
            )
            for way in routes
            if way.start != way.end
        ),
    )


def _plain(shape: BaseGeometry) -> BaseGeometry:
    """Give a shape the type of its layer, its outer rings counter-clockwise (RFC 7946), and coordinates of six decimals."""
    rounded = set_precision(shape, _DEGREES)
    match rounded:
        case Point():
            return rounded
        case MultiPoint():
            return rounded.geoms[0]
        case LineString():
            return MultiLineString([rounded])
        case Polygon():
            return MultiPolygon([orient(rounded)])
        case MultiPolygon():
            return MultiPolygon([orient(each) for each in normalize(rounded).geoms])
    return rounded

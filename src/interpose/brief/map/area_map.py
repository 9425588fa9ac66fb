"""The map: the line, the zone and its belts, the sectors with who leads them, hubs and entry points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from interpose.assessment import Assessment
from interpose.authority.routes.gates import host_of
from interpose.brief.charts.drawing import MUTED, Picture, Sketch
from interpose.brief.charts.marks import sketch
from interpose.brief.map.frame import (
    Frame,
    Labels,
    PlacedLabel,
    fit_frame,
    outlines,
    paths,
    points,
    polygons,
    rectangle,
    scale_bar,
    shapes,
    styled,
    texts,
)
from interpose.brief.map.posts import posts_along
from interpose.brief.text.format_number import about, count
from interpose.brief.text.names import names
from interpose.case.read.basemap import NamedShape, countries, lakes, rivers
from interpose.generation import Plan

__all__ = ["PostsView", "estimated_posts", "map_picture", "overview_picture"]

_SEA, _LAND, _HOST, _BORDER = "#e3ecf3", "#f3f1ec", "#fbfaf7", "#a9a49a"
_FORWARD, _DEPTH, _WATER, _LINE = "#f4c58a", "#cfe3d6", "#a9c6dc", "#a3260f"


NARROW_SHARE = 4
"""A phone shows one post in so many: all of them would run into a line."""

_LEAST_TOWN = 60_000
"""People from whom on a town may be named."""

_ROOM_FOR_NAMES = 500
"""Width in pixels from which a map writes the name of a sector below its lead."""

_COMPASS = {"north": "N", "east": "E", "south": "S", "west": "W"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsView:
    """Posts at an estimated spacing, as the legend tells them.

    Parameters
    ----------
    mandate : str
        Name of the mandate whose rules ask for posts.
    rule : str
        Name of the figure that counts them.
    places : tuple of (float, float)
        Longitude and latitude of each: an even spacing along the line as drawn, not sites.
    planned_km, spacing_km : float
        Length of the planned line, and that for each post (km).
    own : bool
        Whether it is the mandate that the scenario asks for.
    """

    mandate: str
    rule: str
    places: tuple[tuple[float, float], ...]
    planned_km: float
    spacing_km: float
    own: bool


def estimated_posts(assessment: Assessment) -> PostsView | None:
    """Spread the posts of the scenario's mandate along the line, or of another one that asks for posts.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    PostsView or None
        None where no mandate of the case counts posts.
    """
    case, requirement = assessment.case, assessment.requirement
    own = case.scenario.mandate
    known = [need.id for need in requirement.mandates]
    for name in dict.fromkeys((own, *(each for each in ("observe_posts", *known) if each in known))):
        places = posts_along(case, requirement, name)
        if places:
            need = requirement.of(name)
            rules = {(mandate.id, rule.id) for mandate in case.mandates.values() for rule in mandate.rules if rule.spacing_km}
            counted = next((line for line in need.lines if (line.mandate, line.rule) in rules), None)
            if counted is None:
                # The case states its own number in place of the rule that spaces posts.
                continue
            key = counted.rule if counted.mandate == need.id else f"{counted.mandate}.{counted.rule}"
            planned = requirement.area.planned_line_km.mode
            return PostsView(
                mandate=need.name,
                rule=f"requirement.{name}.rule.{key}",
                places=places,
                planned_km=planned,
                spacing_km=planned / len(places),
                own=name == own,
            )
    return None


def map_picture(assessment: Assessment, plan: Plan | None) -> Picture:
    """Draw the area near the line: belts, sectors with their lead states, and the towns that orient a reader.

    Parameters
    ----------
    assessment : Assessment
        The result.
    plan : Plan or None
        The plan whose lead states are written on the sectors; None where there is no plan.

    Returns
    -------
    Picture
        The map for wide and for narrow pages.
    """
    area = assessment.requirement.area
    leads = {row.sector: row.framework_nation for row in plan.sectors} if plan else {}
    led = [_state(assessment, leads[sector.id]) for sector in area.sectors if leads.get(sector.id)]
    if led:
        most = max(set(led), key=lambda name: (led.count(name), name))
        title = (
            f"{count(len(area.sectors)).capitalize()} sectors along {about(area.line_km)} km of line, "
            f"{count(len(set(led)))} lead {'state' if len(set(led)) == 1 else 'states'}"
        )
        finding = f"{most} leads {count(led.count(most))} of them."
    else:
        title = f"{count(len(area.sectors)).capitalize()} sectors along {about(area.line_km)} km of line"
        finding = "No plan says who leads them."
    description = f"{finding} " + " ".join(
        f"{sector.name}: {about(sector.line_km)} km, led by {_state(assessment, leads.get(sector.id))}."
        for sector in area.sectors
    )
    posts = estimated_posts(assessment)
    places = posts.places if posts is not None else ()
    if posts is not None:
        description += f" {len(places)} posts are drawn at an even spacing, not at places that were chosen."
    drawn = []
    for width, size, step in ((640, 12.0, 1), (346, 10.5, NARROW_SHARE)):
        frame = fit_frame(_near(assessment), width, most_height=int(width * 1.25), margin=0.06)
        drawn.append(_chart(assessment, frame, size, leads, places[step // 2 :: step], detail=True))
    return Picture(
        id="map",
        title=title,
        description=description,
        wide=drawn[0],
        narrow=drawn[1],
    )


def overview_picture(assessment: Assessment) -> Picture:
    """Draw the whole host state with the belts, hubs and entry points."""
    area = assessment.case.area
    title = "The whole country, with hubs and entry points"
    hubs, entries = names([hub.feature.name for hub in area.hubs]), names([place.feature.name for place in area.entry_points])
    description = f"Hubs: {hubs}. Entry points: {entries}. The line and its belts lie in the area of the first map."
    frame = fit_frame(_wide(assessment), 346, most_height=330, margin=0.07)
    chart = _chart(assessment, frame, 10.5, {}, (), detail=False)
    return Picture(id="overview", title=title, description=description, wide=chart, narrow=chart)


def _near(assessment: Assessment) -> list[BaseGeometry]:
    area = assessment.requirement.area
    return [part.geometry for part in assessment.case.area.line] + list(area.belts.values())


def _wide(assessment: Assessment) -> list[BaseGeometry]:
    found = _near(assessment)
    found += [place.geometry for place in (*assessment.case.area.hubs, *assessment.case.area.entry_points)]
    # The host is drawn whole.
    return [*found, *(country.geometry for country in _host(assessment))]


def _chart(
    assessment: Assessment,
    frame: Frame,
    size: float,
    leads: dict[str, str],
    posts: Sequence[tuple[float, float]],
    *,
    detail: bool,
) -> Sketch:
    area = assessment.requirement.area
    labels = Labels(frame)
    labels.keep_free(0, frame.height - 24, frame.width * 0.25 + 70, frame.height)
    drawn = [(country, frame.shape(country.geometry)) for country in _countries(assessment)]
    coasts = paths(shape for _, shape in drawn)
    host = paths(shape for country, shape in drawn if country.code == host_of(assessment.case))
    line = outlines((part.geometry for part in assessment.case.area.line), frame)
    layers = [
        rectangle(frame, _SEA),
        styled(coasts, fill=_LAND, stroke=_BORDER, width=1.0),
        styled(host, fill=_HOST, stroke=_BORDER, width=1.0),
        shapes((lake.geometry for lake in lakes()), frame, fill=_WATER, stroke=_WATER, width=0.5),
        shapes((river.geometry for river in rivers()), frame, fill=None, stroke=_WATER, width=1.2),
        shapes((area.belts[key] for key in ("depth",) if key in area.belts), frame, fill=_DEPTH, stroke="#5f8f74", width=0.8),
        shapes([area.belts.get("forward", area.zone)], frame, fill=_FORWARD, stroke="#b87a2c", width=0.8),
        styled(coasts, fill=None, stroke=_BORDER, width=1.0),
    ]
    if detail:
        cuts = (sector.polygon for sector in area.sectors)
        layers.append(shapes(cuts, frame, fill=None, stroke="#7a4a0e", width=1.0))
    layers.append(styled(line, fill=None, stroke="#ffffff", width=4.2 if detail else 2.4))
    layers.append(styled(line, fill=None, stroke=_LINE, width=2.2 if detail else 1.6))
    if detail:
        _sector_numbers(assessment, frame, labels, size)
    marks: list[tuple[str, float, float]] = []
    for kind, places in (("hub", assessment.case.area.hubs), ("entry", assessment.case.area.entry_points)):
        for place in places:
            x, y = frame.point(place.geometry.x, place.geometry.y)
            if frame.holds(x, y):
                labels.block(x, y, 5)
                marks.append((kind, x, y))
    for place in (*assessment.case.area.hubs, *assessment.case.area.entry_points):
        x, y = frame.point(place.geometry.x, place.geometry.y)
        if frame.holds(x, y):
            labels.put(x, y, place.feature.name.partition(" (")[0], size, must=True)
    if detail:
        _sector_leads(assessment, frame, labels, leads, size)
        marks += _towns(assessment, frame, labels, size)
    _country_labels(drawn, frame, labels, size)
    marks += [("post", *frame.point(*post)) for post in posts]
    layers += [points(marks), texts(labels.placed), scale_bar(frame, size)]
    return sketch(frame.width, frame.height, *layers)


def _countries(assessment: Assessment) -> tuple[NamedShape, ...]:
    """Give the countries around the area of the case."""
    area = assessment.case.area
    shown: list[BaseGeometry] = [part.geometry for part in area.line]
    shown += [place.geometry for place in (*area.hubs, *area.entry_points)]
    west, south, east, north = zip(*(geometry.bounds for geometry in shown), strict=True)
    return countries((min(west), min(south), max(east), max(north)))


def _host(assessment: Assessment) -> list[NamedShape]:
    """Find the country of the host."""
    host = host_of(assessment.case)
    return [country for country in _countries(assessment) if country.code == host]


def _sector_numbers(assessment: Assessment, frame: Frame, labels: Labels, size: float) -> None:
    """Write a number on each sector, and keep other text off the belt."""
    sectors = assessment.requirement.area.sectors
    belt = _belt_pixels(assessment, frame)
    for part in assessment.case.area.line:
        drawn = frame.shape(part.geometry, clip=False)
        for step in range(int(drawn.length // belt) + 1):
            point = drawn.interpolate(step * belt)
            labels.block(point.x, point.y, belt * 0.8)
    for number, sector in enumerate(sectors, start=1):
        x, y = frame.point(*sector.centre)
        labels.block(x, y, size * 0.75)
        labels.placed.append(
            PlacedLabel(x=round(x, 1), y=round(y, 1), text=str(number), size=size, bold=True, colour="#3d2406", align="middle")
        )


def _sector_leads(assessment: Assessment, frame: Frame, labels: Labels, leads: dict[str, str], size: float) -> None:
    """Write the lead state of each sector beside the belt."""
    belt = _belt_pixels(assessment, frame)
    for sector in assessment.requirement.area.sectors:
        x, y = frame.point(*sector.centre)
        lead = leads.get(sector.id)
        short = _short(sector.name)
        text = _state(assessment, lead) if lead else short
        away = belt + size * 0.5
        labels.put(
            x,
            y,
            text,
            size,
            # Who leads stands out; a sector that nobody leads is named like any other place.
            bold=lead is not None,
            colour="#3d2406",
            away=away,
            must=True,
            order=("E", "S", "N", "W", "SE", "NW", "NE", "SW"),
            # A phone has no room for the name as well: its table stands below the map.
            below=short if lead and frame.width >= _ROOM_FOR_NAMES else "",
        )


def _short(name: str) -> str:
    """Shorten the name of a sector for the map, where its number stands already.

    Examples
    --------
    >>> _short("Sector 4, 96 km south-west of Donetsk"), _short("near Kupyansk")
    ('96 km SW of Donetsk', 'near Kupyansk')
    """
    plain = re.sub(r"^Sector \d+, ", "", name)
    return re.sub(
        r"\b(north|south)?-?(east|west|north|south)? of ",
        lambda found: "".join(_COMPASS[part] for part in found.groups() if part) + " of ",
        plain,
    )


def _belt_pixels(assessment: Assessment, frame: Frame) -> float:
    return max(6.0, assessment.case.scenario.options.zone_depth_km * 1000 * frame.scale)


def _towns(assessment: Assessment, frame: Frame, labels: Labels, size: float) -> list[tuple[str, float, float]]:
    marks: list[tuple[str, float, float]] = []
    # The base map may spell a hub in another way: it is known by its place.
    hubs = (*assessment.case.area.hubs, *assessment.case.area.entry_points)
    taken = [frame.point(hub.geometry.x, hub.geometry.y) for hub in hubs]
    shown = 0
    large = (place for place in assessment.case.places if place.pop_max >= _LEAST_TOWN)
    for place in sorted(large, key=lambda town: (-town.pop_max, town.name)):
        if shown >= frame.width // 28:
            break
        x, y = frame.point(place.longitude, place.latitude)
        if not frame.holds(x, y, 8) or any(abs(x - at_x) < 14 and abs(y - at_y) < 14 for at_x, at_y in taken):
            continue
        if labels.put(x, y, place.name, size - 1, colour=MUTED, away=5):
            labels.block(x, y, 3)
            marks.append(("town", x, y))
            shown += 1
    return marks


def _country_labels(drawn: Sequence[tuple[NamedShape, BaseGeometry]], frame: Frame, labels: Labels, size: float) -> None:
    window = box(0, 0, frame.width, frame.height)
    seen = []
    for country, shape in drawn:
        visible = shape.intersection(window)
        if visible.area > 0.02 * window.area:
            seen.append((visible.area, country.name, max(polygons(visible), key=lambda part: part.area)))
    for _, name, part in sorted(seen, key=lambda item: (-item[0], item[1])):
        middle = part.representative_point()
        for x, y in (
            (middle.x, middle.y),
            (part.centroid.x, part.centroid.y),
            (middle.x, middle.y - 30),
            (middle.x, middle.y + 30),
        ):
            if labels.put(x, y, name.upper(), size - 1, colour="#6b6459", order=("C",)):
                break


def _state(assessment: Assessment, code: str | None) -> str:
    if code is None:
        return "nobody"
    row = assessment.case.states.get(code)
    return row.name if row else code

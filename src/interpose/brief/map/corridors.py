"""The map of corridors: what goes between places in the build-up, by mode, as wide as it is much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shapely import get_parts
from shapely.geometry import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from interpose.assessment import Assessment
from interpose.authority.routes.gates import host_of
from interpose.brief.charts.drawing import ACCENT, INK, MUTED, Picture, Sketch
from interpose.brief.charts.marks import rules, sketch
from interpose.brief.map.frame import Frame, Labels, fit_frame, points, rectangle, scale_bar, shapes, texts
from interpose.brief.text.format_number import about, per_cent
from interpose.case.read.basemap import countries
from interpose.deployment import Deployment
from interpose.deployment.movement.network import great_circle_km
from interpose.deployment.result import Corridor

__all__ = ["MODE_COLOURS", "corridor_picture"]

MODE_COLOURS = {"road": "#8a5a13", "rail": ACCENT, "sea": "#1d6b3f", "air": MUTED}
"""Colour of each mode, for the map and its key."""

_SEA, _LAND, _HOST, _BORDER = "#e3ecf3", "#f3f1ec", "#fbfaf7", "#c9c4ba"
_FAR_KM = 3_500.0
"""Places farther from where the force stands do not stretch the map: their lines end at its edge."""
_COARSE, _ISLAND, _PHONE = 0.08, 0.05, 400
"""Degrees by which coasts and borders may be off: a pixel or two of so wide a part of the
world; square degrees below which an island is left out; and pixels up to which a map is for phones."""
_APART = 2.2
"""Pixels between lines of different modes that join the same places."""


def corridor_picture(assessment: Assessment) -> Picture | None:
    """Draw what goes between places in the build-up; neither days nor units.

    Parameters
    ----------
    assessment : Assessment
        The result.

    Returns
    -------
    Picture or None
        The map for wide and for narrow pages; None where nothing moves.
    """
    found = assessment.deployment
    if found is None or not found.routes:
        return None
    entered = _entered(assessment, found)
    every = sum(entered.values())
    if every:
        first = max(entered, key=lambda name: (entered[name], name))
        title = f"{per_cent(entered[first] / every)} of all vehicles and containers enter between {first}"
    else:
        title = "The corridors of the build-up"
    description = " ".join(f"{name}: {about(load)} vehicles and containers." for name, load in entered.items() if load)
    near = _near(assessment, found.routes)
    land = _land(near)
    wide, narrow = (_chart(assessment, found, near, land, width) for width in (720, 346))
    return Picture(id="corridors", title=title, description=description, wide=wide, narrow=narrow)


def _entered(assessment: Assessment, found: Deployment) -> dict[str, float]:
    """Return vehicles and containers by crossing, the most first."""
    nodes, loads = assessment.case.nodes, {}
    for crossing in assessment.case.crossings.values():
        ends = (crossing.from_node, crossing.to_node)
        name = " and ".join(_short(nodes[end].name) for end in ends)
        loads[name] = sum(row.vehicles for row in found.routes if (row.from_node, row.to_node) == ends)
    return dict(sorted(loads.items(), key=lambda each: (-each[1], each[0])))


def _land(near: Sequence[tuple[float, float]]) -> list[tuple[str, BaseGeometry]]:
    """Return the countries around the places, coarse and without small islands."""
    across, down = zip(*near, strict=True)
    bounds = (min(across) - 15, min(down) - 5, max(across) + 15, max(down) + 7)
    window, found = box(*bounds), []
    for country in countries(bounds):
        shape = country.geometry.intersection(window).simplify(_COARSE)
        parts = [part for part in get_parts(shape) if part.geom_type == "Polygon" and part.area > _ISLAND]
        found += [(country.code, MultiPolygon(parts))] if parts else []
    return found


def _chart(
    assessment: Assessment,
    found: Deployment,
    near: Sequence[tuple[float, float]],
    land: Sequence[tuple[str, BaseGeometry]],
    width: int,
) -> Sketch:
    size = 11.5 if width > _PHONE else 10.5
    frame = fit_frame([Point(*place) for place in near], width, most_height=int(width * 0.8), margin=0.05)
    host = host_of(assessment.case)
    labels = Labels(frame)
    labels.keep_free(0, frame.height - 24, frame.width * 0.25 + 70, frame.height)
    layers = [
        rectangle(frame, _SEA),
        shapes((shape for _, shape in land), frame, fill=_LAND, stroke=_BORDER, width=0.8),
        shapes((shape for code, shape in land if code == host), frame, fill=_HOST, stroke="#8f8a80", width=1.2),
        _lines(frame, found.routes, widest=9.0 if width > _PHONE else 6.0),
        points(_places(assessment, frame, labels, found.routes, size)),
        texts(labels.placed),
        scale_bar(frame, size),
    ]
    return sketch(frame.width, frame.height, *layers)


def _near(assessment: Assessment, routes: Iterable[Corridor]) -> list[tuple[float, float]]:
    """Return the ends of corridors that the map must hold."""
    inside = [node for node in assessment.case.nodes.values() if node.state == host_of(assessment.case)]
    ends = dict.fromkeys(end for row in routes for end in (row.start, row.end))
    if not inside:
        return list(ends)
    middle = (sum(node.lon for node in inside) / len(inside), sum(node.lat for node in inside) / len(inside))
    return [end for end in ends if great_circle_km(end[::-1], middle[::-1]) <= _FAR_KM] or list(ends)


def _lines(frame: Frame, routes: Sequence[Corridor], widest: float) -> str:
    """Draw a line for each corridor, those of one pair of places side by side, the wide ones below."""
    most = max(row.vehicles for row in routes) or 1.0
    beside: dict[tuple[str, str], int] = {}
    drawn = []
    for row in sorted(routes, key=lambda each: -each.vehicles):
        place = beside.get((row.from_node, row.to_node), 0)
        beside[row.from_node, row.to_node] = place + 1
        (x, y), (x2, y2) = frame.point(*row.start), frame.point(*row.end)
        length = ((x2 - x) ** 2 + (y2 - y) ** 2) ** 0.5 or 1.0
        aside = _APART * place * (1 if place % 2 else -1)
        across, down = -(y2 - y) / length * aside, (x2 - x) / length * aside
        width = round(max(0.7, widest * row.vehicles / most), 2)
        drawn.append(rules([(x + across, y + down, x2 + across, y2 + down)], MODE_COLOURS[row.mode], width=width))
    return f'<g stroke-opacity="0.75" stroke-linecap="round">{"".join(drawn)}</g>'


def _places(
    assessment: Assessment, frame: Frame, labels: Labels, routes: Sequence[Corridor], size: float
) -> list[tuple[str, float, float]]:
    """Mark the ends of corridors and name them, crossings and the places of the host first."""
    host = host_of(assessment.case)
    borders = {end for crossing in assessment.case.crossings.values() for end in (crossing.from_node, crossing.to_node)}
    entries = {crossing.from_node for crossing in assessment.case.crossings.values()}
    loads: dict[str, float] = {}
    hubs = {row.from_node for row in routes}
    for row in routes:
        for node in (row.from_node, row.to_node):
            loads[node] = loads.get(node, 0.0) + row.vehicles
    nodes = assessment.case.nodes

    def rank(name: str) -> tuple[int, float, str]:
        kind = 0 if name in entries else 1 if nodes[name].state == host else 2
        return kind, -loads[name], name

    marks: list[tuple[str, float, float]] = []
    for name in sorted(loads, key=rank):
        x, y = frame.point(nodes[name].lon, nodes[name].lat)
        if not frame.holds(x, y) or (name in borders and name not in entries):
            continue
        labels.block(x, y, 4)
        inside = nodes[name].state == host
        kind = "entry" if name in entries else "hub" if inside and name in hubs else "town"
        marks.append((kind, x, y))
        bold = kind == "entry"
        labels.put(x, y, _short(nodes[name].name), size, bold=bold, colour=INK if bold or inside else MUTED, must=bold)
    return marks


def _short(name: str) -> str:
    """Shorten the name of a place that has several.

    Examples
    --------
    >>> _short("Przemysl / Medyka"), _short("Leipzig/Halle (SALIS)")
    ('Przemysl', 'Leipzig/Halle')
    """
    return name.partition(" / ")[0].partition(" (")[0]

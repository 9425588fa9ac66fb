"""The map: the line, the zone and its belts, the sectors with who leads them, hubs and entry points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import altair as alt
import numpy as np
from pyproj import Transformer
from shapely import get_parts, transform
from shapely.geometry import MultiPolygon, Point, box, mapping
from shapely.geometry.base import BaseGeometry

from interpose.assessment import Assessment
from interpose.brief.basemap import NamedShape, countries, lakes, rivers
from interpose.brief.drawing import ACCENT, INK, MUTED, Drawing, draw, text_width
from interpose.brief.numbers import about, count, names
from interpose.generation import Generation

__all__ = ["map_drawing", "overview_drawing"]

_SEA, _LAND, _HOST, _BORDER = "#e3ecf3", "#f3f1ec", "#fbfaf7", "#a9a49a"
_FORWARD, _DEPTH, _WATER, _LINE = "#f4c58a", "#cfe3d6", "#a9c6dc", "#a3260f"


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world that a map shows, and how it meets pixels."""

    transformer: Transformer
    left: float
    top: float
    scale: float
    width: int
    height: int

    def shape(self, geometry: BaseGeometry, *, clip: bool = True) -> BaseGeometry:
        """Move a geometry from longitude and latitude to pixels, cut at the frame."""

        def to_pixels(points: np.ndarray) -> np.ndarray:
            x, y = self.transformer.transform(points[:, 0], points[:, 1])
            return np.column_stack([(x - self.left) * self.scale, (self.top - y) * self.scale])

        moved = transform(geometry, to_pixels)
        if not clip:
            return moved
        if not moved.is_valid:
            moved = moved.buffer(0)
        return moved.intersection(box(-2, -2, self.width + 2, self.height + 2)).simplify(0.35)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Move a point to pixels."""
        x, y = self.transformer.transform(longitude, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, x: float, y: float, margin: float = 4) -> bool:
        """Tell whether a pixel lies inside."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    y: float
    text: str
    size: float
    bold: bool
    colour: str
    align: str


class _Labels:
    """Places labels one after another, the most important first, and drops what would overlap."""

    def __init__(self, frame: _Frame) -> None:
        self._frame = frame
        self._taken: list[tuple[float, float, float, float]] = []
        self.placed: list[_Label] = []

    def block(self, x: float, y: float, radius: float) -> None:
        """Keep a mark free of text."""
        self._taken.append((x - radius, y - radius, x + radius, y + radius))

    def keep_free(self, left: float, top: float, right: float, bottom: float) -> None:
        """Keep a rectangle free of text."""
        self._taken.append((left, top, right, bottom))

    def put(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        away: float = 7,
        must: bool = False,
        order: str = "EWNS",
    ) -> bool:
        """Place a label beside a point, where there is room."""
        width, height = text_width(text, size, bold=bold) + 4, size * 1.2
        spots = {
            "E": (x + away, y, "left"),
            "W": (x - away, y, "right"),
            "N": (x, y - away - height / 2, "center"),
            "S": (x, y + away + height / 2, "center"),
            "C": (x, y, "center"),
        }
        for reach in (1.0, 1.6, 2.4) if must else (1.0,):
            for key in order:
                at_x, at_y, align = spots[key]
                at_x, at_y = x + (at_x - x) * reach, y + (at_y - y) * reach
                left = {"left": at_x, "right": at_x - width, "center": at_x - width / 2}[align]
                area = (left, at_y - height / 2, left + width, at_y + height / 2)
                inside = area[0] >= 2 and area[1] >= 2 and area[2] <= self._frame.width - 2 and area[3] <= self._frame.height - 2
                if inside and not any(_meet(area, other) for other in self._taken):
                    self._taken.append(area)
                    self.placed.append(_Label(round(at_x, 1), round(at_y, 1), text, size, bold, colour, align))
                    return True
        return False


def map_drawing(assessment: Assessment, plan: Generation | None) -> Drawing:
    """Draw the area near the line: belts, sectors with their lead states, and the towns that orient a reader.

    Parameters
    ----------
    assessment : Assessment
        The result.
    plan : Generation or None
        The plan whose lead states are written on the sectors; None where there is no plan.

    Returns
    -------
    Drawing
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
        f"{sector.name}: {about(sector.line_km)} km, led by {_state(assessment, leads.get(sector.id))}." for sector in area.sectors
    )
    drawn = []
    for width, size in ((640, 12.0), (346, 10.5)):
        frame = _frame(_near(assessment), width, most_height=int(width * 1.25), margin=0.06)
        drawn.append(_chart(assessment, frame, size, leads, detail=True))
    return Drawing(
        "map", title, description, draw(drawn[0], "map-wide", title, description), draw(drawn[1], "map-narrow", title, description)
    )


def overview_drawing(assessment: Assessment) -> Drawing:
    """Draw the whole host state with the belts, hubs and entry points."""
    area = assessment.case.area
    title = "The whole country, with hubs and entry points"
    hubs, entries = names([hub.feature.name for hub in area.hubs]), names([place.feature.name for place in area.entry_points])
    description = f"Hubs: {hubs}. Entry points: {entries}. The line and its belts lie in the area of the first map."
    frame = _frame(_wide(assessment), 346, most_height=330, margin=0.07)
    svg = draw(_chart(assessment, frame, 10.5, {}, detail=False), "overview", title, description)
    return Drawing("overview", title, description, svg, svg)


def _near(assessment: Assessment) -> list[BaseGeometry]:
    area = assessment.requirement.area
    return [part.geometry for part in assessment.case.area.line] + list(area.belts.values())


def _wide(assessment: Assessment) -> list[BaseGeometry]:
    shapes = _near(assessment)
    shapes += [place.geometry for place in (*assessment.case.area.hubs, *assessment.case.area.entry_points)]
    # The host is drawn whole.
    return [*shapes, *(country.geometry for country in _host(assessment))]


def _frame(shapes: Iterable[BaseGeometry], width: int, *, most_height: int, margin: float) -> _Frame:
    shapes = list(shapes)
    bounds = np.array([shape.bounds for shape in shapes if not shape.is_empty])
    west, south, east, north = bounds[:, 0].min(), bounds[:, 1].min(), bounds[:, 2].max(), bounds[:, 3].max()
    projection = f"+proj=laea +lat_0={(south + north) / 2:.3f} +lon_0={(west + east) / 2:.3f} +datum=WGS84 +units=m"
    transformer = Transformer.from_crs("EPSG:4326", projection, always_xy=True)

    def project(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    flat = np.array([transform(shape, project).bounds for shape in shapes if not shape.is_empty])
    left, bottom, right, top = flat[:, 0].min(), flat[:, 1].min(), flat[:, 2].max(), flat[:, 3].max()
    pad = margin * max(right - left, top - bottom)
    left, bottom, right, top = left - pad, bottom - pad, right + pad, top + pad
    scale = min(width / (right - left), most_height / (top - bottom))
    height = int(min(most_height, max((top - bottom) * scale, width * 0.6)))
    extra_x, extra_y = (width / scale - (right - left)) / 2, (height / scale - (top - bottom)) / 2
    return _Frame(transformer, left - extra_x, top + extra_y, scale, width, height)


def _chart(assessment: Assessment, frame: _Frame, size: float, leads: dict[str, str], *, detail: bool) -> alt.LayerChart:
    area = assessment.requirement.area
    labels = _Labels(frame)
    labels.keep_free(0, frame.height - 24, frame.width * 0.25 + 70, frame.height)
    land = [country.geometry for country in countries()]
    host = [country.geometry for country in _host(assessment)]
    layers: list[alt.Chart] = [
        _rectangle(frame, _SEA),
        *_shapes(frame, land, fill=_LAND, stroke=_BORDER, width=1.0),
        *_shapes(frame, host, fill=_HOST, stroke=_BORDER, width=1.0),
        *_shapes(frame, (lake.geometry for lake in lakes()), fill=_WATER, stroke=_WATER, width=0.5),
        *_shapes(frame, (river.geometry for river in rivers()), fill=None, stroke=_WATER, width=1.2),
        *_shapes(frame, (area.belts[key] for key in ("depth",) if key in area.belts), fill=_DEPTH, stroke="#7fa890", width=0.8),
        *_shapes(frame, [area.belts.get("forward", area.zone)], fill=_FORWARD, stroke="#b87a2c", width=0.8),
        *_shapes(frame, land, fill=None, stroke=_BORDER, width=1.0),
    ]
    if detail:
        cuts = (sector.polygon for sector in area.sectors)
        layers += _shapes(frame, cuts, fill=None, stroke="#7a4a0e", width=1.0)
    line = [part.geometry for part in assessment.case.area.line]
    layers += _shapes(frame, line, fill=None, stroke="#ffffff", width=4.2 if detail else 2.4)
    layers += _shapes(frame, line, fill=None, stroke=_LINE, width=2.2 if detail else 1.6)
    if detail:
        _sector_labels(assessment, frame, labels, leads, size)
    marks: list[dict[str, object]] = []
    for kind, places in (("hub", assessment.case.area.hubs), ("entry", assessment.case.area.entry_points)):
        for place in places:
            x, y = frame.point(place.geometry.x, place.geometry.y)
            if frame.holds(x, y):
                labels.block(x, y, 5)
                marks.append({"x": x, "y": y, "kind": kind})
    for place in (*assessment.case.area.hubs, *assessment.case.area.entry_points):
        x, y = frame.point(place.geometry.x, place.geometry.y)
        if frame.holds(x, y):
            labels.put(x, y, place.feature.name, size, bold=True, must=True)
    if detail:
        marks += _towns(assessment, frame, labels, size)
    _country_labels(frame, labels, size)
    layers += _marks(frame, marks)
    layers += _texts(frame, labels.placed)
    layers += _scale_bar(frame, size)
    return alt.layer(*layers).properties(width=frame.width, height=frame.height)


def _host(assessment: Assessment) -> list[NamedShape]:
    """Find the state that holds most of the hubs, or else the line."""
    area = assessment.case.area
    points = [hub.geometry for hub in area.hubs] or [part.geometry.centroid for part in area.line]
    held = {country: sum(country.geometry.contains(point) for point in points) for country in countries()}
    best = max(held, key=lambda country: (held[country], country.name), default=None)
    return [best] if best is not None and held[best] else []


def _sector_labels(assessment: Assessment, frame: _Frame, labels: _Labels, leads: dict[str, str], size: float) -> None:
    """Number each sector on the line and write its lead state beside the belt."""
    sectors = assessment.requirement.area.sectors
    belt = max(6.0, assessment.case.scenario.options.zone_depth_km * 1000 * frame.scale)
    for part in assessment.case.area.line:
        drawn = frame.shape(part.geometry, clip=False)
        for step in range(int(drawn.length // belt) + 1):
            point = drawn.interpolate(step * belt)
            labels.block(point.x, point.y, belt * 0.8)
    for number, sector in enumerate(sectors, start=1):
        x, y = frame.point(*sector.centre)
        labels.block(x, y, size * 0.75)
        labels.placed.append(_Label(round(x, 1), round(y, 1), str(number), size, True, "#3d2406", "center"))
    for sector in sectors:
        x, y = frame.point(*sector.centre)
        lead = leads.get(sector.id)
        text = _state(assessment, lead) if lead else sector.name
        away = belt + size * 0.5
        labels.put(x, y, text, size, bold=True, colour="#3d2406", away=away, must=True, order="ESNW")


def _towns(assessment: Assessment, frame: _Frame, labels: _Labels, size: float) -> list[dict[str, object]]:
    marks: list[dict[str, object]] = []
    # The base map may spell a hub in another way: it is known by its place.
    hubs = (*assessment.case.area.hubs, *assessment.case.area.entry_points)
    taken = [frame.point(hub.geometry.x, hub.geometry.y) for hub in hubs]
    shown = 0
    for place in sorted(assessment.case.places, key=lambda town: (-town.pop_max, town.name)):
        x, y = frame.point(place.longitude, place.latitude)
        if any(abs(x - at_x) < 14 and abs(y - at_y) < 14 for at_x, at_y in taken) or place.pop_max < 60_000 or not frame.holds(x, y, 8) or shown >= frame.width // 28:
            continue
        if labels.put(x, y, place.name, size - 1, colour=MUTED, away=5):
            labels.block(x, y, 3)
            marks.append({"x": x, "y": y, "kind": "town"})
            shown += 1
    return marks


def _country_labels(frame: _Frame, labels: _Labels, size: float) -> None:
    window = box(0, 0, frame.width, frame.height)
    seen = []
    for country in countries():
        visible = frame.shape(country.geometry).intersection(window)
        if visible.area > 0.02 * window.area:
            seen.append((visible.area, country.name, max(_polygons(visible), key=lambda part: part.area)))
    for _, name, part in sorted(seen, key=lambda item: (-item[0], item[1])):
        middle = part.representative_point()
        for x, y in ((middle.x, middle.y), (part.centroid.x, part.centroid.y), (middle.x, middle.y - 30), (middle.x, middle.y + 30)):
            if labels.put(x, y, name.upper(), size - 1, colour="#6b6459", order="C"):
                break


def _polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in get_parts(geometry) if part.geom_type == "Polygon"] or [geometry]


def _rectangle(frame: _Frame, colour: str) -> alt.Chart:
    across, down = _axes(frame)
    data = alt.InlineData(values=[{"x": 0, "x2": frame.width, "y": 0, "y2": frame.height}])
    return alt.Chart(data).mark_rect(color=colour).encode(x=across, x2="x2:Q", y=down, y2="y2:Q")


def _axes(frame: _Frame) -> tuple[alt.X, alt.Y]:
    return (
        alt.X("x:Q", scale=alt.Scale(domain=[0, frame.width], nice=False), axis=None),
        alt.Y("y:Q", scale=alt.Scale(domain=[0, frame.height], reverse=True, nice=False), axis=None),
    )


def _shapes(
    frame: _Frame, geometries: Iterable[BaseGeometry], *, fill: str | None, stroke: str, width: float
) -> list[alt.Chart]:
    features = []
    for geometry in geometries:
        moved = frame.shape(geometry)
        if fill is not None and moved.geom_type == "GeometryCollection":
            moved = MultiPolygon([part for part in get_parts(moved) if part.geom_type == "Polygon"])
        if not moved.is_empty and not isinstance(moved, Point):
            features.append({"type": "Feature", "geometry": mapping(moved), "properties": {}})
    if not features:
        return []
    mark = alt.Chart(alt.InlineData(values=features)).mark_geoshape(
        filled=fill is not None, fill=fill or "transparent", stroke=stroke, strokeWidth=width, strokeJoin="round", clip=True
    )
    # The shapes are pixels already: the identity projection passes them through.
    return [mark.project(type="identity", scale=1, translate=[0, 0])]


def _marks(frame: _Frame, marks: list[dict[str, object]]) -> list[alt.Chart]:
    across, down = _axes(frame)
    looks = {
        "hub": {"shape": "square", "size": 70, "color": INK},
        "entry": {"shape": "triangle-up", "size": 80, "color": ACCENT},
        "town": {"shape": "circle", "size": 14, "color": MUTED},
    }
    return [
        alt.Chart(alt.InlineData(values=[mark for mark in marks if mark["kind"] == kind]))
        .mark_point(filled=True, opacity=1, stroke="#ffffff", strokeWidth=1, **look)
        .encode(x=across, y=down)
        for kind, look in looks.items()
    ]


def _texts(frame: _Frame, placed: list[_Label]) -> list[alt.Chart]:
    """Write the labels twice: a pale halo first, so that no line or border cuts through a letter."""
    across, down = _axes(frame)
    layers = []
    groups = sorted({(label.align, label.size, label.bold, label.colour) for label in placed})
    for halo in (True, False):
        for align, size, bold, colour in groups:
            values = [
                {"x": label.x, "y": label.y, "text": label.text}
                for label in placed
                if (label.align, label.size, label.bold, label.colour) == (align, size, bold, colour)
            ]
            outline = {"stroke": "#ffffff", "strokeWidth": 3, "strokeJoin": "round", "strokeOpacity": 0.85} if halo else {}
            layers.append(
                alt.Chart(alt.InlineData(values=values))
                .mark_text(
                    align=align,
                    baseline="middle",
                    fontSize=size,
                    fontWeight="bold" if bold else "normal",
                    color="#ffffff" if halo else colour,
                    **outline,
                )
                .encode(x=across, y=down, text="text:N")
            )
    return layers


def _scale_bar(frame: _Frame, size: float) -> list[alt.Chart]:
    across, down = _axes(frame)
    kilometres = next(step for step in (500, 200, 100, 50, 20, 10, 5, 2, 1) if step * 1000 * frame.scale <= frame.width * 0.25)
    length, y = kilometres * 1000 * frame.scale, frame.height - 12.0
    left = 12.0
    data = alt.InlineData(values=[{"x": left, "x2": left + length, "y": y}])
    text = alt.InlineData(values=[{"x": left + length + 5, "y": y, "text": f"{kilometres} km"}])
    return [
        alt.Chart(data).mark_rule(color=INK, strokeWidth=2.5).encode(x=across, x2="x2:Q", y=down),
        alt.Chart(text).mark_text(align="left", baseline="middle", fontSize=size - 1, color=INK).encode(x=across, y=down, text="text:N"),
    ]


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _state(assessment: Assessment, code: str | None) -> str:
    if code is None:
        return "nobody"
    row = assessment.case.states.get(code)
    return row.name if row else code



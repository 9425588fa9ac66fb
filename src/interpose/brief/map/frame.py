"""The means of a map: a frame that meets pixels, labels that keep apart, and layers of one sketch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from pyproj import Transformer
from shapely import envelope, get_parts, intersects, transform
from shapely.geometry import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from interpose.brief.charts.drawing import ACCENT, INK, MUTED, PAPER, text_width
from interpose.brief.charts.marks import Anchor, boxes, cut, dots, rules, words

__all__ = [
    "POST",
    "Frame",
    "Labels",
    "PlacedLabel",
    "fit_frame",
    "outlines",
    "paths",
    "points",
    "polygons",
    "rectangle",
    "scale_bar",
    "shapes",
    "styled",
    "texts",
]

POST = "#1b1f24"
"""Colour of posts: dark on the line, so that they read in print without colour."""


_NOTHING = Point()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of the world that a map shows, and how it meets pixels; `around` is a box in degrees that holds all of it."""

    transformer: Transformer
    around: BaseGeometry
    left: float
    top: float
    scale: float
    width: int
    height: int

    def shape(self, geometry: BaseGeometry, *, clip: bool = True) -> BaseGeometry:
        """Move a geometry from longitude and latitude to pixels, cut at the frame."""
        if clip and not self.around.intersects(geometry.envelope):
            return _NOTHING

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLabel:
    """A text with its place in pixels."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    colour: str
    align: Anchor


class Labels:
    """Places labels one after another, the most important first, and drops what would overlap."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._taken: list[tuple[float, float, float, float]] = []
        self._apart: list[tuple[float, float, float, float]] = []
        self.placed: list[PlacedLabel] = []

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
        order: Sequence[str] = ("E", "W", "N", "S", "NE", "SE", "NW", "SW"),
        below: str = "",
    ) -> bool:
        """Place a label beside a point, where there is room, cut at half the frame; `below` is a second, lighter line of it."""
        text, below = (cut(each, size, self._frame.width / 2, bold=bold) for each in (text, below))
        width, height = text_width(text, size, bold=bold) + 4, size * 1.2
        if below:
            width, height = max(width, text_width(below, size - 1) + 4), size * 2.3
        spots: dict[str, tuple[float, float, Anchor]] = {
            "E": (x + away, y, "start"),
            "W": (x - away, y, "end"),
            "N": (x, y - away - height / 2, "middle"),
            "S": (x, y + away + height / 2, "middle"),
            "C": (x, y, "middle"),
            "NE": (x + away / 2, y - away / 2 - height / 2, "start"),
            "NW": (x - away / 2, y - away / 2 - height / 2, "end"),
            "SE": (x + away / 2, y + away / 2 + height / 2, "start"),
            "SW": (x - away / 2, y + away / 2 + height / 2, "end"),
        }
        taken = self._taken if below else [*self._taken, *self._apart]
        for reach in (1.0, 1.6, 2.4) if must else (1.0,):
            for key in order:
                at_x, at_y, align = spots[key]
                at_x, at_y = x + (at_x - x) * reach, y + (at_y - y) * reach
                left = {"start": at_x, "end": at_x - width, "middle": at_x - width / 2}[align]
                area = (left, at_y - height / 2, left + width, at_y + height / 2)
                inside = (
                    area[0] >= 2 and area[1] >= 2 and area[2] <= self._frame.width - 2 and area[3] <= self._frame.height - 2
                )
                if inside and not any(_meet(area, other) for other in taken):
                    self._taken.append(area)
                    if below:
                        # A single line right above or below two would read as their third.
                        self._apart.append((area[0], area[1] - size * 0.8, area[2], area[3] + size * 0.8))
                    first = at_y - height / 4 if below else at_y
                    self.placed.append(
                        PlacedLabel(
                            x=round(at_x, 1), y=round(first, 1), text=text, size=size, bold=bold, colour=colour, align=align
                        )
                    )
                    if below:
                        second = round(at_y + height / 4, 1)
                        self.placed.append(
                            PlacedLabel(
                                x=round(at_x, 1), y=second, text=below, size=size - 1, bold=False, colour=colour, align=align
                            )
                        )
                    return True
        return False


def fit_frame(contents: Iterable[BaseGeometry], width: int, *, most_height: int, margin: float) -> Frame:
    """Fit a frame to what it must hold.

    Parameters
    ----------
    contents : iterable of geometry
        Shapes in longitude and latitude that must be inside.
    width, most_height : int
        Width, and greatest height, in pixels.
    margin : float
        Room around the shapes, as a share of their extent.

    Returns
    -------
    Frame
        An equal-area frame around the middle of the shapes.
    """
    kept = list(contents)
    bounds = np.array([shape.bounds for shape in kept if not shape.is_empty])
    west, south, east, north = bounds[:, 0].min(), bounds[:, 1].min(), bounds[:, 2].max(), bounds[:, 3].max()
    projection = f"+proj=laea +lat_0={(south + north) / 2:.3f} +lon_0={(west + east) / 2:.3f} +datum=WGS84 +units=m"
    # Named by its parts and not by its number: PROJ then asks no data base for ways between the two.
    transformer = Transformer.from_crs("+proj=longlat +datum=WGS84", projection, always_xy=True)

    def project(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    flat = np.array([transform(shape, project).bounds for shape in kept if not shape.is_empty])
    left, bottom, right, top = flat[:, 0].min(), flat[:, 1].min(), flat[:, 2].max(), flat[:, 3].max()
    pad = margin * max(right - left, top - bottom)
    left, bottom, right, top = left - pad, bottom - pad, right + pad, top + pad
    scale = min(width / (right - left), most_height / (top - bottom))
    height = int(min(most_height, max((top - bottom) * scale, width * 0.6)))
    extra_x, extra_y = (width / scale - (right - left)) / 2, (height / scale - (top - bottom)) / 2
    left, top = left - extra_x, top + extra_y
    return Frame(
        transformer=transformer,
        around=_around(transformer, (left, top - height / scale, left + width / scale, top)),
        left=left,
        top=top,
        scale=scale,
        width=width,
        height=height,
    )


def _around(transformer: Transformer, bounds: tuple[float, float, float, float]) -> BaseGeometry:
    """Give a box in degrees around what a frame shows; the whole world where that reaches around a pole or the day line."""
    west, south, east, north = transformer.transform_bounds(*bounds, direction="INVERSE")
    if not (-180 < west < east < 180 and -85 < south < north < 85):
        return box(-180, -90, 180, 90)
    return box(west - 1, south - 1, east + 1, north + 1)


def rectangle(frame: Frame, colour: str) -> str:
    """Fill the whole frame."""
    return boxes([(0, 0, frame.width, frame.height)], colour)


def shapes(geometries: Iterable[BaseGeometry], frame: Frame, *, fill: str | None, stroke: str, width: float) -> str:
    """Draw geometries, cut at the frame."""
    return styled(outlines(geometries, frame), fill=fill, stroke=stroke, width=width)


def outlines(geometries: Iterable[BaseGeometry], frame: Frame) -> str:
    """Write geometries as one path, cut at the frame."""
    every = np.array([*geometries], dtype=object)
    return paths(map(frame.shape, every[intersects(frame.around, envelope(every))]))


def paths(shapes: Iterable[BaseGeometry]) -> str:
    """Write what a frame shows as one path; of an area, lines in which the frame only touches it are left out."""
    drawn = []
    for seen in shapes:
        if seen.geom_type == "GeometryCollection" and seen.area:
            seen = MultiPolygon([part for part in get_parts(seen) if part.geom_type == "Polygon"])
        if not seen.is_empty and not isinstance(seen, Point):
            drawn.append(_path(seen))
    return "".join(drawn)


def styled(path: str, *, fill: str | None, stroke: str, width: float) -> str:
    """Draw a path."""
    style = f'fill="{fill or "none"}" stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round"'
    return f'<path d="{path}" {style}/>' if path else ""


def _path(geometry: BaseGeometry) -> str:
    """Write lines and rings as a path; the holes of a polygon turn the other way, so that they stay empty."""
    if hasattr(geometry, "geoms"):
        return "".join(_path(part) for part in geometry.geoms)
    if geometry.geom_type == "Polygon":
        turned = orient(geometry)
        return "".join(f"M{_points(ring)}z" for ring in (turned.exterior, *turned.interiors))
    return f"M{_points(geometry)}" if geometry.geom_type in ("LineString", "LinearRing") else ""


def _points(line: BaseGeometry) -> str:
    closed = line.geom_type == "LinearRing"
    # A tenth of a pixel is finer than the shapes are simplified to; whole pixels are written without it.
    run = "L".join([f"{x:.1f},{y:.1f}" for x, y in line.coords[: -1 if closed else None]])
    return run.replace(".0,", ",").replace(".0L", "L").removesuffix(".0")


def points(marks: Iterable[tuple[str, float, float]]) -> str:
    """Draw marks by their kind and place: hubs, entry points, towns and posts, each with a shape of its own."""
    given = list(marks)
    layers = []
    for kind, colour, shape, radius, edge in (
        ("hub", INK, "square", 4.2, 1.0),
        ("entry", ACCENT, "triangle", 4.2, 1.0),
        ("town", MUTED, "circle", 1.9, 1.0),
        ("post", POST, "circle", 1.3, 0.4),
    ):
        places = [(round(x, 1), round(y, 1)) for its, x, y in given if its == kind]
        layers.append(dots(places, shape=shape, radius=radius, fill=colour, width=edge))
    return "".join(layers)


def texts(placed: Sequence[PlacedLabel]) -> str:
    """Write the labels with a pale halo, so that no line or border cuts through a letter."""
    looks = sorted({(label.align, label.size, label.bold, label.colour) for label in placed})
    written = "".join(
        words(
            [
                (label.x, label.y, label.text)
                for label in placed
                if (label.align, label.size, label.bold, label.colour) == (align, size, bold, colour)
            ],
            size=size,
            colour=colour,
            bold=bold,
            anchor=align,
        )
        for align, size, bold, colour in looks
    )
    return f'<g stroke="{PAPER}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">{written}</g>'


def scale_bar(frame: Frame, size: float) -> str:
    """Draw a bar of a round number of kilometres in the lower left corner."""
    kilometres = next(step for step in (500, 200, 100, 50, 20, 10, 5, 2, 1) if step * 1000 * frame.scale <= frame.width * 0.25)
    length, left, y = kilometres * 1000 * frame.scale, 12.0, frame.height - 12.0
    bar = rules([(left, y, left + length, y)], INK, width=2.5)
    return bar + words([(left + length + 5, y, f"{kilometres} km")], size=size - 1)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Give the polygons that a geometry is made of."""
    return [part for part in get_parts(geometry) if part.geom_type == "Polygon"] or [geometry]

"""Read the marks and words of a chart from its drawing, as somebody who sees it would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np

from interpose.brief.charts.drawing import Sketch

Point = tuple[float, float]

_KINDS = {"maaz": "circle", "mlllz": "diamond", "mlhz": "triangle", "mhvhz": "square", "mvlz": "arrow"}


class Word(NamedTuple):
    """A text and its place."""

    x: float
    y: float
    text: str


class Mark(NamedTuple):
    """A mark and its place."""

    x: float
    y: float
    shape: str


class Bar(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


def elements_of(chart: Sketch, kind: str) -> list[dict[str, str]]:
    """Give the elements of a kind: their attributes, those of the groups around them, and their `text`."""
    found: list[dict[str, str]] = []

    def walk(element: ElementTree.Element, above: Mapping[str, str]) -> None:
        own = {**above, **element.attrib}
        if element.tag == kind:
            found.append({**own, "text": element.text or ""})
        for inner in element:
            walk(inner, own)

    walk(ElementTree.fromstring(f"<svg>{chart.body}</svg>"), {})  # noqa: S314 - our own drawing
    return found


def words_of(chart: Sketch, **look: object) -> list[Word]:
    """Give the texts of a look, as font_size=11."""
    return [Word(float(each["x"]), float(each["y"]), each["text"]) for each in elements_of(chart, "text") if _has(each, look)]


def texts_of(chart: Sketch, **look: object) -> list[str]:
    """Give the words of such texts."""
    return [word.text for word in words_of(chart, **look)]


def marks_of(chart: Sketch, shape: str = "", **look: object) -> list[Mark]:
    """Give the marks of a shape and look, in the order in which they are drawn."""
    every = (
        Mark(float(x), float(y), _KINDS[re.sub(r"[^a-z]", "", outline)])
        for part in _parts(chart, look)
        for x, y, outline in re.findall(r"M([-\d.]+),([-\d.]+)(m.*z)", part)
    )
    return [mark for mark in every if shape in ("", mark.shape)]


def lines_of(chart: Sketch, **look: object) -> list[list[Point]]:
    """Give the points of every line of a look."""
    return [list(_points(part)) for part in _parts(chart, look) if "m" not in part and not part.endswith("z")]


def bars_of(chart: Sketch, **look: object) -> list[Bar]:
    """Give the rectangles of a look."""
    outlines = [list(_points(part)) for part in _parts(chart, look) if "m" not in part and part.endswith("z")]
    return [Bar(*outline[0], *outline[2]) for outline in outlines if len(outline) == 4]


def lies_on_a_scale(values: Iterable[float], places: Sequence[float]) -> bool:
    """Tell whether equal differences of values are equal differences of places."""
    numbers = np.asarray(list(values), dtype=float)
    fit = np.polynomial.Polynomial.fit(numbers, places, 1)
    return len(set(numbers)) > 1 and bool(np.abs(fit(numbers) - places).max() < 0.02) and fit.convert().coef[1] != 0


def _parts(chart: Sketch, look: Mapping[str, object]) -> Iterator[str]:
    for each in elements_of(chart, "path"):
        if _has(each, look):
            yield from re.findall(r"M[^M]*", each["d"])


def _points(part: str) -> Iterator[Point]:
    x = y = 0.0
    for command, numbers in re.findall(r"([MLHV])([-\d.,]+)", part):
        told = [float(number) for number in numbers.split(",")]
        x, y = (told[0], told[-1]) if command in "ML" else (told[0], y) if command == "H" else (x, told[0])
        yield x, y


def _has(element: Mapping[str, str], look: Mapping[str, object]) -> bool:
    return all(element.get(name.replace("_", "-")) == (None if value is None else str(value)) for name, value in look.items())

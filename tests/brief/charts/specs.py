"""Read the data of a chart from its specification, as a renderer would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

import altair as alt

from interpose.brief.charts.drawing import Sketch

Rows = list[dict[str, Any]]


def layers_of(chart: alt.TopLevelMixin | Sketch, kind: str, **mark: object) -> list[Rows]:
    """Give the rows of every layer with a kind of mark, such as rect or text, in the order in which they are drawn."""
    assert not isinstance(chart, Sketch), "a sketch has no specification"
    spec = chart.to_dict(validate=False)
    sets = spec.get("datasets", {})
    return [_rows(layer, sets) for layer in _walk(spec) if _is(layer["mark"], kind, mark)]


def rows_of(chart: alt.TopLevelMixin | Sketch, kind: str, **mark: object) -> Rows:
    """Give the rows of all such layers in one list."""
    return [row for rows in layers_of(chart, kind, **mark) for row in rows]


def elements_of(chart: alt.TopLevelMixin | Sketch, kind: str) -> list[dict[str, str]]:
    """Give the elements of a kind in a sketch: their attributes, those of the groups around them, and their `text`."""
    assert isinstance(chart, Sketch), "a chart has a specification"
    found: list[dict[str, str]] = []

    def walk(element: ElementTree.Element, above: Mapping[str, str]) -> None:
        own = {**above, **element.attrib}
        if element.tag == kind:
            found.append({**own, "text": element.text or ""})
        for inner in element:
            walk(inner, own)

    walk(ElementTree.fromstring(f"<svg>{chart.body}</svg>"), {})  # noqa: S314 - our own drawing
    return found


def size_of(chart: alt.TopLevelMixin | Sketch) -> tuple[float, float]:
    """Give width and height of a chart of fixed size, with the room around its plot."""
    if isinstance(chart, Sketch):
        return chart.width, chart.height
    spec = chart.to_dict(validate=False)
    padding = spec["padding"]
    return spec["width"] + padding["left"] + padding["right"], spec["height"] + padding["top"] + padding["bottom"]


def _walk(spec: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    if "mark" in spec:
        yield spec
    for part in ("layer", "hconcat", "vconcat"):
        for inner in spec.get(part, ()):
            yield from _walk(inner)


def _rows(layer: Mapping[str, Any], sets: Mapping[str, Rows]) -> Rows:
    data = layer["data"]
    return list(sets[data["name"]] if "name" in data else data["values"])


def _is(mark: Mapping[str, Any] | str, kind: str, asked: Mapping[str, object]) -> bool:
    if isinstance(mark, str):
        return mark == kind and not asked
    return mark["type"] == kind and all(mark.get(name) == value for name, value in asked.items())

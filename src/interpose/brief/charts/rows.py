"""Charts of rows: names in a column on the left, and what belongs to each on a scale beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import altair as alt

from interpose.brief.charts.drawing import GRID, INK, text_width

__all__ = ["Label", "fixed", "from_to", "labels", "layer", "lines_across", "pixels_down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text beside the plot.

    Parameters
    ----------
    y : float
        Middle of the text, in pixels from the top of the plot.
    text : str
        The text.
    x : float
        Its left end, in pixels from the left side of the plot; negative in the column of names.
    room : float
        Width in pixels after which it is cut short.
    size : float
        Size of the letters in pixels.
    bold : bool
        Whether it is set in bold.
    colour : str
        Its colour.
    """

    y: float
    text: str
    x: float
    room: float
    size: float = 12.0
    bold: bool = False
    colour: str = INK


def layer(rows: Sequence[Mapping[str, object]]) -> alt.Chart:
    """Begin a layer of marks, one for each row of data."""
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))


def pixels_down(height: float, name: str = "y") -> alt.Y:
    """Measure down the plot in pixels."""
    return alt.Y(f"{name}:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)


def from_to(left: float, right: float | None = None) -> dict[str, object]:
    """Place a mark at pixels from the left side of the plot: the encodings of where it begins and, for a line, ends."""
    # As objects, as all channels here: turning plain values into channels takes longer than all the rest of a chart.
    start: dict[str, object] = {"x": alt.XValue(left)}  # type: ignore[no-untyped-call]
    return start if right is None else {**start, "x2": alt.X2Value(right)}  # type: ignore[no-untyped-call]


def labels(texts: Sequence[Label], down: alt.Y) -> list[alt.Chart]:
    """Write texts beside the plot, each cut short where its room ends."""

    def style(label: Label) -> tuple[float, float, float, bool, str]:
        # Measuring text is what costs most in a drawing: only what may be too long is measured for its limit.
        room = label.room if text_width(label.text, label.size, bold=label.bold) > label.room else 0.0
        return (label.x, room, label.size, label.bold, label.colour)

    layers = []
    for (x, room, size, bold, colour), group in groupby(sorted(texts, key=style), key=style):
        drawn = layer([{"y": label.y, "text": label.text} for label in group]).mark_text(
            align="left",
            baseline="middle",
            fontSize=size,
            fontWeight="bold" if bold else "normal",
            color=colour,
            limit=room or alt.Undefined,
        )
        layers.append(drawn.encode(**from_to(x), y=down, text=alt.Text("text:N")))
    return layers


def lines_across(places: Sequence[float], left: float, right: float, down: alt.Y, colour: str = GRID) -> alt.Chart:
    """Draw level lines from the column of names to the right end, at pixels from the top."""
    drawn = layer([{"y": place} for place in places]).mark_rule(color=colour)
    encoded: alt.Chart = drawn.encode(**from_to(left, right), y=down)
    return encoded


def fixed(layers: Sequence[alt.Chart], *, width: float, height: float, left: float, right: float, top: float) -> alt.LayerChart:
    """Put layers into a drawing of a fixed size: pixels of the plot, and of the room around it for texts and axis."""
    padding = {"left": left + 1, "right": right + 1, "top": top, "bottom": 2}
    return alt.LayerChart(layer=list(layers), width=width, height=height, padding=padding, autosize="none")

"""Beliefs on the axes, equilibria as regions, this case as a cloud."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from interpose.brief.charts.drawing import ACCENT, INK, MUTED, Picture
from interpose.brief.text.deterrence import EQUILIBRIUM_WORDS
from interpose.deterrence import Deterrence
from interpose.deterrence.unilateral.game import EquilibriumName
from interpose.deterrence.unilateral.over_ranges import CloudPoint

__all__ = ["Region", "RegionChart", "deterrence_picture", "region_chart"]

_FILLS = {"certain_deterrence": "#d3e8da", "separating": "#dce6f1", "attack": "#f3d6c8", "bluff": "#f6ecc9"}
_SHORT = {"certain_deterrence": "nobody demands", "separating": "the hard demands", "attack": "all demand", "bluff": "bluff"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the square of beliefs in which one equilibrium exists beside steadfast deterrence."""

    name: EquilibriumName
    label: str
    p_challenger_low: float
    p_challenger_high: float
    p_defender_low: float
    p_defender_high: float


@dataclass(frozen=True, slots=True)
class RegionChart:
    """What the chart of beliefs shows.

    Parameters
    ----------
    regions : tuple of Region
        Rectangles at the thresholds of the modes, covering the square from 0 to 1.
    cloud : tuple of CloudPoint
        Draws of this case's beliefs.
    thresholds : dict of str to float
        c1, c2 and d, to be drawn as lines.
    note : str
        What the reader must know beside the picture.
    """

    regions: tuple[Region, ...]
    cloud: tuple[CloudPoint, ...]
    thresholds: dict[str, float]
    note: str


def region_chart(found: Deterrence) -> RegionChart | None:
    """Give the data of the region chart.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    RegionChart or None
        None where the case has no unilateral game.
    """
    game = found.unilateral
    if game is None or not game.thresholds:
        return None
    c1, c2, d = (game.thresholds[name] for name in ("c1", "c2", "d"))
    bounds: tuple[tuple[EquilibriumName, float, float, float, float], ...] = (
        ("certain_deterrence", 0.0, 1.0, c1, 1.0),
        ("separating", 0.0, 1.0, c2, c1),
        ("attack", d, 1.0, 0.0, c2),
        ("bluff", 0.0, d, 0.0, c2),
    )
    note = (
        "Regions stand for the payoffs at their modes; over the ranges the lines move. Below c1 steadfast deterrence exists "
        "beside each region, on the belief that only a soft attacker would demand."
    )
    regions = tuple(
        Region(
            name=name,
            label=EQUILIBRIUM_WORDS[name],
            p_challenger_low=left,
            p_challenger_high=right,
            p_defender_low=low,
            p_defender_high=high,
        )
        for name, left, right, low, high in bounds
    )
    return RegionChart(regions, game.cloud, game.thresholds, note)


def deterrence_picture(found: Deterrence) -> Picture | None:
    """Draw the square of beliefs with its regions and the draws of this case.

    Parameters
    ----------
    found : Deterrence
        The result.

    Returns
    -------
    Picture or None
        The chart; None where the case has no unilateral game.
    """
    chart = region_chart(found)
    if chart is None:
        return None
    title = f"Resistance believed with at least {chart.thresholds['c1']:.2f} deters even a hard attacker"
    inside = sum(point.p_defender >= chart.thresholds["c1"] for point in chart.cloud)
    parts = "; ".join(
        f"{each.label}: attacker hard {each.p_challenger_low:.2f} to {each.p_challenger_high:.2f}, "
        f"resistance {each.p_defender_low:.2f} to {each.p_defender_high:.2f}"
        for each in chart.regions
    )
    description = f"{parts}. {inside} of {len(chart.cloud)} draws of this case lie in the uppermost region. {chart.note}"
    return Picture(
        id="deterrence",
        title=title,
        description=description,
        wide=_chart(chart, 640, 330, narrow=False),
        narrow=_chart(chart, 270, 300, narrow=True),
    )


def _chart(chart: RegionChart, width: int, height: int, *, narrow: bool) -> alt.TopLevelMixin:
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("x:Q", scale=scale, axis=alt.Axis(title="Belief that the attacker is hard", grid=False, tickCount=5))
    y = alt.Y("y:Q", scale=scale, axis=alt.Axis(title="Belief that the force resists", grid=False, tickCount=5))
    boxes = [
        {
            "x": each.p_challenger_low,
            "x2": each.p_challenger_high,
            "y": each.p_defender_low,
            "y2": each.p_defender_high,
            "fill": _FILLS[each.name],
            "label": _SHORT[each.name] if narrow else each.label.partition(":")[0],
        }
        for each in chart.regions
    ]
    labels = [{"x": box["x"], "y": box["y2"], "label": box["label"]} for box in boxes]
    points = [{"x": each.p_challenger, "y": each.p_defender} for each in chart.cloud]
    regions = (
        alt.Chart(alt.InlineData(values=boxes))
        .mark_rect(stroke="#ffffff", strokeWidth=2)
        .encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=alt.Color("fill:N", scale=None))
    )
    cloud = (
        alt.Chart(alt.InlineData(values=points))
        .mark_point(shape="circle", filled=True, size=14, color=ACCENT, opacity=0.55)
        .encode(x=x, y=y)
    )
    c1, c2, d = (chart.thresholds[name] for name in ("c1", "c2", "d"))
    marks = [
        {"x": 1.0, "y": c1, "label": f"c1 = {c1:.2f}"},
        {"x": 1.0, "y": c2, "label": f"c2 = {c2:.2f}"},
        {"x": d, "y": 0.0, "label": f"d* = {d:.2f}"},
    ]
    lines = (
        alt.Chart(alt.InlineData(values=marks))
        .mark_text(align="right", baseline="bottom", dx=-5, dy=-3, fontSize=11, color=MUTED)
        .encode(x=x, y=y, text="label:N")
    )
    text = (
        alt.Chart(alt.InlineData(values=labels))
        .mark_text(align="left", baseline="top", dx=6, dy=6, fontSize=12, fontWeight="bold", color=INK)
        .encode(x=x, y=y, text="label:N")
    )
    return alt.layer(regions, cloud, text, lines).properties(width=width, height=height)

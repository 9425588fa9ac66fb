"""The charts and the map: valid Vega-Lite, text inside the frame, nothing on top of anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import altair as alt
import pytest
from shapely.geometry import Point, box

from interpose.assessment import Assessment
from interpose.brief.charts import drawing as drawing_module
from interpose.brief.charts.drawing import Drawing, draw, text_width
from interpose.brief.charts.force import force_drawing
from interpose.brief.charts.options import option_drawing
from interpose.brief.charts.positions import position_drawing
from interpose.brief.map.area_map import map_drawing, overview_drawing
from interpose.brief.map.basemap import countries
from interpose.brief.map.frame import Labels, fit_frame
from interpose.brief.tables.force import requirement_by_month

DRAWINGS: dict[str, Callable[[Assessment], Drawing]] = {
    "options": option_drawing,
    "map": lambda found: map_drawing(found, found.plan.chosen),
    "overview": overview_drawing,
    "force": lambda found: force_drawing(found, found.plan.chosen),
    "positions": position_drawing,
}


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_every_chart_is_valid_vega_lite(name: str, assessed: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []

    def check(chart: alt.LayerChart, *words: str) -> str:
        checked.append(chart.to_dict(validate=True))
        return " ".join(words)

    for module in ("charts.options", "map.area_map", "charts.force", "charts.positions"):
        monkeypatch.setattr(f"interpose.brief.{module}.draw", check)
    DRAWINGS[name](assessed)
    assert checked


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_every_drawing_is_well_formed_and_alone(name: str, assessed: Assessment) -> None:
    drawn = DRAWINGS[name](assessed)
    for svg in (drawn.wide, drawn.narrow):
        root = ElementTree.fromstring(svg)  # noqa: S314
        assert root.attrib["role"] == "img"
        assert root[0].tag == "title"
        assert root[0].text == drawn.title
        assert root[1].tag == "desc"
        assert not re.search(r"https?://", svg)
        assert "NaN" not in svg


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_narrow_drawings_fit_a_phone(name: str, assessed: Assessment) -> None:
    width = re.search(r'width="([\d.]+)"', DRAWINGS[name](assessed).narrow)
    assert width
    assert float(width.group(1)) <= 358


def test_names_inside_a_drawing_carry_its_own_name() -> None:
    chart = alt.Chart(alt.InlineData(values=[{"x": 1}])).mark_point(clip=True).encode(x="x:Q")
    svg = draw(chart, "mine", "Title & <tag>", "Description")
    assert set(re.findall(r'\bid="([^"]+)"', svg)) >= {"mine-title", "mine-desc"}
    assert all(name.startswith("mine-") for name in re.findall(r'\bid="([^"]+)"', svg))
    assert "Title &amp; &lt;tag&gt;" in svg


def test_crimea_is_drawn_in_ukraine() -> None:
    simferopol = Point(34.1, 44.95)
    assert [country.code for country in countries() if country.geometry.contains(simferopol)] == ["UKR"]


def test_labels_never_overlap() -> None:
    frame = fit_frame([box(30, 45, 40, 50)], 400, most_height=400, margin=0.05)
    labels = Labels(frame)
    for step in range(40):
        labels.put(40 + 8 * step % 320, 60 + 5 * step, f"Town {step}", 11, must=step % 2 == 0)
    boxes = []
    for label in labels.placed:
        width = text_width(label.text, label.size, bold=label.bold)
        left = {"left": label.x, "right": label.x - width, "center": label.x - width / 2}[label.align]
        boxes.append(box(left, label.y - label.size / 2, left + width, label.y + label.size / 2))
    assert len(boxes) > 5
    assert not [(one, other) for one in boxes for other in boxes if one is not other and one.intersects(other)]


def test_the_requirement_by_month_ends_at_the_full_requirement(assessed: Assessment) -> None:
    scenario = assessed.case.scenario
    months = requirement_by_month(assessed.requirement, scenario.mandate, "mode", scenario.horizon_months)
    need = assessed.requirement.of(scenario.mandate)
    assert len(months) == scenario.horizon_months
    assert months[-1] == pytest.approx(sum(line.personnel.mode for line in need.lines))
    assert list(months) == sorted(months)


def test_colours_of_states_are_told_apart_by_more_than_colour(assessed: Assessment) -> None:
    drawn = force_drawing(assessed, assessed.plan.chosen)
    largest = max(assessed.plan.chosen.contributions, key=lambda row: (max(row.by_month), row.state))
    assert assessed.case.states[largest.state].name in drawn.wide
    assert len(set(drawing_module.PALETTE)) == len(drawing_module.PALETTE)

"""From a chart to an inline drawing: own names, text that stays text, marks that tell and lead, nothing from outside."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import altair as alt
import pytest

from interpose.brief.charts.drawing import PALETTE, Picture, draw, render, standalone, text_width


def points(*rows: dict[str, object], **mark: object) -> alt.Chart:
    chart = alt.Chart(alt.InlineData(values=list(rows)))
    return chart.mark_point(**mark).encode(x="x:Q", y="y:Q")


def test_names_inside_a_drawing_carry_its_own_name() -> None:
    svg = render(points({"x": 1, "y": 1}, clip=True), "mine", "Title & <tag>", "Description")
    assert set(re.findall(r'\bid="([^"]+)"', svg)) >= {"mine-title", "mine-desc"}
    assert all(name.startswith("mine-") for name in re.findall(r'\bid="([^"]+)"', svg))
    assert all(name.startswith("mine-") for name in re.findall(r"url\(#([^)]+)\)", svg))
    assert "Title &amp; &lt;tag&gt;" in svg


def test_a_mark_with_a_description_tells_it_and_no_other_mark_does() -> None:
    told = points({"x": 1, "y": 1, "words": "one <b> & two"}, aria=True).encode(description="words:N")
    root = ElementTree.fromstring(render(alt.layer(told, points({"x": 2, "y": 2})), "d", "t", "w"))  # noqa: S314
    assert [title.text for title in root.iter("title")] == ["t", "one <b> & two"]


@pytest.mark.parametrize("address", ["#claim-A", "https://example.org/#claim-A"])
def test_a_link_leads_to_a_place_in_the_page_and_nowhere_else(address: str) -> None:
    chart = points({"x": 1, "y": 1, "to": address}).encode(href="to:N")
    root = ElementTree.fromstring(render(chart, "d", "t", "w"))  # noqa: S314
    assert [link.attrib["href"] for link in root.iter("a")] == ["#claim-A"]
    assert root.attrib["role"] == "group", "a drawing with links is no single image"


def test_text_of_a_case_is_escaped_and_what_xml_forbids_is_replaced() -> None:
    chart = alt.Chart(alt.InlineData(values=[{"t": "</svg><script>x</script>\x00\x1b"}])).mark_text().encode(text="t:N")
    svg = render(chart, "d", "t", "w")
    assert "<script" not in svg
    assert ElementTree.fromstring(svg).tag == "svg"  # noqa: S314


def test_a_file_of_its_own_says_that_it_is_svg_and_an_inline_drawing_does_not() -> None:
    chart = points({"x": 1, "y": 1})
    assert 'xmlns="http://www.w3.org/2000/svg"' in standalone(render(chart, "d", "t", "w"))
    assert "xmlns" not in render(chart, "d", "t", "w")


def test_a_picture_that_is_alike_for_all_pages_is_rendered_once() -> None:
    chart = points({"x": 1, "y": 1})
    drawn = draw(Picture(id="one", title="t", description="w", wide=chart, narrow=chart))
    assert drawn.wide == drawn.narrow
    other = draw(Picture(id="two", title="t", description="w", wide=chart, narrow=points({"x": 3, "y": 1})))
    assert other.wide != other.narrow


def test_width_of_text_grows_with_size_weight_and_letters() -> None:
    assert text_width("Kharkiv", 12) < text_width("Kharkiv", 12, bold=True) < text_width("Kharkiv", 24)
    assert text_width("ill", 12) < text_width("WWW", 12)


def test_no_two_colours_of_the_palette_are_alike_in_lightness_beside_each_other() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for one, other in pairwise(PALETTE):
        assert abs(lightness(one) - lightness(other)) > 0.05

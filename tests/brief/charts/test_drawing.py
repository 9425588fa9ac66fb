"""From a sketch to an inline drawing: own names, text that stays text, nothing from outside."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from interpose.brief.charts.drawing import PALETTE, Picture, draw, letters, render, standalone, text_width
from interpose.brief.charts.marks import dots, sketch, words

ONE = sketch(10, 10, dots([(5, 5)], fill="#000000"))


def test_names_inside_a_drawing_carry_its_own_name() -> None:
    svg = render(ONE, "mine", "Title & <tag>", "Description")
    assert re.findall(r'\bid="([^"]+)"', svg) == ["mine-title", "mine-desc"]
    assert "Title &amp; &lt;tag&gt;" in svg


def test_a_drawing_with_links_is_no_single_image() -> None:
    linked = sketch(10, 10, f'<a href="#claim-{letters("A")}">{dots([(5, 5)], fill="#000000")}</a>')
    roles = [ElementTree.fromstring(render(each, "d", "t", "w")).attrib["role"] for each in (ONE, linked)]  # noqa: S314
    assert roles == ["img", "group"]


def test_text_of_a_case_is_escaped_and_what_xml_forbids_is_replaced() -> None:
    svg = render(sketch(10, 10, words([(0, 5, "</svg><script>x</script>\x00\x1b")], size=12)), "d", "t", "w")
    assert "<script" not in svg
    assert ElementTree.fromstring(svg).findtext("g/text") == "</svg><script>x</script>��"  # noqa: S314


def test_a_file_of_its_own_says_that_it_is_svg_and_an_inline_drawing_does_not() -> None:
    assert 'xmlns="http://www.w3.org/2000/svg"' in standalone(render(ONE, "d", "t", "w"))
    assert "xmlns" not in render(ONE, "d", "t", "w")


def test_a_picture_that_is_alike_for_all_pages_is_rendered_once() -> None:
    drawn = draw(Picture(id="one", title="t", description="w", wide=ONE, narrow=ONE))
    assert drawn.wide == drawn.narrow
    other = draw(Picture(id="two", title="t", description="w", wide=ONE, narrow=sketch(5, 10)))
    assert other.wide != other.narrow


def test_width_of_text_grows_with_size_weight_and_letters() -> None:
    assert text_width("Kharkiv", 12) < text_width("Kharkiv", 12, bold=True) < text_width("Kharkiv", 24)
    assert text_width("ill", 12) < text_width("WWW", 12)
    assert text_width("Türkiye", 12) == text_width("Turkiye", 12)


def test_no_two_colours_of_the_palette_are_alike_in_lightness_beside_each_other() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for one, other in pairwise(PALETTE):
        assert abs(lightness(one) - lightness(other)) > 0.05

"""A drawing that is sent alone has its words around it."""

from __future__ import annotations

from xml.etree import ElementTree

from markupsafe import Markup

from interpose.brief.charts.captioned import captioned
from interpose.brief.charts.drawing import Drawing

SVG = Markup('<svg width="300" height="200" viewBox="0 0 300 200"><path d="M0 0h9v9z"/></svg>')
SIGN = '<svg width="20" height="10"></svg>'
SHIPS = Drawing(id="ships", title="Two <ships> carry most", description="Two.", wide=SVG, narrow=SVG)
SPACE = "{http://www.w3.org/2000/svg}"


def test_title_caption_legend_drawing_and_source_stand_from_top_to_bottom() -> None:
    read = ElementTree.fromstring(captioned(SHIPS, "Tonnes.", [(SIGN, "afloat")], "From a case."))  # noqa: S314 - our own
    told = [(each.text, float(each.get("y", "0"))) for each in read.iter(f"{SPACE}text")]
    assert [text for text, _ in told] == ["Two <ships> carry most", "Tonnes.", "afloat", "From a case."]
    assert [y for _, y in told] == sorted({y for _, y in told})
    assert told[-1][1] < float(read.get("height", "0"))
    assert float(told[-1][1]) > 200


def test_long_words_break_into_lines_within_the_width_of_the_drawing() -> None:
    brief, long = (captioned(SHIPS, text, [], "") for text in ("Tonnes.", "Tonnes by month and by flag. " * 9))
    height = [float(ElementTree.fromstring(each).get("height", "0")) for each in (brief, long)]  # noqa: S314 - our own
    assert height[1] > height[0] + 40
    assert long.count("<text") > brief.count("<text") + 3


def test_a_legend_takes_as_many_lines_as_it_needs() -> None:
    one, many = (captioned(SHIPS, "", [(SIGN, "a kind of ship")] * count, "") for count in (1, 9))
    assert many.count("a kind of ship") == 9 * one.count("a kind of ship")
    sizes = [float(ElementTree.fromstring(each).get("height", "0")) for each in (one, many)]  # noqa: S314 - our own
    assert sizes[1] > sizes[0] + 60

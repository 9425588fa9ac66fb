"""The rotation calendar as a picture and as a page: whatever a name holds, nothing of it runs."""

from __future__ import annotations

from interpose.brief.calendar_files import calendar_html, calendar_svg
from interpose.brief.charts.calendar import BELT_COLOURS
from interpose.brief.charts.drawing import INK
from tests.generation.builders import case, plan, pool, requirement


def test_a_name_with_markup_is_escaped_in_the_chart() -> None:
    given = case([pool("FRA", units=3)], states={"FRA": {"name": "<script>x</script>"}})
    found = plan(given, requirement({("forward", "manoeuvre"): 1}))
    for text in (calendar_svg(given, found), calendar_html(given, found)):
        assert "<script" not in text
        assert "&lt;" in text


def test_a_name_that_would_turn_the_direction_of_writing_is_written_out() -> None:
    given = case([pool("FRA", units=3)], states={"FRA": {"name": "Fran\u202ece\x1b[2J"}})
    found = plan(given, requirement({("forward", "manoeuvre"): 1}))
    for text in (calendar_svg(given, found), calendar_html(given, found)):
        assert "\u202e" not in text
        assert "\x1b" not in text
        assert "Fran\\u202ece" in text


def test_a_page_is_dark_for_a_reader_who_prefers_that_and_figures_keep_their_contrast_to_bars() -> None:
    given = case([pool("FRA", units=3)])
    page = calendar_html(given, plan(given, requirement({("depth", "manoeuvre"): 1})))
    assert "@media screen and (prefers-color-scheme:dark)" in page
    # Figures in pale bars become light with the ink: the bars become dark.
    assert f'[fill="{INK}"]{{fill:var(--ink)}}' in page
    assert f'[fill="{BELT_COLOURS["depth"]}"]{{fill:' in page

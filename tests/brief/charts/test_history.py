"""The chart of how positions moved: a step for each position, a gap where none stands, a dot that leads to the claim."""

from __future__ import annotations

import datetime as dt
import types
from xml.etree import ElementTree

import pytest

from interpose.brief.charts.drawing import Picture, draw
from interpose.brief.charts.history import history_picture, history_pictures
from interpose.case import Case
from interpose.evidence import History, HistoryEntry, positions, quality
from tests.brief.charts.reading import bars_of, lines_of, marks_of, texts_of
from tests.evidence.builders import ledger

UNTIL = dt.date(2025, 1, 1)


def entry(day: str, modality: int | None, claim_id: str | None, *, conflict: bool = False) -> HistoryEntry:
    return HistoryEntry(
        date=dt.date.fromisoformat(day), modality=modality, role="land", claim=claim_id, actor="A. Minister", conflict=conflict
    )


def picture(*entries: HistoryEntry, name: str = "France", linked: frozenset[str] = frozenset()) -> Picture:
    return history_picture([History("FRA", "contribute_force", entries)], {"FRA": name}, UNTIL, "h", "t", linked)


def of(case: Case) -> dict[str, Picture]:
    found = types.SimpleNamespace(case=case, positions=positions(case), quality=quality(case))
    return {each.id: each for each in history_pictures(found)}  # type: ignore[arg-type]


def test_only_states_that_moved_are_drawn(ukraine: Case) -> None:
    (drawn,) = of(ukraine).values()
    assert texts_of(drawn.wide, font_weight="bold") == ["Germany", "United Kingdom"]


def test_a_case_in_which_nobody_said_anything_has_no_picture(ukraine: Case) -> None:
    assert of(ledger(ukraine, [])) == {}


def test_each_position_lasts_until_the_next_and_the_last_one_to_the_end() -> None:
    drawn = picture(entry("2024-11-01", 2, "A"), entry("2024-12-01", 4, "B"))
    low, high = bars_of(drawn.wide)
    assert low.right == high.left
    assert (low.right - low.left) / (high.right - low.left) == pytest.approx(30 / 61, abs=1e-3)
    assert high.top < low.top, "the firmer, the higher"


def test_a_position_that_ended_leaves_a_gap() -> None:
    drawn = picture(entry("2024-11-01", 2, "A"), entry("2024-12-01", None, None))
    (bar,) = bars_of(drawn.wide)
    assert bar.right < drawn.wide.width - 100
    assert len(marks_of(drawn.wide)) == 1
    assert "nothing on record from 1 December 2024" in drawn.description


def test_what_offices_dispute_is_dashed_as_well_as_coloured() -> None:
    drawn = picture(entry("2024-11-01", 2, "A"), entry("2024-12-01", 4, "B", conflict=True))
    _, after = bars_of(drawn.wide)
    assert [line[0] for line in lines_of(drawn.wide, stroke_dasharray="5 3")] == [(after.left, after.top)]


def test_a_history_of_one_day_is_drawn() -> None:
    drawn = history_picture(
        [History("FRA", "contribute_force", (entry("2025-01-01", 2, "A"),))], {}, UNTIL, "h", "t", frozenset()
    )
    assert len(marks_of(drawn.wide)) == 1


def test_one_position_told_twice_with_a_gap_between_is_named_where_there_is_room() -> None:
    drawn = picture(entry("2024-11-01", 2, "A"), entry("2024-11-03", None, None), entry("2024-11-04", 2, "B"))
    assert texts_of(drawn.wide, font_size=10.5).count("open") == 1


@pytest.mark.parametrize("kind", ["wide", "narrow"])
def test_a_dot_tells_its_claim_and_leads_to_it_only_where_the_page_shows_it(kind: str) -> None:
    given = picture(
        entry("2024-11-01", 2, "A"), entry("2024-12-01", 4, "B", conflict=True), name="<France> & co", linked=frozenset({"A"})
    )
    svg = getattr(draw(given), kind)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    assert [node.get("href") for node in root.iter() if node.get("href")] == ["#claim-A"]
    assert {title.text for title in root.iter("title")} == {
        "t",
        "1 November 2024: open, A. Minister (A)",
        "1 December 2024: pledged, A. Minister (B)",
    }
    assert "<France>" not in svg
    assert root.findtext("desc") == "<France> & co: open from 1 November 2024, pledged from 1 December 2024."


def test_the_narrow_chart_fits_a_phone_and_names_states_by_code() -> None:
    drawn = picture(entry("2024-11-01", 2, "A"))
    assert drawn.narrow.width <= 358
    assert texts_of(drawn.narrow, font_weight="bold") == ["FRA"]

"""How positions moved, what changed since, and what weakens the ledger: what the brief says of the record over time."""

from __future__ import annotations

import datetime as dt
import re
import types
from xml.etree import ElementTree

import pytest

from interpose.brief.charts.history import history_svg
from interpose.brief.context import BriefContext
from interpose.brief.sections.record.history import history_view, weaknesses
from interpose.case import Case
from interpose.evidence import History, HistoryEntry, positions, quality
from tests.evidence.builders import claim, ledger


def teller_of(case: Case) -> BriefContext:
    """Tell a record without a plan: these parts rest on positions alone."""
    found = types.SimpleNamespace(case=case, positions=positions(case), quality=quality(case))
    return types.SimpleNamespace(assessment=found, state=lambda code: case.states[code].name)  # type: ignore[return-value]


def entry(day: str, modality: int | None, claim_id: str | None, *, conflict: bool = False) -> HistoryEntry:
    return HistoryEntry(dt.date.fromisoformat(day), modality, "land", claim_id, "A. Minister", conflict)


def test_only_states_that_moved_are_drawn_in_the_body_and_all_in_the_table(ukraine: Case) -> None:
    view = history_view(teller_of(ukraine))
    assert view is not None
    assert (view.moved, view.title) == (2, "Two of 13 states moved: two ended firmer")
    assert re.findall(r'font-weight="700">([^<]*)<', view.wide) == ["Germany", "United Kingdom"]
    assert len(re.findall(r'font-weight="700">', view.all_wide)) == 13
    assert {row.state for row in view.rows} >= {"France", "Poland"}


@pytest.mark.parametrize("kind", ["wide", "narrow"])
def test_a_drawing_is_well_formed_and_leads_only_to_claims_of_the_page(kind: str) -> None:
    record = History("FRA", "contribute_force", (entry("2024-11-01", 2, "A"), entry("2024-12-01", 4, "B", conflict=True)))
    svg = history_svg([record], {"FRA": "<France> & co"}, dt.date(2025, 1, 1), "h", kind, "t", frozenset({"A"}))
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert [node.get("href") for node in root.iter() if node.get("href")] == ["#claim-A"]
    assert "<France>" not in svg
    assert root.find("desc").text == "<France> & co: open from 1 November 2024, pledged from 1 December 2024."  # type: ignore[union-attr]


def test_a_position_that_ended_leaves_a_gap() -> None:
    record = History("FRA", "contribute_force", (entry("2024-11-01", 2, "A"), entry("2024-12-01", None, None)))
    svg = history_svg([record], {}, dt.date(2025, 1, 1), "h", "wide", "t", frozenset())
    assert svg.count("<circle") == 1
    assert "nothing on record from 1 December 2024" in svg


def test_a_history_of_one_day_is_drawn() -> None:
    record = History("FRA", "contribute_force", (entry("2025-01-01", 2, "A"),))
    assert "<circle" in history_svg([record], {}, dt.date(2025, 1, 1), "h", "wide", "t", frozenset())


def test_what_changed_is_told_since_a_month_before_and_leads_to_the_claim(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 2), claim("B", "2024-12-20", 4), claim("C", "2024-11-01", 3, state="DEU")]
    view = history_view(teller_of(ledger(ukraine, claims)))
    assert view is not None
    assert view.since == dt.date(2024, 12, 2)
    assert [(row.state, row.before, row.after, row.what, row.claims) for row in view.changes] == [
        ("France", "open", "pledged", "firmer", ("B",))
    ]


def test_a_record_younger_than_a_month_is_compared_with_a_week_before(ukraine: Case) -> None:
    view = history_view(teller_of(ukraine))
    assert view is not None
    assert (view.since, view.days) == (dt.date(2024, 12, 8), 7)


def test_a_case_in_which_nobody_said_anything_has_no_history(ukraine: Case) -> None:
    assert history_view(teller_of(ledger(ukraine, []))) is None


def test_weaknesses_are_grouped_and_name_only_claims_that_the_page_shows(ukraine: Case) -> None:
    found = {each.title: each for each in weaknesses(teller_of(ukraine))}
    anonymous = found["Only unnamed people behind a position"]
    assert (anonymous.number, len(anonymous.claims), anonymous.more) == (10, 8, 2)
    assert "P019" not in {name for each in found.values() for name in each.claims}


def test_the_page_shows_the_history_and_every_link_of_it_leads_somewhere(html: str) -> None:
    section = html[html.index('id="history"') :].partition("</section>")[0]
    names = set(re.findall(r'href="#([^"]+)"', section))
    assert names
    assert all(f'id="{name}"' in html for name in names)
    assert "What changed since 8 December 2024" in section

"""How positions moved, what changed since, and what weakens the ledger: what the brief says of the record over time."""

from __future__ import annotations

import datetime as dt
import re

from interpose.brief.sections.record.history import history_view, weaknesses
from interpose.case import Case
from tests.brief.records import record_of
from tests.evidence.builders import claim, ledger


def test_those_that_moved_are_counted(ukraine: Case) -> None:
    view = history_view(record_of(ukraine))
    assert view is not None
    assert view.moved == 2


def test_what_changed_is_told_since_a_month_before_and_leads_to_the_claim(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 2), claim("B", "2024-12-20", 4), claim("C", "2024-11-01", 3, state="DEU")]
    view = history_view(record_of(ledger(ukraine, claims)))
    assert view is not None
    assert view.since == dt.date(2024, 12, 2)
    assert [(row.state, row.before, row.after, row.what, row.claims) for row in view.changes] == [
        ("France", "open", "pledged", "firmer", ("B",))
    ]


def test_a_record_younger_than_a_month_is_compared_with_a_week_before(ukraine: Case) -> None:
    view = history_view(record_of(ukraine))
    assert view is not None
    assert view.since == dt.date(2024, 12, 8)


def test_a_case_in_which_nobody_said_anything_has_no_history(ukraine: Case) -> None:
    assert history_view(record_of(ledger(ukraine, []))) is None


def test_weaknesses_are_grouped_and_name_only_claims_that_the_page_shows(ukraine: Case) -> None:
    found = {each.title: each for each in weaknesses(record_of(ukraine))}
    anonymous = found["Only unnamed people behind a position"]
    assert (anonymous.number, len(anonymous.claims), anonymous.more) == (10, 4, 6)
    assert "P019" not in {name for each in found.values() for name in each.claims}


def test_the_page_shows_the_history_and_every_link_of_it_leads_somewhere(html: str) -> None:
    section = html[html.index("How positions moved") :].partition("</section>")[0]
    names = set(re.findall(r'href="#([^"]+)"', section))
    assert names
    assert all(f'id="{name}"' in html for name in names)
    assert "What changed since 8 December 2024" in section

"""Claims with their chains, and sources, as tables show them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.brief.context import BriefContext
from interpose.brief.page import page_environment
from interpose.brief.tables.ledger import claim_views, claims_table, known_claims, source_views, sources_table, voice_of
from interpose.case import Case
from interpose.case.tables.evidence import Quote
from tests.brief.records import record_of
from tests.evidence.builders import chain, claim, ledger, relation


@pytest.fixture
def record(ukraine: Case) -> BriefContext:
    claims = [
        claim("B", "2024-11-02", 3, conditions=("if asked",)),
        claim("A", "2024-11-01", 2, office=None, actor="officials", source="network"),
        claim("later", "2025-06-01", 4),
    ]
    quote = Quote(id="q", claim="B", exact="We are ready", language="fr", kind="direct")
    steps = [chain("A", ("Example Network", "outlet"), ("officials", "unnamed_official"))]
    return record_of(ledger(ukraine, claims, [relation("B", "corrects", "A")], steps, [quote]))


def test_claims_that_were_known_by_the_date_are_shown_in_order_of_date(record: BriefContext) -> None:
    assert [view.id for view in claim_views(record)] == ["A", "B"]
    assert [each.id for each in known_claims(record.assessment)] == ["B", "A"]


def test_a_claim_is_shown_with_its_chain_its_words_and_whether_it_stands(record: BriefContext) -> None:
    first, second = claim_views(record)
    assert (first.actor, first.chain, first.standing) == ("officials", ("Example Network", "officials"), False)
    assert (second.actor, second.modality, second.conditions) == ("A. Minister, defence minister", "ready if", ("if asked",))
    assert (second.quote, second.language, second.standing) == ("We are ready", "fr", True)
    assert (first.quote, first.language) == (None, "en")


def test_a_claim_is_shown_with_its_task_its_reason_and_when_it_was_seen(ukraine: Case) -> None:
    told = {"task": "watch the line", "reason": "a promise", "first_seen": "2024-11-02", "last_seen": "2024-12"}
    (view,) = claim_views(record_of(ledger(ukraine, [claim("A", "2024-11-01", 3, **told)])))
    assert (view.task, view.reason, view.seen) == ("watch the line", "a promise", "2 Nov 2024 to Dec 2024")
    shown = page_environment().get_template("templates/macros.html.j2").module.claim(view)  # type: ignore[attr-defined]
    assert "For: watch the line. Because: a promise. Seen 2 Nov 2024 to Dec 2024. Read through" in shown


def test_only_sources_of_claims_that_are_shown_are_listed_with_their_interest(record: BriefContext) -> None:
    views = claim_views(record)
    assert [(view.id, view.interest) for view in source_views(record, views)] == [("network", "state media"), ("paper", "")]
    assert [view.id for view in source_views(record, views[1:])] == ["paper"]


def test_an_address_that_is_no_web_page_is_no_address(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 2)])
    sources = {**case.sources, "paper": case.sources["paper"].replace(url="javascript:alert(1)")}
    record = record_of(replace(case, sources=sources))
    assert [view.url for view in claim_views(record)] == [None]
    assert [view.url for view in source_views(record, claim_views(record))] == [None]


@pytest.mark.parametrize(
    ("fields", "steps", "voice"),
    [
        ({}, [("Example Paper", "outlet"), ("A. Minister", "on_record")], "own"),
        ({}, [("Example Paper", "outlet"), ("officials", "unnamed_official")], "unnamed"),
        ({"on_behalf_of": "POL"}, [("A. Minister", "on_record")], "other"),
        ({"on_behalf_of": "FRA"}, [("A. Minister", "on_record")], "own"),
        ({"speaks_as": "outside"}, [("A. Minister", "on_record")], "other"),
    ],
)
def test_the_voice_of_a_claim(ukraine: Case, fields: dict[str, str], steps: list[tuple[str, str]], voice: str) -> None:
    said = claim("A", "2024-11-01", 2, **fields)
    assert voice_of(record_of(ledger(ukraine, [said], chains=[chain("A", *steps)])).assessment, said) == voice


def test_the_tables_hold_what_the_page_shows(record: BriefContext) -> None:
    claims, sources = claims_table(record), sources_table(record)
    assert [row[0] for row in claims.rows] == [view.id for view in claim_views(record)]
    assert [row[8] for row in claims.rows] == ["Example Network ← officials", "Example Paper ← A. Minister"]
    assert [row[0] for row in sources.rows] == ["network", "paper"]

"""The shipped ledger against what the record says: cases found in the wild, checked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from interpose.case import Case, load
from interpose.edtf import parse_edtf
from interpose.evidence import history, lint, positions, quality

DECEMBER = dt.date(2024, 12, 15)
YEAR_END = dt.date(2025, 12, 31)


def test_every_claim_of_the_record_is_there(ukraine: Case) -> None:
    assert {f"P{number:03}" for number in range(1, 123)} <= set(ukraine.claims)


@pytest.mark.parametrize(("name", "known"), [("ukraine-2024", 37), ("ukraine-2025", 230), ("ukraine-2026", 301)])
def test_a_case_sees_nothing_that_was_said_or_published_after_its_day(name: str, known: int) -> None:
    case = load(name)
    day, seen = case.scenario.as_of, set(quality(case).claim_ids)
    for predicate in ("contribute_force", "consent", "support_force", "authorise"):
        seen |= {claim for position in positions(case, predicate=predicate).positions for claim in position.claims}
    claims = [case.claims[claim] for claim in seen]
    assert max(parse_edtf(claim.known_on or claim.asserted_on).last for claim in claims) <= day
    assert all(parse_edtf(case.sources[claim.source].published_on or "1900").first <= day for claim in claims)
    assert sum(parse_edtf(claim.known_on or claim.asserted_on).last <= day for claim in case.claims.values()) == known


def test_no_statement_is_the_quote(ukraine: Case) -> None:
    for quote in ukraine.quotes:
        assert quote.exact.casefold() not in ukraine.claims[quote.claim].statement.casefold()


def test_quotes_are_of_named_people_only(ukraine: Case) -> None:
    for quote in ukraine.quotes:
        assert ukraine.hops[quote.claim][-1].kind == "on_record"


@pytest.mark.parametrize(
    ("state", "modality"),
    [(state, 2) for state in ("GBR", "EST", "LVA", "LTU", "DNK", "FIN", "NOR", "SWE")]
    + [("DEU", 3), ("ITA", 3), ("POL", 0), ("USA", 0)],
)
def test_the_reference_question_of_december_2024(ukraine: Case, state: str, modality: int) -> None:
    position = positions(ukraine, DECEMBER).of(state)
    assert position is not None
    assert position.modality == modality


def test_in_december_2024_london_is_reported_interested_against_its_own_ministers(ukraine: Case) -> None:
    position = positions(ukraine, DECEMBER).of("GBR")
    assert position is not None
    assert position.conflict
    assert {view.claim for view in position.offices} == {"Q01", "P003", "P004"}


@pytest.mark.parametrize(
    ("state", "modality"),
    [
        ("FRA", 4), ("GBR", 4), ("EST", 3), ("LTU", 3), ("BEL", 3), ("SWE", 2), ("DNK", 3), ("NLD", 3), ("PRT", 3), ("CAN", 3),
        ("TUR", 3), ("AUS", 2), ("NZL", 2), ("SVN", 2), ("GRC", 0),
        ("POL", 0), ("ROU", 0), ("HRV", 0), ("ITA", 0), ("SVK", 0), ("LVA", 1), ("FIN", 1), ("CHN", 0), ("USA", 0),
    ],
)  # fmt: skip
def test_at_the_end_of_2025(ukraine: Case, state: str, modality: int) -> None:
    position = positions(ukraine, YEAR_END).of(state)
    assert position is not None
    assert position.modality == modality


def test_a_company_does_not_become_a_battalion(ukraine: Case) -> None:
    position = positions(ukraine, dt.date(2025, 4, 30)).of("EST")
    assert position is not None
    assert position.claims == ("P084",)
    assert ukraine.claims["P085"].quantity_high is None


def test_twenty_six_countries_are_nobodys_position(ukraine: Case) -> None:
    told = {claim for position in positions(ukraine, YEAR_END).positions for claim in position.claims}
    assert not {"P105", "P107"} & told


def test_fifteen_open_and_six_ready_are_no_conflict(ukraine: Case) -> None:
    assert not [finding for finding in lint(ukraine, YEAR_END) if finding.rule == "missing_relation"]
    assert [each.relation for each in ukraine.relations if (each.claim, each.target) == ("P073", "P071")] == ["narrows"]


def test_what_others_say_of_germany_saudi_arabia_and_china_is_not_their_position(ukraine: Case) -> None:
    found = positions(ukraine, dt.date(2025, 9, 30))
    assert found.of("SAU") is None
    assert found.of("BGD") is None
    assert found.of("DEU").claims[0] == "A035"  # type: ignore[union-attr]
    assert positions(ukraine, dt.date(2025, 8, 24)).of("CHN") is None


def test_the_envoy_corrects_himself(ukraine: Case) -> None:
    before = quality(ukraine, dt.date(2025, 4, 11)).claim_ids
    after = quality(ukraine, dt.date(2025, 4, 12)).claim_ids
    assert "P076" in before
    assert "P076" not in after


def test_president_and_prime_minister_of_finland_differ_for_eleven_days(ukraine: Case) -> None:
    differing = [(str(entry.date), entry.conflict) for entry in history(ukraine, "FIN", dt.date(2025, 6, 30)).entries]
    assert ("2025-03-26", True) in differing
    assert differing[-1] == ("2025-04-06", False)


def test_the_host_is_read_by_its_own_predicate(ukraine: Case) -> None:
    consent = positions(ukraine, YEAR_END, predicate="consent")
    assert (consent.of("UKR").modality, consent.of("RUS").modality) == (4, 0)  # type: ignore[union-attr]


def test_the_miles_of_the_zone_do_not_compute(ukraine: Case) -> None:
    assert [finding.claims for finding in lint(ukraine, YEAR_END) if finding.rule == "arithmetic"] == [("P077",)]


def test_no_relation_of_the_ledger_is_idle_and_no_relay_raises_a_grade(ukraine: Case) -> None:
    assert not [finding for finding in lint(ukraine, YEAR_END) if finding.rule in ("idle_relation", "relay_grade")]


def test_a_claim_with_a_direct_quote_tells_the_language_of_the_original_and_a_translated_one_does_not(ukraine: Case) -> None:
    languages = {quote.claim: quote.language if quote.kind == "direct" else None for quote in ukraine.quotes}
    assert {claim: ukraine.claims[claim].language for claim in languages} == languages

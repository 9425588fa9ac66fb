"""What a state's claims amount to: small ledgers that can be checked by hand."""

from __future__ import annotations

import datetime as dt

from interpose.case import Case
from interpose.evidence import positions, quality
from tests.evidence.builders import claim, ledger, relation


def modality(case: Case, state: str = "FRA", day: str = "2025-01-01") -> int | None:
    position = positions(case, dt.date.fromisoformat(day)).of(state)
    return None if position is None else position.modality


def test_the_later_statement_of_an_office_replaces_the_earlier(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 0), claim("B", "2024-12-01", 3)])
    assert modality(case) == 3
    assert modality(case, day="2024-11-15") == 0


def test_a_claim_about_another_state_sets_nobodys_position(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 3, state="USA", on_behalf_of="DEU")])
    assert positions(case).positions == ()


def test_an_opposition_leader_does_not_speak_for_the_state(ukraine: Case) -> None:
    assert modality(ledger(ukraine, [claim("A", "2024-11-01", 3, speaks_as="outside")])) is None


def test_two_offices_that_differ_are_shown_and_not_averaged(ukraine: Case) -> None:
    president = claim("B", "2024-12-01", 3, actor="P", office="president", speaks_as="government")
    premier = claim("A", "2024-11-01", 0, actor="Q", office="prime minister", speaks_as="government")
    position = positions(ledger(ukraine, [premier, president])).of("FRA")
    assert position is not None
    assert (position.modality, position.conflict) == (3, True)
    assert [(view.office, view.modality) for view in position.offices] == [("president", 3), ("prime minister", 0)]


def test_an_unnamed_official_does_not_outweigh_the_head_of_government(ukraine: Case) -> None:
    head = claim("A", "2024-11-01", 0, actor="C. Head", office="prime minister", speaks_as="government")
    leak = claim("B", "2024-12-01", 3, actor="officials", office=None, speaks_as="unnamed")
    position = positions(ledger(ukraine, [head, leak])).of("FRA")
    assert position is not None
    assert (position.modality, position.conflict) == (0, True)


def test_quality_counts_roots_and_not_outlets(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-11-03", 3, source="network")]
    found = quality(ledger(ukraine, claims, [relation("B", "restates", "A")]))
    assert (found.claims, found.roots, found.share_anonymous, found.share_interested) == (2, 1, 0.0, 0.5)
    assert found.oldest == ("A", "2024-11-01")


def test_quality_of_nothing_is_not_zero(ukraine: Case) -> None:
    found = quality(ledger(ukraine, []))
    assert (found.share_anonymous, found.oldest) == (None, None)

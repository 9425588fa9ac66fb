"""What a state's claims amount to: small ledgers that can be checked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

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


def steps(case: Case, day: str = "2025-01-01", state: str = "FRA") -> dict[str | None, int | None]:
    position = positions(case, dt.date.fromisoformat(day)).of(state)
    return {} if position is None else {part.role: part.modality for part in position.roles}


def test_training_does_not_hide_land(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 2), claim("B", "2024-12-01", 3, role="training")])
    position = positions(case).of("FRA")
    assert position is not None
    assert (position.role, position.modality, position.claim) == ("land", 2, "A")
    assert steps(case) == {"land": 2, "training": 3}


def test_a_refusal_on_land_and_an_offer_of_ships_are_no_conflict(ukraine: Case) -> None:
    assembly = claim("A", "2024-11-01", 0, actor="National Assembly", office="parliament", speaks_as="government")
    ships = claim("B", "2024-12-01", 4, actor="C. Head", office="prime minister", speaks_as="government", role="sea")
    position = positions(ledger(ukraine, [assembly, ships])).of("FRA")
    assert position is not None
    assert [(part.role, part.modality, part.conflict) for part in position.roles] == [("land", 0, False), ("sea", 4, False)]


def test_without_a_word_on_land_the_firmest_role_heads_the_position(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 3, role="air"), claim("B", "2024-12-01", 2, role="sea")])
    position = positions(case).of("FRA")
    assert position is not None
    assert (position.role, position.modality) == ("air", 3)


def test_words_that_name_no_role_speak_of_every_role(ukraine: Case) -> None:
    ships, nothing = claim("A", "2024-11-01", 3, role="sea"), claim("B", "2024-12-01", 0, role=None)
    case = ledger(ukraine, [ships, nothing])
    assert steps(case, "2024-11-15") == {"sea": 3}
    assert steps(case) == {None: 0, "sea": 0}
    assert steps(ledger(ukraine, [claim("A", "2024-11-01", 3), nothing])) == {"land": 0}


def test_a_position_tells_since_when_it_stands_and_how_old_its_latest_word_is(ukraine: Case) -> None:
    said = [claim("A", "2024-01-10", 3), claim("B", "2024-06-04", 3), claim("C", "2024-06-20", 4, role="sea")]
    case = ledger(ukraine, said, [relation("B", "supersedes", "A")])
    position = positions(case, dt.date(2024, 12, 1)).of("FRA")
    assert position is not None
    assert (position.since, position.said_last, position.age_days) == (dt.date(2024, 1, 10), "2024-06-04", 180)
    assert not position.old
    assert positions(case, dt.date(2024, 12, 2)).of("FRA").old  # type: ignore[union-attr]


def test_a_pledge_lapses_a_year_after_it_was_made_unless_it_was_renewed_within_half_a_year(ukraine: Case) -> None:
    made, again = claim("A", "2023-01-01", 4), claim("B", "2023-11-01", 4)
    alone = ledger(ukraine, [made])
    renewed = ledger(ukraine, [made, again], [relation("B", "supersedes", "A")])
    lapsed = {
        (name, day): positions(case, dt.date.fromisoformat(day)).of("FRA").lapsed  # type: ignore[union-attr]
        for name, case in (("alone", alone), ("renewed", renewed))
        for day in ("2024-01-01", "2024-01-02", "2024-05-02", "2024-05-03")
    }
    assert [key for key, told in lapsed.items() if told] == [
        ("alone", "2024-01-02"),
        ("alone", "2024-05-02"),
        ("alone", "2024-05-03"),
        ("renewed", "2024-05-03"),
    ]


@pytest.mark.parametrize(("said", "aged"), [(0, 0), (1, 1), (2, 1), (3, 1), (4, 2), (5, 5), (7, 7)])
def test_age_takes_steps_off_an_offer_only_where_the_scenario_asks_for_it(ukraine: Case, said: int, aged: int) -> None:
    case = ledger(ukraine, [claim("A", "2023-12-01", said)])
    assert modality(case) == said
    position = positions(case.with_options(position_decay_days=180)).of("FRA")
    assert position is not None
    assert (position.modality, position.as_said) == (aged, said)

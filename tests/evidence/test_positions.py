"""What a state's claims amount to: small ledgers that can be checked by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interpose.case import Case
from interpose.evidence import changes, histories, history, positions, quality
from tests.evidence.builders import chain, claim, ledger, relation


def modality(case: Case, state: str = "FRA", day: str = "2025-01-01") -> int | None:
    position = positions(case, dt.date.fromisoformat(day)).of(state)
    return None if position is None else position.modality


def test_the_later_statement_of_an_office_replaces_the_earlier(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 0), claim("B", "2024-12-01", 3)])
    assert modality(case) == 3
    assert modality(case, day="2024-11-15") == 0


def test_a_denial_removes_what_it_denies(ukraine: Case) -> None:
    case = ledger(
        ukraine,
        [claim("report", "2024-11-01", 3), claim("denial", "2024-11-05", None, predicate="other")],
        [relation("denial", "denies", "report")],
    )
    assert modality(case, day="2024-11-04") == 3
    assert modality(case, day="2024-11-05") is None


def test_a_denial_that_is_taken_back_brings_the_report_back(ukraine: Case) -> None:
    case = ledger(
        ukraine,
        [
            claim("report", "2024-11-01", 3),
            claim("denial", "2024-11-05", None, predicate="other"),
            claim("correction", "2024-11-09", None, predicate="other"),
        ],
        [relation("denial", "denies", "report"), relation("correction", "corrects", "denial")],
    )
    assert [modality(case, day=f"2024-11-{day:02}") for day in (1, 5, 9)] == [3, None, 3]


def test_what_was_superseded_twice_does_not_come_back(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 0), claim("B", "2024-11-05", 2), claim("C", "2024-11-09", 3)]
    case = ledger(ukraine, claims, [relation("B", "supersedes", "A"), relation("C", "supersedes", "B")])
    position = positions(case).of("FRA")
    assert position is not None
    assert (position.claims, position.conflict) == (("C",), False)


def test_another_voice_cannot_supersede(ukraine: Case) -> None:
    other = claim("B", "2024-12-01", 0, actor="B. Spokesman", office="defence ministry", speaks_as="official")
    case = ledger(ukraine, [claim("A", "2024-11-01", 3), other], [relation("B", "supersedes", "A")])
    position = positions(case).of("FRA")
    assert position is not None
    assert {view.claim for view in position.offices} == {"A", "B"}
    assert position.conflict


def test_the_head_of_government_supersedes_a_minister(ukraine: Case) -> None:
    head = claim("B", "2024-12-01", 3, actor="C. Head", office="prime minister", speaks_as="government")
    case = ledger(ukraine, [claim("A", "2024-11-01", 0), head], [relation("B", "supersedes", "A")])
    position = positions(case).of("FRA")
    assert position is not None
    assert (position.modality, position.conflict, len(position.offices)) == (3, False, 1)


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


def test_a_restatement_is_no_second_root_and_falls_with_its_original(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-11-03", 3, source="network"), claim("C", "2024-12-01", 0)]
    case = ledger(ukraine, claims, [relation("B", "restates", "A"), relation("C", "supersedes", "A")])
    before = positions(case, dt.date(2024, 11, 15)).of("FRA")
    assert before is not None
    assert (before.claims, before.roots) == (("A", "B"), 1)
    assert modality(case) == 0


def test_a_distorting_relay_never_counts(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-11-03", 5, source="network")]
    case = ledger(ukraine, claims, [relation("B", "distorts", "A")])
    position = positions(case).of("FRA")
    assert position is not None
    assert (position.modality, position.claims) == (3, ("A",))


def test_a_narrowing_claim_adds_its_conditions_on_the_same_day(ukraine: Case) -> None:
    wide = claim("A", "2024-11-01", 3, actor="F", office="foreign minister", conditions=("a ceasefire",))
    narrow = claim("B", "2024-11-01", 1, conditions=("nothing decided",))
    position = positions(ledger(ukraine, [wide, narrow], [relation("B", "narrows", "A")])).of("FRA")
    assert position is not None
    assert (position.modality, position.conditions, position.conflict) == (3, ("a ceasefire", "nothing decided"), False)


def test_a_month_counts_from_its_last_day(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11", 3)])
    assert modality(case, day="2024-11-29") is None
    assert modality(case, day="2024-11-30") == 3


def test_what_was_public_on_a_day_had_been_said_by_then(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11", 3, known_on="2024-11-10")])
    assert modality(case, day="2024-11-10") == 3


def test_said_by_a_day_and_known_by_a_day_are_told_apart(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 3, known_on="2024-12-01")])
    said = dt.date(2024, 11, 15)
    assert positions(case, said).of("FRA") is None
    assert positions(case, said, known_by=dt.date(2024, 12, 31)).of("FRA") is not None


def test_a_claim_that_has_run_out_no_longer_stands(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 3, valid_until="2024-11-30")])
    assert modality(case, day="2024-11-30") == 3
    assert modality(case, day="2024-12-01") is None


def test_a_relay_is_never_graded_better_than_its_root(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3, source="network", credibility="4"), claim("B", "2024-11-02", 3)]
    position = positions(ledger(ukraine, claims, [relation("B", "restates", "A")])).of("FRA")
    assert position is not None
    assert position.grade == "E4"


def test_credibility_one_needs_a_second_root_that_is_known_by_then(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3, credibility="1"), claim("B", "2024-12-01", 3, actor="Other", office="president")]
    case = ledger(ukraine, claims, [relation("B", "corroborates", "A")])
    early = positions(case, dt.date(2024, 11, 15)).of("FRA")
    late = positions(case, dt.date(2024, 12, 15)).of("FRA")
    assert early is not None
    assert late is not None
    assert (early.grade, late.grade) == ("B2", "B1")


def test_an_unnamed_root_caps_reliability(ukraine: Case) -> None:
    leak = claim("A", "2024-11-01", 3, actor="officials", office=None, speaks_as=None, credibility="3")
    case = ledger(ukraine, [leak], chains=[chain("A", ("Example Paper", "outlet"), ("officials", "unnamed_official"))])
    position = positions(case).of("FRA")
    assert position is not None
    assert position.grade == "C3"


def test_quality_counts_roots_and_not_outlets(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 3), claim("B", "2024-11-03", 3, source="network")]
    found = quality(ledger(ukraine, claims, [relation("B", "restates", "A")]))
    assert (found.claims, found.roots, found.share_anonymous, found.share_interested) == (2, 1, 0.0, 0.5)
    assert found.oldest == ("A", "2024-11-01")


def test_quality_of_nothing_is_not_zero(ukraine: Case) -> None:
    found = quality(ledger(ukraine, []))
    assert (found.share_anonymous, found.oldest) == (None, None)


def test_changes_name_what_became_firmer_and_what_is_new(ukraine: Case) -> None:
    claims = [claim("A", "2024-11-01", 2), claim("B", "2024-12-01", 4), claim("C", "2024-12-05", 0, state="POL")]
    found = changes(ledger(ukraine, claims), dt.date(2024, 11, 15), dt.date(2024, 12, 31))
    assert [(change.state, change.what) for change in found] == [("FRA", "firmer"), ("POL", "new")]


OFFICES = [("president", "government"), ("defence minister", "minister"), ("spokesman", "official"), (None, "unnamed")]


@st.composite
def ledgers(draw: st.DrawFn) -> list[tuple[list[object], list[tuple[str, str, str]]]]:
    count = draw(st.integers(1, 8))
    rows = [
        (
            f"C{number}",
            f"2024-{draw(st.integers(1, 12)):02}-{draw(st.integers(1, 28)):02}",
            draw(st.integers(0, 7)),
            draw(st.sampled_from(OFFICES)),
            draw(st.sampled_from(["FRA", "DEU"])),
        )
        for number in range(count)
    ]
    pairs = draw(
        st.lists(
            st.tuples(
                st.integers(0, count - 1),
                st.sampled_from(["supersedes", "denies", "corrects", "restates", "narrows", "distorts"]),
                st.integers(0, count - 1),
            ),
            max_size=6,
        )
    )
    # Pointing to lower numbers only keeps them free of circles.
    return [(rows, [(f"C{one}", what, f"C{other}") for one, what, other in pairs if one > other])]  # type: ignore[list-item]


@given(made=ledgers())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_history_says_on_each_day_what_the_positions_of_that_day_say(ukraine: Case, made: list[tuple[list, list]]) -> None:
    rows, related = made[0]
    claims = [
        claim(name, said, firm, office=office, actor=office or f"officials {name}", speaks_as=speaks, state=state)
        for name, said, firm, (office, speaks), state in rows
    ]
    case = ledger(ukraine, claims, [relation(*each) for each in related])
    for found in histories(case, dt.date(2025, 1, 1)):
        for entry, following in zip(found.entries, [*found.entries[1:], None], strict=True):
            days = [entry.date] if following is None else [entry.date, following.date - dt.timedelta(days=1)]
            for day in days:
                position = positions(case, day).of(found.state)
                told = (None, False) if position is None else (position.claims[0], position.conflict)
                assert told == (entry.claim, entry.conflict)


@given(made=ledgers())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_the_rows_changes_nothing(ukraine: Case, made: list[tuple[list, list]]) -> None:
    rows, related = made[0]
    claims = [
        claim(name, said, firm, office=office, actor=office or f"officials {name}", speaks_as=speaks, state=state)
        for name, said, firm, (office, speaks), state in rows
    ]
    relations = [relation(*each) for each in related]
    one = positions(ledger(ukraine, claims, relations))
    other = positions(ledger(ukraine, claims[::-1], relations[::-1]))
    assert [(each.state, each.modality, each.conflict, each.grade) for each in one.positions] == [
        (each.state, each.modality, each.conflict, each.grade) for each in other.positions
    ]


@pytest.mark.parametrize("state", ["FRA", "XKX"])
def test_the_history_of_a_state_that_said_nothing_is_empty(ukraine: Case, state: str) -> None:
    assert history(ledger(ukraine, []), state).entries == ()

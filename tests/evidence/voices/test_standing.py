"""Which claims stand, after denials, supersession and restatement."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.case import Case
from interpose.evidence import positions
from interpose.evidence.voices.standing import FOREVER, Spans, contains, read_ledger, subtract
from tests.evidence.builders import chain, claim, ledger, relation


def modality(case: Case, state: str = "FRA", day: str = "2025-01-01") -> int | None:
    position = positions(case, dt.date.fromisoformat(day)).of(state)
    return None if position is None else position.modality


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


@pytest.mark.parametrize(
    ("spans", "others", "left"),
    [
        (((0, 10),), [], ((0, 10),)),
        (((0, 10),), [((0, 10),)], ()),
        (((0, 10),), [((3, 4), (6, 8))], ((0, 3), (4, 6), (8, 10))),
        (((0, 4), (6, 9)), [((2, 7),), ((8, 20),)], ((0, 2), (7, 8))),
        ((), [((1, 2),)], ()),
    ],
)
def test_spans_are_taken_out_of_spans(spans: Spans, others: list[Spans], left: Spans) -> None:
    assert subtract(spans, others) == left


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=5),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=5),
)
def test_a_day_is_left_where_it_lies_in_the_spans_and_in_none_of_the_others(
    spans: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    taken = [((start, start + length),) for start, length in others]
    for start, length in spans:
        left = subtract(((start, start + length),), taken)
        for day in range(45):
            kept = start <= day < start + length and not any(contains(other, day) for other in taken)
            assert contains(left, day) is kept


def test_the_speaker_binds_the_state_as_the_row_says_or_as_the_chain_ends(ukraine: Case) -> None:
    claims = [claim(name, "2024-11-01", 3, speaks_as=None) for name in ("named", "unnamed")]
    hops = [chain("unnamed", ("Example Paper", "outlet"), ("officials", "unnamed_official"))]
    case = ledger(ukraine, [*claims, claim("stated", "2024-11-01", 3)], chains=hops)
    assert read_ledger(case).voices == {
        "named": "official",
        "unnamed": "unnamed",
        "stated": "minister",
    }


def test_a_ledger_says_for_each_claim_when_it_stands_and_when_it_speaks(ukraine: Case) -> None:
    case = ledger(ukraine, [claim("A", "2024-11-01", 3), claim("B", "2024-11-05", 3)], [relation("B", "restates", "A")])
    found = read_ledger(case)
    first, second = (dt.date(2024, 11, day).toordinal() for day in (1, 5))
    assert found.stands == {"A": ((first, FOREVER),), "B": ((second, FOREVER),)}
    assert found.speaks == {"A": ((first, FOREVER),), "B": ()}
    assert found.roots["A"] == found.roots["B"]
    assert found.restated_by == {"A": ("B",)}

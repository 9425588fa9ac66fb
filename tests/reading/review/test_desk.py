"""The desk: what was decided is kept, changed and taken back, also in a later sitting."""

from __future__ import annotations

import csv
import io

import pytest

from interpose.errors import UsageError
from interpose.reading.review import Desk
from interpose.reading.rows import COLUMNS


def proposal(name: str, **fields: str) -> dict[str, str]:
    said = {
        **dict.fromkeys(COLUMNS, ""),
        "id": name,
        "statement": "France is ready",
        "actor": "officials",
        "state": "FRA",
        "predicate": "contribute_force",
        "modality": "3",
        "asserted_on": "2024-12-14",
        "credibility": "6",
        "chain": "Wire",
        "chain_ends": "outlet",
        "exact": f"words of {name}",
    }
    return {**said, **fields}


def read(desk: Desk) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(desk.text(), newline="")))


PROPOSALS = [proposal("N1"), proposal("N2"), proposal("N3")]


def test_decisions_are_written_beside_the_proposals_in_their_order() -> None:
    desk = Desk(PROPOSALS)
    desk.refuse("N2")
    desk.accept("N1", {"modality": "4", "role": "land"})
    assert [(row["id"], row["decision"], row["step"], row["modality"]) for row in read(desk)] == [
        ("N1", "accept", "2", "4"),
        ("N2", "refuse", "1", "3"),
        ("N3", "", "", "3"),
    ]
    assert desk.open == ("N3",)
    assert desk.counts() == {"accepted": 1, "changed": 1, "refused": 1}
    assert desk.changed("N1") == ("modality", "role")


def test_the_last_decision_is_taken_back_first_also_of_an_earlier_sitting() -> None:
    first = Desk(PROPOSALS)
    first.accept("N3", {"modality": "0"})
    first.refuse("N1")
    later = Desk(PROPOSALS, read(first))
    later.accept("N2")
    assert [later.undo(), later.undo(), later.undo(), later.undo()] == ["N2", "N1", "N3", None]
    assert read(later) == read(Desk(PROPOSALS))


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"modality": "9"}, "modality"), ({"modaliti": "3"}, "did you mean 'modality'"), ({"asserted_on": "soon"}, "asserted_on")],
)
def test_what_would_make_no_claim_is_refused_and_the_proposal_stays_open(changes: dict[str, str], told: str) -> None:
    desk = Desk(PROPOSALS)
    with pytest.raises(UsageError, match=told):
        desk.accept("N1", changes)
    assert desk.open == ("N1", "N2", "N3")


def test_a_proposal_whose_date_is_told_when_it_enters_the_ledger_can_be_accepted() -> None:
    desk = Desk([proposal("N1", asserted_on="")])
    desk.accept("N1")
    assert read(desk)[0]["asserted_on"] == ""


def test_decisions_about_other_words_are_not_taken_over() -> None:
    first = Desk(PROPOSALS)
    first.refuse("N1")
    with pytest.raises(UsageError, match="about other words"):
        Desk([proposal("N1", exact="something else")], read(first))


def test_two_proposals_of_one_name_are_refused() -> None:
    with pytest.raises(UsageError, match="same id"):
        Desk([proposal("N1"), proposal("N1")])


def test_a_cell_that_a_spreadsheet_would_take_for_a_formula_is_guarded() -> None:
    assert read(Desk([proposal("N1", statement="=1+1")]))[0]["statement"] == "'=1+1"

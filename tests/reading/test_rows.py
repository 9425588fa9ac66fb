"""Proposals as rows that a person edits, and the claims and hops that they become."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.errors import UsageError
from interpose.reading import read_article
from interpose.reading.rows import COLUMNS, accepted, draft_rows
from tests.reading.builders import ARTICLE, TEXT

ROWS = draft_rows(read_article(ARTICLE, read_lexicon()))


def test_a_row_has_every_column_and_the_place_of_its_words() -> None:
    (row,) = ROWS
    assert tuple(row) == COLUMNS
    assert TEXT[int(row["start"]) : int(row["end"])] == row["exact"]
    assert (row["state"], row["modality"], row["speaks_as"], row["credibility"]) == ("POL", "3", "government", "6")


def test_a_row_becomes_a_claim_with_its_chain_in_order() -> None:
    (claim,), hops, _ = accepted(ROWS, None, "wire", {})
    assert (claim.id, claim.source, claim.state, claim.modality) == ("N001", "wire", "POL", 3)
    assert [(hop.seq, hop.name, hop.kind) for hop in hops] == [(1, "Example Wire", "outlet"), (2, "Jan Kowal", "on_record")]


def test_a_name_that_the_ledger_has_gives_way_to_the_next_free_one() -> None:
    (first,), _, _ = accepted(ROWS, None, "paper", {})
    (claim,), hops, _ = accepted(ROWS, None, "wire", {"N001": first, "N002": first})
    assert claim.id == "N003"
    assert {hop.claim for hop in hops} == {"N003"}


def test_a_row_that_the_ledger_has_already_does_not_enter_again() -> None:
    (first,), _, _ = accepted(ROWS, None, "wire", {})
    assert accepted(ROWS, None, "wire", {"C7": first}) == ([], [], {"N001": "C7"})
    (firmer,), _, again = accepted([{**ROWS[0], "modality": "4"}], None, "wire", {"C7": first})
    assert (firmer.modality, again) == (4, {})


def test_a_row_that_is_not_there_or_makes_no_claim_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean 'N001'"):
        accepted(ROWS, ["N01"], "wire", {})
    with pytest.raises(UsageError, match="proposal N001: modality"):
        accepted([{**ROWS[0], "modality": "9"}], None, "wire", {})

"""Precision and recall of reading, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.case.tables.words import Predicate
from interpose.reading import read_article
from interpose.reading.scoring import AboutText, Accept, ExpectedClaim, accept, as_coded, score
from tests.reading.builders import ARTICLE

POLAND = ExpectedClaim(
    actor="Jan Kowal",
    state="POL",
    predicate="contribute_force",
    modality=3,
    low=None,
    high=None,
    unit=None,
    conditions=1,
    chain=("Example Wire", "Jan Kowal"),
)


@pytest.mark.parametrize(
    ("expected", "field", "precision", "recall"),
    [
        ([POLAND], "claim", 1.0, 1.0),
        ([POLAND], "modality", 1.0, 1.0),
        ([POLAND], "quantity", None, None),
        ([replace(POLAND, modality=4)], "modality", 0.0, 0.0),
        ([POLAND, replace(POLAND, state="NOR")], "claim", 1.0, 0.5),
        ([], "claim", 0.0, None),
        ([replace(POLAND, actor="the Jan Kowal")], "actor", 1.0, 1.0),
        ([replace(POLAND, actor="Prime Minister Jan Kowal of Poland")], "actor", 1.0, 1.0),
        ([replace(POLAND, actor="Jan Nowak")], "actor", 0.0, 0.0),
    ],
)
def test_fields_are_scored_against_what_a_reader_would_code(
    expected: list[ExpectedClaim], field: str, precision: float | None, recall: float | None
) -> None:
    found = {each.field: each for each in score([(read_article(ARTICLE, read_lexicon()), expected)])}
    assert (found[field].precision, found[field].recall) == (precision, recall)


NORWAY = replace(POLAND, state="NOR")


@pytest.mark.parametrize(
    ("expected", "rules", "right", "forbidden"),
    [
        ([POLAND], Accept(), 1, 0),
        ([replace(POLAND, modality=4)], Accept(), 0, 0),
        ([replace(POLAND, modality=4)], Accept(modality_plus_or_minus=1), 1, 0),
        ([replace(POLAND, modality=0)], Accept(modality=(3,)), 1, 0),
        ([NORWAY], Accept(), 0, 1),
        ([NORWAY], Accept(also=({"state": "POL", "predicate": "contribute_force"},)), 0, 0),
        ([NORWAY], Accept(also=({"state": "POL", "modality": 4},)), 0, 1),
        ([NORWAY], Accept(none_is_right=True), 1, 1),
        ([replace(POLAND, modality=4)], Accept(never=({"speaks_as": "government"},)), 0, 1),
    ],
)
def test_a_person_accepts_what_agrees_and_forbids_what_is_about_other_states(
    expected: list[ExpectedClaim], rules: Accept, right: int, forbidden: int
) -> None:
    judged = accept("a", read_article(ARTICLE, read_lexicon()), expected, rules)
    assert (judged.right, judged.expected, len(judged.forbidden)) == (right, 1, forbidden)


@pytest.mark.parametrize(("also", "let_pass"), [({"state": "POL"}, 1), ({"state": "NOR"}, 0)])
def test_what_is_let_pass_is_counted_where_it_answers_no_expected_claim(
    also: dict[str, str | int | None], let_pass: int
) -> None:
    reading, rules = read_article(ARTICLE, read_lexicon()), Accept(also=(also,))
    assert accept("a", reading, [NORWAY], rules).let_pass == let_pass
    assert accept("a", reading, [POLAND], rules).let_pass == 0


@pytest.mark.parametrize(("coded", "left"), [(None, 1), (("contribute_force", "consent"), 1), (("consent",), 0), ((), 0)])
def test_what_the_coder_did_not_code_is_neither_right_nor_wrong(coded: tuple[Predicate, ...] | None, left: int) -> None:
    reading = read_article(ARTICLE, read_lexicon())
    assert len(as_coded(reading, AboutText(coded=coded)).proposals) == left

"""Precision and recall of reading, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading import read_article
from interpose.reading.scoring import ExpectedClaim, score
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
    ],
)
def test_fields_are_scored_against_what_a_reader_would_code(
    expected: list[ExpectedClaim], field: str, precision: float | None, recall: float | None
) -> None:
    found = {each.field: each for each in score([(read_article(ARTICLE, read_lexicon()), expected)])}
    assert (found[field].precision, found[field].recall) == (precision, recall)

"""What a model suggests: checked word by word against the text, and merged with what the patterns read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.errors import NoAnswerError
from interpose.reading import Article, read_article
from interpose.reading.suggested import merge, messages, suggestions
from tests.reading.builders import ARTICLE, MEDICS, TEXT


def suggest(*proposals: Any) -> tuple[list[str], tuple[str, ...]]:
    found = suggestions(json.dumps({"proposals": proposals}), ARTICLE, "m")
    return [each.span.exact for each in found.proposals], found.dropped


def test_the_question_is_about_the_host_of_the_case() -> None:
    task = messages(Article.of(TEXT, read_lexicon(), place="Cyprus"))[0]["content"]
    assert "a force for Cyprus from a news text" in task
    assert "Ukraine" not in task


def test_words_that_stand_in_the_text_are_kept_with_their_place() -> None:
    start = TEXT.index("500 medics")
    assert suggest(MEDICS) == (["500 medics are being trained"], ())
    assert suggest({**MEDICS, "start": start, "end": start + 28}) == (["500 medics are being trained"], ())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"start": 0, "end": 28}, "other words from 0 to 28"),
        ({"exact": "700 medics are being trained"}, "does not hold '700 medics are being trained'"),
        ({"exact": " "}, "more than once"),
        ({"exact": ""}, "exact: String should have at least 1 character"),
        ({"actor": "Somebody Invented"}, "actor 'Somebody Invented' does not stand in the text"),
        ({"chain": ["Invented Times"]}, "chain 'Invented Times' does not stand"),
        ({"conditions": ["if pigs fly"]}, "condition 'if pigs fly' does not stand"),
        ({"modality": 9}, "modality: Input should be less than or equal to 7"),
        ({"modality": "4"}, "modality: Input should be a valid integer"),
        ({"state": "Norway"}, "state: String should match pattern"),
        ({"predicate": "attack"}, "predicate: Input should be"),
        ({"quantity": {**MEDICS["quantity"], "exact": "5,000 medics"}}, "the number '5,000 medics' does not stand"),  # type: ignore[dict-item]
        ({"quantity": {**MEDICS["quantity"], "low": 900}}, "bounds in the wrong order"),  # type: ignore[dict-item]
    ],
)
def test_what_does_not_stand_in_the_text_is_dropped_and_said(change: dict[str, Any], why: str) -> None:
    kept, dropped = suggest({**MEDICS, **change})
    assert kept == []
    assert why in dropped[0]


@pytest.mark.parametrize("answer", ["", "I cannot help", "[]", '{"proposals": {}}', "[" * 100_000, '{"proposals": null}'])
def test_an_answer_of_another_shape_is_no_answer(answer: str) -> None:
    with pytest.raises(NoAnswerError, match="no JSON object"):
        suggestions(answer, ARTICLE, "m")


def test_one_wrong_row_does_not_take_the_others_with_it() -> None:
    kept, dropped = suggest("words", MEDICS, None)
    assert (len(kept), len(dropped)) == (1, 2)


def test_what_patterns_and_model_both_found_stands_once() -> None:
    reading = read_article(ARTICLE, read_lexicon())
    same = {"exact": "We are ready to send troops", "state": "POL", "predicate": "contribute_force", "modality": 3}
    fenced = "```json\n" + json.dumps({"proposals": [same, MEDICS]}) + "\n```"
    merged = merge(reading, suggestions(fenced, ARTICLE, "m"))
    assert [(each.state, each.origin) for each in merged.proposals] == [("POL", "patterns and model m"), ("NOR", "model m")]

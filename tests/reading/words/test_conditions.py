"""Where a text states conditions."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.words.conditions import conditions

LEXICON = read_lexicon()


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("They go if there is a ceasefire, he said.", "if there is a ceasefire"),
        ("They go under a UN mandate.", "under a UN mandate"),
        ("They go, provided that Kyiv asks; it may not.", "provided that Kyiv asks"),
        ("They go subject to approval by parliament.", "subject to approval by parliament"),
        ("They would after a ceasefire is signed send troops.", "after a ceasefire is signed"),
    ],
)
def test_a_condition_ends_with_its_clause(text: str, condition: str) -> None:
    assert [text[each.start : each.end] for each in conditions(text, 0, len(text))] == [condition]


def test_support_is_a_condition_only_from_providers_of_the_case() -> None:
    text = "They go with French support."
    assert list(conditions(text, 0, len(text))) == []
    assert [text[each.start : each.end] for each in conditions(text, 0, len(text), ("French",))] == ["with French support"]


def test_conditions_of_a_list_are_counted_one_by_one() -> None:
    text = "It would hinge on two conditions: a clear mandate and a guarantee of help."
    assert [text[each.start : each.end] for each in conditions(text, 0, len(text))] == [
        "a clear mandate",
        "a guarantee of help",
    ]

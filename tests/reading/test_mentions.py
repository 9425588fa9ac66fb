"""Where a text names states, outlets, numbers and conditions."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.mentions import conditions, outlets, quantities, states

LEXICON = read_lexicon()


def test_the_longest_form_at_a_place_is_meant() -> None:
    text = "The Baltic nations and the Czech Republic."
    found = states(text, 0, len(text), LEXICON)
    assert [(text[each.start : each.end], each.values) for each in found] == [
        ("Baltic nations", ("EST", "LVA", "LTU")),
        ("the Czech Republic", ("CZE",)),
    ]


def test_an_outlet_is_found_as_a_word_and_not_within_one() -> None:
    text = "Reuters said; the AP agreed; APPLE did not."
    assert [each.values[0] for each in outlets(text, 0, len(text), LEXICON)] == ["Reuters", "AP"]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("up to 30,000 troops", None, 30_000, "persons"),
        ("at least five brigades", 5, None, "brigades"),
        ("between 25 and 30 thousand soldiers", 25_000, 30_000, "persons"),
        ("tens of thousands of troops", 10_000, 100_000, "persons"),
        ("10k troops", 10_000, 10_000, "persons"),
        ("1.5 million soldiers", 1_500_000, 1_500_000, "persons"),
    ],
)
def test_numbers_have_their_bounds_and_units(text: str, low: float | None, high: float | None, unit: str) -> None:
    (found,) = quantities(text, 0, len(text), LEXICON)
    assert (found.low, found.high, found.unit) == (low, high, unit)
    assert text[found.start : found.end] == text


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("They go if there is a ceasefire, he said.", "if there is a ceasefire"),
        ("They go under a UN mandate.", "under a UN mandate"),
        ("They go, provided that Kyiv asks; it may not.", "provided that Kyiv asks"),
        ("They go subject to approval by parliament.", "subject to approval by parliament"),
    ],
)
def test_a_condition_ends_with_its_clause(text: str, condition: str) -> None:
    assert [text[start:end] for start, end in conditions(text, 0, len(text))] == [condition]


def test_support_is_a_condition_only_from_providers_of_the_case() -> None:
    text = "They go with French support."
    assert list(conditions(text, 0, len(text))) == []
    assert [text[start:end] for start, end in conditions(text, 0, len(text), ("French",))] == ["with French support"]

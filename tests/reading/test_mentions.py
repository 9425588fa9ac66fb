"""Where a text names states, outlets, numbers and conditions."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.mentions import conditions, outlets, quantities, set_aside, settled, states

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
    ("text", "bounds"),
    [
        ("a force of 64,000 would do", [(64_000, 64_000)]),
        ("a contingent of up to 3,000", [(None, 3_000)]),
        ("a battalion of 850 to 1,100 men", [(850, 1_100)]),
        ("a force of about 500", [(500, 500)]),
        ("an army of 3", []),
        ("200 soldiers who join a more than 400-strong contingent", [(200, 200)]),
        ("grow from its 1,990-strong force to a maximum of 15,000 soldiers", [(None, 15_000)]),
        ("raise its contingent by 300 to 500 soldiers", [(500, 500)]),
        ("send 300 soldiers beside 400 troops who are already there", [(300, 300)]),
        ("in 2024 soldiers were sent", []),
    ],
)
def test_a_size_counts_without_a_unit_and_neither_years_nor_who_is_there_already_count(
    text: str, bounds: list[tuple[float | None, float]]
) -> None:
    assert [(each.low, each.high) for each in quantities(text, 0, len(text), LEXICON)] == bounds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Chad will send troops.", ["TCD"]),
        ("Chad Smith met Michael Jordan.", []),
        ("Egypt and Jordan met in Amman.", ["EGY", "JOR", "JOR"]),
        ("FRANCE and POLAND met.", ["FRA", "POL"]),
        ("He ate turkey in Georgetown.", []),
        ("Guyana asked; Georgetown waits.", ["GUY", "GUY"]),
        ("The Congolese army waits.", []),
        ("The Congolese army waits in Kinshasa.", ["COD", "COD"]),
        ("The Korean president met Seoul’s ally.", ["KOR", "KOR"]),
        ("Equatorial Guinea, Guinea-Bissau, Papua New Guinea and Guinea met.", ["GNQ", "GNB", "PNG", "GIN"]),
        ("Atlanta, Georgia, and the Niger Delta.", []),
        ("The Jerusalem Post, a French newspaper and the Minsk agreements.", []),
    ],
)
def test_what_may_mean_something_else_is_a_state_only_where_the_text_says_so(text: str, meant: list[str]) -> None:
    here = settled(text, LEXICON)
    bare = set_aside(text, here)
    assert len(bare) == len(text)
    assert [code for each in states(bare, 0, len(bare), here) for code in each.values] == meant


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

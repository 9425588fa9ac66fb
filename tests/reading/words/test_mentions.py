"""Where a text names states and outlets."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.words.mentions import outlets, set_aside, settled, states

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

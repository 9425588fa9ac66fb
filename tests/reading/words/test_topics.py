"""What words are about."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.words.topics import on_topic, says_something

LEXICON = read_lexicon()


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("France may send troops", True),
        ("an airlift from Rzeszow", True),
        ("a mission under the UN flag", True),
        ("a demilitarised zone of 30 km", True),
        ("Grain prices fell on Friday", False),
        ("", False),
    ],
)
def test_words_are_on_topic_where_they_are_about_a_force_its_support_authority_or_ground(words: str, about: bool) -> None:
    assert on_topic(words, LEXICON) is about


@pytest.mark.parametrize(
    ("words", "says"), [("Poland is ready", True), ("500 soldiers", True), ("12 states", False), ("Poland", False)]
)
def test_a_stretch_says_something_where_it_has_firmness_or_a_number(words: str, says: bool) -> None:
    assert says_something(words, 0, len(words), LEXICON) is says

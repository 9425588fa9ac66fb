"""The words of a text without markup and spacing, its places kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.evidence.plain_text import blank_markup, decode_entities, normalise


def test_blanked_markup_keeps_every_place() -> None:
    text = "<p>one</p><style>p{}</style>two<!-- three -->\nfour"
    assert len(blank_markup(text)) == len(text)
    assert normalise(blank_markup(text)) == "one two four"


@pytest.mark.parametrize("text", ["a < b and b > c is no tag", "no markup", "<!-- never closed", "<script>never closed"])
def test_what_looks_like_markup_keeps_its_length(text: str) -> None:
    assert len(blank_markup(text)) == len(text)


def test_blocks_are_parted_as_paragraphs_are_and_other_tags_as_words() -> None:
    assert blank_markup("one</p><p>two<b>x") == "one\n\n  \n\n two   x"


@pytest.mark.parametrize(
    ("text", "decoded", "places"),
    [
        ("a", "a", [0, 1]),
        ("1&nbsp;0", "1\xa00", [0, 1, 7, 8]),
        ("&#8217;t", "’t", [0, 7, 8]),
        ("a &b; &amp;", "a &b; &", [*range(7), 11]),
    ],
)
def test_entities_are_characters_whose_places_are_those_of_the_text(text: str, decoded: str, places: list[int]) -> None:
    found, at = decode_entities(text)
    assert (found, list(at)) == (decoded, places)


@given(st.text(max_size=80))
def test_places_are_kept_in_any_text(text: str) -> None:
    blanked = blank_markup(text)
    assert len(blanked) == len(text)
    assert all(one == other or one in " \n" for one, other in zip(blanked, text, strict=True))


@given(st.text(max_size=80))
def test_normal_words_are_normal_and_say_the_same_however_they_are_composed(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)

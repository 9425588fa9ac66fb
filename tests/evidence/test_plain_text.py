"""The words of a text without markup and spacing, its places kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.evidence.plain_text import blank_markup, normalise


def test_blanked_markup_keeps_every_place() -> None:
    text = "<p>one</p><style>p{}</style>two<!-- three -->\nfour"
    assert len(blank_markup(text)) == len(text)
    assert normalise(blank_markup(text)) == "one two four"


@pytest.mark.parametrize("text", ["a < b and b > c is no tag", "no markup", "<!-- never closed", "<script>never closed"])
def test_what_looks_like_markup_keeps_its_length(text: str) -> None:
    assert len(blank_markup(text)) == len(text)


@given(st.text(max_size=80))
def test_places_are_kept_in_any_text(text: str) -> None:
    blanked = blank_markup(text)
    assert len(blanked) == len(text)
    assert all(one == other or one == " " for one, other in zip(blanked, text, strict=True))


@given(st.text(max_size=80))
def test_normal_words_are_normal_and_say_the_same_however_they_are_composed(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)

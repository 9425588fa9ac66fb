"""Text that only says words, in a terminal and in JSON, and texts that are too long to be told."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from interpose.printable import json_text, shortened, visible


def test_words_are_written_out_that_would_steer_a_terminal() -> None:
    assert visible("left\u202eright") == "left\\u202eright"
    assert visible("two\nlines\tand a tab") == "two\nlines\tand a tab"
    assert visible("half \ud800 of a character") == "half \\ud800 of a character"


@given(st.text(st.characters(categories=("Cc", "Cf", "Cs", "L"))))
@example("\ud800\udc00")
def test_json_says_the_same_and_can_be_encoded(words: str) -> None:
    written = json_text(json.dumps([words], ensure_ascii=False))
    # Two halves that follow each other are one character, in JSON as in UTF-16.
    whole = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    assert json.loads(written.encode("utf-8")) == [whole]
    assert "\x9b" not in written


@given(st.text(min_size=1), st.integers(8, 40))
def test_a_text_keeps_its_beginning_and_end(text: str, most: int) -> None:
    short = shortened(text, most)
    assert short[:6] == text[:6]
    assert short[-2:] == text[-2:]
    assert len(short) <= most + 50

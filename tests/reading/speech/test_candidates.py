"""Who stands near a verb of speech."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.speech.candidates import who


@pytest.mark.parametrize(
    ("words", "actor", "state"),
    [
        ("Its foreign minister, Jan Kowal,", "Jan Kowal", None),
        ("Polish Foreign Minister Jan Kowal", "Jan Kowal", "POL"),
        ("The prime minister of Poland, Jan Kowal,", "Jan Kowal", "POL"),
        ("Jan Kowal of the opposition Left Alliance", "Jan Kowal", None),
        ("three people in the government offices", "three people in the government offices", None),
        ("The Kremlin,                        ,", "Kremlin", "RUS"),
        ("the Defence Ministry", "Defence Ministry", None),
    ],
)
def test_the_nearest_before_the_verb_is_found_with_the_state_beside_the_name(words: str, actor: str, state: str | None) -> None:
    found = who(words, 0, len(words), read_lexicon(), {}, forward=False)
    assert found is not None
    assert (found.actor.removeprefix("the "), found.state) == (actor, state)


def test_nobody_is_found_where_only_things_are_named() -> None:
    assert who("The weather of the morning", 0, 26, read_lexicon(), {}, forward=False) is None

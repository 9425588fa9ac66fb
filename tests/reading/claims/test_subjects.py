"""Whose conduct a clause describes."""

from __future__ import annotations

import pytest

from interpose.reading.speech.speakers import Speaker
from tests.reading.builders import clause


def test_a_speaker_who_tells_of_many_tells_nothing_of_their_own_state() -> None:
    speaker = Speaker(actor="Ann", office="president", state="FRA", kind="on_record", start=-1, end=-1)
    for words, named in {"several states will send troops": (), "we will send troops": ("FRA",)}.items():
        found = clause(words, speaker=speaker)
        assert found is not None
        assert found.named == named


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Spain and Portugal will send troops", ("ESP", "PRT")),
        ("Spain will send troops to Ukraine", ("ESP",)),
        ("Spain will send troops with the help of Poland", ("ESP",)),
        ("The participation of Spain is excluded", ("ESP",)),
    ],
)
def test_a_clause_describes_who_acts_and_not_where_or_with_whom(words: str, named: tuple[str, ...]) -> None:
    found = clause(words)
    assert found is not None
    assert found.named == named

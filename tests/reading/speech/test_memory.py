"""What a sentence takes from those before it: who spoke, and of which state."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading import Article, read_article


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Prime Minister Jan Kowal of Poland spoke. “We will send troops,” he said.", ["Jan Kowal"]),
        ("“We will send troops,” Prime Minister Jan Kowal of Poland said. He would not wait.", ["Jan Kowal"]),
        (
            "Reuters wrote that officials said Poland will send troops. The agency added that Spain will send none.",
            ["officials", "officials"],
        ),
    ],
)
def test_a_sentence_takes_its_speaker_from_those_before(text: str, actors: list[str]) -> None:
    found = read_article(
        Article.of(f"Example Wire | 1 May 2025\n\n{text}", read_lexicon(), parties=("UKR", "RUS")), read_lexicon()
    )
    assert [each.actor for each in found] == actors

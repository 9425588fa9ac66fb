"""Lists of names as a sentence would give them."""

from __future__ import annotations

from interpose.brief.text.names import names


def test_names_join_as_a_sentence_would() -> None:
    assert names([]) == "none"
    assert names(["France"]) == "France"
    assert names(["France", "Italy", "Spain"], 2) == "France, Italy and Spain"
    assert names(["France", "Italy", "Spain", "Latvia", "Malta"], 2) == "France, Italy and three others"

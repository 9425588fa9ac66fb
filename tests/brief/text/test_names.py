"""Lists of names as a sentence would give them."""

from __future__ import annotations

from interpose.brief.text.names import by_name, names


def test_names_join_as_a_sentence_would() -> None:
    assert names([]) == "none"
    assert names(["France"]) == "France"
    assert names(["France", "Italy", "Spain"], 2) == "France, Italy and Spain"
    assert names(["France", "Italy", "Spain", "Latvia", "Malta"], 2) == "France, Italy and three others"


def test_names_are_sorted_as_an_index_would() -> None:
    assert by_name(["Spain", "the United Kingdom", "Estonia", "Türkiye"]) == [
        "Estonia",
        "Spain",
        "Türkiye",
        "the United Kingdom",
    ]

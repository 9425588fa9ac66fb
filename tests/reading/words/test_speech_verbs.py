"""The words by which a text says who speaks, for the titles and organisations of a lexicon."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.words.speech_verbs import NAMED, PASSIVE, VERB, titles_of


@pytest.mark.parametrize(
    ("words", "title", "name"),
    [
        ("Prime Minister Jan Kowal said", "Prime Minister", "Jan Kowal"),
        ("defence ministry spokeswoman Ann Lee said", "defence ministry spokeswoman", "Ann Lee"),
        ("Bundeskanzlerin Anna von Berg sagte", "Bundeskanzlerin", "Anna von Berg"),
    ],
)
def test_a_title_stands_before_the_name(words: str, title: str, name: str) -> None:
    match = titles_of(read_lexicon()).before_name.search(words)
    assert match is not None
    assert (match["title"], match["name"]) == (title, name)


def test_a_title_may_follow_the_name() -> None:
    match = titles_of(read_lexicon()).after_name.search("Jan Kowal, the Polish foreign minister, said")
    assert match is not None
    assert match["title"] == "foreign minister"


def test_an_office_speaks_alone_only_where_no_name_follows() -> None:
    alone = titles_of(read_lexicon()).office_alone
    assert alone.match("’s defence ministry said") is not None
    assert alone.match("’s president Jan Kowal said") is None


def test_a_title_is_known_only_where_the_lexicon_lists_it() -> None:
    lexicon = replace(read_lexicon(), titles=("[Dd]oge",), analysts=(), authorities={})
    titles = titles_of(lexicon)
    assert titles.before_name.search("Doge Enrico Dandolo said") is not None
    assert titles.before_name.search("President Enrico Dandolo said") is None
    assert titles.analyst.search("Professor") is None
    assert titles.no_name.match("NATO") is None


def test_an_organisation_begins_no_name_and_may_describe_an_official() -> None:
    titles = titles_of(read_lexicon())
    assert titles.no_name.match("NATO") is not None
    assert titles.modifier.match("nato") is not None
    assert titles.modifier.match("Kowal") is None


def test_a_name_has_capitals_and_particles_and_a_verb_of_speech_is_a_whole_word() -> None:
    match = NAMED.search("when Anna von der Berg spoke")
    assert match is not None
    assert match["name"] == "Anna von der Berg"
    assert VERB.search("he said so") is not None
    assert VERB.search("the aforesaid") is None
    assert PASSIVE.search("it was ") is not None

"""Who says a sentence: people by name and title, offices, governments, and those who are not named."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading import Person
from interpose.reading.speech.speakers import Speaker, find_speaker, relays

LEXICON = read_lexicon()


def speaker(sentence: str, people: dict[str, Person] | None = None, before: Speaker | None = None) -> Speaker | None:
    return find_speaker(sentence, 0, len(sentence), LEXICON, people or {}, before)


@pytest.mark.parametrize(
    ("sentence", "actor", "office", "state"),
    [
        ("Troops will go, Prime Minister Jan Kowal of Poland said.", "Jan Kowal", "prime minister", "POL"),
        ("“Troops will go,” Elysée spokesman Jean Durand said.", "Jean Durand", "elysée spokesman", "FRA"),
        ("“Troops will go,” White House spokeswoman Jane Doe said.", "Jane Doe", "white house spokeswoman", "USA"),
        ("Troops will go, Berlin said.", "Berlin", "government", "DEU"),
        ("Troops will go, Norway's defence ministry said.", "Norway's defence ministry", "defence ministry", "NOR"),
    ],
)
def test_somebody_on_record_is_found_with_office_and_state(sentence: str, actor: str, office: str, state: str) -> None:
    found = speaker(sentence)
    assert found is not None
    assert (found.actor, found.office, found.state, found.kind) == (actor, office, state, "on_record")
    assert sentence[found.start : found.end]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Two senior European officials said troops were ready.", "unnamed_official"),
        ("Troops are ready, according to people familiar with the plan.", "unnamed_official"),
        ("Several analysts said that troops were few.", "analyst"),
    ],
)
def test_those_who_are_not_named_are_told_apart(sentence: str, kind: str) -> None:
    found = speaker(sentence)
    assert found is not None
    assert (found.kind, found.office) == (kind, None)


def test_a_last_name_stands_for_somebody_whom_the_case_knows() -> None:
    known = {"Kowal": Person("Jan Kowal", "prime minister", "POL")}
    found = speaker("Troops will go, Kowal said.", known)
    assert found is not None
    assert (found.actor, found.state) == ("Jan Kowal", "POL")
    assert speaker("Troops will go, Kowal said.") is None


def test_a_pronoun_stands_for_who_spoke_before() -> None:
    before = Speaker(actor="Jan Kowal", office="prime minister", state="POL", kind="on_record", start=0, end=9)
    found = speaker("He said that troops would go.", before=before)
    assert found is not None
    assert (found.actor, found.start, found.end) == ("Jan Kowal", -1, -1)


def test_two_governments_do_not_speak_with_one_voice() -> None:
    assert speaker("Troops will go, Norway and Denmark said.") is None


def test_an_outlet_relays_where_it_reported_and_not_where_it_is_the_one_read() -> None:
    sentence = "Troops will go, Reuters reported."
    assert [mention.values for mention in relays(sentence, 0, len(sentence), LEXICON, None)] == [("Reuters",)]
    assert relays(sentence, 0, len(sentence), LEXICON, "Reuters") == []

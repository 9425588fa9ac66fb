"""How states, offices, authorities, outlets, firmness and units are written."""

from __future__ import annotations

import re

import pytest
from pydantic import TypeAdapter

from interpose.case import Case
from interpose.case.read.lexicon import read_lexicon, read_spellings
from interpose.case.tables.words import Relay

LEXICON = read_lexicon()


def firmness(words: str) -> int | None:
    found = ((each, each.pattern.search(words)) for each in LEXICON.modalities)
    first, match = next(((each, match) for each, match in found if match), (None, None))
    if first is None or match is None:
        return None
    return first.negated if LEXICON.negation.search(words, 0, match.start()) else first.modality


def test_forms_stand_under_their_first_word_the_longest_first() -> None:
    for word, forms in LEXICON.states.items():
        assert all(form.form.startswith(word) for form in forms)
        lengths = [len(form.form) for form in forms]
        assert lengths == sorted(lengths, reverse=True)


def test_a_group_stands_for_all_its_states() -> None:
    baltic = next(form for form in LEXICON.states["Baltic"] if form.form == "Baltic nations")
    assert (baltic.states, baltic.kind) == (("EST", "LVA", "LTU"), "group")


def test_every_form_names_states_that_the_reference_knows(ukraine: Case) -> None:
    named = {state for forms in LEXICON.states.values() for form in forms for state in form.states}
    assert named <= set(ukraine.states)


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("She would not rule out sending troops", 2),
        ("The government has ruled it out", 0),
        ("It is too early to say whether we will send soldiers", 1),
        ("We are ready to take part", 3),
        ("We will send a battalion", 4),
        ("Parliament approved the deployment", 6),
        ("Two companies have deployed", 7),
        ("The lake froze over", None),
    ],
)
def test_the_first_pattern_of_firmness_that_matches_wins(words: str, modality: int | None) -> None:
    assert firmness(words) == modality


def test_outlets_are_relays_of_the_ledger() -> None:
    relay = TypeAdapter(Relay)
    assert {relay.validate_python(kind) for kind in LEXICON.outlets.values()} == {"outlet", "agency"}


def test_spellings_keep_the_order_of_the_file_and_leave_groups_out() -> None:
    rows = "form,states,kind\nUK,GBR,name\nBritain,GBR,name\nBritish,GBR,demonym\nBaltic,EST;LVA;LTU,group\n"
    assert read_spellings(rows) == {"GBR": {"name": ("UK", "Britain"), "demonym": ("British",)}}
    assert read_spellings("form,states,kind\n") == {}


@pytest.mark.parametrize("parliament", ["Bundestag", "House of Commons", "Verkhovna Rada", "Congress", "Eduskunta"])
def test_a_vote_of_any_parliament_that_is_listed_is_a_mandate(parliament: str) -> None:
    assert firmness(f"The {parliament} has approved the mission") == 6


@pytest.mark.parametrize("whose", ["Australian", "U.S.", "Japanese", "French"])
def test_no_troops_of_any_state_that_is_listed_is_a_refusal(whose: str) -> None:
    assert firmness(f"There are no {whose} troops in it") == 0


@pytest.mark.parametrize(
    ("words", "reads"),
    [("Prime  Minister", True), ("prime\nminister", True), ("PRIME MINISTER", False), ("MEP", True), ("mep", False)],
)
def test_a_title_is_read_at_the_beginning_of_a_sentence_and_over_lines_and_an_abbreviation_as_it_is(
    words: str, reads: bool
) -> None:
    assert any(re.fullmatch(title, words) for title in read_lexicon().titles) is reads


def test_who_comments_is_listed_apart_from_who_holds_an_office() -> None:
    lexicon = read_lexicon()
    assert set(lexicon.analysts) < set(lexicon.titles)
    assert any(re.fullmatch(title, "Professor") for title in lexicon.analysts)
    assert not any(re.fullmatch(title, "Minister") for title in lexicon.analysts)


def test_authorities_are_listed_by_kind_the_longest_first() -> None:
    authorities = read_lexicon().authorities
    assert set(authorities) == {"organisation", "organ", "article"}
    for forms in authorities.values():
        assert list(forms) == sorted(forms, key=lambda form: (-len(form), form))

"""How a clause is coded: how firm it is, whose conduct it describes, what it is about, and a draft in plain words."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.coding import Clause, Setting, draft, on_topic, read_clause
from interpose.reading.mentions import Quantity, set_aside
from interpose.reading.speakers import Speaker

LEXICON = read_lexicon()


def quantity(low: float | None, high: float | None, unit: str = "persons", counts: str = "soldiers") -> Quantity:
    return Quantity(low=low, high=high, unit=unit, counts_what=counts, start=0, end=0)


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("France may send troops", True),
        ("an airlift from Rzeszow", True),
        ("a mission under the UN flag", True),
        ("a demilitarised zone of 30 km", True),
        ("Grain prices fell on Friday", False),
        ("", False),
    ],
)
def test_words_are_on_topic_where_they_are_about_a_force_its_support_authority_or_ground(words: str, about: bool) -> None:
    assert on_topic(words, LEXICON) is about


def clause(words: str, *, speaker: Speaker | None = None, parties: tuple[str, ...] = ("UKR", "RUS")) -> Clause | None:
    setting = Setting(
        lexicon=LEXICON, speaker=speaker, parties=parties, providers=(), described=(), goes_on=False, at_home=True
    )
    return read_clause(set_aside(words, LEXICON), 0, len(words), setting)


@pytest.mark.parametrize(
    ("words", "predicate"),
    [
        ("Denmark would send troops", "contribute_force"),
        ("It would come under a UN mandate", "authorise"),
        ("Poland offers an airlift", "support_force"),
        ("A buffer zone of 30 km is discussed", "geometry"),
        ("15 states are ready to send troops", "force_size"),
        ("the force needs 50,000 soldiers", "force_size"),
        ("Azerbaijan refused access to its territory", "consent"),
        ("Romania offered to be a transit point for peacekeepers", "support_force"),
        ("Spain will send missiles", None),
        ("troops were cheered", None),
        ("It is unclear which states will send troops", None),
        ("Spain has deployed 600 troops in Lebanon", None),
    ],
)
def test_a_clause_is_about_one_thing(words: str, predicate: str | None) -> None:
    found = clause(words)
    assert (found and found.predicate) == predicate


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("Spain will send troops", 4),
        ("Spain won’t send troops", 0),
        ("No Spanish troops will be sent", 0),
        ("Spain is not yet ready to send troops", 1),
        ("Spain has not ruled out troops", 2),
        ("Spain has yet to rule out troops", 2),
        ("After some hesitation Spain pledged troops", 4),
        ("Spain is considering a plan to send troops", 2),
        ("Spain never said no, and is ready to send troops", 3),
    ],
)
def test_a_negation_turns_the_words_that_it_stands_before(words: str, modality: int) -> None:
    found = clause(words)
    assert found is not None
    assert (found.named, found.modality) == (("ESP",), modality)


def test_a_speaker_who_tells_of_many_tells_nothing_of_their_own_state() -> None:
    speaker = Speaker(actor="Ann", office="president", state="FRA", kind="on_record", start=-1, end=-1)
    for words, named in {"several states will send troops": (), "we will send troops": ("FRA",)}.items():
        found = clause(words, speaker=speaker)
        assert found is not None
        assert found.named == named


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("POL", "contribute_force", 3, None, ("if asked",)), "POL: contribute force: ready if; if asked"),
        (("FRA", "contribute_force", 4, quantity(None, 2_000), ()), "FRA: contribute force: pledged (up to 2,000 soldiers)"),
        (("FRA", "contribute_force", 4, quantity(500, None), ()), "FRA: contribute force: pledged (at least 500 soldiers)"),
        ((None, "force_size", None, quantity(5_000, 7_000), ()), "Force size (5,000 to 7,000 soldiers)"),
        ((None, "force_size", None, quantity(5_000, 5_000), ()), "Force size (5,000 soldiers)"),
    ],
)
def test_a_draft_says_who_what_how_firm_how_many_and_on_what_condition(
    arguments: tuple[str | None, str, int | None, Quantity | None, tuple[str, ...]], words: str
) -> None:
    assert draft(*arguments) == words

"""How a clause is coded: what it is about, when it was said, and a draft in plain words."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.coding import draft, on_topic, predicate_of, said_on, sizes
from interpose.reading.mentions import Quantity

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


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("a force of 64,000 would do", [(64_000, 64_000)]),
        ("a contingent of up to 3,000", [(None, 3_000)]),
        ("a force of about 500", [(500, 500)]),
        ("a force of 64,000 troops", []),
        ("an army of 3", []),
        ("64,000 in all", []),
    ],
)
def test_a_size_without_a_unit_is_of_persons(text: str, bounds: list[tuple[float | None, float]]) -> None:
    found = sizes(text, 0, len(text))
    assert [(each.low, each.high) for each in found] == bounds
    assert all(each.unit == "persons" and text[each.start : each.end].endswith("0") for each in found)


def test_a_size_is_found_in_its_stretch_of_the_text_alone() -> None:
    text = "a force of 5,000 or a force of 7,000"
    (second,) = sizes(text, 17, len(text))
    assert (second.high, text[second.start : second.end]) == (7_000, "force of 7,000")


@pytest.mark.parametrize(
    ("stretch", "modality", "number", "predicate"),
    [
        ("we would send troops", 3, None, "contribute_force"),
        ("under a UN mandate", None, None, "authorise"),
        ("an airlift is on offer", 3, None, "support_force"),
        ("a buffer zone", None, quantity(30, 30, "km", "zone"), "geometry"),
        ("15 states are ready to send troops", 3, quantity(15, 15, "states", "states"), "force_size"),
        ("the force needs 50,000 soldiers", None, quantity(50_000, 50_000), "force_size"),
        ("troops were cheered", None, None, None),
    ],
)
def test_a_clause_is_about_one_thing(
    stretch: str, modality: int | None, number: Quantity | None, predicate: str | None
) -> None:
    assert predicate_of(stretch, modality, number, (), LEXICON, goes_on=False) == predicate


@pytest.mark.parametrize(
    ("sentence", "published", "said"),
    [
        # 14 December 2024 was a Saturday.
        ("she said on Thursday", "2024-12-14", "2024-12-12"),
        ("she said on Saturday", "2024-12-14", "2024-12-14"),
        ("she said on Sunday", "2024-12-14", "2024-12-08"),
        ("she said", "2024-12-14", "2024-12-14"),
        ("she said on Thursday", "2024-12", "2024-12"),
        ("she said on Thursday", None, None),
    ],
)
def test_a_weekday_is_the_last_one_before_the_text(sentence: str, published: str | None, said: str | None) -> None:
    assert said_on(sentence, published) == said


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

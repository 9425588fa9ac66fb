"""How a clause is coded: how firm it is, whose conduct it describes, what it is about, and a draft in plain words."""

from __future__ import annotations

import pytest

from interpose.reading.claims.clause import draft
from interpose.reading.words.numbers import Quantity
from tests.reading.builders import clause


def quantity(low: float | None, high: float | None, unit: str = "persons", counts: str = "soldiers") -> Quantity:
    return Quantity(low=low, high=high, unit=unit, counts_what=counts, start=0, end=0)


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

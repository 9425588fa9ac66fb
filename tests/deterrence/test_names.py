"""Names for readers of what a tree calls by short words."""

from __future__ import annotations

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.names import words_of
from tests.builders.games import MATCHING_PENNIES, parsed


def test_a_decision_says_what_went_before_it() -> None:
    words = words_of(parsed())
    assert words.decisions["last"].after == "Challenger demand, Defender resist"
    assert (words.decisions["opening"].player, words.decisions["opening"].after) == ("Challenger", "")


def test_a_decision_that_does_not_see_what_went_before_names_both() -> None:
    assert words_of(parsed(MATCHING_PENNIES)).decisions["unseen"].after == "A small; or A large"


def test_everything_that_a_reader_meets_has_a_name(escalation: Escalation) -> None:
    words = words_of(escalation)
    assert set(words.outcomes) == {outcome.id for outcome in escalation.outcomes}
    assert escalation.backstop in words.beliefs
    assert set(escalation.attacks) <= set(words.opening)


def test_support_is_called_by_its_providers() -> None:
    assert words_of(parsed(), "French support").support == "French support"

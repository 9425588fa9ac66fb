"""Deterrence in sentences: what must be believed, ties, and what was not counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interpose.brief.text.deterrence import answers, backstop_sentence, remarks
from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.case.read.library import find_case
from interpose.case.tables.escalation import Escalation, Spread
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.ladder.backstop import Backstop
from interpose.deterrence.race.forces import ForceFacts, Forces
from interpose.deterrence.settings import LadderSettings

FEW = DeterrenceSettings(draws=50, ladder_draws=5, ladder=LadderSettings(starts=0))
FORCE = ForceFacts(name="the plan", mandate="interpose", persons=20_000, forward_share=0.5, source="plan")


@pytest.fixture(scope="module")
def escalation() -> Escalation:
    return read_escalation(find_case("ukraine-2024") / "escalation.yaml")


@pytest.fixture(scope="module")
def found(escalation: Escalation) -> Deterrence:
    return deter_force(escalation, Forces(compared=(FORCE,), support="French support"), settings=FEW)


def test_the_first_sentence_tells_the_thresholds_with_their_ranges(found: Deterrence) -> None:
    assert found.unilateral is not None
    c1, spread = found.unilateral.thresholds["c1"], found.unilateral.threshold_ranges["c1"]
    assert f"at least c1 = {c1:.2f} ({spread.low:.2f} to {spread.high:.2f})" in answers(found)[0]


def test_the_race_is_told_with_and_without_whoever_supports(found: Deterrence) -> None:
    sentences = [sentence for sentence in answers(found) if "French support" in sentence]
    assert [sentence.partition(" ")[0] for sentence in sentences] == ["With", "Without"]
    assert all("the first reserves are not known" in sentence for sentence in sentences)
    assert f"{found.race[0].goal_reached:.0%} of the draws" in sentences[0]


@pytest.mark.parametrize(
    ("least", "words"),
    [(None, "stays likely"), (0.0, "is unlikely whatever is believed"), (0.35, "must be believed with at least 0.35")],
)
def test_the_backstop_is_told_in_words(found: Deterrence, least: float | None, words: str) -> None:
    attack, belief = next(iter(found.reference.words.opening)), next(iter(found.reference.words.beliefs))
    sentence = backstop_sentence(found, Backstop(attack, belief, 0.2, least))
    assert words in sentence
    assert found.reference.words.opening[attack] in sentence
    assert "it is taken as 0.20" in sentence


def test_shares_are_never_called_probabilities_of_events(found: Deterrence) -> None:
    assert remarks(found)[0] == "Shares are shares of the stated ranges, not probabilities of events."


def test_a_belief_on_a_threshold_is_told(escalation: Escalation) -> None:
    assert escalation.unilateral is not None
    # c1 = (1 − 0.6) / (1 − 0.4) = 2/3 without a force.
    game = escalation.unilateral.model_copy(update={"p_defender": Spread(low=0.1, mode=2 / 3, high=0.9)})
    tied = deter_force(escalation.model_copy(update={"unilateral": game}), Forces(), settings=FEW)
    assert any(remark.startswith("Tie: p_defender lies on c1") for remark in remarks(tied))


def test_draws_that_were_not_counted_are_told(found: Deterrence) -> None:
    assert found.unilateral is not None
    less = replace(found, ladder=replace(found.ladder, converged=0.75), unilateral=replace(found.unilateral, dropped=0.125))
    text = " ".join(remarks(less))
    assert "25% of the draws of the tree did not converge" in text
    assert "12.5% of the draws broke an ordering" in text
    assert "did not converge" not in " ".join(remarks(found))


def test_a_tree_that_was_not_solved_is_told_without_numbers(found: Deterrence) -> None:
    unsolved = replace(found, ladder=replace(found.ladder, at_mode=()))
    assert "The tree was not solved at the modes: nothing converged, so there are no numbers." in remarks(unsolved)


def test_a_game_without_the_unilateral_one_tells_nothing_of_thresholds() -> None:
    game = read_escalation(shipped_games()["asymmetric-escalation"])
    assert answers(deter_force(game, Forces(), settings=FEW)) == ()

"""What the tree says over draws: likeliest moves, and questions that do not disturb one another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interpose.case.check.escalation_rules import number_paths
from interpose.deterrence.ladder.answer import Followed, follow_together, ladder_answer, likeliest_first
from interpose.deterrence.ladder.tree import compile_game
from interpose.deterrence.settings import ContinuationSettings, LadderSettings, MixingSettings
from tests.builders.games import parsed

QUIET = LadderSettings(starts=0)


def question(*resists: float) -> dict[str, np.ndarray]:
    """Numbers of the unilateral game at several beliefs that the defender is hard."""
    numbers = {path: np.full(len(resists), spread.mode) for path, spread in number_paths(parsed()).items()}
    numbers["types.defender.hard"] = np.array(resists)
    numbers["types.defender.soft"] = 1 - numbers["types.defender.hard"]
    return numbers


def followed(*resists: float, settings: LadderSettings = QUIET) -> Followed:
    (found,) = follow_together(compile_game(parsed()), parsed(), [question(*resists)], settings)
    return found


def test_the_likeliest_opening_turns_to_peace_as_resistance_is_believed() -> None:
    assert likeliest_first(followed(0.02, 0.98)) == ("keep", "keep")
    certain = question(0.02, 0.98)
    certain["types.challenger.hard"], certain["types.challenger.soft"] = np.ones(2), np.zeros(2)
    (found,) = follow_together(compile_game(parsed()), parsed(), [certain], QUIET)
    assert likeliest_first(found) == ("demand", "keep")


def test_shares_are_counted_over_the_draws() -> None:
    certain = question(0.02, 0.05, 0.1, 0.98)
    certain["types.challenger.hard"], certain["types.challenger.soft"] = np.ones(4), np.zeros(4)
    (found,) = follow_together(compile_game(parsed()), parsed(), [certain], QUIET)
    assert found.likeliest(0) == [0.25, 0.75]
    # Without the draw in which peace is likeliest.
    assert replace(found, converged=np.array([True, True, True, False])).likeliest(0) == [0, 1]


def test_a_question_is_answered_alike_alone_and_beside_others() -> None:
    alone = followed(0.2, 0.6)
    beside = follow_together(compile_game(parsed()), parsed(), [question(0.9), question(0.2, 0.6), question(0.4)], QUIET)[1]
    for own, other in zip(alone.profile, beside.profile, strict=True):
        assert np.exp(other) == pytest.approx(np.exp(own), abs=1e-6)


def test_draws_that_were_not_followed_to_the_end_are_counted_nowhere() -> None:
    lost = LadderSettings(starts=0, mixing=MixingSettings(most_sweeps=1), continuation=ContinuationSettings(most_steps=1))
    found = followed(0.2, 0.6, settings=lost)
    assert not found.converged.any()
    assert likeliest_first(found) == (None, None)
    at_mode = question(0.2)
    ladder, responses = ladder_answer(parsed(), found, at_mode, 0, lost)
    assert (ladder.converged, ladder.first_moves, ladder.at_mode, responses) == (0, (), (), {})


def test_responses_are_told_for_attacks_alone() -> None:
    ladder, responses = ladder_answer(parsed(), followed(0.2), question(0.2), 0, QUIET)
    assert set(responses) == {"demand"}
    assert sum(responses["demand"].values()) == pytest.approx(1)
    assert ladder.information_sets == 6

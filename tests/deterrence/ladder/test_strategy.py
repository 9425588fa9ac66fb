"""Playing a tree: Bayes' rule forwards, worth backwards, chances of outcomes."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.deterrence.ladder.strategy import log_choice, play_backwards, play_certain, reach, read_beliefs
from tests.builders.games import at_beliefs, pure


def test_beliefs_follow_bayes() -> None:
    game, stakes = at_beliefs()
    with np.errstate(divide="ignore"):
        logs = [np.log(each)[..., None] for each in pure(1, 1 / 7, 0)]
    # 0.3 × 1 against 0.7 × 1/7: three to one.
    after = read_beliefs(game, stakes, logs)[1]
    assert after[0, :, 0, 0] == pytest.approx([0.75, 0.25])


def test_chances_of_outcomes_sum_to_one_and_follow_the_moves() -> None:
    game, stakes = at_beliefs()
    ends = reach(game, stakes, [np.log(np.full((2, 2, 1), 0.5))] * 3)
    assert [float(ends[row][0]) for row in range(4)] == pytest.approx([0.5, 0.25, 0.125, 0.125])


def test_blind_choice_values_are_averages() -> None:
    game, stakes = at_beliefs()
    blind = [np.log(np.full((2, 2, 1), 0.5))] * 3
    play = play_backwards(game, stakes, read_beliefs(game, stakes, blind), lambda _index, worth: log_choice(0.0, worth))
    # Demanding, soft: 1/2 × 1 + 1/2 × (0.1 + 0) / 2 = 0.525.
    assert float(play.worth[0][1, 1, 0]) == pytest.approx(0.525)


def test_what_no_belief_touches_is_played_once_and_stays_as_it_is() -> None:
    game, stakes = at_beliefs()
    # Only whether the challenger fights after it was resisted hangs on no belief.
    assert game.certain == {2}
    certain = play_certain(game, stakes, lambda _index, worth: log_choice(5.0, worth))
    beliefs = read_beliefs(game, stakes, [np.log(np.full((2, 2, 1), 0.5))] * 3)
    whole = play_backwards(game, stakes, beliefs, lambda _index, worth: log_choice(5.0, worth), certain)
    assert whole.worth[2] is certain.worth[2]
    assert [each.size for each in certain.worth] == [0, 0, 4]


def test_nobody_believes_anything_of_kinds_that_matter_no_more() -> None:
    game, stakes = at_beliefs()
    blind = [np.log(np.full((2, 2, 1), 0.5))] * 3
    assert sorted(read_beliefs(game, stakes, blind)) == [0, 1]
    everybody = read_beliefs(game, stakes, blind, ((1,), (0,), (1,)))
    # Of the defender's kind the challenger still learns from being resisted, though it changes nothing then.
    assert everybody[2].shape == (1, 1, 2, 1)

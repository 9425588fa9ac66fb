"""The agent form as rows: the same worth as backward play."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.deterrence.ladder.row_form import Worth, row_form
from interpose.deterrence.ladder.strategy import play_backwards, read_beliefs
from tests.builders.games import at_beliefs, numbered
from tests.builders.trees import random_tree


@pytest.mark.parametrize("seed", [0, 3])
def test_worth_by_rows_is_worth_by_backward_play(seed: int) -> None:
    game, stakes = numbered(random_tree(seed, 40))
    form = row_form(game)
    logs = form.choices(np.random.default_rng(seed).normal(size=len(form.free)))
    profile = form.profile(logs)
    play = play_backwards(game, stakes, read_beliefs(game, stakes, profile), lambda index, _worth: profile[index])
    assert Worth.of(form, form.stakes(stakes), logs).values == pytest.approx(form.flat(play.worth), abs=1e-12)


def test_ends_have_rows_only_for_kinds_of_those_who_moved_there() -> None:
    game, _stakes = at_beliefs()
    form = row_form(game)
    # Keeping the status quo: two kinds of the challenger; the three other ends: two kinds of each side.
    assert sorted(form.kinds[form.outcomes == game.outcomes.index("SQ")].tolist()) == [[0, -1], [1, -1]]
    assert len(form.outcomes) == 2 + 3 * 4

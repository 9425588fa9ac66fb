"""The checker of equilibria: what it accepts, refuses and names."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.deterrence.ladder.check import check_equilibrium
from tests.builders.games import at_beliefs, pure


@pytest.mark.parametrize(
    ("hard", "resists", "profile"),
    [
        (0.5, 0.7, pure(0, 0, 0)),
        (0.5, 0.5, pure(1, 0, 0)),
        (0.9, 0.2, pure(1, 1, 0)),
        (0.3, 0.2, pure(1, 1 / 7, 11 / 36)),
        (0.3, 0.2, pure(0, 0, 1)),
        (0.9, 0.2, pure(0, 0, 1)),
    ],
)
def test_the_checker_accepts_the_published_equilibria_and_finds_their_beliefs(
    hard: float, resists: float, profile: list[np.ndarray]
) -> None:
    game, stakes = at_beliefs(challenger={"hard": hard, "soft": 1 - hard}, defender={"hard": resists, "soft": 1 - resists})
    assert check_equilibrium(game, stakes, profile).max_regret == pytest.approx(0, abs=1e-12)


def test_the_checker_refuses_what_no_belief_supports() -> None:
    # At (0.5, 0.7) a soft challenger that demands gets 0.7 × 0.1 + 0.3 × 1 = 0.37 instead of 0.6.
    game, stakes = at_beliefs(challenger={"hard": 0.5, "soft": 0.5}, defender={"hard": 0.7, "soft": 0.3})
    check = check_equilibrium(game, stakes, pure(1, 1, 0))
    assert check.max_regret == pytest.approx(0.23)
    assert (check.regrets[0].information, check.regrets[0].player, check.regrets[0].type) == ("opening", "challenger", "soft")


def test_the_checker_names_what_is_off_the_path() -> None:
    game, stakes = at_beliefs(challenger={"hard": 0.5, "soft": 0.5}, defender={"hard": 0.7, "soft": 0.3})
    assert check_equilibrium(game, stakes, pure(0, 0, 0)).off_path == ("answer", "last")


def test_a_foolish_move_off_the_path_is_a_regret_too() -> None:
    game, stakes = at_beliefs(challenger={"hard": 0.5, "soft": 0.5}, defender={"hard": 0.7, "soft": 0.3})
    profile = pure(0, 0, 0)
    profile[2] = np.array([[0.0, 1.0], [0.0, 1.0]])
    # The soft challenger fights for 0 where backing down gives 0.1.
    assert check_equilibrium(game, stakes, profile).max_regret == pytest.approx(0.1)

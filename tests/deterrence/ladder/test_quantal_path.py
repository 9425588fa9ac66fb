"""Quantal response of a tree for many draws at once."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.check.escalation_rules import number_paths
from interpose.deterrence.ladder.arclength_continuation import trace
from interpose.deterrence.ladder.quantal_path import follow
from interpose.deterrence.ladder.row_form import row_form
from interpose.deterrence.ladder.strategy import log_choice
from interpose.deterrence.ladder.tree import Stakes, compile_game, stakes_at
from interpose.deterrence.unilateral.quantal import quantal_response
from interpose.deterrence.unilateral.stakes import (
    ChallengerStakes,
    DefenderStakes,
)
from tests.builders.games import at_beliefs, numbered
from tests.builders.trees import random_tree


@pytest.mark.parametrize("rationality", [5.0, 50.0, 300.0])
@pytest.mark.parametrize(("hard", "resists"), [(0.5, 0.7), (0.5, 0.5), (0.9, 0.2), (0.3, 0.2)])
def test_the_branch_of_the_tree_agrees_with_the_solver_of_the_unilateral_game(
    rationality: float, hard: float, resists: float
) -> None:
    game, stakes = at_beliefs(challenger={"hard": hard, "soft": 1 - hard}, defender={"hard": resists, "soft": 1 - resists})
    end = follow(game, stakes, rationality)
    assert end.converged.all()
    wanted = quantal_response(
        ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0),
        DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0),
        hard,
        resists,
        rationality,
    ).profile
    assert np.exp(end.profile[0][:, 1, 0]) == pytest.approx([float(wanted.hard_demands), float(wanted.soft_demands)], abs=1e-5)
    assert np.exp(end.profile[1][:, 1, 0]) == pytest.approx([float(wanted.hard_resists), float(wanted.soft_resists)], abs=1e-5)


def test_many_draws_are_solved_as_one_by_one() -> None:
    game, stakes = at_beliefs()
    beliefs = np.array([[0.9, 0.1], [0.3, 0.7], [0.5, 0.5]]).T
    many = Stakes((beliefs, np.repeat(stakes.beliefs[1], 3, axis=1)), np.repeat(stakes.payoffs, 3, axis=-1))
    together = follow(game, many, 40.0)
    for draw in range(3):
        alone = follow(game, many.taken(np.array([draw])), 40.0)
        assert np.exp(alone.profile[0][..., 0]) == pytest.approx(np.exp(together.profile[0][..., draw]), abs=1e-5)


def test_draws_whose_branch_turns_back_are_solved_with_the_others() -> None:
    game, stakes = numbered(random_tree(11, 20))
    generator = np.random.default_rng(0)
    payoffs = np.clip(stakes.payoffs + generator.uniform(-0.05, 0.05, (*stakes.payoffs.shape[:-1], 20)), 0, 1)
    many = Stakes(tuple(np.repeat(each, 20, axis=1) for each in stakes.beliefs), payoffs)
    end = follow(game, many, 200.0)
    assert end.converged.all()
    for own, worth in zip(end.profile, end.worth, strict=True):
        assert np.exp(log_choice(200.0, worth)) == pytest.approx(np.exp(own), abs=1e-4)


@pytest.mark.parametrize(("shift", "factor"), [(0.0, 100.0), (-3.0, 0.5), (7.0, 1e-3)])
def test_affine_changes_of_a_players_payoffs_change_nothing_in_a_tree(shift: float, factor: float) -> None:
    escalation = random_tree(2, 20)
    player = escalation.players[0].id
    numbers = {path: np.array([spread.mode]) for path, spread in number_paths(escalation).items()}
    changed = {
        path: shift + factor * value if path.startswith("payoffs.") and path.split(".")[2] == player else value
        for path, value in numbers.items()
    }
    game = compile_game(escalation)
    one, other = (follow(game, stakes_at(game, escalation, each), 50.0) for each in (numbers, changed))
    assert one.converged.all()
    assert other.converged.all()
    for own, moved in zip(one.profile, other.profile, strict=True):
        assert np.exp(moved) == pytest.approx(np.exp(own), abs=1e-5)


def test_draws_that_would_leap_over_a_fold_end_where_their_own_branch_does() -> None:
    # Around this tree the branch turns back for some draws: raising λ alone lands on another branch there.
    game, one = numbered(random_tree(0, 20))
    spread = np.random.default_rng(0).uniform(-0.1, 0.1, (*one.payoffs.shape[:-1], 100))[..., :25]
    many = Stakes(tuple(np.repeat(each, 25, axis=1) for each in one.beliefs), np.clip(one.payoffs + spread, 0, 1))
    form, end = row_form(game), follow(game, many, 50.0)
    astray = 0
    for draw in range(25):
        arrival = trace(form, form.stakes(many.taken(np.array([draw]))), 50.0)
        astray += np.abs(np.exp(form.flat(end.profile, draw)) - np.exp(arrival.logs)).max() > 1e-3
    assert end.converged.all()
    assert astray <= 2

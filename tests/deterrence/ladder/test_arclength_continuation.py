"""Continuation of a branch: its derivatives, its folds, and giving up honestly."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.deterrence.ladder.arclength_continuation import jacobian, residual, trace
from interpose.deterrence.ladder.row_form import row_form
from interpose.deterrence.ladder.strategy import log_choice, play_backwards, read_beliefs
from interpose.deterrence.settings import ContinuationSettings
from tests.builders.games import numbered
from tests.builders.trees import random_tree


def test_derivatives_are_those_that_differences_give() -> None:
    game, stakes = numbered(random_tree(3, 20))
    form = row_form(game)
    rows, small = form.stakes(stakes), 1e-6
    point = np.random.default_rng(1).normal(size=len(form.free))
    slope, across = jacobian(form, rows, point, 1.0)
    for place, unit in enumerate(np.eye(len(point))):
        moved = residual(form, rows, point + small * unit, 1.0) - residual(form, rows, point - small * unit, 1.0)
        assert slope[:, place] == pytest.approx(moved / (2 * small), abs=1e-8)
    risen = residual(form, rows, point, 1.0 + small) - residual(form, rows, point, 1.0 - small)
    assert across == pytest.approx(risen / (2 * small), abs=1e-8)


@pytest.mark.parametrize("seed", [11, 13])
def test_a_branch_that_turns_back_is_followed_through_its_folds(seed: int) -> None:
    game, stakes = numbered(random_tree(seed, 20))
    form = row_form(game)
    arrival = trace(form, form.stakes(stakes), 1e4)
    assert arrival.met
    assert arrival.folds >= 1
    # Measured by the other way of playing the game: it answers itself.
    profile = form.profile(arrival.logs)
    play = play_backwards(game, stakes, read_beliefs(game, stakes, profile), lambda index, _worth: profile[index])
    for own, worth in zip(profile, play.worth, strict=True):
        assert np.exp(log_choice(1e4, worth)) == pytest.approx(np.exp(own), abs=1e-4)


def test_a_search_that_is_cut_short_says_so() -> None:
    game, stakes = numbered(random_tree(11, 20))
    form = row_form(game)
    arrival = trace(form, form.stakes(stakes), 1e4, ContinuationSettings(most_steps=2))
    assert not arrival.met
    assert arrival.rationality < 1e4


def test_every_point_that_is_reached_solves_the_equation_of_the_branch() -> None:
    game, stakes = numbered(random_tree(2, 20))
    form = row_form(game)
    rows = form.stakes(stakes)
    arrival = trace(form, rows, 30.0)
    assert arrival.met
    drive = form.over_first(arrival.logs)
    assert np.abs(residual(form, rows, drive, np.log(30.0))).max() <= 1e-8

"""Candidates for equilibria beside the limit of quantal response."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.deterrence.ladder.arclength_continuation import trace
from interpose.deterrence.ladder.candidates import held_back, pure_candidates
from interpose.deterrence.ladder.row_form import row_form
from interpose.deterrence.settings import LadderSettings
from tests.builders.games import STAG_HUNT, at_beliefs, numbered, parsed


def test_pure_strategies_of_a_small_tree_are_gone_through() -> None:
    game, stakes = numbered(parsed(STAG_HUNT))
    form = row_form(game)
    pure = [tuple(each) for each in pure_candidates(form, form.stakes(stakes), LadderSettings(largest_regret=1e-9))]
    # Columns: a's stag and hare, b's stag and hare.
    assert sorted(pure) == [(0, 1, 0, 1), (1, 0, 1, 0)]


def test_nothing_is_gone_through_where_there_are_too_many_pure_strategies() -> None:
    game, stakes = numbered(parsed(STAG_HUNT))
    form = row_form(game)
    # Two hunters with two moves each: four profiles.
    assert not list(pure_candidates(form, form.stakes(stakes), LadderSettings(most_pure=3)))


def test_holding_back_the_demand_leads_to_peace() -> None:
    game, stakes = at_beliefs(challenger={"hard": 0.9, "soft": 0.1}, defender={"hard": 0.2, "soft": 0.8})
    form = row_form(game)
    rows = form.stakes(stakes)
    principal = trace(form, rows, 1e4)
    assert principal.met
    demand = 1
    # Everybody attacks at these beliefs; with a demand made costly to one kind, a branch ends without it.
    assert np.exp(principal.logs)[demand] == pytest.approx(1, abs=1e-3)
    others = list(held_back(form, rows, principal.logs, 1e4))
    assert any(np.exp(logs)[demand] < 0.01 for logs in others)


def test_no_more_moves_are_held_back_than_asked_for() -> None:
    game, stakes = numbered(parsed(STAG_HUNT))
    form = row_form(game)
    rows = form.stakes(stakes)
    principal = trace(form, rows, 1e3).logs
    assert not list(held_back(form, rows, principal, 1e3, LadderSettings(held=0)))

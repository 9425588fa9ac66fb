"""The search for equilibria of trees: rows against backward play, folds, and equilibria beside the first."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.check.escalation_rules import number_paths
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.ladder.arclength_continuation import _derivative, _error, trace
from interpose.deterrence.ladder.candidates import pure_candidates
from interpose.deterrence.ladder.check import check_equilibrium
from interpose.deterrence.ladder.equilibria import find_equilibria
from interpose.deterrence.ladder.quantal_path import follow
from interpose.deterrence.ladder.row_form import Worth, row_form
from interpose.deterrence.ladder.strategy import log_choice, play_backwards, read_beliefs
from interpose.deterrence.ladder.tree import Game, Stakes, compile_game, stakes_at
from tests.builders.trees import random_tree

from .test_tree import UNILATERAL, at_beliefs, parsed

STAG_HUNT = """
title: Stag hunt
about: Two hunters choose without seeing the other
reference_class: none
players:
  - {id: a, name: A, basis: assumed, source: test, types: [{id: one, name: one, probability: 1}]}
  - {id: b, name: B, basis: assumed, source: test, types: [{id: one, name: one, probability: 1}]}
start: top
nodes:
  - {id: top, player: a, moves: [{id: stag, name: stag, to: s}, {id: hare, name: hare, to: h}]}
  - {id: s, player: b, information: unseen, moves: [{id: stag, name: stag, to: ss}, {id: hare, name: hare, to: sh}]}
  - {id: h, player: b, information: unseen, moves: [{id: stag, name: stag, to: hs}, {id: hare, name: hare, to: hh}]}
outcomes:
  - {id: ss, name: ss, payoffs: [{player: a, low: 1, mode: 1, high: 1}, {player: b, low: 1, mode: 1, high: 1}]}
  - {id: sh, name: sh, payoffs: [{player: a, low: 0, mode: 0, high: 0}, {player: b, low: 0.6, mode: 0.6, high: 0.6}]}
  - {id: hs, name: hs, payoffs: [{player: a, low: 0.6, mode: 0.6, high: 0.6}, {player: b, low: 0, mode: 0, high: 0}]}
  - {id: hh, name: hh, payoffs: [{player: a, low: 0.6, mode: 0.6, high: 0.6}, {player: b, low: 0.6, mode: 0.6, high: 0.6}]}
"""


def numbered(escalation: Escalation) -> tuple[Game, Stakes]:
    game = compile_game(escalation)
    numbers = {path: np.array([spread.mode]) for path, spread in number_paths(escalation).items()}
    return game, stakes_at(game, escalation, numbers)


@pytest.mark.parametrize("seed", [0, 3])
def test_worth_by_rows_is_worth_by_backward_play(seed: int) -> None:
    game, stakes = numbered(random_tree(seed, 40))
    form = row_form(game)
    logs = form.choices(np.random.default_rng(seed).normal(size=len(form.free)))
    profile = form.profile(logs)
    play = play_backwards(game, stakes, read_beliefs(game, stakes, profile), lambda index, _worth: profile[index])
    assert Worth.of(form, form.stakes(stakes), logs).values == pytest.approx(form.flat(play.worth), abs=1e-12)


def test_derivatives_are_those_that_differences_give() -> None:
    game, stakes = numbered(random_tree(3, 20))
    form = row_form(game)
    rows, small = form.stakes(stakes), 1e-6
    point = np.random.default_rng(1).normal(size=len(form.free))
    slope, across = _derivative(form, rows, point, 1.0)
    for place, unit in enumerate(np.eye(len(point))):
        moved = _error(form, rows, point + small * unit, 1.0) - _error(form, rows, point - small * unit, 1.0)
        assert slope[:, place] == pytest.approx(moved / (2 * small), abs=1e-8)
    risen = _error(form, rows, point, 1.0 + small) - _error(form, rows, point, 1.0 - small)
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


def test_draws_whose_branch_turns_back_are_solved_with_the_others() -> None:
    game, stakes = numbered(random_tree(11, 20))
    generator = np.random.default_rng(0)
    payoffs = np.clip(stakes.payoffs + generator.uniform(-0.05, 0.05, (*stakes.payoffs.shape[:-1], 20)), 0, 1)
    many = Stakes(tuple(np.repeat(each, 20, axis=1) for each in stakes.beliefs), payoffs)
    end = follow(game, many, 200.0)
    assert end.converged.all()
    for own, worth in zip(end.profile, end.worth, strict=True):
        assert np.exp(log_choice(200.0, worth)) == pytest.approx(np.exp(own), abs=1e-4)


@pytest.mark.parametrize("decisions", [20, 40, 62])
def test_random_trees_are_solved_and_every_profile_holds_up(decisions: int) -> None:
    for seed in range(4):
        game, stakes = numbered(random_tree(seed, decisions))
        found = find_equilibria(game, stakes, starts=0, held=2)
        assert found, seed
        for each in found:
            assert each.max_regret <= 1e-2
            assert sum(each.outcomes.values()) == pytest.approx(1)


def test_a_search_that_is_cut_short_says_so_and_gives_no_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    game, stakes = numbered(random_tree(11, 20))
    form = row_form(game)
    assert not trace(form, form.stakes(stakes), 1e4, most_steps=2).met
    monkeypatch.setattr("interpose.deterrence.ladder.arclength_continuation.MOST_STEPS", 2)
    monkeypatch.setattr(trace, "__defaults__", (2,))
    assert find_equilibria(game, stakes, starts=0) == ()


@pytest.mark.parametrize(("hard", "resists"), [(0.5, 0.5), (0.9, 0.2), (0.3, 0.2)])
def test_steadfast_deterrence_is_found_in_the_tree_beside_the_limit(hard: float, resists: float) -> None:
    game, stakes = at_beliefs(challenger={"hard": hard, "soft": 1 - hard}, defender={"hard": resists, "soft": 1 - resists})
    found = find_equilibria(game, stakes)
    assert len(found) == 2
    assert found[1].outcomes == {"SQ": pytest.approx(1)}
    assert found[1].max_regret <= 1e-9
    # It stands on the belief that a demand comes from a soft challenger: the soft defender resists.
    assert found[1].moves["answer"]["soft"]["resist"] == pytest.approx(1)


def test_certain_deterrence_stands_alone() -> None:
    game, stakes = at_beliefs(challenger={"hard": 0.5, "soft": 0.5}, defender={"hard": 0.7, "soft": 0.3})
    assert [each.outcomes for each in find_equilibria(game, stakes)] == [{"SQ": pytest.approx(1)}]


def test_both_pure_equilibria_of_a_stag_hunt_are_found() -> None:
    game, stakes = numbered(parsed(STAG_HUNT))
    found = find_equilibria(game, stakes)
    ends = [max(each.outcomes, key=lambda end: each.outcomes[end]) for each in found if max(each.outcomes.values()) > 0.99]
    assert sorted(ends) == ["hh", "ss"]


def test_pure_strategies_of_a_small_tree_are_gone_through() -> None:
    game, stakes = numbered(parsed(STAG_HUNT))
    form = row_form(game)
    pure = [tuple(each) for each in pure_candidates(form, form.stakes(stakes), 1e-9)]
    # Columns: a's stag and hare, b's stag and hare.
    assert sorted(pure) == [(0, 1, 0, 1), (1, 0, 1, 0)]


def test_the_ladder_of_the_reference_case_has_more_than_one_equilibrium() -> None:
    from interpose.case.read.escalation import read_escalation
    from interpose.case.read.library import find_case

    game, stakes = numbered(read_escalation(find_case("ukraine-2024") / "escalation.yaml"))
    found = find_equilibria(game, stakes, starts=0)
    assert [each.found_by for each in found] == ["quantal_limit", "held_back"]
    assert found[1].outcomes == {"respected": pytest.approx(1)}
    for each in found:
        profile = [np.array([list(kind.values()) for kind in own.values()]) for own in each.moves.values()]
        assert check_equilibrium(game, stakes, profile).max_regret <= 1e-9


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


def test_a_tie_in_a_tree_is_reported_and_none_where_there_is_none() -> None:
    plain = find_equilibria(*numbered(parsed()), starts=0)
    assert [each.ties for each in plain] == [() for _ in plain]
    # Backing down and fighting are both worth 0.1 to the soft challenger.
    tied = UNILATERAL.replace("type: soft, low: 0, mode: 0, high: 0}\n      - {player: defender, type: hard", "TIED", 1)
    tied = tied.replace("TIED", "type: soft, low: 0.1, mode: 0.1, high: 0.1}\n      - {player: defender, type: hard")
    assert ("last", "soft") in find_equilibria(*numbered(parsed(tied)), starts=0)[0].ties


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

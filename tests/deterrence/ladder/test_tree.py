"""A game compiled: the order of its nodes, who knows what, and payoffs on one scale."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.check.escalation_rules import number_paths
from interpose.deterrence.ladder.tree import compile_game, stakes_at
from tests.builders.games import MATCHING_PENNIES, UNILATERAL, at_beliefs, numbered, parsed


def test_targets_are_nodes_or_outcomes() -> None:
    game = compile_game(parsed())
    assert game.node_ids == ("opening", "answer", "last")
    assert game.outcomes == ("SQ", "DC", "CD", "DD")
    # Keeping the peace ends at SQ, the first outcome; a demand leads to the answer, the second node.
    assert [node.targets for node in game.nodes] == [(-1, 1), (-2, 2), (-3, -4)]
    assert [game.sets[index].id for index in game.backwards] == ["last", "answer", "opening"]


def test_decisions_are_counted_for_each_kind() -> None:
    assert compile_game(parsed()).decisions == 6
    assert compile_game(parsed(MATCHING_PENNIES)).decisions == 2


def test_nodes_that_look_the_same_are_one_information_set() -> None:
    game = compile_game(parsed(MATCHING_PENNIES))
    assert [(each.id, len(each.nodes)) for each in game.sets] == [("top", 1), ("unseen", 2)]


def test_payoffs_of_each_player_run_from_zero_to_one_whatever_their_unit() -> None:
    # The defender's payoffs in thousands, and shifted.
    text = UNILATERAL
    for value in ("1", "0.2", "0.8", "0.4", "0"):
        moved = f"{float(value) * 1000 - 70:g}"
        for label in ("{player: defender, ", "{player: defender, type: hard, ", "{player: defender, type: soft, "):
            text = text.replace(
                f"{label}low: {value}, mode: {value}, high: {value}}}", f"{label}low: {moved}, mode: {moved}, high: {moved}}}"
            )
    assert text != UNILATERAL
    plain, scaled = numbered(parsed())[1], numbered(parsed(text))[1]
    assert scaled.payoffs == pytest.approx(plain.payoffs)
    assert (plain.payoffs.min(), plain.payoffs.max()) == (0, 1)


def test_beliefs_are_scaled_to_sum_to_one() -> None:
    _, stakes = at_beliefs(challenger={"hard": 0.6, "soft": 0.6})
    assert stakes.beliefs[0][:, 0] == pytest.approx([0.5, 0.5])


def test_each_draw_keeps_its_own_numbers() -> None:
    escalation = parsed()
    game = compile_game(escalation)
    numbers = {path: np.full(2, spread.mode) for path, spread in number_paths(escalation).items()}
    numbers["types.challenger.hard"] = np.array([0.3, 0.9])
    numbers["types.challenger.soft"] = np.array([0.7, 0.1])
    stakes = stakes_at(game, escalation, numbers)
    assert stakes.draws == 2
    assert stakes.taken(np.array([1])).beliefs[0][:, 0] == pytest.approx([0.9, 0.1])

"""Escalation trees: published outcomes, the checker of equilibria, quantal response, and faults."""

# ruff: noqa: E501 - a row of a game is read as one line

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from interpose.case.check.escalation_rules import number_paths
from interpose.case.read.escalation import parse_escalation, read_escalation, shipped_games
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.ladder.check import check_equilibrium
from interpose.deterrence.ladder.equilibria import find_equilibria
from interpose.deterrence.ladder.quantal_path import follow
from interpose.deterrence.ladder.strategy import log_choice, play_backwards, reach, read_beliefs
from interpose.deterrence.ladder.tree import Game, Stakes, compile_game, stakes_at
from interpose.deterrence.unilateral.game import ChallengerStakes, DefenderStakes
from interpose.deterrence.unilateral.quantal import quantal_response
from interpose.errors import Fault

UNILATERAL = """
title: Unilateral deterrence
about: The unilateral game as a tree
reference_class: none
players:
  - id: challenger
    name: Challenger
    basis: assumed
    source: test
    types:
      - {id: hard, name: hard, probability: 0.3}
      - {id: soft, name: soft, probability: 0.7}
  - id: defender
    name: Defender
    basis: assumed
    source: test
    types:
      - {id: hard, name: hard, probability: 0.2}
      - {id: soft, name: soft, probability: 0.8}
start: opening
attacks: [demand]
nodes:
  - {id: opening, player: challenger, moves: [{id: keep, name: keep, to: SQ}, {id: demand, name: demand, to: answer}]}
  - {id: answer, player: defender, moves: [{id: concede, name: concede, to: DC}, {id: resist, name: resist, to: last}]}
  - {id: last, player: challenger, moves: [{id: back_down, name: back down, to: CD}, {id: fight, name: fight, to: DD}]}
outcomes:
  - {id: SQ, name: SQ, payoffs: [{player: challenger, low: 0.6, mode: 0.6, high: 0.6}, {player: defender, low: 1, mode: 1, high: 1}]}
  - {id: DC, name: DC, payoffs: [{player: challenger, low: 1, mode: 1, high: 1}, {player: defender, low: 0.2, mode: 0.2, high: 0.2}]}
  - {id: CD, name: CD, payoffs: [{player: challenger, low: 0.1, mode: 0.1, high: 0.1}, {player: defender, low: 0.8, mode: 0.8, high: 0.8}]}
  - id: DD
    name: DD
    payoffs:
      - {player: challenger, type: hard, low: 0.3, mode: 0.3, high: 0.3}
      - {player: challenger, type: soft, low: 0, mode: 0, high: 0}
      - {player: defender, type: hard, low: 0.4, mode: 0.4, high: 0.4}
      - {player: defender, type: soft, low: 0, mode: 0, high: 0}
"""


def parsed(text: str = UNILATERAL) -> Escalation:
    faults: list[Fault] = []
    found = parse_escalation(text, "escalation.yaml", faults)
    assert found is not None, faults
    return found


def faults_of(old: str, new: str) -> list[Fault]:
    assert old in UNILATERAL
    faults: list[Fault] = []
    assert parse_escalation(UNILATERAL.replace(old, new), "escalation.yaml", faults) is None
    return faults


def at_beliefs(**beliefs: Mapping[str, float]) -> tuple[Game, Stakes]:
    escalation = parsed()
    numbers = {path: np.array([spread.mode]) for path, spread in number_paths(escalation).items()}
    for player, own in beliefs.items():
        for kind, value in own.items():
            numbers[f"types.{player}.{kind}"] = np.array([value])
    game = compile_game(escalation)
    return game, stakes_at(game, escalation, numbers)


def pure(hard_demands: float, soft_demands: float, soft_resists: float) -> list[np.ndarray]:
    """A profile of the unilateral tree: opening, answer, last, by kind (hard, soft) and move."""
    return [
        np.array([[1 - hard_demands, hard_demands], [1 - soft_demands, soft_demands]]),
        np.array([[0.0, 1.0], [1 - soft_resists, soft_resists]]),
        np.array([[0.0, 1.0], [1.0, 0.0]]),
    ]


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


def test_the_limit_of_the_tree_is_the_bluff() -> None:
    game, stakes = at_beliefs()
    found = find_equilibria(game, stakes, starts=6)
    assert found[0].found_by == "quantal_limit"
    assert found[0].moves["opening"]["soft"]["demand"] == pytest.approx(1 / 7, abs=2e-3)
    assert found[0].moves["answer"]["soft"]["resist"] == pytest.approx(11 / 36, abs=5e-3)
    assert all(each.max_regret <= 5e-3 for each in found)
    assert sum(found[0].outcomes.values()) == pytest.approx(1)


@pytest.fixture(scope="module")
def asymmetric() -> Escalation:
    return read_escalation(shipped_games()["asymmetric-escalation"])


@pytest.mark.parametrize(
    ("challenger", "defender", "outcome"),
    [
        ("soft", "HH", "SQ"),
        ("soft", "HS", "SQ"),
        ("soft", "SH", "SQ"),
        ("soft", "SS", "SQ"),
        ("hard", "HH", "SQ"),
        ("hard", "HS", "DC"),
        ("hard", "SH", "DC"),
        ("hard", "SS", "DC"),
    ],
)
def test_complete_information_outcomes_of_the_asymmetric_escalation_game(
    asymmetric: Escalation, challenger: str, defender: str, outcome: str
) -> None:
    game = compile_game(asymmetric)
    numbers = {path: np.array([spread.mode]) for path, spread in number_paths(asymmetric).items()}
    for path in numbers:
        if path.startswith("types."):
            numbers[path] = np.array([float(path.rsplit(".", 1)[1] in (challenger, defender))])
    found = find_equilibria(game, stakes_at(game, asymmetric, numbers), starts=0)
    assert found[0].outcomes == {outcome: pytest.approx(1)}
    assert found[0].max_regret <= 1e-9


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


def test_many_draws_are_solved_as_one_by_one() -> None:
    game, stakes = at_beliefs()
    beliefs = np.array([[0.9, 0.1], [0.3, 0.7], [0.5, 0.5]]).T
    many = Stakes((beliefs, np.repeat(stakes.beliefs[1], 3, axis=1)), np.repeat(stakes.payoffs, 3, axis=-1))
    together = follow(game, many, 40.0)
    for draw in range(3):
        alone = follow(game, many.taken(np.array([draw])), 40.0)
        assert np.exp(alone.profile[0][..., 0]) == pytest.approx(np.exp(together.profile[0][..., draw]), abs=1e-5)


def test_information_that_is_merged_is_weighed_by_how_likely_each_history_is() -> None:
    text = """
title: Merged
about: The defender cannot tell a small demand from a large one
reference_class: none
players:
  - {id: a, name: A, basis: assumed, source: test, types: [{id: one, name: one, probability: 1}]}
  - {id: b, name: B, basis: assumed, source: test, types: [{id: one, name: one, probability: 1}]}
start: top
nodes:
  - {id: top, player: a, moves: [{id: small, name: small, to: s}, {id: large, name: large, to: l}]}
  - {id: s, player: b, information: unseen, moves: [{id: yes, name: yes, to: sy}, {id: no, name: no, to: sn}]}
  - {id: l, player: b, information: unseen, moves: [{id: yes, name: yes, to: ly}, {id: no, name: no, to: ln}]}
outcomes:
  - {id: sy, name: sy, payoffs: [{player: a, low: 0, mode: 0, high: 0}, {player: b, low: 1, mode: 1, high: 1}]}
  - {id: sn, name: sn, payoffs: [{player: a, low: 1, mode: 1, high: 1}, {player: b, low: 0, mode: 0, high: 0}]}
  - {id: ly, name: ly, payoffs: [{player: a, low: 1, mode: 1, high: 1}, {player: b, low: 0, mode: 0, high: 0}]}
  - {id: ln, name: ln, payoffs: [{player: a, low: 0, mode: 0, high: 0}, {player: b, low: 1, mode: 1, high: 1}]}
"""
    escalation = parsed(text.replace("{id: yes", '{id: "yes"').replace("{id: no,", '{id: "no",'))
    game = compile_game(escalation)
    numbers = {path: np.array([spread.mode]) for path, spread in number_paths(escalation).items()}
    # Matching pennies: both choose with even chances.
    found = find_equilibria(game, stakes_at(game, escalation, numbers), starts=0)
    assert found[0].moves["top"]["one"]["small"] == pytest.approx(0.5, abs=1e-6)
    assert found[0].moves["unseen"]["one"]["yes"] == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("to: last}]}", "to: opening}]}", "the tree has a cycle: opening → answer → opening"),
        ("name: keep, to: SQ", "name: keep, to: last", "node 'last' is reached by more than one move"),
        ("name: keep, to: SQ", "name: keep, to: DC", "outcome 'SQ' is not reached by any move"),
        ("name: keep, to: SQ", "name: keep, to: SX", "leads to 'SX', which is neither a node nor an outcome"),
        ("to: last}]}", "to: DD}]}", "node 'last' is not reached by any move"),
        ("start: opening", "start: openning", "start 'openning' is no node"),
        ("id: answer, player: defender", "id: answer, player: defendr", "player 'defendr' is not known"),
        ("id: hard, name: hard, probability: 0.3", "id: hard, name: hard, probability: 0.4", "beliefs about challenger sum to 1.1"),
        ("id: hard, name: hard, probability: 0.3", "id: hard, name: hard, probability: 1.3", "lies outside 0 to 1"),
        ("id: last, player: challenger", "id: last, player: challenger, information: opening", "spans different moves"),
        ("id: last, player: challenger", "id: last, player: challenger, information: answer", "spans decisions of defender and challenger"),
        ("{player: challenger, type: soft, low: 0, mode: 0, high: 0}", "{player: challenger, type: hard, low: 0, mode: 0, high: 0}",
         "outcome 'DD' has 2 payoffs for challenger (hard)"),
        ("type: soft, low: 0, mode: 0, high: 0}\n      - {player: defender", "type: sofd, low: 0, mode: 0, high: 0}\n      - {player: defender",
         "challenger is never 'sofd'"),
        ("low: 0.6, mode: 0.6, high: 0.6", "low: 0.7, mode: 0.6, high: 0.6", "are not in order"),
        ("attacks: [demand]", "rationality: {low: 5, mode: 20, high: 1e6, unit: x, basis: assumed, source: x}", "rationality runs from 5 to 1e+06"),
        ("attacks: [demand]", "attacks: [demnd]", "attack 'demnd' is no move of the start"),
        ("id: concede, name: concede", "id: resist, name: concede", "duplicate move of answer 'resist'"),
        ("title: Unilateral deterrence", "title: Unilateral deterrence\ntitel: again", "key 'titel' is not known"),
    ],
)  # fmt: skip
def test_a_faulty_tree_is_told_with_its_place(old: str, new: str, what: str) -> None:
    faults = faults_of(old, new)
    assert any(what in fault.what for fault in faults), [fault.what for fault in faults]
    assert all(fault.where.file == "escalation.yaml" and fault.where.line and fault.why and fault.mend for fault in faults)


def test_all_faults_come_at_once() -> None:
    text = UNILATERAL.replace("probability: 0.3", "probability: 0.4").replace("name: keep, to: SQ", "name: keep, to: DC")
    faults: list[Fault] = []
    parse_escalation(text, "escalation.yaml", faults)
    assert {fault.what.split(" ")[0] for fault in faults} == {"the", "outcome"}
    assert len(faults) == 2

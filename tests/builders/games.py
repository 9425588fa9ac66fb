"""Small games in the notation of escalation.yaml, whose answers can be worked out by hand."""

# ruff: noqa: E501 - a row of a game is read as one line

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from interpose.case.check.escalation_rules import number_paths
from interpose.case.read.escalation import parse_escalation
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.ladder.tree import GameTree, Stakes, compile_game, stakes_at
from interpose.errors import Fault

__all__ = ["MATCHING_PENNIES", "STAG_HUNT", "UNILATERAL", "at_beliefs", "numbered", "parsed", "pure"]


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


MATCHING_PENNIES = """
title: Merged
about: The defender cannot tell a small demand from a large one
reference_class: none
players:
  - {id: a, name: A, basis: assumed, source: test, types: [{id: one, name: one, probability: 1}]}
  - {id: b, name: B, basis: assumed, source: test, types: [{id: one, name: one, probability: 1}]}
start: top
nodes:
  - {id: top, player: a, moves: [{id: small, name: small, to: s}, {id: large, name: large, to: l}]}
  - {id: s, player: b, information: unseen, moves: [{id: "yes", name: yes, to: sy}, {id: "no", name: no, to: sn}]}
  - {id: l, player: b, information: unseen, moves: [{id: "yes", name: yes, to: ly}, {id: "no", name: no, to: ln}]}
outcomes:
  - {id: sy, name: sy, payoffs: [{player: a, low: 0, mode: 0, high: 0}, {player: b, low: 1, mode: 1, high: 1}]}
  - {id: sn, name: sn, payoffs: [{player: a, low: 1, mode: 1, high: 1}, {player: b, low: 0, mode: 0, high: 0}]}
  - {id: ly, name: ly, payoffs: [{player: a, low: 1, mode: 1, high: 1}, {player: b, low: 0, mode: 0, high: 0}]}
  - {id: ln, name: ln, payoffs: [{player: a, low: 0, mode: 0, high: 0}, {player: b, low: 1, mode: 1, high: 1}]}
"""


def parsed(text: str = UNILATERAL) -> Escalation:
    """Read a game that has no fault."""
    faults: list[Fault] = []
    found = parse_escalation(text, "escalation.yaml", faults)
    assert found is not None, faults
    return found


def numbered(escalation: Escalation) -> tuple[GameTree, Stakes]:
    """Compile a game with its numbers at their modes, a single draw."""
    game = compile_game(escalation)
    numbers = {path: np.array([spread.mode]) for path, spread in number_paths(escalation).items()}
    return game, stakes_at(game, escalation, numbers)


def at_beliefs(**beliefs: Mapping[str, float]) -> tuple[GameTree, Stakes]:
    """Compile the unilateral game at given beliefs about each player's kinds."""
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

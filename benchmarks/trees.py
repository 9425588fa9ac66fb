"""Random escalation trees: two or three players of two kinds, some decisions without sight of the move before."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from interpose.case.tables.escalation import Escalation

__all__ = ["efg_of", "random_tree"]

KINDS = 2
SCALE = 10_000
HIDDEN = 0.35
"""Chance that the next player does not see the move before."""


def random_tree(seed: int, decisions: int) -> Escalation:
    """Make a random tree with payoffs and beliefs at random.

    Parameters
    ----------
    seed : int
        Which tree.
    decisions : int
        Information sets, counted for each kind of player by itself; even.

    Returns
    -------
    Escalation
        The game; every number stands at its mode, without a range.
    """
    generator = np.random.default_rng([seed, decisions])
    players = [f"p{place}" for place in range(int(generator.integers(2, 4)))]
    nodes: dict[str, dict[str, Any]] = {}
    # A leaf: the node and the move that lead to it, and the player who made that move.
    leaves: list[tuple[str, int, str]] = []

    def decide(name: str, player: str, information: str, moves: int) -> None:
        nodes[name] = {"id": name, "player": player, "information": information, "moves": [""] * moves}
        leaves.extend((name, move, player) for move in range(moves))

    def reach(leaf: tuple[str, int, str], name: str) -> None:
        leaves.remove(leaf)
        nodes[leaf[0]]["moves"][leaf[1]] = name

    decide("n0", players[0], "s0", int(generator.integers(2, 4)))
    for place in range(1, decisions // KINDS):
        # The shallower leaves are likelier: trees that are neither bushes nor threads.
        chosen = leaves[int(generator.integers(0, max(1, min(len(leaves), 8))))]
        player = players[int(generator.integers(len(players)))]
        together = [chosen]
        if player != chosen[2] and generator.random() < HIDDEN:
            together = [leaf for leaf in leaves if leaf[0] == chosen[0]]
        moves = int(generator.integers(2, 4))
        for row, leaf in enumerate(together):
            name = f"n{place}_{row}"
            reach(leaf, name)
            decide(name, player, f"s{place}", moves)
    outcomes = []
    for number, leaf in enumerate(list(leaves)):
        name = f"o{number}"
        reach(leaf, name)
        payoffs = [
            {"player": player, "type": f"k{kind}", **_exactly(float(generator.random()))}
            for player in players
            for kind in range(KINDS)
        ]
        outcomes.append({"id": name, "name": name, "payoffs": payoffs})
    people = []
    for player in players:
        chance = round(float(generator.uniform(0.2, 0.8)), 4)
        chances = [chance, round(1 - chance, 4)]
        kinds = [{"id": f"k{kind}", "name": f"kind {kind}", "probability": _exactly(each)} for kind, each in enumerate(chances)]
        people.append({"id": player, "name": player, "basis": "assumed", "source": "at random", "types": kinds})
    written = [
        node | {"moves": [{"id": f"m{move}", "name": f"m{move}", "to": to} for move, to in enumerate(node["moves"])]}
        for node in nodes.values()
    ]
    return Escalation.model_validate(
        {
            "title": f"Random tree {seed}",
            "about": "At random",
            "reference_class": "none",
            "players": people,
            "start": "n0",
            "nodes": written,
            "outcomes": outcomes,
        }
    )


def _exactly(value: float) -> dict[str, float]:
    return {"low": value, "mode": value, "high": value}


def efg_of(escalation: Escalation) -> str:
    """Write a game at its modes in Gambit's format, chance choosing all kinds first.

    Parameters
    ----------
    escalation : Escalation
        The game.

    Returns
    -------
    str
        The tree as Gambit reads it; an information set is called `SET KIND`.
    """
    players = list(escalation.players)
    places = {player.id: place for place, player in enumerate(players)}
    nodes = {node.id: node for node in escalation.nodes}
    ends = {outcome.id: outcome for outcome in escalation.outcomes}
    numbers: dict[tuple[str, str], int] = {}
    counts = [0] * len(players)
    combinations = list(product(*(player.types for player in players)))
    weights = [[round(kind.probability.mode * SCALE) for kind in player.types] for player in players]
    for own in weights:
        own[-1] = SCALE - sum(own[:-1])
    chances = []
    for combination in combinations:
        weight = 1
        for player, own, kind in zip(players, weights, combination, strict=True):
            weight *= own[player.types.index(kind)]
        chances.append(f'"{" ".join(kind.id for kind in combination)}" {weight}/{SCALE ** len(players)}')
    names = " ".join(f'"{player.id}"' for player in players)
    lines = [f'EFG 2 R "{escalation.title}" {{ {names} }} ""', f'c "" 1 "" {{ {" ".join(chances)} }} 0']
    count = 0
    for combination in combinations:
        waiting = [escalation.start]
        while waiting:
            name = waiting.pop()
            if name in ends:
                count += 1
                paid = []
                for player, kind in zip(players, combination, strict=True):
                    fits = (each for each in ends[name].payoffs if each.player == player.id and each.type in (None, kind.id))
                    paid.append(str(next(fits).mode))
                lines.append(f't "" {count} "" {{ {", ".join(paid)} }}')
                continue
            node = nodes[name]
            place = places[node.player]
            key = (node.information or node.id, combination[place].id)
            if key not in numbers:
                counts[place] += 1
                numbers[key] = counts[place]
            moves = " ".join(f'"{move.id}"' for move in node.moves)
            lines.append(f'p "" {place + 1} {numbers[key]} "{key[0]} {key[1]}" {{ {moves} }} 0')
            waiting.extend(move.to for move in reversed(node.moves))
    return "\n".join(lines) + "\n"

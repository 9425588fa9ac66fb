"""Run by the oracle tests in a process of its own: limits of Gambit's logit branch for unilateral games given as JSON."""

from __future__ import annotations

import json
import sys

import pygambit


def below(node: pygambit.Node, *places: int) -> pygambit.Node:
    """Go down the tree by places of actions: releases differ in how children may be indexed."""
    for place in places:
        node = list(node.children)[place]
    return node


def build(game: dict[str, list[float]]) -> pygambit.Game:
    """Build the unilateral deterrence game as an extensive form with chance choosing both kinds."""
    dc, sq, dd_hard, cd, dd_soft = game["challenger"]
    d_sq, d_cd, d_dd_hard, d_dc, d_dd_soft = game["defender"]
    p_challenger, p_defender = game["beliefs"]
    tree = pygambit.Game.new_tree(players=["challenger", "defender"])
    kinds = [(one, other) for one in ("hard", "soft") for other in ("hard", "soft")]
    chances = [
        (p_challenger if one == "hard" else 1 - p_challenger) * (p_defender if other == "hard" else 1 - p_defender)
        for one, other in kinds
    ]
    tree.append_move(tree.root, tree.players.chance, [f"{one}-{other}" for one, other in kinds])
    tree.set_chance_probs(
        tree.root.infoset,
        [pygambit.Rational(str(round(chance, 12))) for chance in chances[:3]]
        + [1 - sum(pygambit.Rational(str(round(chance, 12))) for chance in chances[:3])],
    )
    tops = list(tree.root.children)

    def gather(players: str, nodes: list, moves: list[str]) -> None:
        tree.append_move(nodes[0], players, moves)
        for node in nodes[1:]:
            tree.append_infoset(node, nodes[0].infoset)

    for kind in ("hard", "soft"):
        gather("challenger", [node for node, (one, _) in zip(tops, kinds, strict=True) if one == kind], ["keep", "demand"])
    for kind in ("hard", "soft"):
        nodes = [below(node, 1) for node, (_, other) in zip(tops, kinds, strict=True) if other == kind]
        gather("defender", nodes, ["concede", "resist"])
    for kind in ("hard", "soft"):
        nodes = [below(node, 1, 1) for node, (one, _) in zip(tops, kinds, strict=True) if one == kind]
        gather("challenger", nodes, ["back_down", "fight"])
    for node, (one, other) in zip(tops, kinds, strict=True):
        fight = (dd_hard if one == "hard" else dd_soft, d_dd_hard if other == "hard" else d_dd_soft)
        ends = [
            (below(node, 0), (sq, d_sq)),
            (below(node, 1, 0), (dc, d_dc)),
            (below(node, 1, 1, 0), (cd, d_cd)),
            (below(node, 1, 1, 1), fight),
        ]
        for end, payoffs in ends:
            tree.set_outcome(end, tree.add_outcome([pygambit.Rational(str(round(value, 12))) for value in payoffs]))
    return tree


def main() -> None:
    """Read games from standard input, write the limits of their branches to standard output."""
    found = []
    for game in json.load(sys.stdin):
        tree = build(game)
        profile = pygambit.nash.logit_solve(tree, use_strategic=False).equilibria[0]
        challenger, defender = (
            [list(infoset.actions) for infoset in tree.players[name].infosets] for name in ("challenger", "defender")
        )
        found.append(
            {
                "xH": float(profile[challenger[0][1]]),
                "xS": float(profile[challenger[1][1]]),
                "yH": float(profile[defender[0][1]]),
                "yS": float(profile[defender[1][1]]),
            }
        )
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()

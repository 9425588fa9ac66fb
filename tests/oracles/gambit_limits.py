"""Run by the oracle tests in a process of its own: where Gambit's logit branch ends, for each tree that it is given.

Gambit's Python door names no information sets, but lists those of a player in the order in which the tree reaches them.
"""

from __future__ import annotations

import io
import json
import re
import sys

import pygambit

DECISION = re.compile(r'^p "[^"]*" (\d+) \d+ "([^"]+)"', flags=re.MULTILINE)


def limit_of(text: str, regret: float) -> dict[str, dict[str, float]]:
    """Follow the branch of a tree in Gambit's format to a regret; return the chance of each move in each information set."""
    tree = pygambit.read_efg(io.StringIO(text))
    profile = pygambit.nash.logit_solve(tree, use_strategic=False, maxregret=regret).equilibrium
    limit = {}
    for place, player in enumerate(tree.players, start=1):
        names = dict.fromkeys(name for owner, name in DECISION.findall(text) if int(owner) == place)
        for name, (_, action) in zip(names, profile[player], strict=True):
            limit[name] = {move: float(chance) for move, chance in action}
    return limit


if __name__ == "__main__":
    json.dump([limit_of(*asked) for asked in json.load(sys.stdin)], sys.stdout)

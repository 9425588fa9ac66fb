"""Run by the oracle tests in a process of its own: every extreme Nash equilibrium that Gambit enumerates, for each tree."""

from __future__ import annotations

import io
import json
import re
import sys

import pygambit

DECISION = re.compile(r'^p "[^"]*" (\d+) \d+ "([^"]+)"', flags=re.MULTILINE)


def equilibria_of(text: str) -> list[dict[str, dict[str, float]]]:
    """Enumerate the equilibria of a tree in Gambit's format; return the chance of each move in each information set."""
    tree = pygambit.read_efg(io.StringIO(text))
    found = []
    for mixed in pygambit.nash.enummixed_solve(tree, rational=False).equilibria:
        profile, told = mixed.as_behavior(), {}
        for place, player in enumerate(tree.players, start=1):
            names = dict.fromkeys(name for owner, name in DECISION.findall(text) if int(owner) == place)
            for name, (_, action) in zip(names, profile[player], strict=True):
                told[name] = {move: float(chance) for move, chance in action}
        found.append(told)
    return found


if __name__ == "__main__":
    json.dump([equilibria_of(text) for text in json.load(sys.stdin)], sys.stdout)

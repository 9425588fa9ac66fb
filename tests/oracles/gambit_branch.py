"""Run in a process of its own: the limit of Gambit's logit branch for one tree in Gambit's format, and how long it took."""

from __future__ import annotations

import io
import json
import sys
import time

import pygambit


def main() -> None:
    """Read a tree from standard input, write what each information set does to standard output."""
    tree = pygambit.read_efg(io.StringIO(sys.stdin.read()))
    start = time.perf_counter()
    profile = pygambit.nash.logit_solve(tree, use_strategic=False).equilibria[0]
    seconds = time.perf_counter() - start
    moves = {
        infoset.label: {action.label: float(profile[action]) for action in infoset.actions}
        for player in tree.players
        for infoset in player.infosets
    }
    json.dump({"seconds": seconds, "moves": moves}, sys.stdout)


if __name__ == "__main__":
    main()

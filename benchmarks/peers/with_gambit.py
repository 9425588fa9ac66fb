"""Run in a process of its own: Gambit follows the logit branch of trees in its own format, and says how long each took."""

from __future__ import annotations

import io
import json
import sys
import time

import pygambit


def main() -> None:
    """Read trees from standard input, write the seconds of each to standard output."""
    seconds = []
    for text in json.load(sys.stdin):
        tree = pygambit.read_efg(io.StringIO(text))
        start = time.perf_counter()
        pygambit.nash.logit_solve(tree, use_strategic=False)
        seconds.append(time.perf_counter() - start)
    json.dump(seconds, sys.stdout)


if __name__ == "__main__":
    main()

"""Banzhaf and Shapley–Shubik indices by other packages, one quota at a time, in a process of its own.

It reads a game as JSON from standard input, with the name of the package, and prints the indices and the seconds. Nothing
here knows of Interpose.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import TypedDict

__all__ = ["PROGRAMS", "Game", "Indices"]

MOST_MEMORY = 4 << 30


class Game(TypedDict):
    """One weighted quota, with the least number of members that a winning coalition holds."""

    program: str
    quota: int
    weights: list[int]
    least: int


class Indices(TypedDict):
    """What a package found: indices in the order of the weights, and how long it took."""

    banzhaf: list[float]
    shapley_shubik: list[float]
    seconds: float


Pair = tuple[list[float], list[float]]


def powerindices(game: Game) -> Pair:
    """Ask powerindices: generating functions in numpy, and a least number of members; Banzhaf's index is the absolute one."""
    package = importlib.import_module("powerindices")
    given = (game["quota"], game["weights"], game["least"])
    absolute = [float(value) for value in package.compute_pbi(*given)]
    return [value / sum(absolute) for value in absolute], list(package.compute_ssi(*given))


def powerindex(game: Game) -> Pair:
    """Ask powerindex: generating functions in Python, one quota."""
    asked = importlib.import_module("powerindex").Game(game["quota"], game["weights"])
    asked.calc_banzhaf()
    asked.calc_shapley_shubik()
    return list(asked.banzhaf), list(asked.shapley_shubik)


def tucoopy(game: Game) -> Pair:
    """Ask tucoopy: dynamic programming in Python, one quota."""
    banzhaf = importlib.import_module("tucoopy.power.banzhaf").banzhaf_index_weighted_voting
    shapley = importlib.import_module("tucoopy.power.shapley_shubik").shapley_shubik_index_weighted_voting
    return list(banzhaf(game["weights"], game["quota"])), list(shapley(game["weights"], game["quota"]))


PROGRAMS: dict[str, Callable[[Game], Pair]] = {"powerindices": powerindices, "powerindex": powerindex, "tucoopy": tucoopy}


def answer() -> None:
    """Read a game, let the package that it names measure it, and print what came out."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    game: Game = json.load(sys.stdin)
    begin = time.perf_counter()
    banzhaf, shapley = PROGRAMS[game["program"]](game)
    seconds = time.perf_counter() - begin
    found: Indices = {
        "banzhaf": [float(value) for value in banzhaf],
        "shapley_shubik": [float(value) for value in shapley],
        "seconds": seconds,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    answer()

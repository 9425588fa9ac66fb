"""The problem as every peer reads it, and the answer as it tells it, with seconds of the processor."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, TypedDict

__all__ = ["Answer", "Level", "Pool", "Problem", "Row", "run"]


class Row(TypedDict):
    """A row of the requirement: units by month, and the price of one that is missing for a month."""

    belt: str
    capability: str
    needed: list[float]
    price: float


class Pool(TypedDict):
    """A pool: `first` counts months from 0; `stations` has, by station, the quantity that a unit brings to rows by number."""

    state: str
    units: int
    personnel: int
    first: int
    tour: int
    window: int
    stations: dict[str, dict[str, float]]


class Level(TypedDict):
    """How many units of some pools, by number, may stand at once so that the level lasts."""

    pools: list[int]
    most: int


class Problem(TypedDict):
    """A plan to be found: `steady` holds the first month after the build-up and the one after the last, from 0."""

    horizon: int
    steady: tuple[int, int]
    rows: list[Row]
    pools: list[Pool]
    levels: list[Level]
    caps: dict[str, float]
    gap: float
    seconds: float


class Answer(TypedDict):
    """A plan: tours that begin as pool, station, month and units; its value, what is proved, and the seconds it took."""

    value: float | None
    bound: float | None
    tours: list[tuple[int, str, int, int]]
    build: float
    solve: float
    megabytes: float


def run(
    build: Callable[[Problem], Any],
    solve: Callable[[Problem, Any], tuple[float | None, float | None, list[tuple[int, str, int, int]]]],
) -> None:
    """Read a problem, build its model, solve it, and print the answer."""
    import resource

    problem: Problem = json.load(sys.stdin)
    began = time.process_time()
    model = build(problem)
    built = time.process_time()
    value, bound, tours = solve(problem, model)
    ended = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer: Answer = {
        "value": value,
        "bound": bound,
        "tours": tours,
        "build": built - began,
        "solve": ended - built,
        "megabytes": memory,
    }
    # The solvers may have written to standard output: the answer is the last line.
    print("\n" + json.dumps(answer))

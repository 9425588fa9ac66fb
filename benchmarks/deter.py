"""Deterrence: draws a second of the unilateral game and of trees, beside Gambit where it is installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from interpose.case.escalation import read_escalation, shipped_games
from interpose.case.library import find_case
from interpose.deterrence.numbers import draw, moved_numbers
from interpose.deterrence.quantal import quantal_response
from interpose.deterrence.quantal_path import follow
from interpose.deterrence.tree import compile_game, stakes_at
from interpose.deterrence.unilateral import (
    EQUILIBRIA,
    ChallengerStakes,
    DefenderStakes,
    conditions,
    max_regret,
    strategies,
    thresholds,
)

MANY, FEW, GAMES = 1_000_000, 1_000, 20
GAMBIT_SECONDS = 120


def main() -> None:
    """Print a table: what, draws, seconds, draws a second."""
    print("{:62}{:>10}{:>9}{:>12}".format("what", "draws", "wall s", "draws/s"))
    challenger, defender, hard, resists = stakes(MANY)
    report(
        "unilateral game: thresholds and all equilibria",
        MANY,
        lambda: conditions(thresholds(challenger, defender), hard, resists),
    )

    def verified() -> None:
        found = thresholds(challenger, defender)
        for name in EQUILIBRIA:
            max_regret(strategies(name, found, hard, resists), challenger, defender, hard, resists)

    report("unilateral game: best-response regret of all five", MANY, verified)
    some = stakes(100_000)
    report("unilateral game: quantal response at one rationality", 100_000, lambda: quantal_response(*some, 20.0))
    own = find_case("ukraine-2024") / "escalation.yaml"
    for path in (shipped_games()["asymmetric-escalation"], own):
        name, escalation = path.stem, read_escalation(path)
        game = compile_game(escalation)
        numbers = moved_numbers(escalation, draw(escalation, FEW, 1), {})
        given = stakes_at(game, escalation, numbers)
        end = follow(game, given, 50.0)
        label = f"tree {name}: {game.decisions} information sets, λ to 50, {end.converged.mean():.1%} met"
        report(label, FEW, lambda game=game, given=given: follow(game, given, 50.0))  # type: ignore[misc]
    gambit()


def stakes(count: int) -> tuple[ChallengerStakes, DefenderStakes, np.ndarray, np.ndarray]:
    """Draw payoffs in their orderings, and beliefs."""
    generator = np.random.default_rng(1)
    first, second = (np.sort(generator.random((5, count)), axis=0)[::-1] for _ in range(2))
    hard, resists = generator.random((2, count))
    return (
        ChallengerStakes(*first),
        DefenderStakes(*second),
        hard,
        resists,
    )


def report(what: str, count: int, work: Callable[[], object]) -> None:
    """Time the best of three runs."""
    best = min(timed(work) for _ in range(3))
    print(f"{what:62}{count:>10,}{best:>9.3f}{count / best:>12,.0f}")


def timed(work: Callable[[], object]) -> float:
    """Run once and give the seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def gambit() -> None:
    """Time Gambit's logit branch on unilateral games, in a process of its own with a time limit."""
    if importlib.util.find_spec("pygambit") is None:
        print("Gambit is not installed (extra `oracles`): no comparison")
        return
    challenger, defender, hard, resists = stakes(GAMES)
    games = [
        {
            "challenger": [round(float(each[place]), 3) for each in vars(challenger).values()],
            "defender": [round(float(each[place]), 3) for each in vars(defender).values()],
            "beliefs": [round(float(hard[place]), 3), round(float(resists[place]), 3)],
        }
        for place in range(GAMES)
    ]
    script = Path(__file__).parents[1] / "tests" / "oracles" / "gambit_limits.py"
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, str(script)],
        input=json.dumps(games),
        capture_output=True,
        text=True,
        timeout=GAMBIT_SECONDS,
        check=False,
    )
    wall = time.perf_counter() - start
    if run.returncode:
        print(f"Gambit failed: {run.stderr.strip().splitlines()[-1]}")
        return
    print(f"{'Gambit logit_solve, unilateral games, process start included':62}{GAMES:>10,}{wall:>9.3f}{GAMES / wall:>12,.0f}")


if __name__ == "__main__":
    main()

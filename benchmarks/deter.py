"""Deterrence: draws a second of the unilateral game and of trees, random trees solved, beside Gambit."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.trees import efg_of, random_tree
from interpose.case.check.escalation_rules import number_paths
from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.case.read.library import find_case
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.draws import draw, moved_numbers
from interpose.deterrence.ladder.equilibria import find_equilibria
from interpose.deterrence.ladder.quantal_path import follow
from interpose.deterrence.ladder.tree import GameTree, Stakes, compile_game, stakes_at
from interpose.deterrence.settings import LadderSettings
from interpose.deterrence.unilateral.game import EQUILIBRIA, conditions, strategies, thresholds
from interpose.deterrence.unilateral.quantal import quantal_response
from interpose.deterrence.unilateral.regret import max_regret
from interpose.deterrence.unilateral.stakes import ChallengerStakes, DefenderStakes

MANY, FEW = 1_000_000, 1_000
SIZES, TREES, TREE_DRAWS = (20, 40, 62), 40, 100
GAMBIT_SECONDS = 60
GAMBIT_TREES = 3
GAMBIT = Path(__file__).parent / "peers" / "with_gambit.py"


def main() -> None:
    """Print tables: what, draws, seconds, draws a second; then random trees by size, and Gambit on the same games."""
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
    for name, path in (("asymmetric-escalation", shipped_games()["asymmetric-escalation"]), ("ukraine-2024", own)):
        escalation = read_escalation(path)
        game = compile_game(escalation)
        numbers = moved_numbers(escalation, draw(escalation, FEW, 1), {})
        given = stakes_at(game, escalation, numbers)
        end = follow(game, given, 50.0)
        label = f"tree {name}: {game.decisions} information sets, λ to 50, {end.converged.mean():.1%} met"
        report(label, FEW, lambda game=game, given=given: follow(game, given, 50.0))  # type: ignore[misc]
    trees()
    gambit()


def stakes(count: int) -> tuple[ChallengerStakes, DefenderStakes, np.ndarray, np.ndarray]:
    """Draw payoffs in their orderings, and beliefs."""
    generator = np.random.default_rng(1)
    first, second = (np.sort(generator.random((5, count)), axis=0)[::-1] for _ in range(2))
    hard, resists = generator.random((2, count))
    return (
        ChallengerStakes.of(**dict(zip(("DC", "SQ", "DD_hard", "CD", "DD_soft"), first, strict=True))),
        DefenderStakes.of(**dict(zip(("SQ", "CD", "DD_hard", "DC", "DD_soft"), second, strict=True))),
        hard,
        resists,
    )


def report(what: str, count: int, work: Callable[[], object]) -> None:
    """Time the best of three runs."""
    best = min(timed(work) for _ in range(3))
    print(f"{what:62}{count:>10,}{best:>9.3f}{count / best:>12,.0f}", flush=True)


def timed(work: Callable[[], object]) -> float:
    """Run once and give the seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def numbered(escalation: Escalation) -> tuple[GameTree, Stakes]:
    """Compile a game at its modes."""
    game = compile_game(escalation)
    return game, stakes_at(game, escalation, {path: np.array([each.mode]) for path, each in number_paths(escalation).items()})


def trees() -> None:
    """Solve random trees of three sizes: how many, with how many equilibria, and draws a second around them."""
    print(
        "\n{:>18}{:>9}{:>9}{:>13}{:>14}{:>11}{:>11}".format(
            "information sets", "trees", "solved", "equilibria", "s a tree", "draws/s", "met"
        )
    )
    for size in SIZES:
        solved = count = 0
        start = time.perf_counter()
        for seed in range(TREES):
            found = find_equilibria(*numbered(random_tree(seed, size)), settings=LadderSettings(starts=0))
            solved, count = solved + bool(found), count + len(found)
        each = (time.perf_counter() - start) / TREES
        met, seconds = [], 0.0
        for seed in range(4):
            game, one = numbered(random_tree(seed, size))
            spread = np.random.default_rng(seed).uniform(-0.1, 0.1, (*one.payoffs.shape[:-1], TREE_DRAWS))
            many = Stakes(tuple(np.repeat(own, TREE_DRAWS, axis=1) for own in one.beliefs), np.clip(one.payoffs + spread, 0, 1))
            begun = time.perf_counter()
            met.append(follow(game, many, 50.0).converged.mean())
            seconds += time.perf_counter() - begun
        rate = 4 * TREE_DRAWS / seconds
        print(f"{size:>18}{TREES:>9}{solved:>9}{count:>13}{each:>14.2f}{rate:>11,.0f}{np.mean(met):>11.1%}", flush=True)


def gambit() -> None:
    """Time Gambit's logit branch on random trees, each in a process of its own with a time limit."""
    print("\n{:>18}{:>9}{:>20}{:>14}".format("information sets", "trees", "Gambit ended", "s a tree"))
    for size in SIZES:
        seconds: list[float] = []
        for seed in range(GAMBIT_TREES):
            text = json.dumps([efg_of(random_tree(seed, size))])
            command = [sys.executable, str(GAMBIT)]
            try:
                run = subprocess.run(command, input=text, capture_output=True, text=True, timeout=GAMBIT_SECONDS, check=False)
            except subprocess.TimeoutExpired:
                continue
            if run.returncode == 0:
                seconds += json.loads(run.stdout)
        mean = f"{sum(seconds) / len(seconds):.2f}" if seconds else "none"
        print(f"{size:>18}{GAMBIT_TREES:>9}{len(seconds):>20}{mean:>14}", flush=True)


if __name__ == "__main__":
    main()

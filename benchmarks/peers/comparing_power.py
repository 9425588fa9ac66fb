"""Power indices beside other packages: the same rules in one run, times as ratios, and how far the numbers differ."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.power_indices import PROGRAMS, Game, Indices
from interpose.authority.power import PowerResult, voting_power
from interpose.case.voting_rule import AllOf, Quota, VotingRule

__all__ = ["PATIENCE", "PYTHON", "ask", "compare", "difference", "rule_of"]

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv" / "peers" / "bin" / "python"
PATIENCE = 60.0


def compare(games: Sequence[tuple[str, Game]], patience: float = PATIENCE, python: Path = PYTHON) -> None:
    """Print a table: for each game Interpose and every package, with seconds, ratio and the largest difference."""
    if not python.exists():
        print("the peers are not installed: run `make peers`")
        return
    print(f"Banzhaf and Shapley–Shubik of every member; at most {patience:g} s and 4 GB a package")
    print("{:50}{:>14}{:>10}{:>9}{:>12}".format("game", "program", "s", "ratio", "difference"))
    for name, game in games:
        rule = rule_of(game)
        voting_power(rule)
        begin = time.perf_counter()
        own = voting_power(rule)
        seconds = time.perf_counter() - begin
        print(f"{name:50}{'Interpose':>14}{seconds:>10.4f}{'1':>9}{'':>12}", flush=True)
        for program in PROGRAMS:
            if game["least"] > 1 and program != "powerindices":
                print(f"{'':50}{program:>14}{'has one quota only':>31}", flush=True)
                continue
            answer = ask({**game, "program": program}, python, patience)
            if isinstance(answer, str):
                print(f"{'':50}{program:>14}{answer:>10}{f'>{patience / seconds:,.0f}':>9}", flush=True)
                continue
            far = difference(own, answer)
            row = f"{'':50}{program:>14}{answer['seconds']:>10.4f}{answer['seconds'] / seconds:>9,.0f}{far:>12.1e}"
            print(row, flush=True)


def rule_of(game: Game) -> VotingRule:
    """Write a game as the rule that Interpose measures."""
    weights = tuple(game["weights"])
    quota = Quota(game["quota"], weights)
    names = tuple(f"m{place}" for place in range(len(weights)))
    return VotingRule(names, AllOf((quota, Quota(game["least"], (1,) * len(weights)))) if game["least"] > 1 else quota)


def ask(game: Game, python: Path, patience: float) -> Indices | str:
    """Let a package measure a game in a process of its own; in words why there is no answer."""
    command = [str(python), "-m", "benchmarks.peers.power_indices"]
    try:
        done = subprocess.run(command, input=json.dumps(game), capture_output=True, text=True, timeout=patience, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return f">{patience:g}"
    if done.returncode != 0:
        return "no memory" if "Memory" in done.stderr else "failed"
    found: Indices = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def difference(own: PowerResult, other: Indices) -> float:
    """Tell the largest difference between any index of any member."""
    pairs = [(own.members[place].banzhaf, value) for place, value in enumerate(other["banzhaf"])]
    pairs += [(own.members[place].shapley_shubik, value) for place, value in enumerate(other["shapley_shubik"])]
    return max(abs(float(mine or 0) - value) for mine, value in pairs)

"""Power indices and route probabilities: how long each takes beside its goal, and beside other packages.

`python -m benchmarks power --peers` runs powerindices, powerindex and tucoopy on the same rules in the same run. Times are
of this machine; the ratios are what travels.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.peers.comparing_power import PATIENCE, PYTHON, compare
from benchmarks.peers.power_indices import Game
from interpose.authority import authorise
from interpose.authority.power import voting_power
from interpose.authority.routes.law import body_on
from interpose.authority.routes.probability import pass_probability, passing_draws, vote_matrix
from interpose.case import load
from interpose.case.voting_rule import AllOf, AnyOf, Quota, RuleNode, VotingRule
from interpose.evidence import positions

DAY = dt.date(2024, 12, 15)
LARGE_STATES = (54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12)
ELECTORAL_VOTES = (*LARGE_STATES, *[11] * 4, *[10] * 5, 9, 9, *[8] * 3, 7, 7, *[6] * 6, 5, 5, *[4] * 7, *[3] * 7)
"""Electors of the fifty states of the USA and the District of Columbia from 2024 to 2028."""


def timed(run: Callable[[], object], *, repeats: int = 1) -> float:
    """Measure the shortest of several runs in seconds."""
    best = float("inf")
    for _ in range(repeats):
        begin = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begin)
    return best


def report(what: str, seconds: float, goal: float | None = None, note: str = "") -> None:
    """Print one line: what, how long, the goal, a remark."""
    goal_text = f"goal {goal:g} s" if goal is not None else ""
    print(f"{what:<66}{seconds:>11.4f} s   {goal_text:<12}{note}", flush=True)


def council(unit: int, *, clause: bool) -> VotingRule:
    """Build the double majority of 27 with populations in a unit."""
    body = body_on(load("ukraine-2024").memberships, "eu", DAY)
    weights = tuple(round(people / unit) for people in body.population)
    heads = (1,) * len(weights)
    node: RuleNode = AllOf((Quota(15, heads), Quota(-(-65 * sum(weights) // 100), weights)))
    if clause:
        node = AnyOf((node, Quota(24, heads)))
    return VotingRule(body.members, node, name=f"EU of 27, population in units of {unit:,}")


def fund() -> tuple[int, ...]:
    """Make up 190 weights of about 6 million in all, shaped like those of a large international fund."""
    large = [831_401, 309_669, 306_288, 267_807, 203_005, 203_005, 160_000, 152_000, 132_000, 131_000, 112_000]
    large += [111_000, 101_000, 96_000, 90_000, 88_000, 84_000, 70_000, 67_000, 66_000, 58_000]
    noise = np.random.default_rng(1).uniform(0.9, 1.1, 169)
    small = np.sort((np.exp(np.linspace(np.log(55_000), np.log(1_500), 169)) * noise).astype(int))[::-1]
    return (*large, *(int(weight) for weight in small))


def measure_exact() -> None:
    """Measure bodies of tens of members, exactly."""
    persons = council(1, clause=True)
    report("EU of 27 in persons, blocking clause", timed(lambda: voting_power(persons), repeats=5), 0.2, "exact")
    college = VotingRule(tuple(map(str, range(51))), Quota(270, ELECTORAL_VOTES))
    report("51 of the Electoral College", timed(lambda: voting_power(college), repeats=5), 0.2, "exact")
    weights = many(100, 100)
    hundred = VotingRule(tuple(map(str, range(100))), Quota(sum(weights) // 2 + 1, weights))
    report("100 members with weights up to 100", timed(lambda: voting_power(hundred)), 10.0, "exact")


def measure_drawn() -> None:
    """Measure what lies beyond exact reach: heavy weights, thousands of members, several quotas."""
    for share in (50, 70, 85):
        rule = VotingRule(tuple(map(str, range(190))), Quota(sum(fund()) * share // 100 + 1, fund()))
        measure_bounded(f"190 members with 6 million votes at {share} %", rule)
    weights = many(2_000)
    measure_bounded("2,000 members", VotingRule(tuple(map(str, range(2_000))), Quota(sum(weights) // 2 + 1, weights)))
    first, second = many(500), tuple(reversed(many(1_000)))[:500]
    parts = (Quota(250, (1,) * 500), Quota(sum(first) * 11 // 20, first), Quota(sum(second) // 2, second))
    measure_bounded("500 members under three quotas", VotingRule(tuple(map(str, range(500))), AllOf(parts)))


def games() -> list[tuple[str, Game]]:
    """List the games that other packages are given too: those that Interpose answers exactly."""

    def game(quota: int, weights: Sequence[int], least: int = 1) -> Game:
        return {"program": "", "quota": quota, "weights": list(weights), "least": least}

    compared = [
        ("Security Council", game(39, [7] * 5 + [1] * 10)),
        ("71 equal members", game(36, [1] * 71)),
        ("51 of the Electoral College", game(270, ELECTORAL_VOTES)),
    ]
    for unit in (10_000, 1_000):
        people = [round(weight / unit) for weight in body_on(load("ukraine-2024").memberships, "eu", DAY).population]
        quota = -(-65 * sum(people) // 100)
        if unit == 10_000:
            compared.append(("EU of 27, population in 10,000s alone", game(quota, people)))
        compared.append((f"EU of 27, 15 members and population in {unit:,}s", game(quota, people, 15)))
    return compared


def many(members: int, heaviest: int = 5_000) -> tuple[int, ...]:
    """Draw weights from 1 to the heaviest."""
    return tuple(int(weight) for weight in np.random.default_rng(3).integers(1, heaviest + 1, members))


def measure_bounded(name: str, rule: VotingRule) -> None:
    """Time a rule, and print the errors that its result states."""
    begin = time.perf_counter()
    accuracy = voting_power(rule).accuracy
    seconds = time.perf_counter() - begin
    report(name, seconds, 10.0, f"error at most {accuracy.banzhaf_error:.0e}, {accuracy.shapley_error:.0e}")


def measure_routes() -> None:
    """Measure probabilities of routes, and draws of positions over all of them."""
    case = load("ukraine-2024")
    said = positions(case)
    result = authorise(case, said)
    report("every route of ukraine-2024 decided, ranges and all", timed(lambda: authorise(case, said), repeats=3))
    prepared = []
    for decision in result.routes:
        route = case.routes[decision.id]
        if route.body is not None:
            body = body_on(case.memberships, route.body, DAY)
            chances = vote_matrix([vote.chances for vote in decision.votes])
            prepared.append((route, body, chances))
            report(
                f"probability of {decision.id}",
                timed(partial(pass_probability, route, body, chances), repeats=20),
                0.002,
            )
    generator = np.random.default_rng(1)

    def draw() -> None:
        for route, body, chances in prepared:
            passing_draws(route, body, chances, generator.random((10_000, len(body.members))))

    report("10,000 draws of positions over all routes", timed(draw), 5.0)


def main(options: Sequence[str] = ()) -> None:
    """Print every measurement, or the comparison that the options ask for."""
    asked = read_options(options)
    if asked.peers:
        compare(games(), asked.patience, asked.python)
        return
    measure_exact()
    measure_drawn()
    measure_routes()


def read_options(options: Sequence[str]) -> argparse.Namespace:
    """Read the options of this benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks power")
    parser.add_argument("--peers", action="store_true", help="run powerindices, powerindex and tucoopy on the same rules")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds that a package has for a game")
    parser.add_argument("--python", type=Path, default=PYTHON, help="the interpreter that has the packages")
    return parser.parse_args(options)


if __name__ == "__main__":
    main()

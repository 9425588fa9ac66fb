"""Power indices and route probabilities: how long each takes beside its goal, and beside other packages.

`python -m benchmarks power --peers` runs powerindices, powerindex and tucoopy on the same rules in the same run. Times are
of this machine; the ratios are what travels.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.peers.comparing_power import PATIENCE, PYTHON, compare
from benchmarks.peers.power_indices import Game
from interpose.authority import authorise
from interpose.authority.power import voting_power
from interpose.authority.power.counts import leaves_of
from interpose.authority.power.engine_weights import exact_swings, pivotal_shares, swing_shares
from interpose.authority.routes.law import body_on
from interpose.authority.routes.probability import pass_probability, passing_draws, vote_matrix
from interpose.case import load
from interpose.case.voting_rule import AllOf, AnyOf, Quota, RuleNode, VotingRule
from interpose.evidence import positions

POPULATIONS = Path(__file__).parent.parent / "tests" / "oracles" / "eu_population_2024.csv"


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
    with POPULATIONS.open(encoding="utf-8", newline="") as file:
        people = {row["state"]: round(int(row["population"]) / unit) for row in csv.DictReader(file)}
    weights = tuple(people.values())
    heads = (1,) * len(weights)
    node: RuleNode = AllOf((Quota(15, heads), Quota(-(-65 * sum(weights) // 100), weights)))
    if clause:
        node = AnyOf((node, Quota(24, heads)))
    return VotingRule(tuple(people), node, name=f"EU of 27, population in units of {unit:,}")


def fund() -> tuple[int, ...]:
    """Make up 190 weights of about 6 million in all, shaped like those of a large international fund."""
    large = [831_401, 309_669, 306_288, 267_807, 203_005, 203_005, 160_000, 152_000, 132_000, 131_000, 112_000]
    large += [111_000, 101_000, 96_000, 90_000, 88_000, 84_000, 70_000, 67_000, 66_000, 58_000]
    noise = np.random.default_rng(1).uniform(0.9, 1.1, 169)
    small = np.sort((np.exp(np.linspace(np.log(55_000), np.log(1_500), 169)) * noise).astype(int))[::-1]
    return (*large, *(int(weight) for weight in small))


def measure_union() -> None:
    """Measure the EU of 27 in persons, with its blocking clause."""
    persons = council(1, clause=True)
    quick = timed(lambda: voting_power(persons, minimal=False), repeats=5)
    report("EU of 27 in persons, blocking clause: Banzhaf, Shapley–Shubik", quick, 0.05, "exact")
    report("EU of 27 in persons, blocking clause: all indices", timed(lambda: voting_power(persons)), 3.0, "exact")


def games() -> list[tuple[str, Game]]:
    """List the games that other packages are given too."""

    def game(quota: int, weights: Sequence[int], least: int = 1) -> Game:
        return {"program": "", "quota": quota, "weights": list(weights), "least": least}

    found = [("Security Council", game(39, [7] * 5 + [1] * 10)), ("71 equal members", game(36, [1] * 71))]
    for unit in (10_000, 1_000):
        people = next(leaf for leaf in leaves_of(council(unit, clause=False).node) if len(set(leaf.weights)) > 1)
        if unit == 10_000:
            found.append(("EU of 27, population in 10,000s alone", game(people.quota, people.weights)))
        name = f"EU of 27, 15 members and population in {unit:,}s"
        found.append((name, game(people.quota, people.weights, 15)))
    large = many(2_000)
    found.append(("190 members with 6 million votes, 50 %", game(sum(fund()) // 2 + 1, fund())))
    found.append(("2,000 members with 5 million votes, 50 %", game(sum(large) // 2 + 1, large)))
    return found


def many(members: int) -> tuple[int, ...]:
    """Draw weights between 1 and 5,000."""
    return tuple(int(weight) for weight in np.random.default_rng(3).integers(1, 5_001, members))


def measure_crowds() -> None:
    """Measure hundreds and thousands of members, with weights as large as may be, and under several quotas."""
    for members, heaviest in ((2_000, 1), (2_000, 10**12), (20_000, 1)):
        weights = tuple(weight * heaviest + place * (heaviest > 1) for place, weight in enumerate(many(members)))
        rule = VotingRule(tuple(map(str, range(members))), Quota(sum(weights) // 2 + 1, weights))
        name = f"{members:,} members with weights up to {5_000 * heaviest:.0e}: Banzhaf, Shapley–Shubik"
        measure_bounded(name, rule)
    first, second = many(500), tuple(reversed(many(1_000)))[:500]
    parts = (Quota(250, (1,) * 500), Quota(sum(first) * 11 // 20, first), Quota(sum(second) // 2, second))
    measure_bounded("500 members under three quotas: drawn", VotingRule(tuple(map(str, range(500))), AllOf(parts)))


def measure_bounded(name: str, rule: VotingRule) -> None:
    """Time a rule, and print the errors that its result states."""
    begin = time.perf_counter()
    accuracy = voting_power(rule).accuracy
    seconds = time.perf_counter() - begin
    report(name, seconds, 10.0, f"error at most {accuracy.banzhaf_error:.0e}, {accuracy.shapley_error:.0e}")


def measure_fund() -> None:
    """Measure 190 members, which none of the peers finishes in a minute."""
    weights = fund()
    for share in (50, 70, 85):
        quota = sum(weights) * share // 100 + 1
        shares, _, bound = swing_shares(quota, weights)
        report(
            f"190 members at {share} %: Banzhaf in floating point",
            timed(lambda q=quota: swing_shares(q, weights), repeats=2),
            0.5,
            f"error at most {bound:.0e}",
        )  # type: ignore[misc]
        exact = exact_swings(quota, weights)
        worst = max(
            abs(float(swings / 2 ** (len(weights) - 1)) - found) for swings, found in zip(exact.swings, shares, strict=True)
        )
        report(
            f"190 members at {share} %: Banzhaf exact",
            timed(lambda q=quota: exact_swings(q, weights)),
            10.0,
            f"floats are off by {worst:.0e}",
        )  # type: ignore[misc]
    quota = sum(weights) // 2 + 1
    begin = time.perf_counter()
    _, error = pivotal_shares(quota, weights)
    report("190 members at 50 %: Shapley–Shubik by quadrature", time.perf_counter() - begin, 10.0, f"error at most {error:.0e}")


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
            body = body_on(case.memberships, route.body, dt.date(2024, 12, 15))
            chances = vote_matrix([vote.chances for vote in decision.votes])
            prepared.append((route, body, chances))
            report(
                f"probability of {decision.id}",
                timed(lambda r=route, b=body, c=chances: pass_probability(r, b, c), repeats=20),
                0.002,
            )  # type: ignore[misc]
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
    measure_union()
    measure_fund()
    measure_crowds()
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

"""Power indices and route probabilities: Interpose beside its peers, on the same rules in the same run.

The peers are optional: `python -m pip install powerindices==1.0.2 powerindex==0.3.5`. Both take one
quota (powerindices also a least number of members), so the rule that is compared has no blocking clause.
Times are of this machine; the ratios are what travels. `python -m benchmarks.power --thousands` gives the
peers populations in thousands, which takes them more than a minute.
"""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from interpose.authority import authorise, power
from interpose.authority.law import body_on
from interpose.authority.power_structure import leaves_of
from interpose.authority.power_weights import exact_swings, pivotal_shares, swing_shares
from interpose.authority.probability import pass_probability, passing_draws, vote_matrix
from interpose.case import load
from interpose.case.rules import AllOf, AnyOf, Quota, RuleNode, VotingRule
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


def measure_union(*, thousands: bool) -> None:
    """Measure the EU of 27, alone and beside the peers."""
    persons = council(1, clause=True)
    report(
        "EU of 27 in persons, blocking clause: Banzhaf, Shapley–Shubik",
        timed(lambda: power(persons, minimal=False), repeats=5),
        0.05,
    )
    report("EU of 27 in persons, blocking clause: all indices", timed(lambda: power(persons)), 3.0)
    unit = 1_000 if thousands else 10_000
    rule = council(unit, clause=False)
    own = timed(lambda: power(rule, minimal=False), repeats=5)
    report(f"EU of 27 in units of {unit:,}, no clause: Banzhaf, Shapley–Shubik", own)
    people = next(leaf for leaf in leaves_of(rule.node) if len(set(leaf.weights)) > 1)
    try:
        peer = importlib.import_module("powerindices")
    except ImportError:
        print("powerindices is not installed: python -m pip install powerindices==1.0.2")
    else:
        other = timed(
            lambda: (
                peer.compute_pbi(people.quota, list(people.weights), 15),
                peer.compute_ssi(people.quota, list(people.weights), 15),
            )
        )
        report("  powerindices 1.0.2, the same rule", other, note=f"ratio {other / own:,.0f}")
    single = VotingRule(rule.members, people)
    own = timed(lambda: power(single, minimal=False), repeats=5)
    report(f"EU of 27 in units of {unit:,}, population alone", own)
    try:
        peer = importlib.import_module("powerindex")
    except ImportError:
        print("powerindex is not installed: python -m pip install powerindex==0.3.5")
    else:

        def run() -> None:
            game = peer.Game(people.quota, list(people.weights))
            game.calc_banzhaf()
            game.calc_shapley_shubik()

        other = timed(run)
        report("  powerindex 0.3.5, the same rule", other, note=f"ratio {other / own:,.0f}")


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


def main() -> None:
    """Print every measurement."""
    measure_union(thousands="--thousands" in sys.argv)
    measure_fund()
    measure_routes()


if __name__ == "__main__":
    main()

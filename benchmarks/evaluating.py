"""The fast evaluator beside exact plans: how long a future takes, and how far its two ends are from the best plan."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from interpose.case import load
from interpose.evidence import positions
from interpose.generation import Evaluator, Future, Limits
from interpose.generation.clock import Clock
from interpose.generation.solving import solve_plan
from interpose.requirement import require

WITHIN = 0.002
SEED = 5


def evaluate(number: int) -> None:
    """Print the seconds of a future and the distances of plan and bound from exact plans, without and with caps that bind."""
    case = load("ukraine-2024")
    began = time.process_time()
    evaluator = Evaluator(case, positions(case), require(case))
    print(f"ukraine-2024, {number} random futures, half of them with caps on FRA and GBR; exact plans within {WITHIN:.1%}")
    print(f"prepared in {time.process_time() - began:.1f} s of processor time")
    states = sorted({pool.state for pool in evaluator.pools})
    futures = list(random_futures(states, number))
    for together in (False, True):
        runs = []
        for _ in range(3):
            began = time.process_time()
            if together:
                evaluator.evaluate_many(futures)
            else:
                for future in futures:
                    evaluator.evaluate(future)
            runs.append((time.process_time() - began) / number)
        print(f"{'many at a time' if together else 'one by one':16}{1000 * min(runs):>8.2f} ms of processor time a future")
    found = evaluator.evaluate_many(futures)
    above, below, exact_seconds = [], [], 0.0
    for future, said in zip(futures, found, strict=True):
        need, pools, limits = evaluator.inputs(future)
        began = time.process_time()
        best = solve_plan(need, pools, limits, Clock(Limits(nodes=200)), WITHIN, 1)
        exact_seconds += time.process_time() - began
        total = need.price_of_all()
        if best.objective is None or best.bound is None:
            raise ValueError(f"no exact plan: {best.status}")
        if said.bound > best.objective + 1e-6 * total or best.bound > said.shortfall + 1e-6 * total:
            raise ValueError(f"the exact plan {best.objective} lies outside {said.bound} to {said.shortfall}")
        above.append((said.shortfall - best.objective) / total)
        below.append((best.bound - said.bound) / total)
    print(f"an exact plan takes {exact_seconds / number:.2f} s of processor time; every one lies between bound and schedule")
    print("{:38}{:>9}{:>9}{:>9}".format("% of the price of missing everything", "median", "95 %", "worst"))
    capped = ["GBR" in future.caps for future in futures]
    for name, wanted in (("without caps", False), ("with caps", True)):
        own = [place for place, each in enumerate(capped) if each is wanted]
        line(f"schedule above the exact plan, {name}", [above[place] for place in own])
        line(f"bound below what is proved, {name}", [below[place] for place in own])
        line(f"gap that the answer tells, {name}", [found[place].gap for place in own])


def line(name: str, shares: Sequence[float]) -> None:
    """Print the distribution of shares."""
    given = 100 * np.array(shares)
    print(f"{name:44}{np.median(given):>9.2f}{np.quantile(given, 0.95):>9.2f}{given.max():>9.2f}")


def random_futures(states: Sequence[str], number: int) -> list[Future]:
    """Draw futures: units, participation, dwell, notice, requirement, American enablers, and in every second one caps."""
    random = np.random.default_rng(SEED)
    return [
        Future(
            units={"*": random.uniform(0.5, 1.6), **{state: random.uniform(0.6, 1.4) for state in states}},
            dwell={"*": random.uniform(0.5, 1.3)},
            notice={"*": random.uniform(0.5, 1.5)},
            requirement={"*": random.uniform(0.7, 1.2)},
            takes_part={state: False for state in states if random.random() < 0.15},
            american_enablers=bool(random.random() < 0.7),
            caps={"FRA": random.uniform(3000, 20000), "GBR": random.uniform(2000, 10000)} if place % 2 else {"FRA": None},
        )
        for place in range(number)
    ]

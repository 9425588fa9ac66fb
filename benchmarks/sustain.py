"""Supply and cost of 10,000 futures of 24 months, beside the bare products of numpy that they cannot do without."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from interpose.case import load
from interpose.sustainment.futures import sustain_futures
from interpose.sustainment.supply import supply_plan

FUTURES, MONTHS = 10_000, 24


def main() -> None:
    """Print CPU seconds of the evaluation and of the bare products, and their ratio."""
    plan = supply_plan(load("ukraine-2024"), MONTHS)
    chance = np.random.default_rng(20241215)
    persons = chance.uniform(0, 20_000, (FUTURES, MONTHS))
    rates = chance.uniform(plan.kilograms[0], plan.kilograms[2], (FUTURES, len(plan.rates)))
    costs = chance.uniform(90_000, 366_000, FUTURES)
    whole = _seconds(lambda: sustain_futures(persons, rates, plan.factors, plan.imported, costs))
    bare = _seconds(lambda: (persons * (rates @ plan.factors), persons * costs[:, None]))
    print(f"{FUTURES:,} futures of {MONTHS} months: {whole:.3f} s; bare products {bare:.3f} s; ratio {whole / bare:.1f}")


def _seconds(run: Callable[[], object]) -> float:
    """Return the least CPU seconds of five runs."""
    found = []
    for _ in range(5):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


if __name__ == "__main__":
    main()

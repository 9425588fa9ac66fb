"""How time, gap and memory of force generation grow: each instance in a process of its own.

`python -m benchmarks generate --grow` runs the usual sizes; `--grow 32:8:48,193:24:120` those given, as
states:sectors:months. `--caps SHARE` sets the share of states with a cap, `--seed NUMBER` the case, `--threads NUMBER` how
many solves run side by side, `--limit SECONDS` ends a run.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.instances import synthetic
from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation import Generation, Limits, generate, solving
from interpose.requirement import Requirement
from interpose.solver import processors

SIZES = ((32, 8, 48), (64, 8, 48), (128, 16, 48), (193, 24, 48), (32, 8, 120), (193, 24, 120))
"""States, sectors, months."""

WITHIN = (0.05, 0.01)
"""Distances of value and proved bound, as a share of the price of missing everything."""

LIMIT = 600.0
CAPS = 0.2


def grow(
    sizes: Sequence[tuple[int, int, int]] = SIZES,
    caps: float = CAPS,
    limit: float = LIMIT,
    seed: int = 1,
    threads: int | None = None,
) -> None:
    """Print a table: for each size the wall clock, the gap and the memory of a plan within 5 % and within 1 %.

    The first wall clock is that until the first stage has its plan and its bound; the second that of the whole of
    `generate`: the stages of stress and cost, the calendar, the check of every rule, the sectors, and what binds. The first
    gap is that of the plan without the rules of sectors; the second that of the plan dealt to sectors.
    """
    side_by_side = f"{threads or processors()} solves side by side"
    print(f"12 unit types, {side_by_side}; a cap in {caps:.0%} of the states; seed {seed}")
    head = "{:>7}{:>9}{:>8}".format("states", "sectors", "months")
    for within in WITHIN:
        head += "{:>15}{:>9}{:>9}{:>9}{:>8}".format(f"s within {within:.0%}", "s in all", "gap %", "sectors", "MB")
    print(head)
    for states, sectors, months in sizes:
        print(f"{states:>7}{sectors:>9}{months:>8}", end="", flush=True)
        for within in WITHIN:
            found = apart(limit, states, sectors, months, seed, threads or processors(), caps, within)
            if found is None:
                print(f"{'–':>15}{f'>{limit:g}':>9}{'–':>9}{'–':>9}{'–':>8}", end="", flush=True)
            else:
                gap, dealt = ("–" if found[name] is None else f"{100 * found[name]:.3f}" for name in ("gap", "dealt"))
                times = f"{found['planned']:>15.2f}{found['seconds']:>9.2f}"
                print(f"{times}{gap:>9}{dealt:>9}{found['megabytes']:>8.0f}", end="", flush=True)
        print(flush=True)


def apart(limit: float, *given: float) -> dict[str, float] | None:
    """Run `one` in a process of its own; None where it does not end within the limit."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.growing", *map(str, given)], capture_output=True, text=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout))


def one(states: int, sectors: int, months: int, seed: int, threads: int, caps: float, within: float) -> dict[str, object]:
    """Time one plan."""
    given = synthetic(states, horizon=months, sectors=sectors, capped=caps, seed=seed)
    plan, planned, seconds = timed(given, Limits(relative_gap=within, threads=threads))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    dealt = plan.by_sector.gap if plan.by_sector is not None else None
    return {"planned": planned, "seconds": seconds, "gap": plan.gap, "dealt": dealt, "megabytes": memory}


def timed(given: tuple[Case, Positions, Requirement], limits: Limits, **more: bool) -> tuple[Generation, float, float]:
    """Make a plan; return it, the seconds until its first stage has a plan and a bound, and the seconds of everything."""
    search: Callable[..., None] = solving.search
    planned = 0.0

    def noted(*pieces: Any, **asked: Any) -> None:  # noqa: ANN401
        nonlocal planned
        search(*pieces, **asked)
        planned = time.perf_counter() - began

    solving.search = noted
    began = time.perf_counter()
    try:
        plan = generate(*given, limits=limits, **more)
    finally:
        solving.search = search
    return plan, planned, time.perf_counter() - began


def read_sizes(text: str) -> tuple[tuple[int, int, int], ...]:
    """Read sizes such as `32:8:48,193:24:120`.

    >>> read_sizes("32:8:48,193:24:120")
    ((32, 8, 48), (193, 24, 120))
    """
    found = []
    for each in text.split(","):
        states, sectors, months = (int(part) for part in each.split(":"))
        found.append((states, sectors, months))
    return tuple(found)


if __name__ == "__main__":
    *whole, caps, within = sys.argv[1:]
    states, sectors, months, seed, threads = (int(each) for each in whole)
    print(json.dumps(one(states, sectors, months, seed, threads, float(caps), float(within))))

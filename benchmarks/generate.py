"""Force generation: wall clock beside the bare solver on the very same models, in one run."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import highspy

from benchmarks.evaluating import evaluate
from benchmarks.growing import CAPS, LIMIT, SIZES, grow, read_sizes
from benchmarks.instances import synthetic
from benchmarks.peers.comparing import LIMIT as PATIENCE
from benchmarks.peers.comparing import compare
from interpose.case import Case, load
from interpose.evidence import Positions, positions
from interpose.generation import Generation, Limits, generate
from interpose.requirement import Requirement, require
from interpose.solver import running

SMALL = ((16, 24), (32, 24), (32, 48))
"""States and months of the synthetic instances; larger ones take minutes and are asked for by hand."""


def main(options: Sequence[str] = ()) -> None:
    """Print a table: size, plan, gap, wall, bare solver, what is left; or what the options ask for."""
    if options:
        asked = read_options(options)
        if asked.grow:
            grow(asked.grow, asked.caps, asked.limit or LIMIT, asked.seed, asked.threads)
        if asked.peers:
            compare(asked.limit or PATIENCE)
        if asked.futures:
            evaluate(asked.futures)
        return
    print(f"{running.solver_version()}, one thread, limits by work; python {sys.version.split()[0]}")
    head = ("instance", "status", "gap %", "models", "wall s", "solver s", "rest %")
    print("{:44}{:>10}{:>9}{:>8}{:>9}{:>10}{:>8}".format(*head))
    case = load("ukraine-2024")
    stances, needs = positions(case), require(case)
    for mandate in case.mandates:
        for american in (True, False):
            name = f"ukraine-2024 {mandate}{'' if american else ', no American enablers'}"
            more = {"mandate": mandate, "american_enablers": american}
            measure(name, case, stances, needs, limits=Limits(threads=1), **more)
    for states, horizon in SMALL:
        given = synthetic(states, horizon=horizon, capped=0.0)
        name = f"{states} states, 12 types, {horizon} months, within 5 %"
        measure(name, *given, warm=False, limits=Limits(nodes=1, relative_gap=0.05, threads=1))


def read_options(options: Sequence[str]) -> argparse.Namespace:
    """Read the options of `python -m benchmarks generate`."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks generate")
    reader.add_argument("--grow", nargs="?", const=SIZES, type=read_sizes, metavar="STATES:SECTORS:MONTHS,...")
    reader.add_argument("--caps", type=float, default=CAPS, metavar="SHARE", help="share of the states with a cap")
    reader.add_argument("--peers", action="store_true", help="beside linopy, Pyomo, PuLP and CP-SAT (`make peers`)")
    reader.add_argument(
        "--futures", nargs="?", const=200, type=int, metavar="NUMBER", help="the fast evaluator beside exact plans"
    )
    reader.add_argument("--limit", type=float, metavar="SECONDS", help="end a run after so many seconds")
    reader.add_argument("--seed", type=int, default=1, metavar="NUMBER", help="seed of the cases that grow")
    reader.add_argument("--threads", type=int, metavar="NUMBER", help="solves side by side as they grow; one a processor")
    return reader.parse_args(options)


def measure(name: str, case: Case, stances: Positions, needs: Requirement, *, warm: bool = True, **more: Any) -> Generation:  # noqa: ANN401
    """Time one plan, then hand the models that it solved to the solver once more, bare."""
    models: list[tuple[highspy.HighsLp, tuple[tuple[str, Any], ...]]] = []
    kept: Callable[..., Any] = running.hand_over
    options: Callable[..., Any] = running.fixed_options
    last: list[tuple[tuple[str, Any], ...]] = []

    def record_options(*given: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401
        last[:] = [options(*given)]
        return last[0]

    def record(*given: Any) -> highspy.HighsLp:  # noqa: ANN401
        lp = kept(*given)
        models.append((lp, last[0]))
        return lp

    if warm:
        generate(case, stances, needs, **more)
    running.hand_over, running.fixed_options = record, record_options
    try:
        began = time.perf_counter()
        plan = generate(case, stances, needs, **more)
        wall = time.perf_counter() - began
    finally:
        running.hand_over, running.fixed_options = kept, options
    bare = sum(alone(lp, given) for lp, given in models)
    gap = "–" if plan.gap is None else f"{100 * plan.gap:.3f}"
    print(
        f"{name:44}{plan.status:>10}{gap:>9}{len(models):>8}{wall:>9.2f}{bare:>10.2f}{100 * (1 - bare / wall):>8.0f}",
        flush=True,
    )
    return plan


def alone(lp: highspy.HighsLp, options: tuple[tuple[str, Any], ...]) -> float:
    """Return the seconds that the solver alone takes for a model; hints to begin from are not repeated."""
    solver = highspy.Highs()
    for key, value in options:
        solver.setOptionValue(key, value)
    solver.passModel(lp)
    began = time.perf_counter()
    solver.run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")

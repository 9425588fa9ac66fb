"""The planner: processor seconds of plans, of slot answers over random futures, and of a large synthetic case."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import highspy
import numpy as np

from benchmarks.instances import synthetic
from benchmarks.peers.comparing import LIMIT, compare
from interpose.case import Case, load
from interpose.evidence import Positions, positions
from interpose.generation import PlanRequest, generate
from interpose.generation.model.groups import classes, on_ground, parts
from interpose.generation.model.monthly import MonthlyModel
from interpose.generation.model.slots import SlotPlan, solve_slots
from interpose.generation.model.solve import PoolTours, calendar_of
from interpose.generation.problem.planning_problem import Problem, problem_of
from interpose.generation.problem.supply import supplies
from interpose.requirement import Requirement, require
from interpose.solver import Clock, Limits
from interpose.solver.running import fixed_options, hand_over, solver_version

CASES = ("ukraine-2024", "ukraine-2025")
FUTURES, SEED = 200, 5
SYNTHETIC = (32, 8, 48)
"""States, sectors, months of the synthetic case; it has twelve unit types."""


def main(options: Sequence[str] = ()) -> None:
    """Print plans beside the bare solver, futures, and the synthetic case; or what the options ask for."""
    asked = read_options(options)
    if asked.peers:
        compare(asked.limit)
        return
    print(f"{solver_version()}, one thread; python {sys.version.split()[0]}; seconds are those of the processor")
    plans()
    for name in CASES:
        answer_futures(name, asked.futures)
    grow(asked.seed)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def read_options(options: Sequence[str]) -> argparse.Namespace:
    """Read the options of `python -m benchmarks generate`."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks generate", description=__doc__)
    reader.add_argument(
        "--peers", action="store_true", help="beside linopy, Pyomo, PuLP and CP-SAT (`make peers`), and no more"
    )
    reader.add_argument("--limit", type=float, default=LIMIT, metavar="SECONDS", help="most seconds of a peer")
    reader.add_argument("--futures", type=int, default=FUTURES, metavar="NUMBER", help="random futures of each shipped case")
    reader.add_argument("--seed", type=int, default=1, metavar="NUMBER", help="seed of the synthetic case")
    return reader.parse_args(options)


def plans() -> None:
    """Print, for each shipped mandate, the seconds of a plan beside those of the bare solver on the same models."""
    print("{:32}{:>10}{:>8}{:>8}{:>8}{:>8}".format("plan", "status", "gap %", "s", "bare s", "ratio"))
    for name in CASES:
        case = load(name)
        given = (case, positions(case), require(case))
        # What is loaded at the first plan is not a part of any.
        generate(*given, PlanRequest(mandate=next(iter(case.mandates)), compared=False, limits=Limits(seconds=0)))
        for mandate in case.mandates:
            request = PlanRequest(mandate=mandate, compared=False)
            began = time.process_time()
            plan = generate(*given, request)
            own = time.process_time() - began
            bare = bare_seconds(problem_of(*given, request))
            gap = "–" if plan.gap is None else f"{100 * plan.gap:.3f}"
            print(f"{name + ' ' + mandate:32}{plan.status:>10}{gap:>8}{own:>8.2f}{bare:>8.2f}{own / bare:>8.1f}", flush=True)


def bare_seconds(problem: Problem) -> float:
    """Return the seconds in which the solver alone proves the first stage of the monthly model, without caps as plans begin."""
    problem = replace(problem, limits={state: limit for state, limit in problem.limits.items() if limit.least is not None})
    seconds = 0.0
    for part in parts(problem, classes(problem)):
        model = MonthlyModel(problem, part)
        arrays = model.model.arrays()
        lp = hand_over(arrays, arrays.whole)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for key, value in fixed_options(Limits(), problem.settings.solver_share * problem.gap * model.total, problem.seed):
            solver.setOptionValue(key, value)
        began = time.process_time()
        solver.passModel(lp)
        solver.run()
        seconds += time.process_time() - began
    return seconds


def answer_futures(name: str, number: int) -> None:
    """Print the mean and the worst seconds of slot answers over random futures, and how many are proved."""
    case = load(name)
    needs = require(case)
    for mandate in case.mandates:
        seconds, proved = [], 0
        for problem in futures(case, needs, mandate, number):
            began = time.process_time()
            plan = solve_slots(problem)
            seconds.append(time.process_time() - began)
            proved += plan.gap is not None and plan.gap <= problem.gap
        print(
            f"{name + ' ' + mandate:32}{number} futures: mean {np.mean(seconds):.3f} s, worst {max(seconds):.3f} s, "
            f"{proved} proved",
            flush=True,
        )


def futures(case: Case, needs: Requirement, mandate: str, number: int) -> Iterator[Problem]:
    """Draw futures: units, dwell, notice, requirement, and which states are out."""
    random, stances = np.random.default_rng(SEED), positions(case)
    base = problem_of(case, stances, needs, PlanRequest(mandate=mandate))
    for _ in range(number):
        dwell, notice, required = random.uniform(0.5, 1.3), random.uniform(0.5, 1.5), random.uniform(0.7, 1.2)
        changed = tuple(
            row.model_copy(
                update={
                    "units": row.units * random.uniform(0.3, 2.2),
                    "dwell_ratio": row.dwell_ratio * dwell,
                    "notice_days": round(row.notice_days * notice),
                }
            )
            for row in case.pools
        )
        states = [state for state in base.participation.states if random.random() < 0.8]
        pools = supplies(replace(case, pools=changed), stances, states)
        wanted = {key: np.ceil(months * required - 1e-9) for key, months in base.demand.quantity.items()}
        yield replace(base, pools=pools, demand=replace(base.demand, quantity=wanted))


def grow(seed: int) -> None:
    """Print the seconds of the slot model and of its calendar on the synthetic case, without and with caps."""
    states, sectors, months = SYNTHETIC
    for endurance in ("relay", "own"):
        for capped in (0.0, 0.2):
            given: tuple[Case, Positions, Requirement] = synthetic(
                states, horizon=months, sectors=sectors, capped=capped, seed=seed
            )
            problem = problem_of(*given).with_rules(endurance=endurance)
            began = time.process_time()
            plan = solve_slots(problem)
            solved = time.process_time()
            tours = calendar_of(problem, plan, Clock(Limits()))
            drawn = time.process_time()
            gap = "–" if plan.gap is None else f"{100 * plan.gap:.3f}"
            print(
                f"{states} × 12 × {sectors} × {months}, {endurance}, {capped:.0%} capped: "
                f"slots {solved - began:.2f} s, gap {gap} %; calendar {drawn - solved:.1f} s, "
                f"{100 * empty_posts(problem, plan, tours):.2f} % of its posts empty",
                flush=True,
            )


def empty_posts(problem: Problem, plan: SlotPlan, tours: PoolTours) -> float:
    """Return the share of the steady post-months of a slot plan that a calendar leaves empty."""
    horizon, steady = problem.demand.horizon, problem.demand.steady
    manned: dict[tuple[tuple[str, ...], ...], np.ndarray] = {}
    there: dict[tuple[tuple[str, ...], ...], np.ndarray] = {}
    for post in plan.posts:
        key = (*(pool.key for pool in post.crew.members), (post.station,))
        if key not in manned:
            manned[key] = np.zeros(horizon)
            begun = [(pool, tours.get(pool.key, {}).get(post.station)) for pool in post.crew.members]
            units = [on_ground(months.astype(np.float64), pool.tour) for pool, months in begun if months is not None]
            there[key] = sum(units, np.zeros(horizon))
        manned[key][post.first_month - 1 :] += post.count
    asked = sum(float(months[steady].sum()) for months in manned.values())
    standing = sum(float(np.minimum(months, there[key])[steady].sum()) for key, months in manned.items())
    return 1.0 - standing / asked if asked else 0.0


if __name__ == "__main__":
    main(sys.argv[1:])

"""The planner beside its peers: seconds to a plan within 1 % under the same rules, in one run, every plan counted anew."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.instances import synthetic
from benchmarks.peers.problem import Answer, Problem
from interpose.case import Case, load
from interpose.evidence import Positions, positions
from interpose.generation.model.groups import crews, sendable, whole_level
from interpose.generation.model.solve import solve_monthly
from interpose.generation.plan import read_back
from interpose.generation.problem.planning_problem import Problem as Planned
from interpose.generation.problem.planning_problem import Settings, problem_of
from interpose.generation.problem.supply import belt_of
from interpose.requirement import Requirement, require
from interpose.solver import Clock, Limits

__all__ = ["compare", "recount", "written"]

PEERS = ("linopy", "pyomo", "pulp", "cp_sat")
ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv" / "peers" / "bin" / "python"
WITHIN = 0.01
LIMIT = 60.0


def compare(limit: float = LIMIT, python: Path = PYTHON) -> None:
    """Print a table: for each instance, Interpose and every peer with seconds, gap, share of building, memory and ratio."""
    if not python.exists():
        print("the peers are not installed: run `make peers`")
        return
    print(f"levels that last, no posts; within {WITHIN:.0%} of the price of missing everything, proved; one thread each;")
    print(f"seconds of the processor, a peer ends after {limit:g} s on the clock")
    print("{:34}{:>12}{:>10}{:>9}{:>9}{:>8}{:>9}".format("instance", "program", "s", "gap %", "build %", "MB", "ratio"))
    case = load("ukraine-2024")
    instances: list[tuple[str, tuple[Case, Positions, Requirement]]] = [
        ("ukraine-2024", (case, positions(case), require(case)))
    ]
    instances += [
        (f"{states} states, {months} months, caps in {caps:.0%}", synthetic(states, horizon=months, capped=caps))
        for states, months, caps in ((16, 24, 0.2), (32, 48, 0.0))
    ]
    for name, given in instances:
        planned = without_posts(problem_of(*given))
        total = planned.demand.price_of_all()
        own, value, bound = planner(planned)
        far = "–" if bound is None else f"{100 * (value - bound) / total:.3f}"
        print(f"{name:34}{'Interpose':>12}{own:>10.2f}{far:>9}{'':>9}{'':>8}{'1':>9}", flush=True)
        problem = written(planned, WITHIN, limit)
        for peer in PEERS:
            answer = ask(peer, problem, python, limit)
            if answer is not None:
                check(problem, answer, value, bound, total)
            tell(peer, answer, own, total, limit)


def without_posts(problem: Planned) -> Planned:
    """Return a problem with levels, windows and caps alone: what peers write as a user of theirs would."""
    rules = {"minimum_stay": "tour", "lead_headquarters": "any", "last_headquarters_stays": False}
    return replace(problem.with_rules(**rules, most_nations=0, minimum_contingent=0), gap=WITHIN)


def planner(problem: Planned) -> tuple[float, float, float | None]:
    """Return seconds, value and bound of a plan by the monthly model; ties are not broken, since peers do not."""
    began = time.process_time()
    problem = replace(problem, settings=Settings(solver_share=1.0, tie_share=0.0))
    solution = solve_monthly(problem, Clock(Limits()))
    seconds = time.process_time() - began
    return seconds, read_back(problem, solution.tours).objective, solution.bound


def tell(peer: str, answer: Answer | None, own: float, total: float, limit: float) -> None:
    """Print the line of a peer."""
    if answer is None:
        print(f"{'':34}{peer:>12}{f'>{limit:g}':>10}{'–':>9}{'':>9}{'':>8}{f'<{own / limit:.3f}':>9}", flush=True)
        return
    seconds = answer["build"] + answer["solve"]
    gap = None
    if answer["value"] is not None and answer["bound"] is not None:
        gap = (answer["value"] - answer["bound"]) / total
    reached = gap is not None and gap <= WITHIN * 1.0001
    words, far = f"{seconds:.2f}" if reached else f">{seconds:.0f}", "–" if gap is None else f"{100 * gap:.3f}"
    ratio, share = f"{'' if reached else '<'}{own / seconds:.3f}", 100 * answer["build"] / seconds
    print(f"{'':34}{peer:>12}{words:>10}{far:>9}{share:>9.1f}{answer['megabytes']:>8.0f}{ratio:>9}", flush=True)


def written(problem: Planned, within: float, limit: float) -> Problem:
    """Write a problem as peers read it."""
    need = problem.demand
    keys = list(need.quantity)
    pools = [useful for pool in problem.pools if not pool.commitment and (useful := pool.useful(need.quantity)).provides]
    place = {pool.key: number for number, pool in enumerate(pools)}
    found: Problem = {
        "horizon": need.horizon,
        "steady": (need.steady_from - 1, need.steady_until),
        "rows": [
            {"belt": belt, "capability": name, "needed": need.quantity[belt, name].tolist(), "price": need.price[name]}
            for belt, name in keys
        ],
        "pools": [],
        "levels": [
            {"pools": [place[pool.key] for pool in crew.members], "most": whole_level(problem, crew.members)}
            for crew in crews(problem, [pool for pool in sendable(problem) if pool.key in place])
        ],
        "caps": {state: float(each.most) for state, each in problem.limits.items() if each.most is not None},
        "gap": within * need.price_of_all(),
        "seconds": limit,
    }
    for pool in pools:
        stations: dict[str, dict[str, float]] = {}
        for station, name, quantity in pool.provides:
            stations.setdefault(station, {})[str(keys.index((belt_of(station), name)))] = quantity
        found["pools"].append(
            {
                "state": pool.state,
                "units": pool.units,
                "personnel": pool.personnel,
                "first": pool.first_month - 1,
                "tour": pool.tour,
                "window": pool.window,
                "stations": stations,
            }
        )
    return found


def ask(peer: str, problem: Problem, python: Path, limit: float) -> Answer | None:
    """Let a peer solve a problem in a process of its own; None where it does not end in time, building included."""
    command = [str(python), "-m", f"benchmarks.peers.with_{peer}"]
    try:
        done = subprocess.run(
            command, input=json.dumps(problem), capture_output=True, text=True, timeout=2 * limit + 30, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        raise RuntimeError(f"{peer}: {done.stderr[-2000:]}")
    answer: Answer = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def recount(problem: Problem, answer: Answer) -> float:
    """Count the priced shortfall of a plan from its tours alone, and check every rule on the way.

    Raises
    ------
    ValueError
        Where the plan breaks a rule: it is then no plan for this problem.
    """
    horizon = problem["horizon"]
    standing = np.zeros((len(problem["rows"]), horizon))
    begun, count = np.zeros((len(problem["pools"]), horizon)), np.zeros((len(problem["pools"]), horizon))
    persons = {state: np.zeros(horizon) for state in problem["caps"]}
    for number, station, month, units in answer["tours"]:
        pool = problem["pools"][number]
        until = min(month + pool["tour"], horizon)
        begun[number, month] += units
        count[number, month:until] += units
        for row, quantity in pool["stations"][station].items():
            standing[int(row), month:until] += quantity * units
        if pool["state"] in persons:
            persons[pool["state"]][month:until] += units * pool["personnel"]
    for pool, line in zip(problem["pools"], begun, strict=True):
        if line[: pool["first"]].any():
            raise ValueError("a tour begins before the notice ends")
        if any(line[month : month + pool["window"]].sum() > pool["units"] for month in range(horizon)):
            raise ValueError("a unit goes too often")
    for level in problem["levels"]:
        if count[level["pools"]].sum(axis=0).max() > level["most"]:
            raise ValueError("more units stand than last")
    for state, line in persons.items():
        if line.max() > problem["caps"][state] + 1e-6:
            raise ValueError(f"the cap of {state} is broken")
    first, last = problem["steady"]
    total = 0.0
    for need, line in zip(problem["rows"], standing, strict=True):
        short = np.clip(np.array(need["needed"]) - line, 0.0, None)
        total += need["price"] * (float(short.sum()) + (last - first) * float(short[first:last].max()))
    return total


def check(problem: Problem, answer: Answer, own: float, proved: float | None, total: float) -> None:
    """Make sure that a peer solved the same problem: its plan keeps every rule, and no bound lies above another's plan."""
    slack = 1e-4 * total
    if answer["value"] is not None:
        counted = recount(problem, answer)
        if counted > answer["value"] + slack or (proved is not None and proved > counted + slack):
            raise ValueError(f"a peer says {answer['value']}, its plan comes to {counted}, and {proved} is proved")
    if answer["bound"] is not None and answer["bound"] > own + slack:
        raise ValueError(f"a peer proves {answer['bound']}, but there is a plan of {own}")

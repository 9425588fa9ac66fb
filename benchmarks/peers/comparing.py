"""Interpose beside its peers: the time to a plan within 1 %, in one run, every plan counted anew."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np

from benchmarks.growing import timed
from benchmarks.instances import synthetic
from benchmarks.peers.problem import Answer, Problem
from interpose.case import Case, load
from interpose.evidence import Positions, positions
from interpose.generation import Limits, generate
from interpose.generation.demand import demand
from interpose.generation.supply import belt_of, participants, supplies
from interpose.requirement import Requirement, require

__all__ = ["compare", "problem_of", "recount"]

PEERS = ("linopy", "pyomo", "pulp", "cp_sat")
ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv" / "peers" / "bin" / "python"
WITHIN = 0.01
LIMIT = 60.0

Given = tuple[Case, Positions, Requirement]


def compare(limit: float = LIMIT, python: Path = PYTHON) -> None:
    """Print a table: for each instance, Interpose and every peer with seconds, gap, share of building, memory and ratio."""
    if not python.exists():
        print("the peers are not installed: run `make peers`")
        return
    print(f"within {WITHIN:.0%} of the price of missing everything, proved; one thread each; at most {limit:g} s")
    print("{:34}{:>12}{:>10}{:>9}{:>9}{:>8}{:>9}".format("instance", "program", "s", "gap %", "build %", "MB", "ratio"))
    case = load("ukraine-2024")
    instances: list[tuple[str, Given]] = [("ukraine-2024", (case, positions(case), require(case)))]
    instances += [
        (f"{states} states, {months} months, caps in {caps:.0%}", synthetic(states, horizon=months, capped=caps))
        for states, months, caps in ((16, 24, 0.2), (32, 48, 0.2))
    ]
    for name, given in instances:
        generate(*given, limits=Limits(nodes=0, seconds=0), explained=False)
        # Peers have the first stage alone: stress and cost are not counted.
        plan, own, _ = timed(given, Limits(relative_gap=WITHIN, threads=1), explained=False)
        problem, total = problem_of(*given, WITHIN, limit)
        gap = "–" if plan.gap is None else f"{100 * plan.gap:.3f}"
        print(f"{name:34}{'Interpose':>12}{own:>10.2f}{gap:>9}{'':>9}{'':>8}{'1':>9}", flush=True)
        for peer in PEERS:
            answer = ask(peer, problem, python, limit)
            if answer is None:
                print(f"{'':34}{peer:>12}{f'>{limit:g}':>10}{'–':>9}{'':>9}{'':>8}{f'<{own / limit:.3f}':>9}", flush=True)
                continue
            check(problem, answer, plan.objective, plan.bound, total)
            seconds = answer["build"] + answer["solve"]
            reached = (
                answer["value"] is not None
                and answer["bound"] is not None
                and answer["value"] - answer["bound"] <= WITHIN * total * 1.0001
            )
            words = f"{seconds:.2f}" if reached else f">{limit:g}"
            far = (
                "–"
                if answer["value"] is None or answer["bound"] is None
                else f"{100 * (answer['value'] - answer['bound']) / total:.3f}"
            )
            ratio = f"{own / seconds:.3f}" if reached else f"<{own / limit:.3f}"
            share = 100 * answer["build"] / seconds
            print(f"{'':34}{peer:>12}{words:>10}{far:>9}{share:>9.1f}{answer['megabytes']:>8.0f}{ratio:>9}", flush=True)


def problem_of(case: Case, stances: Positions, required: Requirement, within: float, limit: float) -> tuple[Problem, float]:
    """Write a case as peers read it; return it with the price of missing everything."""
    need = demand(case, required.of(case.scenario.mandate), case.scenario.options.requirement_level)
    taking_part = participants(case, stances, case.scenario.options.american_enablers)
    pools = supplies(case, stances, taking_part)
    keys = list(need.quantity)
    total = need.price_of_all()
    found: Problem = {
        "horizon": need.horizon,
        "steady": (need.steady_from - 1, need.steady_until),
        "rows": [
            {"belt": belt, "capability": name, "needed": need.quantity[belt, name].tolist(), "price": need.price[name]}
            for belt, name in keys
        ],
        "pools": [],
        "caps": {state: float(cap) for state in taking_part if (cap := case.states[state].personnel_cap) is not None},
        "gap": within * total,
        "seconds": limit,
    }
    for pool in pools:
        stations: dict[str, dict[str, float]] = {}
        for station, name, quantity in pool.provides:
            if (belt_of(station), name) in need.quantity:
                stations.setdefault(station, {})[str(keys.index((belt_of(station), name)))] = quantity
        if stations:
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
    return found, total


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
    begun = np.zeros((len(problem["pools"]), horizon))
    persons = {state: np.zeros(horizon) for state in problem["caps"]}
    for number, station, month, units in answer["tours"]:
        pool = problem["pools"][number]
        until = min(month + pool["tour"], horizon)
        begun[number, month] += units
        for row, quantity in pool["stations"][station].items():
            standing[int(row), month:until] += quantity * units
        if pool["state"] in persons:
            persons[pool["state"]][month:until] += units * pool["personnel"]
    for pool, line in zip(problem["pools"], begun, strict=True):
        if line[: pool["first"]].any():
            raise ValueError("a tour begins before the notice ends")
        if any(line[month : month + pool["window"]].sum() > pool["units"] for month in range(horizon)):
            raise ValueError("a unit goes too often")
    for state, line in persons.items():
        if line.max() > problem["caps"][state] + 1e-6:
            raise ValueError(f"the cap of {state} is broken")
    first, last = problem["steady"]
    total = 0.0
    for row, line in zip(problem["rows"], standing, strict=True):
        short = np.clip(np.array(row["needed"]) - line, 0.0, None)
        total += row["price"] * (float(short.sum()) + (last - first) * float(short[first:last].max()))
    return total


def check(problem: Problem, answer: Answer, own: float | None, proved: float | None, total: float) -> None:
    """Make sure that a peer solved the same problem: its plan keeps every rule, and no bound lies above another's plan."""
    slack = 1e-4 * total
    if answer["value"] is not None:
        counted = recount(problem, answer)
        if counted > answer["value"] + slack or (proved is not None and proved > counted + slack):
            raise ValueError(f"a peer says {answer['value']}, its plan comes to {counted}, and {proved} is proved")
    if answer["bound"] is not None and own is not None and answer["bound"] > own + slack:
        raise ValueError(f"a peer proves {answer['bound']}, but there is a plan of {own}")

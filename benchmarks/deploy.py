"""Deployment: dispatch and bounds on a frozen plan, beside the whole linear programme and a unit-level MILP on HiGHS."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from interpose.case import Case, load
from interpose.deployment.bounds.cut_bound import cut_bound
from interpose.deployment.bounds.path_program import lateness_bound
from interpose.deployment.dispatch import MovementProblem, Schedule, dispatch, lateness, priority_order
from interpose.deployment.futures import Futures, closure_bounds, operational_days, sample_futures
from interpose.deployment.problem import DeploymentRequest, better, movement_problem, weighted_lateness
from interpose.requirement import Requirement, require
from interpose.solver import Limits, Model, solve
from interpose.solver.running import solver_version

PLAN = Path(__file__).parent / "plan_2024_rotation.csv"
FUTURES, DISPATCHED, SEED = 10_000, 200, 5
UNITS_OF_MILP, SECONDS_OF_MILP = 35, 80.0
DAILY = 150

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class FrozenTour:
    """A row of the frozen plan."""

    state: str
    unit_type: str
    units: int
    start_month: int
    end_month: int
    belt: str
    sector: str


def main() -> None:
    """Print dispatch and bounds, the whole programme, the MILP, and the evaluation of futures beside dispatch."""
    print(f"{solver_version()}, one thread; python {sys.version.split()[0]}; seconds are those of the processor")
    case = load("ukraine-2024")
    need, tours = require(case), frozen_tours()
    instances = [
        ("plan, six months", movement_problem(case, need, tours)),
        ("all asked for on day 0", movement_problem(case, need, tours, DeploymentRequest(at_once=True))),
        ("plan, four times", movement_problem(case, need, tours * 4)),
    ]
    print("{:26}{:>6}{:>10}{:>9}{:>9}{:>9}".format("", "moves", "dispatch", "bounds", "closure", "late"))
    print("{:26}{:>6}{:>10}{:>9}{:>9}{:>9}".format("", "", "s", "s", "gap %", "gap %"))
    for name, problem in instances:
        prove(name, problem)
    whole(instances[0][1])
    by_milp(instances[0][1])
    futures(case, need, tours)


def frozen_tours() -> tuple[FrozenTour, ...]:
    """Read the frozen plan."""
    with PLAN.open(encoding="utf-8", newline="") as file:
        return tuple(
            FrozenTour(
                state=row["state"],
                unit_type=row["unit_type"],
                units=int(row["units"]),
                start_month=int(row["start_month"]),
                end_month=int(row["end_month"]),
                belt=row["belt"],
                sector=row["sector"],
            )
            for row in csv.DictReader(file)
        )


def timed(what: Callable[[], Answer]) -> tuple[Answer, float]:
    """Call, and return the answer with the seconds of the processor."""
    began = time.process_time()
    found = what()
    return found, time.process_time() - began


def prove(name: str, problem: MovementProblem) -> None:
    """Print the seconds and gaps of one instance."""
    first, own = timed(lambda: dispatch(problem, priority_order(problem)))
    bucket = 1 if len(problem.moves) <= DAILY else 2

    def proved() -> tuple[Schedule, float, int]:
        bound = lateness_bound(problem, first, bucket=bucket)
        again = dispatch(problem, [int(number) for number in np.argsort(bound.mean_arrival, kind="stable")])
        return better(first, again), bound.bound, cut_bound(problem)[0]

    (schedule, bound, closure), seconds = timed(proved)
    late = weighted_lateness(problem, schedule)
    gaps = (100 * (1 - closure / schedule.closure), 100 * (1 - bound / late))
    print(f"{name:26}{len(problem.moves):6}{own:10.2f}{seconds:9.2f}{gaps[0]:9.1f}{gaps[1]:9.1f}")


def whole(problem: MovementProblem) -> None:
    """Print the linear programme with all columns at once beside sifting."""
    schedule = dispatch(problem, priority_order(problem))
    sifted, own = timed(lambda: lateness_bound(problem, schedule))
    found, seconds = timed(lambda: lateness_bound(problem, schedule, whole=True))
    print(f"sifting: {own:.2f} s, {sifted.columns:,} columns, bound {sifted.bound:,.0f}")
    print(f"whole programme: {seconds:.2f} s, {found.columns:,} columns, bound {found.bound:,.0f}")


def by_milp(problem: MovementProblem) -> None:
    """Print a MILP with a binary for the day on which each of the first units is complete, beside dispatch of the same."""
    chosen = [at for at in priority_order(problem) if problem.parts[at]][:UNITS_OF_MILP]
    parts = tuple(tuple(replace(part, move=at) for part in problem.parts[each]) for at, each in enumerate(chosen))
    few = replace(
        problem, moves=tuple(problem.moves[at] for at in chosen), parts=parts, never=tuple(problem.never[at] for at in chosen)
    )
    schedule, own = timed(lambda: dispatch(few, priority_order(few)))
    bound, sifting = timed(lambda: lateness_bound(few, schedule))
    model, building = timed(lambda: completion_model(few, int(schedule.closure)))
    found, seconds = timed(
        lambda: solve(model, Limits(seconds=SECONDS_OF_MILP, nodes=1_000_000, simplex_iterations=1_000_000_000))
    )
    late = weighted_lateness(few, schedule)
    print(f"first {len(few.moves)} units: dispatch {own:.2f} s, {late:,.0f}")
    print(f"programme: {sifting:.2f} s, at least {bound.bound:,.0f}")
    value, least = found.objective, found.bound
    told = f"{value:,.0f}" if value is not None else "no solution"
    proved = f"{least:,.0f}" if least is not None else "nothing"
    print(f"MILP: {building + seconds:.1f} s, {found.status}: {told}, at least {proved}")


def completion_model(problem: MovementProblem, last: int) -> Model:
    """Build the unit-level MILP: shares by route and day of start, and the day on which each unit is complete."""
    model = Model()
    used: dict[int, list[tuple[int, float]]] = {}
    for number, (move, parts) in enumerate(zip(problem.moves, problem.parts, strict=True)):
        first = move.ready_day + problem.chain_days(number)
        days = np.arange(first, max(first, last) + 1)
        late = np.maximum(0, days - move.required_day) * move.persons * move.priority
        done = model.columns(f"done {number}", (len(days),), cost=late, upper=1.0, whole=True)
        model.rows(f"one day {number}", np.zeros(len(days)), done, np.ones(len(days)), lower=[1.0], upper=[1.0])
        for place, part in enumerate(parts):
            ways = part.ways
            starts = np.arange(move.ready_day, last - problem.reception_days)
            sent = model.columns(f"sent {number} {place}", (len(ways.routes), len(starts)), upper=1.0)
            total = sent.size
            model.rows(f"whole {number} {place}", np.zeros(total), sent.ravel(), np.ones(total), lower=[1.0], upper=[1.0])
            ends = starts[None, :] + ways.travel[:, None] + problem.reception_days
            rows, columns, values = [], [], []
            for at, until in enumerate(days):
                there = sent[ends <= until]
                rows += [at] * (len(there) + at + 1)
                columns += [*there, *done[: at + 1]]
                values += [1.0] * len(there) + [-1.0] * (at + 1)
            model.rows(f"complete {number} {place}", rows, columns, values, lower=np.zeros(len(days)))
            for route in range(len(ways.routes)):
                for leg in range(*ways.legs(route).indices(len(ways.resource))):
                    for at, start in enumerate(starts):
                        begin = int(start + ways.offset[leg])
                        for day in range(begin, begin + int(ways.days[leg])):
                            key = int(ways.resource[leg]) * problem.days + day
                            used.setdefault(key, []).append((int(sent[route, at]), float(part.load[leg])))
    keys = sorted(used)
    capped = np.repeat(np.arange(len(keys)), [len(used[key]) for key in keys])
    entries = [entry for key in keys for entry in used[key]]
    room = np.maximum(problem.capacity.ravel()[keys], 1e-9)
    shares = np.array([load for _, load in entries]) / room[capped]
    model.rows("capacity", capped, np.array([column for column, _ in entries]), shares, upper=np.ones(len(keys)))
    return model


def futures(case: Case, need: Requirement, tours: Sequence[FrozenTour]) -> None:
    """Print the evaluation of many futures, that none lies below its bound, and how far it is from dispatch."""
    for name, request in (("by month", DeploymentRequest()), ("on day 0", DeploymentRequest(at_once=True))):
        problem = movement_problem(case, need, tours, request)
        drawn = sample_futures(case, problem, FUTURES, SEED)
        operational, seconds = timed(lambda: operational_days(problem, drawn))  # noqa: B023
        bounds, proving = timed(lambda: closure_bounds(problem, drawn))  # noqa: B023
        closure = operational.max(axis=1)
        below = int((closure < bounds - 1e-6).sum())
        print(f"{FUTURES:,} futures {name}: {seconds:.2f} s, bound {proving:.2f} s, below it: {below}")
        ratio = np.quantile(closure / bounds, (0.5, 0.9))
        print(f"    closure over bound: median {ratio[0]:.3f}, 90th percentile {ratio[1]:.3f}")
        apart(problem, drawn, operational)


def apart(problem: MovementProblem, drawn: Futures, operational: np.ndarray) -> None:
    """Print how far the evaluation is from dispatch on the first futures."""
    persons = np.array([move.persons for move in problem.moves])
    closures, means = [], []
    for number in range(DISPATCHED):
        future = in_future(problem, drawn, number)
        found = dispatch(future, priority_order(future))
        own = operational[number]
        closures.append((own.max(), found.closure))
        means.append([float(persons @ lateness(problem, days)) / persons.sum() for days in (own, found.operational)])
    for what, pairs in (("closure", np.array(closures)), ("mean lateness", np.array(means))):
        away = np.abs(pairs[:, 0] - pairs[:, 1])
        correlation = np.corrcoef(pairs.T)[0, 1]
        print(
            f"    {what} against dispatch on {DISPATCHED}: median {np.median(away):.1f} days, nine in ten within "
            f"{np.quantile(away, 0.9):.1f}, mean difference {np.mean(pairs[:, 0] - pairs[:, 1]):+.1f}, "
            f"correlation {correlation:.3f}"
        )


def in_future(problem: MovementProblem, drawn: Futures, number: int) -> MovementProblem:
    """Return the problem as it turns out in one future."""
    moves = tuple(
        replace(
            move,
            notice_days=int(np.ceil(move.notice_days * drawn.notice[number])),
            permit_days=int(drawn.permit_days[number]),
        )
        for move in problem.moves
    )
    parts = tuple(
        tuple(part if part.kind == "persons" else replace(part, load=part.load * drawn.load[number]) for part in parts)
        for parts in problem.parts
    )
    capacity = problem.capacity * drawn.capacity[number][:, None]
    return replace(problem, moves=moves, parts=parts, capacity=capacity, reception_days=int(drawn.reception_days[number]))

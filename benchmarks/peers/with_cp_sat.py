"""The plan as a model of OR-Tools CP-SAT, in a process without any other solver."""

from __future__ import annotations

import math
from fractions import Fraction

from ortools.sat.python import cp_model

from benchmarks.peers.problem import Problem, run

Built = tuple[cp_model.CpModel, dict[tuple[int, str, int], cp_model.IntVar]]


def build(problem: Problem) -> Built:
    """Write the model; requirements and what units bring must be whole numbers."""
    horizon, rows, pools = problem["horizon"], problem["rows"], problem["pools"]
    months, steady = range(horizon), range(*problem["steady"])
    model = cp_model.CpModel()
    tours = {
        (number, station, month): model.new_int_var(0, pool["units"], "")
        for number, pool in enumerate(pools)
        for station in pool["stations"]
        for month in range(pool["first"], horizon)
    }
    short = {
        (number, month): model.new_int_var(0, whole(row["needed"][month]), "")
        for number, row in enumerate(rows)
        for month in months
    }
    worst = [model.new_int_var(0, max(whole(row["needed"][month]) for month in steady), "") for row in rows]

    def begun(number: int, month: int) -> range:
        return range(max(pools[number]["first"], month - pools[number]["tour"] + 1), month + 1)

    for number, row in enumerate(rows):
        for month in months:
            brought = [
                whole(brings[str(number)]) * tours[which, station, begin]
                for which, pool in enumerate(pools)
                for station, brings in pool["stations"].items()
                if str(number) in brings
                for begin in begun(which, month)
            ]
            model.add(sum(brought) + short[number, month] >= whole(row["needed"][month]))
        for month in steady:
            model.add(worst[number] >= short[number, month])
    for number, pool in enumerate(pools):
        for month in months:
            begins = range(max(pool["first"], month), min(month + pool["window"], horizon))
            if begins:
                model.add(
                    sum(tours[number, station, begin] for station in pool["stations"] for begin in begins) <= pool["units"]
                )
    for state, cap in sorted(problem["caps"].items()):
        own = [(number, pool) for number, pool in enumerate(pools) if pool["state"] == state]
        for month in months:
            persons = [
                pool["personnel"] * tours[number, station, begin]
                for number, pool in own
                for station in pool["stations"]
                for begin in begun(number, month)
            ]
            if persons:
                model.add(sum(persons) <= int(cap))
    for level in problem["levels"]:
        for month in months:
            standing = [
                tours[number, station, begin]
                for number in level["pools"]
                for station in pools[number]["stations"]
                for begin in begun(number, month)
            ]
            if standing:
                model.add(sum(standing) <= level["most"])
    factor = scale(problem)
    prices = [round(row["price"] * factor) for row in rows]
    model.minimize(
        sum(prices[number] * short[number, month] for number in range(len(rows)) for month in months)
        + sum(prices[number] * len(steady) * worst[number] for number in range(len(rows)))
    )
    return model, tours


def scale(problem: Problem) -> int:
    """Return a number by which all prices become whole."""
    return math.lcm(*(Fraction(row["price"]).limit_denominator(1000).denominator for row in problem["rows"]))


def whole(quantity: float) -> int:
    """Return a whole number as one."""
    if quantity != round(quantity):
        raise ValueError(f"{quantity} is no whole number")
    return round(quantity)


def solve(problem: Problem, built: Built) -> tuple[float | None, float | None, list[tuple[int, str, int, int]]]:
    """Search with one worker."""
    model, tours = built
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = problem["seconds"]
    solver.parameters.absolute_gap_limit = problem["gap"] * scale(problem)
    solver.parameters.relative_gap_limit = 0.0
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, solver.best_objective_bound / scale(problem), []
    found = [(*key, solver.value(column)) for key, column in tours.items() if solver.value(column)]
    return solver.objective_value / scale(problem), solver.best_objective_bound / scale(problem), found


if __name__ == "__main__":
    run(build, solve)

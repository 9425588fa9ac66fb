"""The plan as a Pyomo model, solved by HiGHS."""

from __future__ import annotations

import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers import Highs

from benchmarks.peers.problem import Problem, run


def build(problem: Problem) -> pyo.ConcreteModel:
    """Write the model."""
    horizon, rows, pools = problem["horizon"], problem["rows"], problem["pools"]
    months, steady = range(horizon), range(*problem["steady"])
    model = pyo.ConcreteModel()
    places = [(number, station) for number, pool in enumerate(pools) for station in pool["stations"]]
    model.tours = pyo.Var(
        [(number, station, month) for number, station in places for month in range(pools[number]["first"], horizon)],
        domain=pyo.NonNegativeIntegers,
    )
    model.short = pyo.Var(range(len(rows)), months, domain=pyo.NonNegativeReals)
    model.worst = pyo.Var(range(len(rows)), domain=pyo.NonNegativeReals)

    def standing(number: int, station: str, month: int) -> pyo.Expression:
        begins = range(max(pools[number]["first"], month - pools[number]["tour"] + 1), month + 1)
        return pyo.quicksum(model.tours[number, station, begin] for begin in begins)

    def covered(model: pyo.ConcreteModel, row: int, month: int) -> object:
        brought = pyo.quicksum(
            pools[number]["stations"][station][str(row)] * standing(number, station, month)
            for number, station in places
            if str(row) in pools[number]["stations"][station]
        )
        return brought + model.short[row, month] >= rows[row]["needed"][month]

    def rotated(model: pyo.ConcreteModel, number: int, month: int) -> object:
        pool = pools[number]
        begins = range(max(pool["first"], month), min(month + pool["window"], horizon))
        if not begins:
            return pyo.Constraint.Skip
        return (
            pyo.quicksum(model.tours[number, station, begin] for station in pool["stations"] for begin in begins)
            <= pool["units"]
        )

    def capped(_: pyo.ConcreteModel, state: str, month: int) -> object:
        own = [(number, station) for number, station in places if pools[number]["state"] == state]
        if not any(pools[number]["first"] <= month for number, _ in own):
            return pyo.Constraint.Skip
        return (
            pyo.quicksum(pools[number]["personnel"] * standing(number, station, month) for number, station in own)
            <= problem["caps"][state]
        )

    def lasting(_: pyo.ConcreteModel, level: int, month: int) -> object:
        own = [(number, station) for number, station in places if number in problem["levels"][level]["pools"]]
        if not any(pools[number]["first"] <= month for number, _ in own):
            return pyo.Constraint.Skip
        return pyo.quicksum(standing(number, station, month) for number, station in own) <= problem["levels"][level]["most"]

    model.requirement = pyo.Constraint(range(len(rows)), months, rule=covered)
    model.rotation = pyo.Constraint(range(len(pools)), months, rule=rotated)
    model.cap = pyo.Constraint(sorted(problem["caps"]), months, rule=capped)
    model.level = pyo.Constraint(range(len(problem["levels"])), months, rule=lasting)
    model.worst_month = pyo.Constraint(
        range(len(rows)), steady, rule=lambda model, row, month: model.worst[row] >= model.short[row, month]
    )
    model.price = pyo.Objective(
        expr=pyo.quicksum(
            row["price"] * (pyo.quicksum(model.short[number, month] for month in months) + len(steady) * model.worst[number])
            for number, row in enumerate(rows)
        )
    )
    return model


def solve(problem: Problem, model: pyo.ConcreteModel) -> tuple[float | None, float | None, list[tuple[int, str, int, int]]]:
    """Hand it to HiGHS."""
    solver = Highs()
    solver.config.load_solution = False
    solver.config.time_limit = problem["seconds"]
    solver.highs_options = {"threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": problem["gap"]}
    found = solver.solve(model)
    if found.best_feasible_objective is None:
        return None, found.best_objective_bound, []
    found.solution_loader.load_vars()
    tours = [(*key, round(pyo.value(column))) for key, column in model.tours.items() if round(pyo.value(column))]
    return found.best_feasible_objective, found.best_objective_bound, tours


if __name__ == "__main__":
    run(build, solve)

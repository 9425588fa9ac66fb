"""The plan as a PuLP model, solved by HiGHS."""

from __future__ import annotations

import pulp

from benchmarks.peers.problem import Problem, run

Built = tuple[pulp.LpProblem, dict[tuple[int, str, int], pulp.LpVariable]]


def build(problem: Problem) -> Built:
    """Write the model."""
    horizon, rows, pools = problem["horizon"], problem["rows"], problem["pools"]
    months, steady = range(horizon), range(*problem["steady"])
    model = pulp.LpProblem("plan", pulp.LpMinimize)
    tours = {
        (number, station, month): pulp.LpVariable(f"x_{number}_{place}_{month}", 0, None, pulp.LpInteger)
        for number, pool in enumerate(pools)
        for place, station in enumerate(pool["stations"])
        for month in range(pool["first"], horizon)
    }
    short = {(row, month): pulp.LpVariable(f"short_{row}_{month}", 0) for row in range(len(rows)) for month in months}
    worst = [pulp.LpVariable(f"worst_{row}", 0) for row in range(len(rows))]
    model += pulp.lpSum(
        row["price"] * short[number, month] for number, row in enumerate(rows) for month in months
    ) + pulp.lpSum(row["price"] * len(steady) * worst[number] for number, row in enumerate(rows))

    def begun(number: int, month: int) -> range:
        return range(max(pools[number]["first"], month - pools[number]["tour"] + 1), month + 1)

    for number, row in enumerate(rows):
        for month in months:
            brought = [
                brings[str(number)] * tours[which, station, begin]
                for which, pool in enumerate(pools)
                for station, brings in pool["stations"].items()
                if str(number) in brings
                for begin in begun(which, month)
            ]
            model += pulp.lpSum(brought) + short[number, month] >= row["needed"][month]
        for month in steady:
            model += worst[number] >= short[number, month]
    for number, pool in enumerate(pools):
        for month in months:
            begins = range(max(pool["first"], month), min(month + pool["window"], horizon))
            if begins:
                model += (
                    pulp.lpSum(tours[number, station, begin] for station in pool["stations"] for begin in begins)
                    <= pool["units"]
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
                model += pulp.lpSum(persons) <= cap
    for level in problem["levels"]:
        for month in months:
            standing = [
                tours[number, station, begin]
                for number in level["pools"]
                for station in pools[number]["stations"]
                for begin in begun(number, month)
            ]
            if standing:
                model += pulp.lpSum(standing) <= level["most"]
    return model, tours


def solve(problem: Problem, built: Built) -> tuple[float | None, float | None, list[tuple[int, str, int, int]]]:
    """Hand it to HiGHS."""
    model, tours = built
    model.solve(pulp.HiGHS(msg=False, threads=1, timeLimit=problem["seconds"], gapRel=0.0, gapAbs=problem["gap"]))
    info = model.solverModel.getInfo()
    if info.primal_solution_status != 2:
        return None, info.mip_dual_bound, []
    found = [(*key, round(column.value())) for key, column in tours.items() if round(column.value() or 0)]
    return info.objective_function_value, info.mip_dual_bound, found


if __name__ == "__main__":
    run(build, solve)

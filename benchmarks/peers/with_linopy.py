"""The plan as a linopy model, solved by HiGHS."""

from __future__ import annotations

import linopy
import numpy as np
import xarray as xr

from benchmarks.peers.problem import Problem, run


def build(problem: Problem) -> linopy.Model:
    """Write the model, with whole arrays as users of linopy do."""
    horizon, rows, pools = problem["horizon"], problem["rows"], problem["pools"]
    stations = sorted({station for pool in pools for station in pool["stations"]})
    month, row = np.arange(horizon), np.arange(len(rows))
    steady = np.arange(*problem["steady"])
    most = np.zeros((len(pools), len(stations), horizon))
    brings = np.zeros((len(pools), len(stations), len(rows)))
    for number, pool in enumerate(pools):
        for station, brought in pool["stations"].items():
            most[number, stations.index(station), pool["first"] :] = pool["units"]
            for name, quantity in brought.items():
                brings[number, stations.index(station), int(name)] = quantity
    coords = {"pool": np.arange(len(pools)), "station": stations, "month": month}
    given = xr.DataArray(most, coords, list(coords))
    quantity = xr.DataArray(brings, {"pool": coords["pool"], "station": stations, "row": row}, ["pool", "station", "row"])
    price = xr.DataArray([each["price"] for each in rows], {"row": row}, ["row"])
    needed = xr.DataArray(np.array([each["needed"] for each in rows]), {"row": row, "month": month}, ["row", "month"])
    model = linopy.Model()
    tours = model.add_variables(lower=0, upper=given, integer=True, mask=given > 0, name="tours")
    short = model.add_variables(lower=0, coords=needed.coords, dims=needed.dims, name="short")
    worst = model.add_variables(lower=0, coords=price.coords, dims=price.dims, name="worst")
    standing = []
    for length in sorted({pool["tour"] for pool in pools}):
        own = [number for number, pool in enumerate(pools) if pool["tour"] == length]
        standing.append(tours.sel(pool=own).rolling(month=min(length, horizon)).sum())
    for need in row:
        brought = linopy.merge(
            [(each * quantity.sel(row=need, pool=each.indexes["pool"])).sum(["pool", "station"]) for each in standing]
        )
        model.add_constraints(brought + short.sel(row=need) >= needed.sel(row=need), name=f"requirement {need}")
    model.add_constraints(worst - short.sel(month=steady) >= 0, name="worst month")
    for window in sorted({pool["window"] for pool in pools}):
        own = [number for number, pool in enumerate(pools) if pool["window"] == window]
        units = xr.DataArray([pools[number]["units"] for number in own], {"pool": own}, ["pool"])
        begun = tours.sel(pool=own).rolling(month=min(window, horizon)).sum()
        model.add_constraints(begun.sum("station") <= units, name=f"rotation {window}")
    persons = xr.DataArray([float(pool["personnel"]) for pool in pools], {"pool": coords["pool"]}, ["pool"])
    for state, cap in sorted(problem["caps"].items()):
        parts = []
        for each in standing:
            own = [number for number in each.indexes["pool"] if pools[number]["state"] == state]
            if own:
                parts.append((each.sel(pool=own) * persons.sel(pool=own)).sum(["pool", "station"]))
        if parts:
            model.add_constraints(linopy.merge(parts) <= cap, name=f"cap {state}")
    for number, level in enumerate(problem["levels"]):
        parts = []
        for each in standing:
            own = [pool for pool in each.indexes["pool"] if pool in level["pools"]]
            if own:
                parts.append(each.sel(pool=own).sum(["pool", "station"]))
        model.add_constraints(linopy.merge(parts) <= level["most"], name=f"level {number}")
    model.add_objective((short * price).sum() + (worst * price * len(steady)).sum())
    return model


def solve(problem: Problem, model: linopy.Model) -> tuple[float | None, float | None, list[tuple[int, str, int, int]]]:
    """Hand it to HiGHS."""
    model.solve(
        solver_name="highs",
        io_api="direct",
        threads=1,
        time_limit=problem["seconds"],
        mip_rel_gap=0.0,
        mip_abs_gap=problem["gap"],
        log_to_console=False,
    )
    info = model.solver_model.getInfo()
    # After a time limit without a solution linopy calls the status ok and every column 0: HiGHS itself says what there is.
    if info.primal_solution_status != 2:
        return None, info.mip_dual_bound, []
    found = model.solution["tours"].fillna(0).round().astype(int)
    tours = []
    for number, station, month in zip(*np.nonzero(found.values), strict=True):
        place = (int(number), str(found.indexes["station"][station]), int(month))
        tours.append((*place, int(found.values[number, station, month])))
    return info.objective_function_value, info.mip_dual_bound, tours


if __name__ == "__main__":
    run(build, solve)

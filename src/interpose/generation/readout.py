"""Reading a plan back: from tours that begin to the calendar, the force, the contributions and the shortfalls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.calendar import PoolTours
from interpose.generation.model.rows import on_ground
from interpose.generation.model.solve import MonthlySolution, solve_monthly
from interpose.generation.problem.demand import Demand, withdrawal_price
from interpose.generation.problem.planning_problem import Problem
from interpose.generation.problem.supply import PoolKey, PoolSupply, belt_of, served_at
from interpose.generation.result import Contribution, Force, HeldPosts, RotationRow, Shortfall, Withdrawal
from interpose.solver import Clock

__all__ = ["Readout", "month_by_month", "posts_and_shortfall", "read_back"]

_NOTHING = 1e-6


@dataclass(frozen=True, kw_only=True)
class Readout:
    """A plan in the words of a planner, with the units short by belt, capability and month, and the price of that."""

    force: Force
    contributions: tuple[Contribution, ...]
    rotation: tuple[RotationRow, ...]
    shortfall: tuple[Shortfall, ...]
    posts: tuple[HeldPosts, ...]
    withdrawn: tuple[Withdrawal, ...]
    short: Mapping[tuple[str, str], NDArray[np.float64]]
    objective: float


def month_by_month(problem: Problem, clock: Clock) -> tuple[MonthlySolution, Readout | None]:
    """Solve a problem with the monthly model and read it back; without a plan there is nothing to read.

    The plan is optimal where the whole of it is within the gap that was asked for, whatever single parts of it are.
    """
    solution = solve_monthly(problem, clock)
    if solution.status not in ("optimal", "feasible"):
        return solution, None
    readout = read_back(problem, solution.tours, solution.withdrawn)
    allowed = problem.gap * problem.demand.price_of_all()
    if solution.bound is not None and readout.objective - solution.bound <= allowed:
        solution = replace(solution, status="optimal")
    return solution, readout


def read_back(problem: Problem, tours: PoolTours, withdrawn: Mapping[PoolKey, int] | None = None) -> Readout:
    """Read a plan back from its tours, and the units taken from where they are bound: at least those that the tours need.

    Rows of the calendar are sorted by state, unit type, begin and belt; shortfalls by capability, belt and month. A state with
    units on both sides of the border contributes those in the country.
    """
    need = problem.demand
    rows: list[RotationRow] = []
    taken_away: list[Withdrawal] = []
    inside, outside = (defaultdict[str, NDArray[np.float64]](lambda: np.zeros(need.horizon)) for _ in range(2))
    short = {key: months.copy() for key, months in need.quantity.items()}
    for pool in problem.pools:
        stations = tours.get(pool.key, {})
        for station, months in stations.items():
            units = on_ground(months.astype(np.float64), pool.tour)
            (inside if pool.counts_inside(station) else outside)[pool.state] += units * pool.personnel
            for capability, quantity in pool.provided_at(station):
                if (belt_of(station), capability) in short:
                    short[belt_of(station), capability] -= quantity * units
            rows += _rows(pool, station, months, need.horizon)
        # As many units work the tours off as the most that begin in any window.
        begun = sum(stations.values(), np.zeros(1, dtype=np.int64)).astype(np.float64)
        taken = max(int(on_ground(begun, pool.window).max(initial=0.0)), (withdrawn or {}).get(pool.key, 0))
        if pool.commitment and taken:
            price = taken * withdrawal_price(pool, need)
            taken_away.append(
                Withdrawal(state=pool.state, unit_type=pool.unit_type, commitment=pool.commitment, units=taken, price=price)
            )
    rows.sort(key=lambda row: (row.state, row.unit_type, row.start_month, row.belt, row.commitment, row.serves))
    short = {key: np.where(months > _NOTHING, np.round(months, 6), 0.0) for key, months in short.items()}
    force, contributions = _force(problem, inside, outside)
    posts, shortfall = posts_and_shortfall(need, short)
    return Readout(
        force=force,
        contributions=contributions,
        rotation=tuple(rows),
        shortfall=shortfall,
        posts=posts,
        withdrawn=tuple(taken_away),
        short=short,
        objective=need.price_of(short) + sum(row.price for row in taken_away),
    )


def posts_and_shortfall(
    need: Demand, short: Mapping[tuple[str, str], NDArray[np.float64]]
) -> tuple[tuple[HeldPosts, ...], tuple[Shortfall, ...]]:
    """Tell units that are short by belt, capability and month as posts held in the steady state, and as shortfalls."""
    posts = tuple(
        HeldPosts(
            capability=capability,
            belt=belt,
            required=float(needed[need.steady].max(initial=0.0)),
            held=float((needed - short[belt, capability])[need.steady].min(initial=np.inf)),
        )
        for (belt, capability), needed in need.quantity.items()
        if needed[need.steady].any()
    )
    return posts, tuple(
        Shortfall(
            capability=capability,
            belt=belt,
            month=month + 1,
            quantity=float(months[month]),
            required=float(need.quantity[belt, capability][month]),
        )
        for (belt, capability), months in short.items()
        for month in np.flatnonzero(months > _NOTHING).tolist()
    )


def _rows(pool: PoolSupply, station: str, months: NDArray[np.int64], horizon: int) -> list[RotationRow]:
    return [
        RotationRow(
            state=pool.state,
            unit_type=pool.unit_type,
            units=int(count),
            start_month=month + 1,
            end_month=min(month + pool.tour, horizon),
            belt=belt_of(station),
            commitment=pool.commitment,
            serves=served_at(station),
        )
        for month, count in enumerate(months.tolist())
        if count
    ]


def _force(
    problem: Problem, inside: Mapping[str, NDArray[np.float64]], outside: Mapping[str, NDArray[np.float64]]
) -> tuple[Force, tuple[Contribution, ...]]:
    none = np.zeros(problem.demand.horizon)
    total, away = sum(inside.values(), none), sum(outside.values(), none)
    steady, beyond = total[problem.demand.steady], away[problem.demand.steady]
    force = Force(
        peak=int(total.max(initial=0.0)),
        sustained=int(steady.min()) if len(steady) else 0,
        by_month=_whole(total),
        outside_peak=int(away.max(initial=0.0)),
        from_outside=int(beyond.min()) if len(beyond) else 0,
    )
    within = {state for state, months in inside.items() if months.any()}
    told = {**outside, **{state: months for state, months in inside.items() if state in within or state not in outside}}
    contributions = tuple(
        Contribution(state, int(told[state].max()), _whole(told[state]), state in outside and state not in within)
        for state in sorted(told)
    )
    return force, contributions


def _whole(months: NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(int(each) for each in months)

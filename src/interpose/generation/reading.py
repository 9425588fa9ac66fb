"""Reading a plan back: from tours that begin to the calendar, the force, the contributions and the shortfalls."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.case.tables.words import OUTSIDE
from interpose.generation.demand import Demand
from interpose.generation.formulation import personnel_by_month, withdrawal_price
from interpose.generation.result import Contribution, Force, RotationRow, Shortfall, Withdrawal
from interpose.generation.solving import Tours
from interpose.generation.supply import Supply, belt_of, served_at

__all__ = ["Reading", "read_back"]

_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan in the words of a planner."""

    force: Force
    contributions: tuple[Contribution, ...]
    rotation: tuple[RotationRow, ...]
    shortfall: tuple[Shortfall, ...]
    withdrawn: tuple[Withdrawal, ...]


def read_back(demand: Demand, pools: Sequence[Supply], tours: Tours, outside: Collection[str]) -> Reading:
    """Read a plan back.

    Parameters
    ----------
    demand : Demand
        What is required.
    pools : sequence of Supply
        The pools.
    tours : mapping
        Tours that begin, by pool, station and month.
    outside : collection of str
        States whose units serve from outside the country; so do units of any state in the belt `outside`. A state with units on
        both sides of the border contributes those in the country.

    Returns
    -------
    Reading
        Calendar rows sorted by state, unit type, begin and belt; shortfalls by capability, belt and month.
    """
    horizon = demand.horizon
    rows: list[RotationRow] = []
    withdrawn: list[Withdrawal] = []
    persons: dict[str, NDArray[np.float64]] = {}
    abroad: dict[str, NDArray[np.float64]] = {}
    standing = {key: np.zeros(horizon) for key in demand.quantity}
    for pool in pools:
        for station, months in tours.get(pool.key, {}).items():
            starts = months.astype(np.float64)
            belt = belt_of(station)
            beyond = pool.state in outside or belt == OUTSIDE
            sent = abroad if beyond else persons
            sent[pool.state] = sent.get(pool.state, np.zeros(horizon)) + personnel_by_month(pool, starts)
            units = personnel_by_month(pool, starts) / pool.personnel
            for where, capability, quantity in pool.provides:
                if where == station and (belt, capability) in standing:
                    standing[belt, capability] += quantity * units
            for month, count in enumerate(months.tolist()):
                if count:
                    end = min(month + pool.tour, horizon)
                    served = served_at(station)
                    rows.append(
                        RotationRow(pool.state, pool.unit_type, int(count), month + 1, end, belt, pool.commitment, served)
                    )
        if pool.commitment and (taken := _units_used(pool, tours.get(pool.key, {}))):
            withdrawn.append(
                Withdrawal(pool.state, pool.unit_type, pool.commitment, taken, taken * withdrawal_price(pool, demand))
            )
    total = sum(persons.values(), np.zeros(horizon))
    away = sum(abroad.values(), np.zeros(horizon))
    steady = total[demand.steady]
    sustained = int(steady.min()) if len(steady) else 0
    force = Force(int(total.max(initial=0.0)), sustained, _whole(total), int(away.max(initial=0.0)))
    inside = {state for state, months in persons.items() if months.any()}
    told = {**abroad, **{state: months for state, months in persons.items() if state in inside or state not in abroad}}
    contributions = tuple(
        Contribution(state, int(told[state].max()), _whole(told[state]), state in abroad and state not in inside)
        for state in sorted(told)
    )
    shortfall = []
    for (belt, capability), needed in demand.quantity.items():
        missing = needed - standing[belt, capability]
        shortfall += [
            Shortfall(capability, belt, month + 1, round(float(missing[month]), 6), float(needed[month]))
            for month in range(horizon)
            if missing[month] > _NOTHING
        ]
    rows.sort(key=lambda row: (row.state, row.unit_type, row.start_month, row.belt, row.commitment, row.serves))
    return Reading(force, contributions, tuple(rows), tuple(shortfall), tuple(withdrawn))


def _units_used(pool: Supply, stations: Mapping[str, NDArray[np.int64]]) -> int:
    """Return how many units work the tours off: the most tours that begin in any window."""
    starts = sum(stations.values(), np.zeros(1, dtype=np.int64))
    begun = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(starts)])
    last = np.minimum(np.arange(len(begun)) + pool.window, len(begun) - 1)
    return int((begun[last] - begun).max())


def _whole(months: NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(int(each) for each in months)

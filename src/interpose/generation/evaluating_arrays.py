"""Reading a case for the fast evaluator: every pool, the parts of the requirement, and tours dealt to units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.words import BELTS
from interpose.evidence import Positions
from interpose.generation.demand import Demand
from interpose.generation.evaluating_bounds import Part
from interpose.generation.supply import Supply, belt_of, supplies

__all__ = ["by_station", "deal", "parts_of", "pools_of"]

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


def pools_of(case: Case, positions: Positions, needed: Demand) -> Iterator[Supply]:
    """Read every pool of the case, also of states that do not take part and of less than a unit: a future may change that."""
    everybody = sorted({pool.state for pool in case.pools})
    grown = replace(case, pools=tuple(pool.model_copy(update={"units": max(1.0, pool.units)}) for pool in case.pools))
    for pool in supplies(grown, positions, everybody):
        if any((belt_of(station), capability) in needed.quantity for station, capability, _ in pool.provides):
            yield pool


def by_station(pool: Supply, row_of: Mapping[tuple[str, str], tuple[int, int]], rows: int) -> list[tuple[str, Numbers]]:
    """Return what a unit brings at each station, by row of its part."""
    found: dict[str, Numbers] = {}
    for station, capability, quantity in pool.provides:
        if (belt_of(station), capability) in row_of:
            found.setdefault(station, np.zeros(rows))[row_of[belt_of(station), capability][1]] += quantity
    return sorted(found.items())


def parts_of(
    keys: Sequence[tuple[str, str]], pools: Sequence[Supply], needed: Demand
) -> tuple[tuple[Part, ...], dict[tuple[str, str], tuple[int, int]], Whole]:
    """Divide the rows of the requirement into parts that share no units; say where each row and each pool is."""
    parent = {key: key for key in keys}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        while parent[key] != key:
            key = parent[key]
        return key

    served = []
    for pool in pools:
        mine = [key for key in keys if any((belt_of(station), name) == key for station, name, _ in pool.provides)]
        served.append(mine)
        for other in mine[1:]:
            parent[root(other)] = root(mine[0])
    members: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for key in keys:
        members.setdefault(root(key), []).append(key)
    parts, row_of = [], {}
    for number, group in enumerate(members.values()):
        ordered = sorted(group, key=lambda key: (-needed.price[key[1]], key[1], BELTS.index(key[0])))
        price = np.array([needed.price[name] for _, name in ordered])
        parts.append(Part(tuple(ordered), price, needed.steady, needed.horizon))
        row_of.update({key: (number, row) for row, key in enumerate(ordered)})
    return tuple(parts), row_of, np.array([row_of[mine[0]][0] for mine in served], dtype=np.int64)


def deal(starts: Numbers, kind: Whole, units: Whole) -> tuple[Whole, Whole, Whole]:
    """Deal the tours of classes to the pools that form them, unit by unit in turn.

    A class begins no more tours in a window than it has units. So if they are dealt to its units in turn, each unit has its
    next
    tour a whole window later at the earliest. The units of its pools take turns evenly.

    Parameters
    ----------
    starts : numpy.ndarray
        Tours that begin, by row, class and month.
    kind : numpy.ndarray of int
        Class of each pool.
    units : numpy.ndarray of int
        Units of each pool.

    Returns
    -------
    tuple of numpy.ndarray
        Row, month and pool of each tour.
    """
    whole = np.rint(starts).astype(np.int64).transpose(1, 2, 0)
    group, month, row = np.nonzero(whole)
    times = whole[group, month, row]
    group, month, row = (np.repeat(each, times) for each in (group, month, row))
    turn = np.arange(len(group)) - np.searchsorted(group, group)
    owner = np.repeat(np.arange(len(kind)), units)
    before = np.cumsum(units) - units
    share = (np.arange(len(owner)) - before[owner] + 0.5) / units[owner]
    queue = owner[np.lexsort((owner, share, kind[owner]))]
    total = np.bincount(kind, weights=units, minlength=whole.shape[0]).astype(np.int64)
    first = np.cumsum(total) - total
    return row, month, queue[first[group] + turn % total[group]]

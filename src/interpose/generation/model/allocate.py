"""Allocation of the tours of a class to the pools that form it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heapreplace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.classes import PoolClass
from interpose.generation.problem.supply import PoolSupply

__all__ = ["allocate_tours"]


def allocate_tours(
    group: PoolClass, starts: Mapping[str, NDArray[np.int64]], horizon: int
) -> Iterator[tuple[PoolSupply, str, NDArray[np.int64]]]:
    """Allocate tours to pools that are alike, so that nations follow themselves and burdens are even.

    Any unit that is free can take a tour, and one is always free: the class begins at most as many tours in a window
    as it has units. So the choice is about people: a pool whose unit has just gone home from a station goes first, if
    it can go on like this until the horizon or longer than others; otherwise the pool that has used the least of its units.

    Parameters
    ----------
    group : PoolClass
        The class.
    starts : mapping of str to numpy.ndarray
        Tours that begin, by station and month.
    horizon : int
        Months.

    Yields
    ------
    tuple of (PoolSupply, str, numpy.ndarray)
        Pool, station, tours that begin by month; only where there are any.
    """
    members = group.members
    given = {(number, station): np.zeros(horizon, dtype=np.int64) for number in range(len(members)) for station in starts}
    if len(members) == 1:
        for station, months in starts.items():
            given[0, station] = months.astype(np.int64)
    else:
        _deal(group, starts, horizon, given)
    for (number, station), months in given.items():
        if months.any():
            yield members[number], station, months


def _deal(
    group: PoolClass,
    starts: Mapping[str, NDArray[np.int64]],
    horizon: int,
    given: dict[tuple[int, str], NDArray[np.int64]],
) -> None:
    members, tour, window = group.members, group.like.tour, group.like.window
    used = [0] * len(members)
    free_from = [[0] * member.units for member in members]
    for month in range(horizon):
        for station in starts:
            leaving = {
                number: int(given[number, station][month - tour]) if month >= tour else 0 for number in range(len(members))
            }
            for _ in range(int(starts[station][month])):

                def order(each: int, leaving: dict[int, int] = leaving) -> tuple[bool, float, str, str]:
                    member = members[each]
                    return leaving[each] <= 0, (used[each] + 1) / member.units, member.state, member.unit_type

                able = [number for number, units in enumerate(free_from) if units[0] <= month]
                number = min(able, key=order)
                leaving[number] -= 1
                used[number] += 1
                # The unit that has been free for longest goes; the list is a heap.
                heapreplace(free_from[number], month + window)
                given[number, station][month] += 1

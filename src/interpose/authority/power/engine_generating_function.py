"""Generating function: exact power of many members where the rule counts heads and one vector of moderate weights.

The coefficients of ∏ (1 + x·y^w) over the members are the numbers of coalitions of each size and weight. Dividing by one
member's factor takes that member out again, and a window of the quotient holds the coalitions of the others that the member
turns (Mann and Shapley 1962, RAND RM-3158; Brams and Affuso 1976, Theory and Decision 7).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np
import numpy.typing as npt

from interpose.authority.power.counts import CountsBySize

__all__ = ["counts_by_weight", "work_by_weight"]

LARGEST_WORD = 62
"""Members whose coalitions a whole number of 64 bits can count; more of them need Python's numbers, which are slower."""

SLOWER = 15.0
"""How many times as long an addition of Python's numbers takes."""


def work_by_weight(weights: Sequence[int], least: Sequence[int | None]) -> float:
    """Estimate the additions that counting takes: some 1e9 a second.

    Parameters
    ----------
    weights, least
        As for `counts_by_weight`.

    Returns
    -------
    float
    """
    members = len(weights)
    cells = float(members + 1) * _width(weights, least)
    return cells * (members / 2 + len(set(weights))) * (SLOWER if members > LARGEST_WORD else 1.0)


def counts_by_weight(weights: Sequence[int], least: Sequence[int | None]) -> CountsBySize:
    """Count winning coalitions and swings exactly.

    Parameters
    ----------
    weights : sequence of int
        Weight of each member, at least 0.
    least : sequence of (int or None)
        For coalitions of 0, 1, … members: least sum of weights that wins; None where none does.

    Returns
    -------
    CountsBySize

    Examples
    --------
    >>> counts_by_weight([2, 1, 1], [None, 3, 3, 3]).swings
    [[0, 2, 1], [0, 1, 0], [0, 1, 0]]
    """
    members, width = len(weights), _width(weights, least)
    # Sums below the width are told apart; every threshold that is not None lies at or below it.
    needed = [width if threshold is None else threshold for threshold in least]
    table = np.zeros((members + 1, width), dtype=np.int64 if members <= LARGEST_WORD else object)
    table[0, :1] = 1
    for count, weight in enumerate(weights, start=1):
        kept = max(0, width - weight)
        # From the largest coalitions down, so that nobody counts twice.
        for size in range(count, 0, -1):
            table[size, weight:] += table[size - 1, :kept]
    losing = [int(row[:below].sum()) for row, below in zip(table, needed, strict=True)]
    winning = [comb(members, size) - lost for size, lost in enumerate(losing)]
    swings = {weight: _swings(table, weight, needed) for weight in set(weights)}
    return CountsBySize(winning, [swings[weight] for weight in weights])


def _width(weights: Sequence[int], least: Sequence[int | None]) -> int:
    """How many sums of weights matter: those below the highest threshold, or all of them where nothing is enough at a size."""
    thresholds = [threshold for threshold in least if threshold is not None]
    return sum(weights) + 1 if len(thresholds) < len(least) else max(thresholds)


def _swings(table: npt.NDArray[np.generic], weight: int, needed: Sequence[int]) -> list[int]:
    """Count for each size the coalitions of the others that lose, and win with a member of this weight."""
    width = table.shape[1]
    kept = max(0, width - weight)
    others = table[0].copy()
    swings = []
    for size in range(len(table) - 1):
        if size:
            without = table[size].copy()
            without[weight:] -= others[:kept]
            others = without
        swings.append(int(others[max(0, needed[size + 1] - weight) : needed[size]].sum()))
    return swings

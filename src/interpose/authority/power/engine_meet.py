"""Exact power of up to 36 members by meeting in the middle, for rules of heads and one vector of weights.

The two halves of the members are enumerated. For each pair of sizes the lighter the one half, the
heavier the other must be: with both sorted, a search finds where winning begins, and running counts of
memberships turn the place into the number of winning coalitions that hold each member, by size.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from interpose.authority.power.counts import Tallies, shapley_of

__all__ = ["LARGEST_MEETING", "power_by_meeting"]

LARGEST_MEETING = 36
"""Members beyond which the halves would need more than some 300 MB."""

Integers = npt.NDArray[np.int64]


def power_by_meeting(weights: Sequence[int], least: Sequence[int | None]) -> Tallies:
    """Count winning coalitions and swings exactly.

    Parameters
    ----------
    weights : sequence of int
        Weight of each member.
    least : sequence of (int or None)
        For coalitions of 0, 1, … members: least sum of weights that wins; None where none does.

    Returns
    -------
    Tallies
        With swings and Shapley–Shubik indices.

    Examples
    --------
    >>> power_by_meeting([2, 1, 1], [None, 3, 3, 3]).swings
    [3, 1, 1]
    """
    members = len(weights)
    first = members // 2
    high_sums, high_sizes, high_bits = _half(weights[:first])
    low_sums, low_sizes, low_bits = _half(weights[first:])
    low_size_starts = np.searchsorted(low_sizes, np.arange(members - first + 2))
    high_size_starts = np.searchsorted(high_sizes, np.arange(first + 2))
    partners = np.zeros((len(high_sums), members + 1))
    # How often winning begins at each place of the low half, by size of the whole coalition.
    begins = np.zeros((members + 1, len(low_sums) + 1))
    for many in range(first + 1):
        rows = slice(int(high_size_starts[many]), int(high_size_starts[many + 1]))
        for few in range(members - first + 1):
            left, right = int(low_size_starts[few]), int(low_size_starts[few + 1])
            threshold = least[many + few]
            if threshold is None or left == right:
                continue
            # Ascending questions keep the search in the cache: the heavier the high half, the earlier the place.
            places = np.searchsorted(low_sums[left:right], threshold - high_sums[rows][::-1])[::-1]
            partners[rows, many + few] += right - left - places
            begins[many + few, left : right + 1] += np.bincount(places, minlength=right - left + 1)
            begins[many + few, right] -= len(places)
    running = np.vstack([np.zeros(members - first), np.cumsum(low_bits, axis=0, dtype=np.float64)])
    # Counts stay below 2^53, so sums of floats are exact.
    holding = np.vstack([high_bits.T.astype(np.float64) @ partners, -(begins @ running).T])
    by_size = partners.sum(axis=0)
    swings_by_size = np.rint(holding[:, 1:] + holding[:, :-1] - by_size[:-1]).astype(np.int64)
    return Tallies(
        winning=round(float(by_size.sum())),
        swings=[int(row.sum()) for row in swings_by_size],
        shapley=[shapley_of(row.tolist(), members) for row in swings_by_size],
    )


def _half(weights: Sequence[int]) -> tuple[Integers, Integers, npt.NDArray[np.int8]]:
    """Enumerate the subsets of one half, sorted by size and then by weight."""
    count = len(weights)
    sums, sizes = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
        sizes = np.concatenate([sizes, sizes + 1])
    order = np.lexsort((sums, sizes))
    bits = ((np.arange(2**count)[order, None] >> np.arange(count)) & 1).astype(np.int8)
    return sums[order], sizes[order], bits

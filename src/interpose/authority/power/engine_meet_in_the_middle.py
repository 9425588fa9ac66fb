"""Meet in the middle: exact power of up to 36 members where the rule counts heads and one vector of weights.

The two halves of the members are enumerated. For each pair of sizes the lighter the one half, the heavier the other must
be: with both sorted, a search finds where winning begins, and running counts of memberships turn the place into the number
of winning coalitions that hold each member, by size. That is 2^(n/2) work instead of 2^n, whatever the weights
(Horowitz and Sahni 1974, Journal of the ACM 21(2), for the subset-sum form).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from interpose.authority.power.counts import CountsBySize

__all__ = ["LARGEST_BODY", "counts_by_halves"]

LARGEST_BODY = 36
"""Members beyond which the halves would need more than some 300 MB."""

Integers = npt.NDArray[np.int64]


def counts_by_halves(weights: Sequence[int], least: Sequence[int | None]) -> CountsBySize:
    """Count winning coalitions and swings exactly.

    Parameters
    ----------
    weights : sequence of int
        Weight of each member; they add up to less than 2^62.
    least : sequence of (int or None)
        For coalitions of 0, 1, … members: least sum of weights that wins; None where none does.

    Returns
    -------
    CountsBySize

    Examples
    --------
    >>> counts_by_halves([2, 1, 1], [None, 3, 3, 3]).swings
    [[0, 2, 1], [0, 1, 0], [0, 1, 0]]
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
    # A coalition of others becomes winning with the member: those that win with it, less those that win without it.
    swings = np.rint(holding[:, 1:] + holding[:, :-1] - by_size[:-1]).astype(np.int64)
    return CountsBySize([round(value) for value in by_size.tolist()], swings.tolist())


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

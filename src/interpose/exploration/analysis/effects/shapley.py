"""Shapley's rule: divide what several groups do together, so that the parts add up to the whole.

Values over all subsets, exactly, or over drawn orders; and Shapley effects, the same rule on an outcome's variance (Owen 2014,
SIAM/ASA Journal on Uncertainty Quantification 2; Song, Nelson and Staum 2016, the same journal 4; over drawn orders Goda 2021,
Reliability Engineering & System Safety 213).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

from interpose.exploration.analysis.effects.mixing import mixed
from interpose.exploration.analysis.effects.resampling import Numbers, interval, resampled_counts

__all__ = [
    "MOST_EXACT",
    "ShapleyShares",
    "drawn_orders",
    "shapley_by_orders",
    "shapley_effects_by_orders",
    "shapley_effects_over_subsets",
    "shapley_values",
    "subset_points",
]

MOST_EXACT = 8
"""Up to so many groups all subsets are looked at (256 of them); beyond, orders are drawn."""


@dataclass(frozen=True, slots=True)
class ShapleyShares:
    """What each group gets, shape (groups,), with an interval of nine in ten resamples: the value itself where it is exact."""

    value: Numbers
    low: Numbers
    high: Numbers


def shapley_values(worth: Numbers) -> Numbers:
    """Divide the worth of all groups together by Shapley's rule, from the worth of every subset.

    Parameters
    ----------
    worth : numpy.ndarray, shape (..., 2**groups)
        Worth of each subset; bit g of the place says whether group g is in it, so that place 0 is the empty set.

    Returns
    -------
    numpy.ndarray, shape (..., groups)
        The shares. They sum to the worth of all less that of none; a group that adds nothing gets 0.

    Examples
    --------
    Two gloves make a pair; the third glove, a second right one, shares what is scarce.

    >>> shapley_values(np.array([0, 0, 0, 1, 0, 1, 0, 1])).round(3).tolist()
    [0.667, 0.167, 0.167]
    """
    count = int(worth.shape[-1]).bit_length() - 1
    subsets = np.arange(2**count)
    sizes = np.array([int(subset).bit_count() for subset in subsets])
    shares = []
    for group in range(count):
        without = subsets[(subsets >> group) & 1 == 0]
        weights = np.array([factorial(size) * factorial(count - size - 1) / factorial(count) for size in sizes[without]])
        shares.append((worth[..., without + (1 << group)] - worth[..., without]) @ weights)
    return np.stack(shares, axis=-1)


def drawn_orders(groups: int, count: int, seed: int) -> NDArray[np.int64]:
    """Draw orders of groups in pairs, each followed by its reverse: errors of a pair partly cancel.

    Examples
    --------
    >>> drawn_orders(3, 4, 1).shape
    (4, 3)
    """
    drawn = np.random.default_rng(seed).permuted(np.tile(np.arange(groups), (-(-count // 2), 1)), axis=1)
    return np.stack([drawn, drawn[:, ::-1]], axis=1).reshape(-1, groups)[:count]


def shapley_by_orders(worth: Callable[[frozenset[int]], float], orders: NDArray[np.int64], *, seed: int = 0) -> ShapleyShares:
    """Divide a worth by Shapley's rule over drawn orders (Castro, Gómez and Tejada 2009), shape (orders, groups).

    Each set of groups is asked for once. The shares sum to the worth of all less that of none, in every resample.
    """
    known: dict[frozenset[int], float] = {}
    shares = np.empty(orders.shape)
    for place, order in enumerate(orders.tolist()):
        joined: frozenset[int] = frozenset()
        walk = [joined := joined | {group} for group in order]
        for each in (frozenset[int](), *walk):
            if each not in known:
                known[each] = worth(each)
        levels = [known[frozenset()], *(known[each] for each in walk)]
        shares[place, order] = np.diff(levels)
    return _mean_and_interval(shares, seed)


def subset_points(first: Numbers, second: Numbers, groups: Sequence[Sequence[int]]) -> Numbers:
    """Put together the rows whose outcomes `shapley_effects_over_subsets` needs: A with every subset of groups from B.

    The shape is (2**groups * rows, columns); the empty set, which is A, comes first and the whole, which is B, last.
    """
    subsets = [[column for group, own in enumerate(groups) if subset >> group & 1 for column in own] for subset in _all(groups)]
    return np.concatenate([mixed(first, second, columns) for columns in subsets])


def _all(groups: Sequence[Sequence[int]]) -> range:
    return range(2 ** len(groups))


def shapley_effects_over_subsets(outcomes: Numbers, *, seed: int = 0) -> ShapleyShares:
    """Divide an outcome's variance among groups, over all subsets of them: its values at the points of `subset_points`.

    Outcomes have the shape (2**groups, rows); the shares sum to 1, and are nan where the outcome does not vary.
    """
    worth = (outcomes - outcomes[0]) ** 2 / 2
    return _shares_of_one(shapley_values(worth.T), seed)


def shapley_effects_by_orders(outcomes: Numbers, orders: NDArray[np.int64], *, seed: int = 0) -> ShapleyShares:
    """Divide an outcome's variance among groups, over one drawn order a row: its values at the points of `order_points`.

    Outcomes have the shape (groups + 1, rows); the shares sum to 1, and are nan where the outcome does not vary.
    """
    worth = (outcomes - outcomes[0]) ** 2 / 2
    shares = np.empty(orders.shape)
    np.put_along_axis(shares, orders, np.diff(worth, axis=0).T, axis=1)
    return _shares_of_one(shares, seed)


def _shares_of_one(shares: Numbers, seed: int) -> ShapleyShares:
    """Average rows, and set the whole to 1 in the estimate and in every resample."""
    counts = resampled_counts(len(shares), 400, seed)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = shares.sum(axis=0) / shares.sum()
        again = counts @ shares
        low, high = interval(again / again.sum(axis=1, keepdims=True))
    return ShapleyShares(value, low, high)


def _mean_and_interval(shares: Numbers, seed: int) -> ShapleyShares:
    low, high = interval(resampled_counts(len(shares), 400, seed) @ shares / len(shares))
    return ShapleyShares(shares.mean(axis=0), low, high)

"""Rows between two samples: some groups of columns from one, the rest from the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interpose.exploration.analysis.effects.resampling import Numbers

__all__ = ["mixed", "order_points"]


def mixed(first: Numbers, second: Numbers, columns: Sequence[int]) -> Numbers:
    """Take a sample, and some of its columns from another one.

    Examples
    --------
    >>> mixed(np.zeros((1, 3)), np.ones((1, 3)), [2]).tolist()
    [[0.0, 0.0, 1.0]]
    """
    points = first.copy()
    points[:, list(columns)] = second[:, list(columns)]
    return points


def order_points(first: Numbers, second: Numbers, groups: Sequence[Sequence[int]], orders: NDArray[np.int64]) -> Numbers:
    """Go from one sample to another, a group after the other, each row in its own order.

    Samples have the shape (rows, columns), orders (rows, groups). Returned are A, then the rows after each step, then B: shape
    ((groups + 1) * rows, columns).
    """
    owner = np.full(first.shape[1], -1)
    for group, columns in enumerate(groups):
        owner[list(columns)] = group
    steps = [first]
    for place in range(orders.shape[1]):
        steps.append(np.where(owner == orders[:, [place]], second, steps[-1]))
    return np.concatenate(steps)

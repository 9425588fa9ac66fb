"""How rarely a sum of votes strays far: bounds that tell which common chances of voting for can be left aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp

import numpy as np
import numpy.typing as npt

__all__ = ["bounded_span", "tail_bound"]

RATES = np.geomspace(1e-3, 1e3, 37)
"""Rates that are tried, in inverse norms of the weights; any of them gives a bound that holds."""

HALVINGS = 12


def tail_bound(weights: Sequence[int] | npt.NDArray[np.int64], chance: float, edge: float, *, upper: bool) -> float:
    """Bound the probability that those who vote for weigh at least, or at most, so much (Chernoff 1952).

    Parameters
    ----------
    weights : sequence of int
        Weight of each member.
    chance : float
        Probability with which each member votes for, independently.
    edge : float
        The sum of weights that is asked about.
    upper : bool
        Whether the sum lies at or above the edge; else at or below.

    Returns
    -------
    float
        Between 0 and 1.

    Examples
    --------
    >>> tail_bound([1] * 100, 0.5, 101, upper=True), tail_bound([1] * 100, 0.5, 40, upper=True)
    (0.0, 1.0)
    >>> 1e-12 < tail_bound([1] * 100, 0.5, 85, upper=True) < 3e-12
    True
    """
    each, count = np.unique(np.asarray(weights, dtype=np.float64), return_counts=True)
    total = float(each @ count)
    if chance <= 0.0 or chance >= 1.0:
        certain = 0.0 if chance <= 0.0 else total
        return float(certain >= edge if upper else certain <= edge)
    if edge > total if upper else edge < 0.0:
        return 0.0
    rates = RATES / (np.sqrt(float(each**2 @ count)) or 1.0) * (1.0 if upper else -1.0)
    powers = np.logaddexp(np.log1p(-chance), np.log(chance) + rates[:, None] * each) @ count - rates * edge
    return exp(min(0.0, float(powers.min())))


def bounded_span(winning: Callable[[float], float], losing: Callable[[float], float], negligible: float) -> tuple[float, float]:
    """Find the common chances between which the outcome is in doubt.

    Parameters
    ----------
    winning, losing : callable
        Bound the probability of passing, or of failing, at a common chance of voting for: the one grows with it, the other
        falls.
    negligible : float
        Probability that may be left aside.

    Returns
    -------
    tuple of float
        Least and greatest chance; below the one passing is negligible, above the other failing is.

    Examples
    --------
    >>> bounded_span(lambda p: p**4, lambda p: (1 - p) ** 4, 0.0625)
    (0.5, 0.5)
    """
    low, certain = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + certain) / 2.0
        low, certain = (middle, certain) if winning(middle) <= negligible else (low, middle)
    sure, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (sure + high) / 2.0
        sure, high = (sure, middle) if losing(middle) <= negligible else (middle, high)
    return low, high

"""Sobol' first-order and total effects of groups of inputs by pick-freeze, with resampled intervals.

Two samples A and B, and for each group a mixed one: A with the group's columns from B. First-order effects after Saltelli et
al. (2010, Computer Physics Communications 181), total effects after Jansen (1999, Computer Physics Communications 117).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interpose.exploration.analysis.effects.mixing import mixed
from interpose.exploration.analysis.effects.resampling import Numbers, interval, resampled_counts

__all__ = ["SobolEffect", "pick_freeze_points", "sobol_effects"]


@dataclass(frozen=True, kw_only=True)
class SobolEffect:
    """What a group explains of an outcome's variance.

    Nothing is clipped: an estimate below 0 says that the effect is small against the error of the sample.

    Parameters
    ----------
    first, first_low, first_high : float
        Share that the group explains by itself, with an interval of nine in ten resamples.
    total, total_low, total_high : float
        Share that would remain if all other groups were known.
    """

    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


def pick_freeze_points(first: Numbers, second: Numbers, groups: Sequence[Sequence[int]]) -> Numbers:
    """Put together the rows whose outcomes `sobol_effects` needs, shape ((groups + 2) * rows, columns).

    They are A, B, and A with each group of columns from B, one after the other.
    """
    return np.concatenate([first, second, *(mixed(first, second, columns) for columns in groups)])


def sobol_effects(outcomes: Numbers, *, resamples: int = 400, seed: int = 0) -> tuple[SobolEffect, ...]:
    """Estimate first-order and total effects of each group, from an outcome at the points of `pick_freeze_points`.

    Outcomes have the shape (groups + 2, rows); effects are nan where the outcome does not vary.

    Examples
    --------
    >>> a, b = np.random.default_rng(1).random((2, 4_096, 2))
    >>> points = pick_freeze_points(a, b, [[0], [1]])
    >>> effects = sobol_effects((points @ [1.0, 2.0]).reshape(4, -1))
    >>> [round(each.total, 1) for each in effects]
    [0.2, 0.8]
    """
    centred = outcomes - outcomes[:2].mean()
    a, b, groups = centred[0], centred[1], centred[2:]
    # Per row: the products whose means are the two effects, times the variance.
    first, total = b * (groups - a), (groups - a) ** 2 / 2

    def shares(counts: Numbers) -> Numbers:
        rows = counts.sum(axis=1, keepdims=True)
        variance = counts @ (a**2 + b**2) / (2 * rows[:, 0]) - (counts @ (a + b) / (2 * rows[:, 0])) ** 2
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Numbers = np.stack([counts @ first.T, counts @ total.T]) / rows / variance[:, None]
        return found

    estimate = shares(np.ones((1, a.size)))[:, 0]
    low, high = interval(shares(resampled_counts(a.size, resamples, seed)).swapaxes(0, 1))
    numbers = np.stack([estimate, low, high]).transpose(2, 1, 0).reshape(len(groups), 6)
    names = ("first", "first_low", "first_high", "total", "total_low", "total_high")
    return tuple(SobolEffect(**dict(zip(names, row, strict=True))) for row in numbers.tolist())

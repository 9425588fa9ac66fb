"""Screening by elementary effects: many inputs, few rows (Morris 1991; for groups Campolongo, Cariboni and Saltelli 2007).

From a drawn point one group after the other moves by half of its range; how far the outcome moves is an elementary effect.
Levels are the middles of the quarters of each range, so that no input stands at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.exploration.analysis.effects.mixing import order_points
from interpose.exploration.analysis.effects.resampling import Numbers, interval, resampled_counts

__all__ = ["ElementaryEffects", "Screening", "screening", "screening_points"]

_STEP = 0.5


@dataclass(frozen=True, slots=True)
class ElementaryEffects:
    """Where rows for screening stand: all starts, then all rows after the first move, and so on.

    Orders, shape (trajectories, groups), say in which order groups move, `rising` whether a group's first column then rises.
    """

    points: Numbers
    orders: NDArray[np.int64]
    rising: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Screening:
    """How far an outcome moves when a group moves by its whole range, as screening sees it.

    Parameters
    ----------
    mean_size, low, high : float
        Mean size of the elementary effects (Morris' mu star), with an interval of nine in ten resamples.
    mean : float
        Mean effect with its sign (mu); only for a group of one column does its sign say a direction.
    spread : float
        Standard deviation (sigma): 0 where the effect is the same everywhere.
    """

    mean_size: float
    low: float
    high: float
    mean: float
    spread: float


def screening_points(columns: int, groups: Sequence[Sequence[int]], trajectories: int, seed: int) -> ElementaryEffects:
    """Draw trajectories over so many columns; those in no group stay where they start.

    Examples
    --------
    >>> screening_points(3, [[0], [1, 2]], trajectories=5, seed=1).points.shape
    (15, 3)
    """
    # Each from a stream of its own: more trajectories leave the first ones as they are.
    starts, mixing = (np.random.default_rng([seed, stream]) for stream in (0, 1))
    start = np.floor(4 * starts.random((trajectories, columns))) / 4 + 0.125
    orders = mixing.permuted(np.tile(np.arange(len(groups)), (trajectories, 1)), axis=1)
    moved = np.where(start < _STEP, start + _STEP, start - _STEP)
    rising = np.stack([start[:, own[0]] < _STEP for own in groups], axis=1)
    return ElementaryEffects(order_points(start, moved, groups, orders), orders, rising)


def screening(outcomes: Numbers, drawn: ElementaryEffects, *, seed: int = 0) -> tuple[Screening, ...]:
    """Summarise the elementary effects of each group, from an outcome at the drawn points: (groups + 1, trajectories).

    Examples
    --------
    >>> drawn = screening_points(2, [[0], [1]], trajectories=4, seed=1)
    >>> found = screening((drawn.points @ [3.0, -1.0]).reshape(3, 4), drawn)
    >>> [(each.mean_size, each.mean, each.spread) for each in found]
    [(3.0, 3.0, 0.0), (1.0, -1.0, 0.0)]
    """
    effects = np.empty(drawn.orders.shape)
    np.put_along_axis(effects, drawn.orders, np.diff(outcomes, axis=0).T / _STEP, axis=1)
    signed = np.where(drawn.rising, effects, -effects)
    sizes = np.abs(effects)
    low, high = interval(resampled_counts(len(sizes), 400, seed) @ sizes / len(sizes))
    spread = signed.std(axis=0, ddof=1) if len(signed) > 1 else np.zeros(signed.shape[1])
    numbers = np.stack([sizes.mean(axis=0), low, high, signed.mean(axis=0), spread], axis=1)
    names = ("mean_size", "low", "high", "mean", "spread")
    return tuple(Screening(**dict(zip(names, row, strict=True))) for row in numbers.tolist())

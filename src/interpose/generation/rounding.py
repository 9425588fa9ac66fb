"""Tours by month, and whole tours from parts of tours: roundings that keep every rotation rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["on_ground", "roundings", "spans"]

_PARTS = 2**20
"""Parts of a tour that are told apart; a power of two, so that counting in them is exact."""


def roundings(tours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round fractions of tours to whole tours in every way that rounding their running sum can give.

    Where at most N tours begin in any window, N whole, the running sum rounded at one threshold keeps that: the
    difference of two rounded sums is at most the difference of the sums, rounded up. So each threshold gives tours that
    the same pool can work off. With several stations the sum over all of them is rounded, and each station in turn takes
    tours until it is no further behind its own sum than those after it.

    Parameters
    ----------
    tours : numpy.ndarray
        Tours that begin, shape (stations, months).

    Returns
    -------
    numpy.ndarray
        Whole tours, shape (ways, stations, months).

    Examples
    --------
    >>> roundings(np.array([[0.5, 0.5, 0.5, 0.5]])).astype(int).tolist()
    [[[0, 1, 0, 1]], [[1, 0, 1, 0]]]
    """
    # Counted in small parts of a tour, so that no tolerance can add one to a window.
    running = np.rint(np.cumsum(tours.sum(axis=0)) * _PARTS).astype(np.int64)
    thresholds = np.unique(np.append(-running % _PARTS, 0))
    left = np.diff((running + thresholds[:, None]) // _PARTS, axis=1, prepend=0).astype(np.float64)
    stations, months = tours.shape
    found = np.zeros((len(left), stations, months))
    due = np.cumsum(tours, axis=1)
    for station in range(stations - 1):
        # As far behind its own sum as the stations after it, together, are behind theirs.
        even = np.round((due[station] - due[station + 1 :].sum(axis=0) + np.cumsum(left, axis=1)) / 2.0)
        given = np.zeros(len(left))
        for month in np.flatnonzero(left.any(axis=0)):
            more = np.minimum(np.maximum(even[:, month] - given, 0.0), left[:, month])
            found[:, station, month] = more
            given += more
        left = left - found[:, station]
    found[:, -1] = left
    return found


def on_ground(tours: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Return the units on the ground by month, from tours that begin by month (last axis) and last so many months."""
    months = tours.shape[-1]
    begun = np.concatenate([np.zeros((*tours.shape[:-1], 1)), np.cumsum(tours, axis=-1)], axis=-1)
    last = np.arange(1, months + 1)
    return np.asarray(begun[..., last] - begun[..., np.maximum(0, last - length)])


def spans(months: NDArray[np.int64], length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair each month of begin with each month that lies within so many months of it."""
    begin = np.repeat(months, length)
    month = begin + np.tile(np.arange(length), len(months))
    inside = month < len(months)
    return begin[inside], month[inside]

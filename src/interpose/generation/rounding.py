"""Whole tours from parts of tours: roundings that keep every rotation rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["on_ground", "roundings"]


def roundings(tours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round fractions of tours to whole tours in every way that rounding their running sum can give.

    Where at most N tours begin in any window, N whole, the running sum rounded at one threshold keeps that: the
    difference of two rounded sums is at most the difference of the sums, rounded up. So each threshold gives tours that
    the same pool can work off. With several stations the sum over all of them is rounded, and each tour goes to
    the station that is furthest behind its own sum.

    Parameters
    ----------
    tours : numpy.ndarray
        Tours that begin, shape (stations, months).

    Returns
    -------
    numpy.ndarray
        Whole tours, shape (ways, stations, months), without repetition.

    Examples
    --------
    >>> roundings(np.array([[0.5, 0.5, 0.5, 0.5]])).astype(int).tolist()
    [[[0, 1, 0, 1]], [[1, 0, 1, 0]]]
    """
    running = np.cumsum(tours.sum(axis=0))
    thresholds = np.unique(np.round(1.0 - running % 1.0, 9)) % 1.0
    whole = np.floor(running + np.unique(np.append(thresholds, 0.0))[:, None] + 1e-9)
    counts = np.unique(np.diff(whole, axis=1, prepend=0.0).astype(np.int64), axis=0)
    stations, months = tours.shape
    found = np.zeros((len(counts), stations, months))
    if stations == 1:
        found[:, 0] = counts
        return found
    due, ways = np.cumsum(tours, axis=1), np.arange(len(counts))
    given = np.zeros((len(counts), stations))
    for month in range(months):
        left = counts[:, month].copy()
        while (left > 0).any():
            some = ways[left > 0]
            station = (due[:, month] - given[some]).argmax(axis=1)
            found[some, station, month] += 1
            given[some, station] += 1
            left[some] -= 1
    return found


def on_ground(tours: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Return the units on the ground by month, from tours that begin by month (last axis) and last so many months."""
    months = tours.shape[-1]
    begun = np.concatenate([np.zeros((*tours.shape[:-1], 1)), np.cumsum(tours, axis=-1)], axis=-1)
    last = np.arange(1, months + 1)
    return np.asarray(begun[..., last] - begun[..., np.maximum(0, last - length)])

"""Percentile intervals by resampling rows with replacement (Efron's bootstrap), as matrices of counts."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEVELS", "Numbers", "interval", "resampled_counts"]

Numbers = NDArray[np.float64]

LEVELS = (0.05, 0.95)
"""Ends of every interval of effects: nine in ten resamples lie between them."""


def resampled_counts(rows: int, resamples: int, seed: int) -> Numbers:
    """Draw how often each row is taken in each resample: shape (resamples, rows), summing to `rows` in every resample.

    Examples
    --------
    >>> resampled_counts(4, 2, 1).sum(axis=1).tolist()
    [4.0, 4.0]
    """
    draws = np.random.default_rng(seed).integers(rows, size=(resamples, rows))
    draws += rows * np.arange(resamples)[:, None]
    return np.bincount(draws.ravel(), minlength=rows * resamples).reshape(resamples, rows).astype(np.float64)


def interval(resampled: Numbers) -> tuple[Numbers, Numbers]:
    """Give the ends between which nine in ten resamples lie, from estimates of shape (resamples, ...).

    Resamples that happen to hold nothing that varies say nothing and are left out; where all are such, the ends are nan.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of estimates that no resample knows
        low, high = np.nanquantile(resampled, LEVELS, axis=0)
    return low, high

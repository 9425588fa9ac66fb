"""Owen-scrambled Sobol' points, each column with a scramble of its own: what is added or taken away changes no other.

The points of Sobol' (1967) come from SciPy unscrambled; each column is scrambled by nested uniform permutation of its binary
digits (Owen, 1995), with random bits that are hashed from the seed, the name of the column and the digits before.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["LARGEST_DIMENSION", "hashed", "owen_points", "seed_of"]

Points = NDArray[np.float64]
Bits = NDArray[np.uint64]

LARGEST_DIMENSION = 21_200
"""Dimensions for which direction numbers are known (Joe and Kuo, 2008)."""

_DIGITS, _BELOW = 32, 20
_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15


def seed_of(seed: int, name: str) -> int:
    """Return the seed of a column: 64 bits that hang on the seed of the study and on its name alone."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:8], "big")


def hashed(numbers: Bits) -> Bits:
    """Mix the bits of numbers so that any change of one changes all (SplitMix64; Steele, Lea and Flood, 2014)."""
    mixed = numbers.copy()
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


def owen_points(seed: int, names: Sequence[str], dimensions: Sequence[int], start: int, stop: int) -> Points:
    """Return rows start to stop of the sample; a number hangs on the seed, its column and its row alone.

    Parameters
    ----------
    seed : int
        Seed of the study.
    names : sequence of str
        Columns.
    dimensions : sequence of int
        Dimension of each, counted from 0; no two alike.
    start, stop : int
        First row, and the row after the last.

    Returns
    -------
    numpy.ndarray, shape (stop - start, columns)
        Numbers in [0, 1).

    Examples
    --------
    >>> points = owen_points(1, ["line", "pools"], [0, 1], 0, 8)
    >>> bool((owen_points(1, ["pools"], [1], 5, 6) == points[5:6, 1:]).all())
    True
    >>> sorted((points[:, 0] * 8).astype(int).tolist())
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    if not names or stop <= start:
        return np.zeros((max(0, stop - start), len(names)))
    seeds = np.array([seed_of(seed, name) for name in names], dtype=np.uint64)
    return _scrambled(_digits(max(dimensions) + 1, start, stop)[:, list(dimensions)], seeds)


def _digits(dimensions: int, start: int, stop: int) -> Bits:
    """Return the first 32 binary digits of the points, as whole numbers."""
    from scipy.stats import qmc

    engine = qmc.Sobol(dimensions, scramble=False, bits=_DIGITS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # any prefix is asked for here, not only powers of two
        if start:
            engine.fast_forward(start)
        points = engine.random(stop - start)
    return np.asarray(points * 2.0**_DIGITS).astype(np.uint64)


def _scrambled(digits: Bits, seeds: Bits) -> Points:
    """Permute each digit by a random bit that hangs on the digits before it; what lies below them is drawn as well.

    Digits have the shape (rows, columns), seeds (columns,).
    """
    found = np.zeros_like(digits)
    for place in range(_DIGITS):
        before = digits >> np.uint64(_DIGITS - place)
        flips = hashed(before ^ (seeds + np.uint64((place * _STEP) & _MASK))) & np.uint64(1)
        own = (digits >> np.uint64(_DIGITS - 1 - place)) & np.uint64(1)
        found |= (own ^ flips) << np.uint64(_DIGITS - 1 - place)
    below = hashed(digits ^ (seeds + np.uint64((_DIGITS * _STEP) & _MASK))) >> np.uint64(64 - _BELOW)
    return found / 2.0**_DIGITS + below / 2.0 ** (_DIGITS + _BELOW)

"""From numbers between 0 and 1 to values: shared variance, seeded rows, triangular and uniform ranges, choices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from interpose.case.tables.futures.uncertain import Uncertainty
from interpose.case.varied.inputs import Target
from interpose.exploration.inputs.sampling import hashed, seed_of

__all__ = ["DrawnInput", "ranks", "triangular", "values_of"]

Points = NDArray[np.float64]

_EDGE = 2.0**-53


@dataclass(frozen=True, kw_only=True)
class DrawnInput:
    """A row of `uncertainties.csv` with the inputs that it names and the columns that stand for them.

    `low`, `mode` and `high`, shape (targets,), are the range of each input in its own unit, empty for words; a mode that is not
    a number stands for a uniform range. `choices` are the values that each may take. `common` is the column that all share,
    `own` that of each, or the one that seeds the draws of all; none where everything is shared.
    """

    row: Uncertainty
    targets: tuple[Target, ...]
    low: Points
    mode: Points
    high: Points
    choices: tuple[tuple[float | str | bool, ...], ...] = ()
    common: int | None
    own: tuple[int, ...]


def ranks(drawn: DrawnInput, points: Points) -> Points:
    """Return a number from 0 to 1 for each future and input, shape (futures, targets), with what they have in common.

    Even by itself: a normal that is common and one of its own, by their shares of the variance. What is not a number in a point
    leaves an input as the case has it; where only one of the two is a number the other is in its middle.
    """
    count, shared = len(drawn.targets), drawn.row.shared
    if not drawn.own and drawn.common is not None:
        return np.repeat(points[:, [drawn.common]], count, axis=1)
    apart = _seeded(points[:, drawn.own[0]], drawn.targets) if drawn.row.rows == "seeded" else points[:, list(drawn.own)]
    if drawn.common is None:
        return apart
    common = points[:, [drawn.common]]
    both = np.sqrt(shared) * _normal(common) + np.sqrt(1.0 - shared) * _normal(apart)
    found: Points = np.where(np.isnan(common) & np.isnan(apart), np.nan, ndtr(both))
    return found


def _seeded(seeds: Points, targets: Sequence[Target]) -> Points:
    """Hash a number of its own for each input from the value of the one column that stands for all of them."""
    names = np.array([seed_of(0, str(target)) for target in targets], dtype=np.uint64)
    mixed = hashed(hashed(seeds.copy().view(np.uint64))[:, None] ^ names[None, :])
    found: Points = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return np.where(np.isnan(seeds)[:, None], np.nan, found)


def _normal(chance: Points) -> Points:
    found: Points = ndtri(np.clip(np.where(np.isnan(chance), 0.5, chance), _EDGE, 1.0 - _EDGE))
    return found


def triangular(chance: Points, low: Points | float, mode: Points | float, high: Points | float) -> Points:
    """Turn even chances into values: the inverse of the triangular distribution, or of the uniform where mode is no number.

    Examples
    --------
    >>> triangular(np.array([0.0, 0.5, 1.0]), 0.0, 1.0, 2.0).tolist()
    [0.0, 1.0, 2.0]
    >>> triangular(np.array([0.25]), 0.0, np.nan, 4.0).tolist()
    [1.0]
    """
    width = np.asarray(high, dtype=float) - low
    middle = np.where(np.isnan(mode), low, mode)
    peak = np.where(width > 0, (middle - low) / np.where(width > 0, width, 1.0), 0.0)
    rising = low + np.sqrt(chance * peak) * width
    falling = high - np.sqrt((1.0 - chance) * (1.0 - peak)) * width
    found: Points = np.where(np.isnan(mode), low + chance * width, np.where(chance < peak, rising, falling))
    return found


def values_of(drawn: DrawnInput, points: Points) -> list[list[float | str | bool]]:
    """Return the value of each input in each future, in its own unit or as its word; nan where it stays as the case has it.

    Whether states take part and how they vote is drawn elsewhere.
    """
    chances = ranks(drawn, points)
    if not drawn.choices:
        return list(triangular(chances, drawn.low, drawn.mode, drawn.high).tolist())
    if drawn.row.kind == "chance":
        places = (chances >= (drawn.row.mode or 0.0)).astype(int)
    else:
        weights = np.array(drawn.row.weights or (1.0,) * len(drawn.row.values))
        edges = np.cumsum(weights / weights.sum())[:-1]
        places = np.searchsorted(edges, chances, side="right")
    asked = [list(zip(*each, strict=True)) for each in zip(places.tolist(), np.isnan(chances).tolist(), strict=True)]
    return [
        [math.nan if left else choice[place] for choice, (place, left) in zip(drawn.choices, row, strict=True)] for row in asked
    ]

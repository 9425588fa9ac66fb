"""First-order effects from rows at hand: the correlation ratio, with a noise floor from shuffled outcomes.

The share of an outcome's variance that the mean over slices of one input explains (Pearson 1905; as a sensitivity measure
Plischke, Borgonovo and Smith 2013, European Journal of Operational Research 226). No future is computed for it.
The noise floor is that of the largest effect over all inputs in a shuffle (single-step maxT, Westfall and Young 1993).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.exploration.analysis.effects.resampling import Numbers, interval, resampled_counts

__all__ = ["FirstOrderEffect", "first_order_effects", "slices_for"]


@dataclass(frozen=True, slots=True)
class FirstOrderEffect:
    """What one input explains by itself.

    Parameters
    ----------
    effect : float
        Share of the variance, corrected for what slicing alone explains: about 0 for an input without effect, and therefore
        below 0 for about half of those.
    low, high : float
        Interval of nine in ten resamples.
    noise_floor : float
        What all inputs together stay below in 19 of 20 shuffles of the outcome: of many without effect one or the other always
        seems to have some.
    """

    effect: float
    low: float
    high: float
    noise_floor: float

    @property
    def told_apart(self) -> bool:
        """Whether chance alone would hardly explain as much."""
        return self.effect > self.noise_floor


def slices_for(rows: int) -> int:
    """Give the number of slices for a number of rows: its cube root, from 4 to 32.

    Examples
    --------
    >>> slices_for(50), slices_for(1_024), slices_for(10_000)
    (4, 10, 22)
    """
    return int(np.clip(round(float(np.cbrt(rows))), 4, 32))


def first_order_effects(
    inputs: Numbers, outcome: Numbers, *, resamples: int = 200, seed: int = 0
) -> tuple[FirstOrderEffect, ...]:
    """Tell what each input explains of an outcome by itself; all numbers are nan where the outcome does not vary.

    Inputs have the shape (rows, inputs), words coded one number a word; the outcome, shape (rows,), is finite in every row.
    `resamples` is also the number of shuffles for the noise floor.

    Examples
    --------
    >>> ramp = np.linspace(0, 1, 400)
    >>> other = np.random.default_rng(0).random(400)
    >>> [each.told_apart for each in first_order_effects(np.column_stack([ramp, other]), ramp)]
    [True, False]
    """
    rows = len(outcome)
    centred = outcome - outcome.mean()
    counts = resampled_counts(rows, resamples, seed)
    shuffled = np.random.default_rng(seed).permuted(np.tile(centred, (resamples, 1)), axis=1)
    largest = np.full(resamples, -np.inf)
    found = []
    for column in inputs.T:
        order, starts = _slices(column)
        ones, values = np.ones((1, rows)), centred[order]
        effect = float(_adjusted_ratio(ones, values[None], starts)[0])
        again = _adjusted_ratio(counts[:, order], values[None], starts)
        low, high = interval(again - again.mean() + effect)
        largest = np.maximum(largest, _adjusted_ratio(ones, shuffled[:, order], starts))
        found.append((effect, float(low), float(high)))
    floor = float(np.quantile(largest, 0.95))
    return tuple(FirstOrderEffect(*each, noise_floor=floor) for each in found)


def _slices(column: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Order the rows by an input, and find where slices of about equal size begin; equal values stay together."""
    order = np.argsort(column, kind="stable")
    ordered = column[order]
    values = np.unique(ordered)
    most = slices_for(len(column))
    if len(values) > most:
        cuts = ordered[(np.arange(1, most) * len(column)) // most]
        values = np.unique(np.concatenate([ordered[:1], cuts]))
    return order, np.searchsorted(ordered, values).astype(np.int64)


def _adjusted_ratio(counts: Numbers, values: Numbers, starts: NDArray[np.int64]) -> Numbers:
    """Compute 1 - (within / its degrees of freedom) / (total / its own), for rows taken `counts` times."""
    weighted = counts * values
    sizes, sums = np.add.reduceat(counts, starts, axis=1), np.add.reduceat(weighted, starts, axis=1)
    rows = counts.sum(axis=1)
    total = (weighted * values).sum(axis=1) - weighted.sum(axis=1) ** 2 / rows
    with np.errstate(invalid="ignore", divide="ignore"):
        between = np.where(sizes > 0, sums**2 / sizes, 0.0).sum(axis=1) - weighted.sum(axis=1) ** 2 / rows
        filled = (sizes > 0).sum(axis=1)
        ratio: Numbers = 1 - (total - between) / np.maximum(rows - filled, 1) * (rows - 1) / total
    return ratio

"""How far a box can be trusted: quasi-p of each restriction, and how often half of the rows would find it again.

Both after Bryant and Lempert 2010 (Technological Forecasting and Social Change 77), the first also a test on rows that the box
was made from: it flatters, hence the name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrc

from interpose.exploration.analysis.discovery.prim import BoxStep, Marks, Numbers, PrimSettings, find_boxes, inside, without

__all__ = ["Reproducibility", "quasi_p", "reproducibility"]


@dataclass(frozen=True, slots=True)
class Reproducibility:
    """In which share of half-samples a box as good restricts each input.

    Parameters
    ----------
    same_coverage, same_density : numpy.ndarray, shape (inputs,)
        Shares, where the box of a half-sample is the one nearest in coverage and in density.
    """

    same_coverage: Numbers
    same_density: Numbers


def quasi_p(inputs: Numbers, interest: Marks, box: BoxStep) -> dict[int, float]:
    """Ask of each restriction whether the box is denser with it than chance would make it.

    Parameters
    ----------
    inputs : numpy.ndarray, shape (rows, inputs)
        Inputs as numbers.
    interest : numpy.ndarray of bool, shape (rows,)
        Rows that the box is to hold.
    box : BoxStep
        A box found on them.

    Returns
    -------
    dict of int to float
        By restricted input: probability that as many rows of interest fall into the box, or more, if each were of interest
        with the density of the box without this restriction (one-sided binomial test).

    Examples
    --------
    >>> x = np.arange(100.0)[:, None]
    >>> found = find_boxes(x, x[:, 0] >= 50)
    >>> quasi_p(x, x[:, 0] >= 50, found[-1])[0] < 1e-6
    True
    """
    marks = inside(inputs, box.low, box.high)
    rows, held = int(marks.sum()), int(interest[marks].sum())
    return {column: float(bdtrc(held - 1, rows, without(inputs, interest, box, column).density)) for column in box.restricted}


def reproducibility(
    inputs: Numbers,
    interest: Marks,
    box: BoxStep,
    settings: PrimSettings | None = None,
    *,
    samples: int = 10,
    seed: int = 0,
) -> Reproducibility:
    """Look for the box again in half-samples.

    Parameters
    ----------
    inputs : numpy.ndarray, shape (rows, inputs)
        Inputs as numbers.
    interest : numpy.ndarray of bool, shape (rows,)
        Rows that the box is to hold.
    box : BoxStep
        A box found on them.
    settings : PrimSettings, optional
        How patient the method is.
    samples : int
        Half-samples to draw.
    seed : int
        Seed of the draws.

    Returns
    -------
    Reproducibility
        Shares by input.
    """
    draws = np.random.default_rng(seed)
    found = np.zeros((2, inputs.shape[1]))
    for _ in range(samples):
        rows = draws.permutation(len(inputs))[: len(inputs) // 2]
        steps = find_boxes(inputs[rows], interest[rows], settings)
        for place, name in enumerate(("coverage", "density")):
            nearest = min(steps, key=lambda step: abs(getattr(step, name) - getattr(box, name)))
            found[place, list(nearest.restricted)] += 1
    return Reproducibility(found[0] / samples, found[1] / samples)

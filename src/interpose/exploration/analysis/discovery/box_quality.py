"""How far a box can be trusted: quasi-p of each restriction, and how often half of the rows would find it again.

Both after Bryant and Lempert 2010 (Technological Forecasting and Social Change 77), the first also a test on rows that the box
was made from: it flatters, hence the name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrc

from interpose.exploration.analysis.discovery.prim import BoxStep, Marks, Numbers, find_boxes, inside, without

__all__ = ["Reproducibility", "quasi_p", "reproducibility"]


@dataclass(frozen=True, slots=True)
class Reproducibility:
    """In which share of half-samples a box as good restricts each input, shape (inputs,).

    The box of a half-sample is the one nearest in coverage, or the one nearest in density.
    """

    same_coverage: Numbers
    same_density: Numbers


def quasi_p(inputs: Numbers, interest: Marks, box: BoxStep) -> dict[int, float]:
    """Ask of each restriction of a box whether the box is denser with it than chance would make it.

    Inputs and interest are those of `find_boxes`. Told by restricted input is the probability that as many rows of interest or
    more fall into the box if each were of interest with the density of the box without it (one-sided binomial test).

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


def reproducibility(inputs: Numbers, interest: Marks, box: BoxStep, *, samples: int = 10, seed: int = 0) -> Reproducibility:
    """Look for a box of `find_boxes` again in drawn half-samples of its rows."""
    draws = np.random.default_rng(seed)
    found = np.zeros((2, inputs.shape[1]))
    for _ in range(samples):
        rows = draws.permutation(len(inputs))[: len(inputs) // 2]
        steps = find_boxes(inputs[rows], interest[rows])
        for place, name in enumerate(("coverage", "density")):
            nearest = min(steps, key=lambda step: abs(getattr(step, name) - getattr(box, name)))
            found[place, list(nearest.restricted)] += 1
    return Reproducibility(found[0] / samples, found[1] / samples)

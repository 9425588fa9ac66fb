"""What is predicted: a mixture of normal distributions of ln persons, read as quantiles and shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

__all__ = ["Mixture", "quantiles"]

_HALVINGS = 40
"""Enough to find a quantile to nine digits."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """A mixture of normal distributions of ln persons.

    Parameters
    ----------
    weights, means, sds : ndarray
        One each for a part; the weights add up to 1.

    Examples
    --------
    >>> import numpy as np
    >>> one = Mixture(np.ones(1), np.array([np.log(1000.0)]), np.ones(1))
    >>> round(one.quantile(0.5)), round(one.share_below(1000), 3)
    (1000, 0.5)
    """

    weights: NDArray[np.float64]
    means: NDArray[np.float64]
    sds: NDArray[np.float64]

    def share_below(self, persons: float) -> float:
        """Return the share of such missions that are smaller than a number of persons."""
        if persons <= 0:
            return 0.0
        return float(self.weights @ ndtr((math.log(persons) - self.means) / self.sds))

    def quantile(self, share: float) -> float:
        """Return the number of persons below which a share (above 0, below 1) of such missions lies."""
        return float(quantiles([self], [share])[0, 0])


def quantiles(mixtures: Sequence[Mixture], shares: Sequence[float]) -> NDArray[np.float64]:
    """Read quantiles of many mixtures at once, by halving.

    Parameters
    ----------
    mixtures : sequence of Mixture
        Mixtures of equally many parts.
    shares : sequence of float
        Shares above 0 and below 1.

    Returns
    -------
    ndarray, shape (mixtures, shares)
        Persons below which each share lies.
    """
    weights, means, sds = (
        np.stack([getattr(each, name) for each in mixtures])[:, None, :] for name in ("weights", "means", "sds")
    )
    wanted = np.asarray(shares)[None, :]
    reach = 12 * sds.max(axis=2)
    low = np.broadcast_to(means.min(axis=2) - reach, (len(mixtures), len(shares))).copy()
    high = np.broadcast_to(means.max(axis=2) + reach, low.shape).copy()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = (weights * ndtr((middle[:, :, None] - means) / sds)).sum(axis=2) < wanted
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    found: NDArray[np.float64] = np.exp((low + high) / 2)
    return found

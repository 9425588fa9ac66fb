"""What is predicted: a mixture of normal distributions of ln persons, read as quantiles and shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.normal_law import normal_quantile, normal_share

__all__ = ["Mixture", "quantiles"]

_HALVINGS = 40
"""Enough to tell a quantile to nine digits."""

_CLOSE = 1e-10
"""Step in ln persons at which a quantile is found; Newton's next one would be of the order of its square."""

_MOST_STEPS = 80

Numbers = NDArray[np.float64]


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
        return float(self.weights @ normal_share((math.log(persons) - self.means) / self.sds))

    def quantile(self, share: float) -> float:
        """Return the number of persons below which a share (above 0, below 1) of such missions lies."""
        return float(quantiles([self], [share])[0, 0])


def quantiles(mixtures: Sequence[Mixture], shares: Sequence[float]) -> NDArray[np.float64]:
    """Read quantiles of many mixtures at once, by halving a range around the point that Newton's method finds.

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
    reach = 12 * sds.max(axis=2)
    low = np.broadcast_to(means.min(axis=2) - reach, (len(mixtures), len(shares)))
    high = np.broadcast_to(means.max(axis=2) + reach, low.shape)
    point = _by_newton(weights, means, sds, np.asarray(shares), low, high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = np.where(middle < point, middle, low), np.where(middle < point, high, middle)
    found: NDArray[np.float64] = np.exp((low + high) / 2)
    return found


def _by_newton(
    weights: Numbers, means: Numbers, sds: Numbers, shares: Numbers, low: Numbers, high: Numbers
) -> NDArray[np.float64]:
    """Find the points below which the shares lie: from those of one normal law of this mean and spread, three or four steps."""
    mean = (weights * means).sum(axis=2)
    point: Numbers = mean + np.sqrt((weights * (sds**2 + (means - mean[:, :, None]) ** 2)).sum(axis=2)) * normal_quantile(
        shares
    )
    moved = high - low
    for _ in range(_MOST_STEPS):
        parts = (point[:, :, None] - means) / sds
        over = (weights * normal_share(parts)).sum(axis=2) - shares
        density = (weights * np.exp(-(parts**2) / 2) / sds).sum(axis=2) / math.sqrt(2 * math.pi)
        low, high = np.where(over < 0, point, low), np.where(over < 0, high, point)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            newton = point - over / density
        # A step that leaves the range, or is not half of the one before, is taken to the middle instead.
        sound = (low <= newton) & (newton <= high) & (2 * np.abs(newton - point) <= np.maximum(moved, _CLOSE))
        following = np.where(sound, newton, (low + high) / 2)
        point, moved = following, np.abs(following - point)
        if moved.max() < _CLOSE:
            break
    return point

"""The standard normal law, for arrays: SciPy has both functions, and a third of a second goes by before it is imported.

A study keeps SciPy's: it has loaded it anyway, draws up to millions of values, and each takes a tenth of the time there.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["normal_quantile", "normal_share"]

_ERFC = np.frompyfunc(math.erfc, 1, 1)
_INVERSE = np.frompyfunc(NormalDist().inv_cdf, 1, 1)


def normal_share(values: ArrayLike) -> NDArray[np.float64]:
    """Return the share of a standard normal law that lies below each value.

    Parameters
    ----------
    values : array_like
        Values, infinite ones among them.

    Returns
    -------
    ndarray of float
        Shares in the shape of the values, exact up to rounding also in the tails.

    Examples
    --------
    >>> normal_share([0.0, 1.959963984540054, -np.inf]).round(12).tolist()
    [0.5, 0.975, 0.0]
    """
    return np.asarray(_ERFC(np.asarray(values) / -math.sqrt(2.0)), dtype=np.float64) / 2.0


def normal_quantile(shares: ArrayLike) -> NDArray[np.float64]:
    """Return the value below which each share of a standard normal law lies.

    Parameters
    ----------
    shares : array_like
        Shares from 0 to 1.

    Returns
    -------
    ndarray of float
        Values in the shape of the shares; infinite for 0 and 1.

    Examples
    --------
    >>> normal_quantile([0.975, 0.0, 1.0]).round(9).tolist()
    [1.959963985, -inf, inf]
    """
    given = np.asarray(shares, dtype=np.float64)
    within = (given > 0.0) & (given < 1.0)
    found = np.where(given > 0.5, np.inf, -np.inf)
    found[within] = _INVERSE(given[within])
    return found

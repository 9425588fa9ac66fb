"""The course of a requirement as missions took it: how they built up by month, and how they fell before their end."""

from __future__ import annotations

import math

import numpy as np

from interpose.case.tables.words import BuildUp

__all__ = ["risen", "still_there"]

_RISE = {"fresh": (4.4, 2.8), "took_over": (3.1, 1.6)}
"""Scale (months) and shape of 1 - exp(-(t / scale)^shape), fitted to the median of forces that came new and of those that
took over troops (9 and 17 missions of the International Peace Institute's monthly strengths)."""

_FALL = ((1, 0.54), (3, 0.66), (6, 0.79), (9, 0.89), (12, 0.94), (18, 1.0))
"""Median share of the peak so many months before the end, of 15 missions that have ended; 1 further away."""


def risen(course: BuildUp, month: int, build_up_months: int) -> float:
    """Give the share of the full requirement in a month of the build-up.

    Parameters
    ----------
    course : str
        `even` steps, or the median course of forces that came `fresh` or `took_over` troops that stood there.
    month : int
        Month from 1.
    build_up_months : int
        Month in which the full requirement stands.

    Returns
    -------
    float
        From above 0 to 1.

    Examples
    --------
    >>> [round(risen("fresh", month, 6), 2) for month in (1, 3, 6)]
    [0.02, 0.32, 1.0]
    """
    if month >= build_up_months:
        return 1.0
    if course == "even":
        return month / build_up_months
    scale, shape = _RISE[course]
    return math.expm1(-((month / scale) ** shape)) / math.expm1(-((build_up_months / scale) ** shape))


def still_there(months_left: int, drawdown_months: int, *, precedent: bool) -> float:
    """Give the share of the full requirement in a month of the drawdown.

    Parameters
    ----------
    months_left : int
        Months to the end, this one included.
    drawdown_months : int
        Months over which it falls.
    precedent : bool
        Whether it falls as missions did, late and fast, and not by equal steps.

    Returns
    -------
    float
        From above 0 to 1.

    Examples
    --------
    >>> [round(still_there(left, 9, precedent=True), 2) for left in (10, 6, 3, 1)]
    [1.0, 0.87, 0.73, 0.6]
    """
    if months_left > drawdown_months:
        return 1.0
    if not precedent:
        return months_left / (drawdown_months + 1)
    months, shares = zip(*_FALL, strict=True)
    now, before = np.interp([months_left, drawdown_months + 1], months, shares).tolist()
    return float(now / before)

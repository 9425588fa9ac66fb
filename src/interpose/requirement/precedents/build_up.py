"""How missions built up and went: shares of what was authorised by month, and of the peak before the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from interpose.case.tables.missions import BuildUpRow, DrawdownRow

__all__ = ["ArrivalShare", "DrawdownShare", "arrival_band", "drawdown_band"]

_MONTHS = (1, 2, 3, 4, 6, 9, 12, 18, 24)
_BEFORE_END = (1, 3, 6, 9, 12, 18, 24)
_QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalShare:
    """Share of the first authorised number that missions had reached by a month: one in ten below, median, one in ten above."""

    kind: str
    month: int
    missions: int
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawdownShare:
    """Share of its peak that a mission still had some months before its end: one in ten below, median, one in ten above."""

    months_before_end: int
    missions: int
    p10: float
    p50: float
    p90: float


def arrival_band(rows: Sequence[BuildUpRow]) -> tuple[ArrivalShare, ...]:
    """Tell by month how much of what was authorised had arrived.

    Parameters
    ----------
    rows : sequence of BuildUpRow
        Missions with their shares by month.

    Returns
    -------
    tuple of ArrivalShare
        Of `all` missions, of forces that were `fresh`, and of forces that `took over` troops that stood there.

    Examples
    --------
    >>> from interpose.case import load
    >>> band = arrival_band(load("ukraine-2024").build_up)
    >>> next(each for each in band if (each.kind, each.month) == ("fresh", 6)).p50
    0.91
    """
    forces = [row for row in rows if row.mandate != "observe"]
    kinds = (
        ("all", list(rows)),
        ("fresh", [row for row in forces if not row.rehatted]),
        ("took over", [row for row in forces if row.rehatted]),
    )
    return tuple(_arrivals(kinds))


def _arrivals(kinds: Sequence[tuple[str, Sequence[BuildUpRow]]]) -> Iterator[ArrivalShare]:
    for kind, same in kinds:
        for month in _MONTHS:
            shares = [share for row in same if (share := getattr(row, f"a{month}")) is not None]
            if shares:
                low, middle, high = _three(shares)
                yield ArrivalShare(kind=kind, month=month, missions=len(shares), p10=low, p50=middle, p90=high)


def drawdown_band(rows: Sequence[DrawdownRow]) -> tuple[DrawdownShare, ...]:
    """Tell how much of the peak was still there some months before the end.

    Parameters
    ----------
    rows : sequence of DrawdownRow
        Missions that have ended.

    Returns
    -------
    tuple of DrawdownShare
        By months before the end.
    """
    found = []
    for month in _BEFORE_END:
        shares = [share for row in rows if (share := getattr(row, f"before_end_{month}")) is not None]
        if shares:
            low, middle, high = _three(shares)
            found.append(DrawdownShare(months_before_end=month, missions=len(shares), p10=low, p50=middle, p90=high))
    return tuple(found)


def _three(shares: Sequence[float]) -> tuple[float, float, float]:
    low, middle, high = (round(float(each), 2) for each in np.quantile(shares, _QUANTILES))
    return low, middle, high

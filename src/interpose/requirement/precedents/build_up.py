"""How missions built up and went: shares of what was authorised by month, and of the peak before the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from interpose.case.tables.missions import BuildUpRow, DrawdownRow

__all__ = ["ArrivalShare", "BuildUpBand", "DrawdownShare", "arrival_band", "build_up_bands", "drawdown_band"]

_MONTHS = (1, 2, 3, 4, 6, 9, 12, 18, 24)
_BEFORE_END = (1, 3, 6, 9, 12, 18, 24)
_QUANTILES = (0.1, 0.5, 0.9)
_OF_PEAK = (0.25, 0.5, 0.75, 0.9)
_TWO_YEARS = 24


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
class BuildUpBand:
    """How long forces took to a share of their largest strength within two years, in months: a precedent, never an estimate."""

    kind: str
    missions: int
    share: float
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


def build_up_bands(rows: Sequence[BuildUpRow]) -> tuple[BuildUpBand, ...]:
    """Tell how long forces took to shares of their largest strength within two years: fresh ones, and those that took over.

    Parameters
    ----------
    rows : sequence of BuildUpRow
        Missions with their shares by month; observers and missions that ended within a year are left out.

    Returns
    -------
    tuple of BuildUpBand
        Months, read along straight lines between the months of the table.

    Examples
    --------
    >>> from interpose.case import load
    >>> band = build_up_bands(load("ukraine-2024").build_up)[1]
    >>> band.kind, band.share, band.missions, round(band.p50, 1)
    ('fresh', 0.5, 8, 3.9)
    """
    found = []
    for kind, took_over in (("fresh", False), ("took over", True)):
        same = [row for row in rows if row.mandate != "observe" and row.rehatted == took_over and row.a12 is not None]
        months = [_months_to_shares(row) for row in same]
        for place, share in enumerate(_OF_PEAK if same else ()):
            low, middle, high = (float(each) for each in np.quantile([each[place] for each in months], _QUANTILES))
            found.append(BuildUpBand(kind=kind, missions=len(same), share=share, p10=low, p50=middle, p90=high))
    return tuple(found)


def _months_to_shares(row: BuildUpRow) -> list[float]:
    """Return the months until each share of the largest strength within two years, from none on day 0."""
    known = [(month, share) for month in _MONTHS if month <= _TWO_YEARS and (share := getattr(row, f"a{month}")) is not None]
    # Shares are the highest so far, so that they never fall; equal ones would leave no place to read.
    months, reached = [0.0], [0.0]
    for month, share in known:
        if share > reached[-1]:
            months.append(float(month))
            reached.append(share)
        elif len(reached) == 1:
            months[0] = float(month)
    return [float(np.interp(share * reached[-1], reached, months)) for share in _OF_PEAK]


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

"""Peak over authorised strength: how many were there at the peak once a number had been authorised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interpose.case.quantities import Range
from interpose.case.tables.missions import Precedent
from interpose.errors import UsageError

__all__ = ["AuthorisedPeak", "peak_of_authorised"]

_RANGE = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisedPeak:
    """How many missions had at their peak, over what was authorised then.

    Parameters
    ----------
    missions : int
        Missions with both numbers on record.
    share : Range
        Peak over authorised strength: median, with the range that holds nine in ten.
    authorised : int or None
        What a decision authorises here (persons); None where no such number is known.
    persons : Range or None
        The share of that (persons).
    """

    missions: int
    share: Range
    authorised: int | None
    persons: Range | None


def peak_of_authorised(table: Sequence[Precedent], authorised: int | None = None) -> AuthorisedPeak | None:
    """Say how many missions had at their peak, over what was authorised.

    Parameters
    ----------
    table : sequence of Precedent
        The precedents; scored ones with a peak and an authorised strength count.
    authorised : int, optional
        What a decision authorises (persons).

    Returns
    -------
    AuthorisedPeak or None
        None where no mission has both numbers.

    Raises
    ------
    UsageError
        Where the authorised number is not above 0.

    Examples
    --------
    >>> from interpose.case.read.precedents import load_precedents
    >>> found = peak_of_authorised(load_precedents(), 10_000)
    >>> found.missions, round(found.share.low, 2), round(found.share.high, 2)
    (80, 0.68, 1.4)
    """
    if authorised is not None and authorised <= 0:
        raise UsageError(f"{authorised:,} persons cannot be authorised", "give a number above 0")
    shares = [row.peak / row.authorised for row in table if row.scored and row.peak and row.authorised]
    if not shares:
        return None
    low, middle, high = (float(each) for each in np.quantile(shares, _RANGE))
    share = Range(low, middle, high)
    persons = None if authorised is None else share.times(Range.exactly(authorised))
    return AuthorisedPeak(missions=len(shares), share=share, authorised=authorised, persons=persons)

"""Dates as precise as they are known: the part of the Extended Date/Time Format (EDTF) that a ledger needs."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

__all__ = ["EdtfDate", "ImpreciseDate", "parse_edtf"]

_PATTERN = re.compile(r"^(\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%])?$")

Precision = Literal["day", "month", "year", "interval"]


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """The days that a date may mean.

    Parameters
    ----------
    first, last : datetime.date
        First and last day that it may mean.
    precision : str
        `day`, `month`, `year` or `interval`.
    approximate, uncertain : bool
        Whether it is marked as about (`~`), as uncertain (`?`), or as both (`%`).
    """

    first: dt.date
    last: dt.date
    precision: Precision
    _: KW_ONLY
    approximate: bool = False
    uncertain: bool = False


@lru_cache(maxsize=16384)
def parse_edtf(text: str) -> ImpreciseDate:
    """Read a date as precise as it is known.

    Parameters
    ----------
    text : str
        `2024`, `2024-12`, `2024-12-15`, the same with `~` (about), `?` (uncertain) or `%` (both), `XX` for a month or day
        that is not known, or an interval of two of these, `2024-12-01/2024-12-15`.

    Returns
    -------
    ImpreciseDate
        First and last day, precision and qualifiers.

    Raises
    ------
    ValueError
        Where the text is no such date, or names a day that does not exist.

    Notes
    -----
    Method: ISO 8601-2:2019, EDTF levels 0 and 1, without seasons, times and open intervals.

    Examples
    --------
    >>> parse_edtf("2024-02").last
    datetime.date(2024, 2, 29)
    >>> parse_edtf("2024-12-07~").approximate
    True
    >>> parse_edtf("2025-02-29")
    Traceback (most recent call last):
    ...
    ValueError: 2025-02-29 does not exist: February 2025 has 28 days
    """
    before, slash, after = text.partition("/")
    if slash:
        if not (_PATTERN.match(before) and _PATTERN.match(after)):
            raise ValueError(
                f"{text!r} is no date; the year comes first, as in 2024-12-15; / parts two such dates, first and last"
            )
        start, end = parse_edtf(before), parse_edtf(after)
        if start.first > end.last:
            raise ValueError(f"{text} ends before it begins")
        return ImpreciseDate(
            start.first,
            end.last,
            "interval",
            approximate=start.approximate or end.approximate,
            uncertain=start.uncertain or end.uncertain,
        )
    match = _PATTERN.match(text)
    if match is None:
        raise ValueError(f"{text!r} is no date; write 2024, 2024-12 or 2024-12-15, with ~ for about and ? for uncertain")
    year, month, day, mark = match.groups()
    if int(year) < 1:
        raise ValueError(f"{text} does not exist: years begin at 0001")
    qualified = {"approximate": mark in ("~", "%"), "uncertain": mark in ("?", "%")}
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(f"{text} names a day of an unknown month")
        return ImpreciseDate(dt.date(int(year), 1, 1), dt.date(int(year), 12, 31), "year", **qualified)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{text} does not exist: months go from 01 to 12")
    days = calendar.monthrange(int(year), int(month))[1]
    if day is None or day == "XX":
        return ImpreciseDate(dt.date(int(year), int(month), 1), dt.date(int(year), int(month), days), "month", **qualified)
    if not 1 <= int(day) <= days:
        raise ValueError(f"{text} does not exist: {calendar.month_name[int(month)]} {int(year)} has {days} days")
    exact = dt.date(int(year), int(month), int(day))
    return ImpreciseDate(exact, exact, "day", **qualified)


def _real(text: str) -> str:
    parse_edtf(text)
    return text


EdtfDate = Annotated[str, StringConstraints(max_length=24), AfterValidator(_real)]
"""A date as precise as it is known (EDTF): `2024-12`, `2024-12-15`; `~` about, `?` uncertain, `%` both; `a/b` an interval."""

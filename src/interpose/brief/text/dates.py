"""Months and days as a reader meets them."""

from __future__ import annotations

import datetime as dt

from interpose.edtf import parse_edtf

__all__ = ["as_known", "day", "month_name"]


def month_name(start: str, month: int) -> str:
    """Name a month of the plan, counted from 1 at the start.

    Examples
    --------
    >>> month_name("2025-04", 1), month_name("2025-04", 10)
    ('April 2025', 'January 2026')
    """
    first = dt.date.fromisoformat(f"{start}-01")
    index = first.year * 12 + first.month - 1 + month - 1
    return f"{dt.date(index // 12, index % 12 + 1, 1):%B %Y}"


def day(date: dt.date) -> str:
    """Write a date for readers.

    Examples
    --------
    >>> day(dt.date(2024, 12, 5))
    '5 December 2024'
    """
    return f"{date.day} {date:%B %Y}"


def as_known(text: str) -> str:
    """Write a date of the ledger (EDTF) for readers, no more precise than it is known.

    Examples
    --------
    >>> as_known("2024-12-05"), as_known("2024-12~"), as_known("2024-12-14?")
    ('5 Dec 2024', 'about Dec 2024', 'perhaps 14 Dec 2024')
    """
    date = parse_edtf(text)
    forms = {"day": f"{date.first.day} {date.first:%b %Y}", "month": f"{date.first:%b %Y}", "year": f"{date.first.year}"}
    until = f"{date.first.day} {date.first:%b} to {date.last.day} {date.last:%b %Y}"
    word = "about " if date.approximate else "perhaps " if date.uncertain else ""
    return word + forms.get(date.precision, until)

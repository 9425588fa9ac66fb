"""Months and days as a reader meets them."""

from __future__ import annotations

import datetime as dt

from interpose.brief.text.dates import as_known, day, month_name


def test_months_run_over_the_year() -> None:
    assert [month_name("2025-11", month) for month in (1, 2, 3, 14)] == [
        "November 2025",
        "December 2025",
        "January 2026",
        "December 2026",
    ]


def test_a_day_is_written_without_a_leading_zero() -> None:
    assert day(dt.date(2024, 12, 5)) == "5 December 2024"


def test_a_date_is_no_more_precise_than_it_is_known() -> None:
    assert as_known("2024") == "2024"
    assert as_known("2024-12") == "Dec 2024"
    assert as_known("2024-12-05") == "5 Dec 2024"
    assert as_known("2024-12~").startswith("about")
    assert as_known("2024-12-14?").startswith("perhaps")

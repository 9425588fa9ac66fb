"""Dates as precise as they are written, and dates that do not exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from interpose.case import load
from interpose.edtf import parse_edtf
from interpose.errors import InputError
from tests.evidence.builders import claim


@pytest.mark.parametrize("text", ["2025-02-29", "2024-13-01", "2024-11-31", "0000-01-01", "24-01-01", "2024-12-31/2024-12-01"])
def test_dates_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        claim("A", text, 3)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-02-XX", "2024-02-01", "2024-02-29", "month"),
        ("2024-12-07~", "2024-12-07", "2024-12-07", "day"),
        ("2024-12-01/2025-01", "2024-12-01", "2025-01-31", "interval"),
    ],
)
def test_dates_are_as_precise_as_they_are_written(text: str, first: str, last: str, precision: str) -> None:
    date = parse_edtf(text)
    assert (date.first.isoformat(), date.last.isoformat(), date.precision) == (first, last, precision)


@pytest.mark.parametrize("text", ["25/11/2024", "11/2024"])
def test_a_day_before_its_year_is_told_that_the_year_comes_first(text: str) -> None:
    with pytest.raises(ValueError, match="the year comes first, as in 2024-12-15"):
        parse_edtf(text)


def test_a_misdated_claim_is_named_with_file_and_line(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("claims.csv", "2024-11-26", "2024-11-31")
    with pytest.raises(InputError) as refused:
        load(folder)
    assert refused.value.faults[0].where.file == "claims.csv"
    assert "November 2024 has 30 days" in str(refused.value)

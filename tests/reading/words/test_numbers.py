"""Numbers with their bounds, and what they count."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.words.numbers import quantities

LEXICON = read_lexicon()


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("up to 30,000 troops", None, 30_000, "persons"),
        ("at least five brigades", 5, None, "brigades"),
        ("between 25 and 30 thousand soldiers", 25_000, 30_000, "persons"),
        ("tens of thousands of troops", 10_000, 100_000, "persons"),
        ("10k troops", 10_000, 10_000, "persons"),
        ("1.5 million soldiers", 1_500_000, 1_500_000, "persons"),
    ],
)
def test_numbers_have_their_bounds_and_units(text: str, low: float | None, high: float | None, unit: str) -> None:
    (found,) = quantities(text, 0, len(text), LEXICON)
    assert (found.low, found.high, found.unit) == (low, high, unit)
    assert text[found.start : found.end] == text


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("a force of 64,000 would do", [(64_000, 64_000)]),
        ("a contingent of up to 3,000", [(None, 3_000)]),
        ("a battalion of 850 to 1,100 men", [(850, 1_100)]),
        ("a force of about 500", [(500, 500)]),
        ("an army of 3", []),
        ("200 soldiers who join a more than 400-strong contingent", [(200, 200)]),
        ("grow from its 1,990-strong force to a maximum of 15,000 soldiers", [(None, 15_000)]),
        ("raise its contingent by 300 to 500 soldiers", [(500, 500)]),
        ("send 300 soldiers beside 400 troops who are already there", [(300, 300)]),
        ("in 2024 soldiers were sent", []),
    ],
)
def test_a_size_counts_without_a_unit_and_neither_years_nor_who_is_there_already_count(
    text: str, bounds: list[tuple[float | None, float]]
) -> None:
    assert [(each.low, each.high) for each in quantities(text, 0, len(text), LEXICON)] == bounds

"""Numbers as a reader meets them: rounded honestly, in plain words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.brief.text.format_number import (
    about,
    count,
    headcount,
    mode_and_range,
    off_in_words,
    per_cent,
    plural,
    share_of,
    spread,
    times_off,
)
from interpose.case import Range


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (7, "7"), (46, "46"), (99, "99"), (101, "100"), (24_130, "24,000"), (96_500, "96,000"), (1.25, "1.2")],
)
def test_estimates_are_rounded_to_two_figures_and_small_counts_are_not(value: float, text: str) -> None:
    assert about(value) == text


@given(st.floats(min_value=100, max_value=1e7))
@settings(max_examples=50, deadline=None)
def test_rounding_stays_within_five_per_cent(value: float) -> None:
    assert abs(float(about(value).replace(",", "")) - value) <= 0.05 * value + 1e-9


@given(st.integers(min_value=1, max_value=500_000), st.integers(min_value=1, max_value=500_000))
@settings(max_examples=50, deadline=None)
def test_a_share_is_that_of_the_two_numbers_that_are_written_and_within_a_hundredth_of_the_exact_one(
    part: int, whole: int
) -> None:
    written = [float(headcount(number).replace(",", "")) for number in (part, whole)]
    assert share_of(part, whole) == written[0] / written[1]
    assert abs(share_of(part, whole) - part / whole) <= 0.011 * part / whole


def test_shares_never_claim_more_than_they_know() -> None:
    assert [per_cent(share) for share in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "under 1%", "50%", "over 99%", "100%"]


def test_small_counts_are_words() -> None:
    assert [count(number) for number in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]


def test_a_range_of_one_number_is_that_number() -> None:
    assert spread(Range(7, 7, 7)) == "7"
    assert spread(Range(38_200, 62_000, 96_400)) == "38,000 to 96,000"
    assert mode_and_range(Range(1_000, 2_000, 3_000)) == "2,000 (1,000 to 3,000)"


def test_an_error_is_told_as_a_factor_with_its_side() -> None:
    assert times_off(0.0) == "1.0"
    assert off_in_words(-0.02) == "less than a tenth"
    assert (off_in_words(1.0986), off_in_words(-1.0986)) == ("3.0 times too many", "3.0 times too few")


def test_one_of_a_thing_is_singular_and_none_is_not() -> None:
    assert [plural(number, "state") for number in (0, 1, 2)] == ["states", "state", "states"]
    assert plural(2, "battery", "batteries") == "batteries"

"""Ranges: bounds stay in order through sums and products."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpose.case import Range

AMOUNT = st.floats(min_value=0, max_value=1e6)
RANGES = st.lists(AMOUNT, min_size=3, max_size=3).map(lambda three: Range(*sorted(three)))


def test_two_battalions_of_600_to_900_and_a_company_of_exactly_120() -> None:
    total = Range(600, 700, 900) * 2 + Range.exactly(120)
    assert total == Range(1320, 1520, 1920)
    assert [total.at("low"), total.at("mode"), total.at("high")] == [1320, 1520, 1920]


@pytest.mark.parametrize("bounds", [(2, 1, 3), (1, 3, 2), (3, 2, 1)])
def test_bounds_out_of_order_are_refused(bounds: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="low ≤ mode ≤ high"):
        Range(*bounds)


@given(RANGES, RANGES)
def test_what_lies_in_two_ranges_lies_in_their_sum_and_product(one: Range, other: Range) -> None:
    total, product = one + other, one.times(other)
    assert total.low <= one.mode + other.mode <= total.high
    assert product.low <= one.mode * other.mode <= product.high

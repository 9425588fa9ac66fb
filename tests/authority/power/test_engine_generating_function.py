"""Counting by size and weight against meeting in the middle, and beyond what 64 bits count."""

from __future__ import annotations

from math import comb

from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority.power.counts import thresholds_by_size
from interpose.authority.power.engine_generating_function import counts_by_weight, work_by_weight
from interpose.authority.power.engine_meet_in_the_middle import counts_by_halves
from interpose.case.voting_rule import AllOf, Quota
from tests.authority.power.builders import quotas


@given(st.integers(2, 10).flatmap(quotas), st.integers(1, 10))
@settings(max_examples=40, deadline=None)
def test_the_generating_function_agrees_with_halves(quota: Quota, heads: int) -> None:
    members = len(quota.weights)
    least = thresholds_by_size(AllOf((quota, Quota(min(heads, members), (1,) * members))), quota.weights)
    assert counts_by_weight(quota.weights, least) == counts_by_halves(quota.weights, least)


def test_members_without_weight_and_sizes_at_which_anything_wins_are_counted() -> None:
    for least in ([None, 3, 0, 0], [None, None, None, None], [0, 0, 0, 0], [9, 9, 9, 0]):
        assert counts_by_weight([0, 2, 5], least) == counts_by_halves([0, 2, 5], least)


def test_a_hundred_equal_members_do_not_overflow() -> None:
    counts = counts_by_weight([1] * 100, [51] * 101)
    assert sum(counts.winning) == sum(comb(100, size) for size in range(51, 101))
    assert counts.swings[0] == [comb(99, 50) if size == 50 else 0 for size in range(100)]


def test_heavier_weights_are_more_work() -> None:
    assert work_by_weight([1, 2, 3], [4] * 4) < work_by_weight([10, 20, 30], [40] * 4)

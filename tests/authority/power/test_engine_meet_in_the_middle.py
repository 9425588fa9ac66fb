"""Meeting in the middle against counting by classes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority.power.counts import single_vector, tallies_with_vetoes, thresholds_by_size
from interpose.authority.power.engine_classes import power_by_classes
from interpose.authority.power.engine_meet_in_the_middle import counts_by_halves
from interpose.case.voting_rule import AllOf, AnyOf, Quota, VotingRule
from tests.authority.power.builders import quotas


@given(st.integers(2, 10).flatmap(quotas), st.integers(1, 10))
@settings(max_examples=40, deadline=None)
def test_halves_agree_with_classes_on_heads_and_one_vector(quota: Quota, heads: int) -> None:
    members = len(quota.weights)
    node = AnyOf((AllOf((quota, Quota(min(heads, members), (1,) * members))), Quota(members, (1,) * members)))
    vector = single_vector(node)
    assert vector is not None
    counts = counts_by_halves(vector, thresholds_by_size(node, vector))
    by_halves = tallies_with_vetoes(counts, [False] * members)
    by_classes = power_by_classes(VotingRule(tuple("ABCDEFGHIJ"[:members]), node))
    assert (by_halves.winning, by_halves.swings, by_halves.shapley) == (
        by_classes.winning,
        by_classes.swings,
        by_classes.shapley,
    )


def test_nobody_can_be_left_over() -> None:
    assert counts_by_halves([], [0]).winning == [1]
    assert counts_by_halves([], [None]).winning == [0]

"""What engines share: thresholds by size, and vetoes added to what was counted without them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority.power.counts import (
    minimal_shares,
    shapley_of,
    single_vector,
    tallies_with_vetoes,
    thresholds_by_size,
)
from interpose.authority.power.engine_classes import power_by_classes
from interpose.authority.power.engine_meet_in_the_middle import counts_by_halves
from interpose.case.voting_rule import AllOf, AnyOf, Quota, VotingRule
from tests.authority.power.builders import quotas


def test_a_rule_with_two_vectors_of_weights_has_no_single_one() -> None:
    heads, votes, people = Quota(2, (1, 1, 1)), Quota(5, (4, 3, 2)), Quota(9, (9, 1, 1))
    assert single_vector(heads) == (1, 1, 1)
    assert single_vector(AllOf((heads, votes))) == (4, 3, 2)
    assert single_vector(AllOf((votes, people))) is None


def test_thresholds_follow_a_blocking_minority() -> None:
    heads = (1,) * 4
    node = AnyOf((AllOf((Quota(2, heads), Quota(65, (40, 30, 20, 10)))), Quota(3, heads)))
    assert thresholds_by_size(node, (40, 30, 20, 10)) == [None, None, 65, 0, 0]


@given(st.integers(3, 8).flatmap(quotas), st.integers(1, 2))
@settings(max_examples=30, deadline=None)
def test_vetoes_added_to_the_counts_of_the_others_agree_with_classes(quota: Quota, vetoes: int) -> None:
    members = len(quota.weights)
    names = tuple("ABCDEFGH"[:members])
    inside = sum(quota.weights[:vetoes])
    least = [max(0, quota.quota - inside)] * (members - vetoes + 1)
    counts = counts_by_halves(quota.weights[vetoes:], least)
    added = tallies_with_vetoes(counts, [place < vetoes for place in range(members)])
    classed = power_by_classes(VotingRule(names, quota, veto=names[:vetoes]))
    assert (added.winning, added.swings, added.shapley) == (classed.winning, classed.swings, classed.shapley)


def test_a_dictator_is_pivotal_in_every_order() -> None:
    assert shapley_of([1, 2, 1], 3) == 1


def test_each_coalition_is_divided_equally_among_those_it_counts_for() -> None:
    assert minimal_shares([{2: 1}, {2: 1, 3: 1}]) == [Fraction(3, 8), Fraction(5, 8)]
    assert minimal_shares([{}, {}]) is None

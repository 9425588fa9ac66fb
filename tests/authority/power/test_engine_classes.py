"""Counting by classes of members that a rule cannot tell apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority.power.engine_classes import class_states, classes_of, power_by_classes
from interpose.case.voting_rule import AllOf, Quota, VotingRule
from tests.authority.power.builders import rules, tallies_by_enumeration


@given(st.integers(1, 9).flatmap(rules))
@settings(max_examples=40, deadline=None)
def test_classes_agree_with_enumeration(rule: VotingRule) -> None:
    assert power_by_classes(rule) == tallies_by_enumeration(rule)


def test_the_security_council_has_two_classes_and_66_kinds_of_coalitions() -> None:
    names = tuple(f"m{place}" for place in range(15))
    council = VotingRule(names, Quota(9, (1,) * 15), veto=names[:5])
    assert classes_of(council) == [[0, 1, 2, 3, 4], [*range(5, 15)]]
    assert class_states(council) == 66


def test_members_alike_in_one_quota_only_are_told_apart() -> None:
    rule = VotingRule(("A", "B", "C"), AllOf((Quota(2, (1, 1, 1)), Quota(3, (2, 2, 1)))))
    assert classes_of(rule) == [[0, 1], [2]]


def test_weights_beyond_64_bits_are_compared_exactly() -> None:
    rule = VotingRule(("A", "B", "C"), Quota(10**30 + 1, (10**30, 1, 1)))
    tallies = power_by_classes(rule)
    assert (tallies.winning, tallies.swings) == (3, [3, 1, 1])

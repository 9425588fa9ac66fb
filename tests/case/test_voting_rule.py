"""Voting rules in whole numbers: who wins, and that more votes for never turn a win into a loss."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interpose.case.voting_rule import AllOf, AnyOf, Quota, VotingRule

COUNCIL = VotingRule(
    members=("P1", "P2", "A", "B", "C"), node=Quota(3, (1, 1, 1, 1, 1)), veto=("P1", "P2"), name="a small security council"
)


def test_a_weighted_quota_counts_weights() -> None:
    rule = VotingRule.weighted(3, {"A": 2, "B": 1, "C": 1})
    assert rule.wins(["A", "B"])
    assert not rule.wins(["B", "C"])


def test_without_a_veto_holder_nothing_passes() -> None:
    assert COUNCIL.wins(["P1", "P2", "A"])
    assert not COUNCIL.wins(["P1", "A", "B", "C"])
    assert not COUNCIL.wins(["P1", "P2"])


def test_all_of_and_any_of_combine_quotas() -> None:
    states, people = Quota(2, (1, 1, 1)), Quota(60, (70, 20, 10))
    assert not VotingRule(("A", "B", "C"), AllOf((states, people))).wins(["B", "C"])
    assert VotingRule(("A", "B", "C"), AnyOf((states, people))).wins(["B", "C"])
    assert VotingRule(("A", "B", "C"), AllOf((states, people))).wins(["A", "C"])


@given(st.sets(st.sampled_from(COUNCIL.members)), st.sampled_from(COUNCIL.members))
def test_one_more_vote_for_never_turns_a_win_into_a_loss(coalition: set[str], one_more: str) -> None:
    if COUNCIL.wins(sorted(coalition)):
        assert COUNCIL.wins(sorted(coalition | {one_more}))

"""Coalitions drawn at random: estimates keep the error that they state."""

from __future__ import annotations

import pytest

from interpose.authority.power import voting_power
from interpose.authority.power.engine_sampling import power_by_sampling
from interpose.case.voting_rule import AllOf, AnyOf, Quota, VotingRule


@pytest.mark.parametrize("scale", [1, 10**14])
def test_drawn_estimates_keep_their_bound(scale: int) -> None:
    first, second = tuple(scale * weight for weight in (3, 2, 1, 1)), (1, 2, 3, 4)
    node = AllOf((Quota(4 * scale, first), AnyOf((Quota(2, (1, 1, 1, 1)), Quota(9, second)))))
    rule = VotingRule(("A", "B", "C", "D"), node, veto=("B",))
    exact, drawn = voting_power(rule), power_by_sampling(rule, draws=100_000)
    assert max(drawn.absolute_errors) < 0.01
    for place, member in enumerate(exact.members):
        assert abs(drawn.absolute[place] - float(member.banzhaf_absolute or 0)) <= drawn.absolute_errors[place]
        assert abs(drawn.shapley[place] - float(member.shapley_shubik or 0)) < drawn.shapley_error
    assert abs(drawn.winning - float(exact.collectivity_to_act)) < drawn.winning_error


def test_the_51_of_the_electoral_college_are_estimated_within_the_stated_error() -> None:
    weights = (54, 40, 30, 28, *range(3, 20), *[10] * 10, *[5] * 20)
    rule = VotingRule(tuple(f"m{place}" for place in range(51)), Quota(sum(weights) // 2 + 1, weights))
    exact, drawn = voting_power(rule), power_by_sampling(rule, draws=50_000)
    assert exact.accuracy.exact
    for place, member in enumerate(exact.members):
        assert abs(drawn.absolute[place] - float(member.banzhaf_absolute or 0)) <= drawn.absolute_errors[place]
        assert abs(drawn.shapley[place] - float(member.shapley_shubik or 0)) < drawn.shapley_error


def test_more_draws_state_a_smaller_error_and_the_same_draws_the_same_estimate() -> None:
    weights = tuple(range(1, 101))
    rule = VotingRule(tuple(f"m{place}" for place in range(100)), AllOf((Quota(2600, weights), Quota(45, (1,) * 100))))
    few, many = power_by_sampling(rule, draws=1_000), power_by_sampling(rule, draws=40_000)
    assert max(many.absolute_errors) < max(few.absolute_errors)
    assert many.shapley_error < few.shapley_error
    assert few == power_by_sampling(rule, draws=1_000)


def test_a_share_that_was_never_drawn_may_still_be_above_nothing() -> None:
    rule = VotingRule.weighted(60, {f"m{place}": 1 for place in range(60)})
    drawn = power_by_sampling(rule, draws=2_000)
    assert drawn.winning == 0.0
    assert drawn.winning_error > 2.0**-60

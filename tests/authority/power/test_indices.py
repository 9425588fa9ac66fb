"""From counts and estimates to indices: what is left out, and what a reader is told."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from interpose.authority.power.counts import Tallies
from interpose.authority.power.indices import bounded_result, exact_result
from interpose.authority.power.result import BoundedPower
from interpose.case.voting_rule import VotingRule

RULE = VotingRule.weighted(3, {"A": 2, "B": 1, "C": 1})
ESTIMATE = BoundedPower(
    absolute=(0.75, 0.25, 0.25),
    shapley=(0.67, 0.17, 0.17),
    winning=0.375,
    absolute_errors=(0.001, 0.0005, 0.0005),
    shapley_error=0.002,
    winning_error=0.003,
    draws=1_000,
)


def test_counts_become_exact_indices_and_what_was_not_counted_is_said_to_be_left_out() -> None:
    tallies = Tallies(winning=3, swings=[3, 1, 1], shapley=[Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)])
    result = exact_result(RULE, tallies, "by hand")
    assert [member.banzhaf for member in result.members] == [Fraction(3, 5), Fraction(1, 5), Fraction(1, 5)]
    assert result.members[0].coleman_prevent == 1
    assert result.members[0].coleman_initiate == Fraction(3, 5)
    assert result.members[0].holler is None
    assert "Nothing passes without: A." in result.remarks
    assert any("Deegan–Packel" in remark and "left out" in remark for remark in result.remarks)


def test_estimates_carry_their_errors_and_say_how_they_were_drawn() -> None:
    result = bounded_result(RULE, ESTIMATE)
    assert result.members[0].banzhaf == pytest.approx(0.6)
    assert result.accuracy.normalised_error > result.accuracy.banzhaf_error == 0.001
    assert result.accuracy.method == "1,000 coalitions drawn at random with a fixed seed"
    assert not result.accuracy.exact


def test_the_error_of_the_normalised_index_covers_the_worst_case() -> None:
    result = bounded_result(RULE, ESTIMATE)
    for first in (-0.001, 0.001):
        for others in (-0.0005, 0.0005):
            shares = [0.75 + first, 0.25 + others, 0.25 + others]
            off = max(abs(share / sum(shares) - float(m.banzhaf or 0)) for share, m in zip(shares, result.members, strict=True))
            assert off <= result.accuracy.normalised_error


def test_an_index_whose_error_would_exceed_it_is_left_out() -> None:
    rare = replace(ESTIMATE, absolute=(1e-6, 0.0, 0.0), winning=0.0)
    result = bounded_result(RULE, rare)
    assert {member.banzhaf for member in result.members} == {None}
    assert {member.coleman_prevent for member in result.members} == {None}
    assert any("normalised Banzhaf index is left out" in remark for remark in result.remarks)

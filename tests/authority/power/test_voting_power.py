"""Power indices of the public function: against enumeration, axioms, large bodies, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority.power import PowerResult, voting_power
from interpose.case.voting_rule import AllOf, AnyOf, Quota, RuleNode, VotingRule
from interpose.errors import UsageError
from tests.authority.power.builders import indices_by_enumeration, quotas, rules


@given(st.integers(9, 14).flatmap(rules))
@settings(max_examples=25, deadline=None)
def test_every_index_of_a_compound_of_up_to_14_members_agrees_with_enumeration(rule: VotingRule) -> None:
    found, true = voting_power(rule), indices_by_enumeration(rule)
    assert found.accuracy.exact
    assert [found.winning_coalitions, found.minimal_winning_coalitions] == true.pop("counts")
    for index, values in true.items():
        assert [getattr(member, index) for member in found.members] == values, index


@given(st.integers(2, 8).flatmap(rules))
@settings(max_examples=40, deadline=None)
def test_indices_share_out_the_whole(rule: VotingRule) -> None:
    found = voting_power(rule)
    for index in ("banzhaf", "shapley_shubik", "deegan_packel", "johnston", "holler"):
        assert sum(getattr(member, index) for member in found.members) == 1


def _with_another(node: RuleNode, like: int | None) -> RuleNode:
    """Add a member with the weights of another one, or with none."""
    if isinstance(node, Quota):
        return Quota(node.quota, (*node.weights, 0 if like is None else node.weights[like]))
    return type(node)(tuple(_with_another(part, like) for part in node.parts))


@given(st.integers(2, 7).flatmap(rules))
@settings(max_examples=30, deadline=None)
def test_a_member_that_changes_no_outcome_has_no_power_and_takes_none(rule: VotingRule) -> None:
    before = voting_power(rule)
    after = voting_power(VotingRule((*rule.members, "Z"), _with_another(rule.node, None), rule.veto))
    dummy = after.of("Z")
    assert dummy is not None
    assert (dummy.banzhaf, dummy.shapley_shubik, dummy.holler, dummy.johnston) == (0, 0, 0, 0)
    assert [m.shapley_shubik for m in after.members[:-1]] == [m.shapley_shubik for m in before.members]
    assert [m.banzhaf_absolute for m in after.members[:-1]] == [m.banzhaf_absolute for m in before.members]


@given(st.integers(2, 7).flatmap(lambda n: st.tuples(quotas(n), quotas(n))))
@settings(max_examples=30, deadline=None)
def test_power_transfers_between_two_rules_and_their_any_and_all(pair: tuple[Quota, Quota]) -> None:
    names = tuple("ABCDEFG"[: len(pair[0].weights)])
    first, second, either, both = (
        voting_power(VotingRule(names, node)) for node in (pair[0], pair[1], AnyOf(pair), AllOf(pair))
    )
    for index in ("shapley_shubik", "banzhaf_absolute"):
        for one, two, any_, all_ in zip(first.members, second.members, either.members, both.members, strict=True):
            assert getattr(one, index) + getattr(two, index) == getattr(any_, index) + getattr(all_, index)


@given(st.integers(2, 7).flatmap(rules))
@settings(max_examples=30, deadline=None)
def test_members_that_the_rule_cannot_tell_apart_have_equal_power(rule: VotingRule) -> None:
    found = voting_power(VotingRule((*rule.members, "Z"), _with_another(rule.node, 0), () if "A" in rule.veto else rule.veto))
    assert replace(found.members[-1], name="A") == found.members[0]


def test_two_vectors_of_weights_of_eighteen_unequal_members_are_exact_and_agree_with_another_engine() -> None:
    names = tuple(f"m{i}" for i in range(18))
    weights, second = tuple(3 * i + 7 for i in range(18)), tuple(41 - 2 * i for i in range(18))
    one = Quota(sum(weights) // 2 + 1, weights)
    # Every coalition reaches a second quota of 1: the rule is the first quota alone, which is counted by halves.
    both, alone = voting_power(VotingRule(names, AllOf((one, Quota(1, second))))), voting_power(VotingRule(names, one))
    assert both.exact
    assert alone.exact
    assert both.method != alone.method
    for index in ("banzhaf", "banzhaf_absolute", "shapley_shubik", "swings"):
        assert [getattr(member, index) for member in both.members] == [getattr(member, index) for member in alone.members]
    assert sum(member.deegan_packel or 0 for member in both.members) == 1


def test_seventy_one_equal_voters_do_not_overflow() -> None:
    found = voting_power(VotingRule.weighted(36, {f"m{i}": 1 for i in range(71)}))
    assert found.accuracy.exact
    assert {member.banzhaf for member in found.members} == {Fraction(1, 71)}
    assert found.winning_coalitions == 2**70


def test_two_thousand_equal_voters_are_exact() -> None:
    found = voting_power(VotingRule.weighted(1001, {f"m{i}": 1 for i in range(2000)}))
    assert found.accuracy.exact
    assert found.members[0].shapley_shubik == Fraction(1, 2000)


def test_a_veto_beside_quotas_is_the_same_as_a_weight_that_nobody_makes_up_for() -> None:
    weights = tuple(3 + i * i for i in range(45))
    total, names = sum(weights), tuple(f"m{i}" for i in range(45))
    by_veto = voting_power(VotingRule(names, Quota(20_000, weights), veto=("m43", "m44")))
    heavy = (*weights[:43], *(weight + total for weight in weights[43:]))
    by_weight = voting_power(VotingRule(names, Quota(20_000 + 2 * total, heavy)))
    assert by_veto.accuracy.exact
    assert by_veto.members == by_weight.members
    assert by_veto.members[44].coleman_prevent == 1
    assert "Nothing passes without: m43, m44." in by_veto.remarks


def test_where_everybody_holds_a_veto_power_is_equal() -> None:
    weights = tuple(2**i for i in range(18))
    names = tuple(f"m{i}" for i in range(18))
    found = voting_power(VotingRule(names, Quota(5, weights), veto=names))
    assert {member.shapley_shubik for member in found.members} == {Fraction(1, 18)}
    assert found.winning_coalitions == 1


LARGE_STATES = (54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12)
ELECTORAL_VOTES = (*LARGE_STATES, *[11] * 4, *[10] * 5, 9, 9, *[8] * 3, 7, 7, *[6] * 6, 5, 5, *[4] * 7, *[3] * 7)
"""Electors of the fifty states of the USA and the District of Columbia from 2024 to 2028, each voting as one."""


def test_the_51_of_the_electoral_college_are_measured_exactly() -> None:
    rule = VotingRule(tuple(f"m{i}" for i in range(51)), Quota(270, ELECTORAL_VOTES))
    found = voting_power(rule)
    assert (len(ELECTORAL_VOTES), sum(ELECTORAL_VOTES)) == (51, 538)
    assert found.accuracy.exact
    assert sum(Fraction(member.shapley_shubik or 0) for member in found.members) == 1
    # 269 against 269 ends without a majority: every other division has a winner, on one of the two sides.
    ties = 2**51 - 2 * (found.winning_coalitions or 0)
    assert 0 < ties == _sums_of(ELECTORAL_VOTES)[269]
    # Without California 216 to 269 votes of the others are what it turns into a majority.
    others = _sums_of(ELECTORAL_VOTES[1:])
    assert found.members[0].swings == sum(others[216:270])
    # The multilinear extension of Owen (1972) is another way to the Shapley–Shubik index.
    assert float(found.members[0].shapley_shubik or 0) == pytest.approx(
        _by_multilinear_extension(ELECTORAL_VOTES, 270), abs=1e-12
    )


def _sums_of(weights: tuple[int, ...]) -> list[int]:
    """Count coalitions by their weight in whole numbers."""
    counts = [1] + [0] * sum(weights)
    for weight in weights:
        counts = [count + (counts[total - weight] if total >= weight else 0) for total, count in enumerate(counts)]
    return counts


def _by_multilinear_extension(weights: tuple[int, ...], quota: int) -> float:
    """Integrate over a common chance of voting for how likely the first member is pivotal."""
    points, masses = np.polynomial.legendre.leggauss(26)
    index = 0.0
    for chance, mass in zip((points + 1) / 2, masses / 2, strict=True):
        law = np.array([1.0])
        for weight in weights[1:]:
            law = np.convolve(law, np.r_[1 - chance, np.zeros(weight - 1), chance])
        index += mass * law[quota - weights[0] : quota].sum()
    return float(index)


def test_weights_in_the_millions_are_estimated_within_a_stated_error() -> None:
    weights = tuple(int(weight) for weight in np.random.default_rng(190).integers(1_000, 1_000_000, 190))
    found = voting_power(VotingRule(tuple(f"m{i}" for i in range(190)), Quota(sum(weights) // 2 + 1, weights)))
    assert not found.accuracy.exact
    assert "drawn at random" in found.accuracy.method
    assert 0 < found.accuracy.banzhaf_error < 0.01
    assert 0 < found.accuracy.shapley_error < 0.005
    total = sum(float(member.shapley_shubik or 0) for member in found.members)
    assert total == pytest.approx(1, abs=190 * found.accuracy.shapley_error)
    assert any("0.999999" in remark for remark in found.remarks)
    assert any("left out" in remark for remark in found.remarks)


def test_one_quota_within_other_words_is_counted_as_one_quota() -> None:
    weights = tuple(int(weight) for weight in np.random.default_rng(50).integers(1, 900, 50))
    names = tuple(f"m{place}" for place in range(50))
    plain = voting_power(VotingRule(names, Quota(10_000, weights)))
    assert voting_power(VotingRule(names, AllOf((AnyOf((Quota(10_000, weights),)),)))) == plain


def test_a_hundred_thousand_members_are_refused() -> None:
    weights = tuple(range(1, 100_001))
    with pytest.raises(UsageError, match="too many to measure: at most 20,000"):
        voting_power(VotingRule(tuple(map(str, weights)), Quota(2 * 10**9, weights)))


def test_weights_that_no_machine_adds_are_refused() -> None:
    weights = tuple(2**60 + place**5 for place in range(40))
    with pytest.raises(UsageError, match="larger units"):
        voting_power(VotingRule(tuple(map(str, range(40))), Quota(2**64, weights)))


def test_a_rule_without_members_is_refused() -> None:
    with pytest.raises(UsageError, match="no members"):
        voting_power(VotingRule((), Quota(1, ())))


def _of_nothing(result: PowerResult) -> set[object]:
    return {member.banzhaf for member in result.members} | {member.shapley_shubik for member in result.members}


def test_a_rule_that_nothing_or_everything_passes_is_said_to_be_so() -> None:
    nothing = voting_power(VotingRule(("A", "B"), Quota(3, (1, 1))))
    everything = voting_power(VotingRule(("A", "B"), Quota(0, (1, 1))))
    assert "Nothing passes" in nothing.remarks[0]
    assert "Everything passes" in everything.remarks[0]
    assert _of_nothing(nothing) == _of_nothing(everything) == {0}


def test_a_dictator_is_named() -> None:
    found = voting_power(VotingRule.weighted(3, {"A": 3, "B": 1, "C": 1}))
    assert "A decides alone." in found.remarks
    assert found.members[0].shapley_shubik == 1


def test_thirty_members_with_small_weights_are_counted_by_weight_and_large_ones_by_halves() -> None:
    weights, names = tuple(range(10, 40)), tuple(f"m{place}" for place in range(30))
    small = voting_power(VotingRule(names, Quota(491, weights)))
    large = voting_power(VotingRule(names, Quota(491_000_000, tuple(1_000_000 * weight for weight in weights))))
    assert "generating function" in small.accuracy.method
    assert "halves" in large.accuracy.method
    assert small.members == large.members

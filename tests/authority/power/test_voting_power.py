"""Power indices against enumeration, axioms, and each engine against the others."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import factorial

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority.power import PowerResult, voting_power
from interpose.authority.power.counts import Tallies, single_vector, thresholds_by_size
from interpose.authority.power.engine_classes import power_by_classes
from interpose.authority.power.engine_meet import power_by_meeting
from interpose.authority.power.engine_table import power_by_table
from interpose.authority.power.engine_weights import exact_swings, pivotal_shares, swing_shares
from interpose.case.voting_rule import AllOf, AnyOf, Quota, RuleNode, VotingRule


def _by_enumeration(rule: VotingRule) -> Tallies:
    members = len(rule.members)
    wins = {}
    for bits in itertools.product((0, 1), repeat=members):
        wins[bits] = rule.wins([name for name, here in zip(rule.members, bits, strict=True) if here])
    swings, minimal = [0] * members, 0
    shapley = [Fraction(0)] * members
    minimal_by_size: list[dict[int, int]] = [{} for _ in range(members)]
    johnston: list[dict[int, int]] = [{} for _ in range(members)]
    for bits, won in wins.items():
        if not won:
            continue
        size = sum(bits)
        critical = [i for i in range(members) if bits[i] and not wins[(*bits[:i], 0, *bits[i + 1 :])]]
        for member in critical:
            swings[member] += 1
            shapley[member] += Fraction(factorial(size - 1) * factorial(members - size), factorial(members))
            johnston[member][len(critical)] = johnston[member].get(len(critical), 0) + 1
        if len(critical) == size:
            minimal += 1
            for member in critical:
                minimal_by_size[member][size] = minimal_by_size[member].get(size, 0) + 1
    return Tallies(sum(wins.values()), swings, shapley, minimal, list(minimal_by_size), list(johnston))


def _quotas(members: int) -> st.SearchStrategy[RuleNode]:
    return st.lists(st.integers(1, 9), min_size=members, max_size=members).flatmap(
        lambda weights: st.integers(1, sum(weights)).map(lambda quota: Quota(quota, tuple(weights)))
    )


def _rules(members: int) -> st.SearchStrategy[VotingRule]:
    names = tuple("ABCDEFGHIJKLMN"[:members])
    nodes = st.recursive(
        _quotas(members),
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=3).map(lambda found: AllOf(tuple(found))),
            st.lists(parts, min_size=1, max_size=3).map(lambda found: AnyOf(tuple(found))),
        ),
        max_leaves=4,
    )
    vetoes = st.sets(st.sampled_from(names), max_size=2).map(lambda found: tuple(sorted(found)))
    return st.builds(lambda node, veto: VotingRule(names, node, veto), nodes, vetoes)


@given(st.integers(1, 9).flatmap(_rules))
@settings(max_examples=40, deadline=None)
def test_classes_agree_with_enumeration(rule: VotingRule) -> None:
    assert power_by_classes(rule) == _by_enumeration(rule)


@given(_rules(8))
@settings(max_examples=12, deadline=None)
def test_the_bit_table_agrees_with_enumeration(rule: VotingRule) -> None:
    assert power_by_table(rule) == _by_enumeration(rule)


def _whole_enumeration(rule: VotingRule) -> dict[str, list[Fraction]]:
    """Every index from its definition, over all coalitions at once; nothing is shared with the engines."""
    members = len(rule.members)
    inside = (np.arange(2**members)[:, None] >> np.arange(members)) & 1 == 1

    def passes(node: RuleNode) -> npt.NDArray[np.bool_]:
        if isinstance(node, Quota):
            return np.asarray((inside * np.array(node.weights)).sum(axis=1) >= node.quota)
        parts = [passes(part) for part in node.parts]
        return np.all(parts, axis=0) if isinstance(node, AllOf) else np.any(parts, axis=0)

    wins = passes(rule.node)
    for holder in rule.veto:
        wins &= inside[:, rule.members.index(holder)]
    places = np.arange(2**members)
    critical = np.stack([wins & inside[:, i] & ~wins[places & ~(1 << i)] for i in range(members)], axis=1)
    sizes, criticals = inside.sum(axis=1), critical.sum(axis=1)
    minimal = wins & (sizes == criticals)
    winning, swings = int(wins.sum()), critical.sum(axis=0)

    def averaged(
        weight: Callable[[int], Fraction], keys: npt.NDArray[np.int64], where: npt.NDArray[np.bool_]
    ) -> list[Fraction]:
        return [
            sum(
                (weight(int(key)) * int(count) for key, count in zip(*np.unique(keys[own], return_counts=True), strict=True)),
                Fraction(0),
            )
            for own in where.T
        ]

    def shared(values: list[Fraction]) -> list[Fraction]:
        return [value / sum(values) for value in values]

    inverse: Callable[[int], Fraction] = lambda size: Fraction(1, size)  # noqa: E731
    return {
        "banzhaf": shared([Fraction(int(count)) for count in swings]),
        "banzhaf_absolute": [Fraction(int(count), 2 ** (members - 1)) for count in swings],
        "shapley_shubik": averaged(
            lambda size: Fraction(factorial(size - 1) * factorial(members - size), factorial(members)), sizes, critical
        ),
        "deegan_packel": shared(averaged(inverse, sizes, inside & minimal[:, None])),
        "holler": shared(averaged(lambda _size: Fraction(1), sizes, inside & minimal[:, None])),
        "johnston": shared(averaged(inverse, criticals, critical)),
        "coleman_prevent": [Fraction(int(count), winning) for count in swings],
        "coleman_initiate": [Fraction(int(count), 2**members - winning) for count in swings],
        "counts": [Fraction(winning), Fraction(int(minimal.sum()))],
    }


@given(st.integers(9, 14).flatmap(_rules))
@settings(max_examples=25, deadline=None)
def test_every_index_of_a_compound_of_up_to_14_members_agrees_with_enumeration(rule: VotingRule) -> None:
    found, true = voting_power(rule), _whole_enumeration(rule)
    assert found.accuracy.exact
    assert [found.winning_coalitions, found.minimal_winning_coalitions] == true.pop("counts")
    for index, values in true.items():
        assert [getattr(member, index) for member in found.members] == values, index


@given(st.integers(9, 14).flatmap(_rules))
@settings(max_examples=8, deadline=None)
def test_the_bit_table_agrees_with_classes_for_up_to_14_members(rule: VotingRule) -> None:
    assert power_by_table(rule) == power_by_classes(rule)


@given(st.integers(2, 10).flatmap(_quotas), st.integers(1, 10))
@settings(max_examples=40, deadline=None)
def test_meeting_in_the_middle_agrees_with_classes(node: Quota, heads: int) -> None:
    members = len(node.weights)
    rule = VotingRule(
        tuple("ABCDEFGHIJ"[:members]),
        AnyOf((AllOf((node, Quota(min(heads, members), (1,) * members))), Quota(members, (1,) * members))),
    )
    vector = single_vector(rule)
    assert vector is not None
    met, classed = power_by_meeting(vector, thresholds_by_size(rule, vector)), power_by_classes(rule)
    assert (met.winning, met.swings, met.shapley) == (classed.winning, classed.swings, classed.shapley)


@given(st.integers(2, 10).flatmap(_quotas))
@settings(max_examples=40, deadline=None)
def test_counting_by_weight_agrees_with_classes(node: Quota) -> None:
    members = len(node.weights)
    classed = power_by_classes(VotingRule(tuple("ABCDEFGHIJ"[:members]), node))
    counted = exact_swings(node.quota, node.weights)
    assert (counted.winning, counted.swings) == (classed.winning, classed.swings)
    shares, winning, bound = swing_shares(node.quota, node.weights)
    assert winning == pytest.approx(classed.winning / 2**members, abs=bound)
    assert shares == pytest.approx([swings / 2 ** (members - 1) for swings in classed.swings], abs=bound)
    shapley, error = pivotal_shares(node.quota, node.weights)
    assert classed.shapley is not None
    assert shapley == pytest.approx([float(share) for share in classed.shapley], abs=error)


@given(st.integers(2, 8).flatmap(_rules))
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


@given(st.integers(2, 7).flatmap(_rules))
@settings(max_examples=30, deadline=None)
def test_a_member_that_changes_no_outcome_has_no_power_and_takes_none(rule: VotingRule) -> None:
    before = voting_power(rule)
    after = voting_power(VotingRule((*rule.members, "Z"), _with_another(rule.node, None), rule.veto))
    dummy = after.of("Z")
    assert dummy is not None
    assert (dummy.banzhaf, dummy.shapley_shubik, dummy.holler, dummy.johnston) == (0, 0, 0, 0)
    assert [m.shapley_shubik for m in after.members[:-1]] == [m.shapley_shubik for m in before.members]
    assert [m.banzhaf_absolute for m in after.members[:-1]] == [m.banzhaf_absolute for m in before.members]


@given(st.integers(2, 7).flatmap(lambda n: st.tuples(_quotas(n), _quotas(n))))
@settings(max_examples=30, deadline=None)
def test_power_transfers_between_two_rules_and_their_any_and_all(pair: tuple[Quota, Quota]) -> None:
    names = tuple("ABCDEFG"[: len(pair[0].weights)])
    first, second, either, both = (
        voting_power(VotingRule(names, node)) for node in (pair[0], pair[1], AnyOf(pair), AllOf(pair))
    )
    for index in ("shapley_shubik", "banzhaf_absolute"):
        for one, two, any_, all_ in zip(first.members, second.members, either.members, both.members, strict=True):
            assert getattr(one, index) + getattr(two, index) == getattr(any_, index) + getattr(all_, index)


@given(st.integers(2, 7).flatmap(_rules))
@settings(max_examples=30, deadline=None)
def test_members_that_the_rule_cannot_tell_apart_have_equal_power(rule: VotingRule) -> None:
    found = voting_power(VotingRule((*rule.members, "Z"), _with_another(rule.node, 0), () if "A" in rule.veto else rule.veto))
    assert replace(found.members[-1], name="A") == found.members[0]


def test_seventy_one_equal_voters_do_not_overflow() -> None:
    found = voting_power(VotingRule.weighted(36, {f"m{i}": 1 for i in range(71)}))
    assert found.accuracy.exact
    assert {member.banzhaf for member in found.members} == {Fraction(1, 71)}
    assert found.winning_coalitions == 2**70


def test_two_thousand_equal_voters_are_exact() -> None:
    found = voting_power(VotingRule.weighted(1001, {f"m{i}": 1 for i in range(2000)}))
    assert found.accuracy.exact
    assert found.members[0].shapley_shubik == Fraction(1, 2000)


def test_vetoes_turn_many_members_into_one_quota_that_is_counted_by_weight() -> None:
    weights = {f"m{i}": 3 + i * i for i in range(45)}
    rule = VotingRule(tuple(weights), Quota(20_000, tuple(weights.values())), veto=("m44", "m43"))
    found = voting_power(rule)
    assert isinstance(found.members[0].banzhaf, Fraction)
    assert found.members[44].coleman_prevent == 1
    assert "Nothing passes without: m43, m44." in found.remarks


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

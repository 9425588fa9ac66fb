"""Power of hundreds and thousands of members: each approximation keeps the error that it states, and none hangs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.authority.power import engine_fourier, engine_sampling, voting_power
from interpose.authority.power.engine_classes import power_by_classes
from interpose.authority.power.engine_fourier import power_by_frequencies
from interpose.authority.power.engine_sampling import power_by_sampling
from interpose.authority.power.engine_weights import exact_swings, pivotal_shares, quadrature_bound, quadrature_nodes
from interpose.authority.power.tails import bounded_span, tail_bound
from interpose.case.voting_rule import AllOf, AnyOf, Quota, VotingRule
from interpose.errors import UsageError


def _uneven(members: int, heaviest: int) -> tuple[int, ...]:
    return tuple(int(weight) for weight in np.random.default_rng(members).integers(1, heaviest, members))


WEIGHTS = st.lists(st.integers(0, 9), min_size=2, max_size=9).filter(any)


@given(WEIGHTS, st.fractions(0, 1), st.sampled_from([1, 7, 1000, 10**40]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_frequencies_agree_with_classes_with_and_without_rounding(
    small: list[int], share: Fraction, scale: int, coarse: bool
) -> None:
    weights = [weight * scale + place * (scale > 7) for place, weight in enumerate(small)]
    quota = max(1, int(share * sum(weights)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_fourier, "LONGEST_PERIOD", 64 if coarse else 4096)
        found = power_by_frequencies(quota, weights)
    assert found is not None
    members = len(weights)
    true = power_by_classes(VotingRule(tuple("ABCDEFGHI"[:members]), Quota(quota, tuple(weights))))
    assert true.shapley is not None
    for place in range(members):
        assert abs(found.absolute[place] - true.swings[place] / 2 ** (members - 1)) <= found.absolute_error
        assert abs(found.shapley[place] - float(true.shapley[place])) <= found.shapley_error
    assert abs(found.winning - true.winning / 2**members) <= found.winning_error


def test_rounding_of_weights_is_part_of_the_stated_error() -> None:
    weights = _uneven(300, 10**4)
    quota = sum(weights) // 2 + 1
    fine = power_by_frequencies(quota, weights)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_fourier, "LONGEST_PERIOD", 1 << 16)
        coarse = power_by_frequencies(quota, weights)
    assert fine is not None
    assert coarse is not None
    assert fine.absolute_error < 1e-11 < coarse.absolute_error < 1e-2
    assert fine.shapley_error < 1e-9 < coarse.shapley_error < 1e-3
    assert max(np.abs(np.subtract(fine.absolute, coarse.absolute))) <= coarse.absolute_error
    assert max(np.abs(np.subtract(fine.shapley, coarse.shapley))) <= coarse.shapley_error


@pytest.mark.parametrize("share", [0.5, 0.62, 0.9])
def test_frequencies_of_250_members_agree_with_counting_by_weight(share: float) -> None:
    weights = _uneven(250, 60)
    quota = int(sum(weights) * share) + 1
    found = power_by_frequencies(quota, weights)
    counted, (shapley, error) = exact_swings(quota, weights), pivotal_shares(quota, weights)
    assert found is not None
    swings = [swings / 2 ** (len(weights) - 1) for swings in counted.swings]
    assert found.absolute == pytest.approx(swings, abs=found.absolute_error)
    assert found.shapley == pytest.approx(shapley, abs=found.shapley_error + error)
    assert found.absolute_error < 1e-11
    assert found.shapley_error < 1e-9


@pytest.mark.parametrize("period", [1 << 12, 1 << 24])
def test_large_holders_among_a_crowd_are_held_in_and_out(period: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_fourier, "LONGEST_PERIOD", period)
    weights = (*_uneven(400, 12), 1_200, 700)
    quota = sum(weights) // 2 + 1
    found = power_by_frequencies(quota, weights)
    counted, (shapley, error) = exact_swings(quota, weights), pivotal_shares(quota, weights)
    assert found is not None
    swings = [swings / 2 ** (len(weights) - 1) for swings in counted.swings]
    assert swings[-2] > 0.5
    assert found.absolute == pytest.approx(swings, abs=found.absolute_error)
    assert found.shapley == pytest.approx(shapley, abs=found.shapley_error + error)
    assert abs(found.winning - counted.winning / 2 ** len(weights)) <= found.winning_error
    assert found.shapley_error < 1e-9 or period == 1 << 12


def test_two_thousand_voters_with_vetoes_are_measured_within_a_billionth() -> None:
    weights = _uneven(2000, 5000)
    rule = VotingRule(tuple(f"m{place}" for place in range(2000)), Quota(sum(weights) // 2, weights), veto=("m0", "m1"))
    found = voting_power(rule)
    assert 0 < found.accuracy.banzhaf_error < 1e-9
    assert 0 < found.accuracy.shapley_error < 1e-9
    # Without a veto holder nothing passes; with both, half of the coalitions of the others do.
    assert found.members[0].coleman_prevent == pytest.approx(1, abs=1e-8)
    assert float(found.collectivity_to_act) == pytest.approx(0.125, abs=0.01)
    assert sum(float(member.shapley_shubik or 0) for member in found.members) == pytest.approx(1, abs=1e-8)


def test_a_few_members_with_many_frequencies_are_left_to_other_methods() -> None:
    assert power_by_frequencies(10**9, [10**8 + 7919 * place**3 for place in range(40)]) is None


def test_two_thousand_unequal_voters_are_measured_within_a_billionth() -> None:
    weights = {f"m{place}": weight for place, weight in enumerate(_uneven(2000, 5000))}
    found = voting_power(VotingRule.weighted(sum(weights.values()) // 2 + 1, weights))
    assert not found.accuracy.exact
    assert 0 < found.accuracy.banzhaf_error < 1e-9
    assert 0 < found.accuracy.shapley_error < 1e-9
    assert 0 < found.accuracy.normalised_error < 1e-9
    assert sum(float(member.shapley_shubik or 0) for member in found.members) == pytest.approx(1, abs=1e-9)
    assert found.minimal_winning_coalitions is None
    assert any("left out" in remark for remark in found.remarks)


def test_two_thousand_voters_with_endless_weights_are_measured_with_a_bound() -> None:
    weights = {f"m{place}": 10**40 + 7919 * place * 10**36 for place in range(2000)}
    found = voting_power(VotingRule.weighted(sum(weights.values()) * 2 // 3, weights))
    shapley = [float(member.shapley_shubik or 0) for member in found.members]
    assert 0 < found.accuracy.shapley_error < 1e-5
    assert shapley[1999] > shapley[1000] > shapley[0] > 0
    # Two thirds of two thousand evenly drawn coalitions hardly ever come together: nobody is ever critical.
    assert found.members[0].banzhaf is None
    assert any("normalised Banzhaf index is left out" in remark for remark in found.remarks)


def test_five_hundred_voters_under_three_quotas_are_drawn_with_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_sampling, "WORK", 5.0e7)
    first, second = _uneven(500, 5000), tuple(reversed(_uneven(500, 10**6)))
    heads = Quota(250, (1,) * 500)
    rule = VotingRule(
        tuple(f"m{place}" for place in range(500)),
        AllOf((heads, AnyOf((Quota(sum(first) * 11 // 20, first), Quota(sum(second) // 2, second))))),
    )
    found = voting_power(rule)
    assert "drawn at random" in found.accuracy.method
    assert 0 < found.accuracy.banzhaf_error < 0.02
    assert 0 < found.accuracy.shapley_error < 0.005
    total = sum(float(member.shapley_shubik or 0) for member in found.members)
    assert total == pytest.approx(1, abs=500 * found.accuracy.shapley_error)
    assert any("0.999999" in remark for remark in found.remarks)
    assert found == voting_power(rule)


@pytest.mark.parametrize("scale", [1, 10**14])
def test_drawn_estimates_keep_their_bound(scale: int) -> None:
    first, second = tuple(scale * weight for weight in (3, 2, 1, 1)), (1, 2, 3, 4)
    node = AllOf((Quota(4 * scale, first), AnyOf((Quota(2, (1, 1, 1, 1)), Quota(9, second)))))
    rule = VotingRule(("A", "B", "C", "D"), node, veto=("B",))
    exact, drawn = voting_power(rule), power_by_sampling(rule)
    assert drawn.absolute_error < 0.01
    for place, member in enumerate(exact.members):
        assert abs(drawn.absolute[place] - float(member.banzhaf_absolute or 0)) < drawn.absolute_error
        assert abs(drawn.shapley[place] - float(member.shapley_shubik or 0)) < drawn.shapley_error
    assert abs(drawn.winning - float(exact.collectivity_to_act)) < drawn.winning_error


def test_draws_agree_with_frequencies_where_both_can_answer() -> None:
    weights = _uneven(300, 1000)
    rule = VotingRule(tuple(f"m{place}" for place in range(300)), Quota(sum(weights) * 3 // 5, weights))
    drawn, found = power_by_sampling(rule), power_by_frequencies(sum(weights) * 3 // 5, weights)
    assert found is not None
    assert max(np.abs(np.subtract(drawn.absolute, found.absolute))) < drawn.absolute_error
    assert max(np.abs(np.subtract(drawn.shapley, found.shapley))) < drawn.shapley_error


def test_a_hundred_thousand_members_are_refused() -> None:
    weights = tuple(range(1, 100_001))
    with pytest.raises(UsageError, match="too many to measure: at most 20,000"):
        voting_power(VotingRule(tuple(map(str, weights)), Quota(2 * 10**9, weights)))


def test_a_compound_whose_weights_no_machine_adds_is_refused() -> None:
    weights = tuple(2**60 + place**5 for place in range(40))
    others = tuple(reversed(weights))
    rule = VotingRule(tuple(map(str, range(40))), AllOf((Quota(2**64, weights), Quota(2**65, others))))
    with pytest.raises(UsageError, match="larger units"):
        voting_power(rule)


def test_one_quota_within_other_words_is_counted_as_one_quota() -> None:
    weights = _uneven(50, 900)
    names = tuple(f"m{place}" for place in range(50))
    plain = voting_power(VotingRule(names, Quota(10_000, weights)))
    assert voting_power(VotingRule(names, AllOf((AnyOf((Quota(10_000, weights),)),)))) == plain


def test_enough_nodes_make_the_quadrature_exact_and_fewer_state_an_error() -> None:
    assert quadrature_bound(10, 5) == 0.0
    assert 0 < quadrature_bound(190, 44) < 5e-10
    assert 0 < quadrature_bound(2000, quadrature_nodes(2000)) < 5e-10


@pytest.mark.parametrize("edge", [0, 3, 5, 8, 11, 12, 13])
@pytest.mark.parametrize("chance", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_no_tail_is_heavier_than_its_bound(edge: int, chance: float) -> None:
    weights = (5, 4, 2, 1)
    above = below = 0.0
    for chosen in range(16):
        inside = [bool(chosen >> place & 1) for place in range(4)]
        mass = float(np.prod([chance if here else 1 - chance for here in inside]))
        total = sum(weight for weight, here in zip(weights, inside, strict=True) if here)
        above, below = above + mass * (total >= edge), below + mass * (total <= edge)
    assert above <= tail_bound(weights, chance, edge, upper=True) + 1e-12
    assert below <= tail_bound(weights, chance, edge, upper=False) + 1e-12


def test_chances_beyond_doubt_are_told_from_those_within() -> None:
    low, high = bounded_span(lambda chance: chance**10, lambda chance: (1 - chance) ** 10, 1e-5)
    assert 0.3 < low < 10**-0.5
    assert 1 - 10**-0.5 < high < 0.7


def test_weights_beyond_what_a_double_holds_are_measured() -> None:
    weights = tuple(weight * 10**396 + 1 for weight in _uneven(600, 5000))
    small = power_by_frequencies(sum(_uneven(600, 5000)) // 2 + 1, _uneven(600, 5000))
    found = power_by_frequencies(sum(weights) // 2 + 1, weights)
    assert small is not None
    assert found is not None
    assert max(np.abs(np.subtract(found.absolute, small.absolute))) <= found.absolute_error < 1e-3

"""The power of a body as a result: asked by member, with what may be wrong of it, and written as numbers."""

from __future__ import annotations

from fractions import Fraction

from interpose.authority.power import voting_power
from interpose.case.voting_rule import Quota, VotingRule
from interpose.plain import plain

# 51 of 50, 49 and 1: A is in every winning coalition, B and C are alike (the textbook example of weights that deceive).
RULE = VotingRule(("A", "B", "C"), Quota(51, (50, 49, 1)))


def test_a_member_is_asked_by_name_and_one_that_is_not_there_has_no_power() -> None:
    found = voting_power(RULE)
    first, second, third = (found.of(name) for name in "ABC")
    assert first is not None
    assert second is not None
    assert third is not None
    # Winning: AB, AC, ABC. Swings: A three, B one, C one.
    assert (first.swings, second.swings, third.swings) == (3, 1, 1)
    assert (first.banzhaf, second.banzhaf) == (Fraction(3, 5), Fraction(1, 5))
    assert (first.shapley_shubik, third.shapley_shubik) == (Fraction(2, 3), Fraction(1, 6))
    assert found.of("D") is None


def test_an_exact_result_says_so_and_has_no_error() -> None:
    found = voting_power(RULE)
    assert found.exact
    assert found.method == found.accuracy.method
    assert set(plain(found.errors).values()) == {0}
    assert (found.winning_coalitions, found.minimal_winning_coalitions, found.collectivity_to_act) == (3, 2, Fraction(3, 8))


def test_fractions_are_written_as_numbers_and_the_method_once() -> None:
    written = plain(voting_power(RULE))
    assert written["members"][0]["banzhaf"] == 0.6
    assert written["collectivity_to_act"] == 0.375
    assert {"exact", "method", "errors"} <= set(written)
    assert "accuracy" not in written

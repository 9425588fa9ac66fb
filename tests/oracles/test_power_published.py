"""Power indices that others have published, exactly as they give them."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from interpose.authority import power
from interpose.case.rules import AllOf, AnyOf, Quota, VotingRule

HERE = Path(__file__).parent

SECURITY_COUNCIL = VotingRule(
    ("CHN", "FRA", "GBR", "RUS", "USA", *(f"elected {n}" for n in range(1, 11))),
    Quota(9, (1,) * 15),
    veto=("CHN", "FRA", "GBR", "RUS", "USA"),
)


def test_the_security_council_has_848_winning_coalitions() -> None:
    assert power(SECURITY_COUNCIL).winning_coalitions == 848


@pytest.mark.parametrize(
    ("member", "banzhaf", "shapley"),
    [("RUS", Fraction(106, 635), Fraction(421, 2145)), ("elected 3", Fraction(21, 1270), Fraction(4, 2145))],
)
def test_the_security_council_as_in_felsenthal_and_machover(member: str, banzhaf: Fraction, shapley: Fraction) -> None:
    found = power(SECURITY_COUNCIL).of(member)
    assert found is not None
    assert (found.banzhaf, found.shapley_shubik) == (banzhaf, shapley)


def test_the_council_of_1958_left_luxembourg_without_power() -> None:
    weights = {"DEU": 4, "FRA": 4, "ITA": 4, "BEL": 2, "NLD": 2, "LUX": 1}
    found = power(VotingRule.weighted(12, weights))
    assert [member.banzhaf for member in found.members] == [Fraction(5, 21)] * 3 + [Fraction(1, 7)] * 2 + [0]
    assert [member.shapley_shubik for member in found.members] == [Fraction(7, 30)] * 3 + [Fraction(3, 20)] * 2 + [0]
    assert "Without any power: LUX." in found.remarks


def test_minimal_winning_coalitions_that_can_be_listed_by_hand() -> None:
    # [4; 3, 2, 1, 1]: minimal winning coalitions {A, B}, {A, C}, {A, D}, {B, C, D}.
    found = power(VotingRule.weighted(4, {"A": 3, "B": 2, "C": 1, "D": 1}))
    assert found.minimal_winning_coalitions == 4
    assert [m.holler for m in found.members] == [Fraction(3, 9), Fraction(2, 9), Fraction(2, 9), Fraction(2, 9)]
    assert [m.deegan_packel for m in found.members] == [Fraction(9, 24), Fraction(5, 24), Fraction(5, 24), Fraction(5, 24)]


def _europe_under_nice() -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    """Votes and populations of the Treaty of Nice, as the Seville group prints them (esi2.us.es/~mbilbao/niza.htm)."""
    with (HERE / "eu_nice_27.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    thousands = tuple(int(row["population_millions"].replace(".", "")) for row in rows)
    return tuple(row["state"] for row in rows), tuple(int(row["votes"]) for row in rows), thousands


def test_nice_votes_alone_have_2718774_winning_coalitions_and_the_other_two_conditions_stop_23() -> None:
    # 2,718,774 coalitions have 255 of the 345 votes; of these 16 fall short of 14 members and 7 of 62 % of the population
    # (Felsenthal and Machover 2001, "The Treaty of Nice and qualified majority voting"; recalled, not read again).
    members, votes, thousands = _europe_under_nice()
    assert sum(votes) == 345
    alone = power(VotingRule(members, Quota(255, votes)), minimal=False)
    assert alone.winning_coalitions == 2_718_774
    heads = Quota(14, (1,) * 27)
    people = Quota(-(-62 * sum(thousands) // 100), thousands)
    with_heads = power(VotingRule(members, AllOf((Quota(255, votes), heads))), minimal=False)
    assert with_heads.winning_coalitions == 2_718_774 - 16
    whole = power(VotingRule(members, AllOf((Quota(255, votes), heads, people))), minimal=False)
    assert whole.winning_coalitions == 2_718_774 - 16 - 7


def test_nice_gives_the_banzhaf_indices_that_are_printed_for_it() -> None:
    # Printed to four digits for the 27 of Nice: Germany to Italy 0.0778, Spain and Poland 0.0742, Romania 0.0426,
    # the Netherlands 0.0397, then 0.0368, 0.0309, 0.0218, 0.0125 and Malta 0.0094 (Leech 2002, Public Choice 113, recalled).
    members, votes, _ = _europe_under_nice()
    found = power(VotingRule(members, Quota(255, votes)), minimal=False)
    printed = {29: 0.0778, 27: 0.0742, 14: 0.0426, 13: 0.0397, 12: 0.0368, 10: 0.0309, 7: 0.0218, 4: 0.0125, 3: 0.0094}
    for member, own in zip(found.members, votes, strict=True):
        assert member.banzhaf is not None
        assert round(float(member.banzhaf), 4) == printed[own]


def test_the_double_majority_of_27_lets_13_2_percent_of_coalitions_pass() -> None:
    """Petróczy and Csató on the Council of 27: 13.2 % of coalitions win at 55 % of members and 65 % of the population."""
    with (HERE / "eu_population_2024.csv").open(encoding="utf-8", newline="") as file:
        people = {row["state"]: int(row["population"]) for row in csv.DictReader(file)}
    weights = tuple(people.values())
    quota = -(-65 * sum(weights) // 100)
    rule = VotingRule(tuple(people), AnyOf((AllOf((Quota(15, (1,) * 27), Quota(quota, weights))), Quota(24, (1,) * 27))))
    assert round(float(power(rule, minimal=False).collectivity_to_act), 3) == 0.132

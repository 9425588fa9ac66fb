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


def test_the_seventh_united_nations_style_example_of_the_literature_for_minimal_coalitions() -> None:
    # [4; 3, 2, 1, 1]: minimal winning coalitions {A,B}, {A,C}, {A,D}, {B,C,D}.
    found = power(VotingRule.weighted(4, {"A": 3, "B": 2, "C": 1, "D": 1}))
    assert found.minimal_winning_coalitions == 4
    assert [m.holler for m in found.members] == [Fraction(3, 9), Fraction(2, 9), Fraction(2, 9), Fraction(2, 9)]
    assert [m.deegan_packel for m in found.members] == [Fraction(9, 24), Fraction(5, 24), Fraction(5, 24), Fraction(5, 24)]


def _europe_of_27() -> tuple[tuple[str, ...], tuple[int, ...], dict[str, int]]:
    with (HERE / "eu_nice_27.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = tuple(round(float(row["population_millions"]) * 1000) for row in rows)
    return tuple(row["state"] for row in rows), people, {row["state"]: int(row["votes"]) for row in rows}


def test_the_nice_votes_of_27_members_have_2718774_winning_coalitions() -> None:
    # Felsenthal and Machover (2004), "Analysis of QM rules in the draft constitution for Europe": votes alone at 255 of 345.
    _, _, votes = _europe_of_27()
    found = power(VotingRule.weighted(255, votes), minimal=False)
    assert found.winning_coalitions == 2_718_774 + 0
    assert sum(votes.values()) == 345


def test_the_double_majority_of_27_lets_13_2_percent_of_coalitions_pass() -> None:
    """Petróczy and Csató, "Voting power in the Council of the European Union": 13.2 % at 15 members and 65 %."""
    with (HERE / "eu_population_2024.csv").open(encoding="utf-8", newline="") as file:
        people = {row["state"]: int(row["population"]) for row in csv.DictReader(file)}
    weights = tuple(people.values())
    quota = -(-65 * sum(weights) // 100)
    rule = VotingRule(tuple(people), AnyOf((AllOf((Quota(15, (1,) * 27), Quota(quota, weights))), Quota(24, (1,) * 27))))
    assert round(float(power(rule, minimal=False).collectivity_to_act), 3) == 0.132

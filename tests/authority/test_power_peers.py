"""The benchmark gives other packages the same games: one rule for all, compared number by number."""

from __future__ import annotations

import pytest
from benchmarks.peers.comparing_power import PYTHON, ask, difference, rule_of
from benchmarks.peers.power_indices import PROGRAMS, Game, Indices
from benchmarks.power import games, read_options

from interpose.authority import power
from interpose.case.voting_rule import AllOf, Quota

COUNCIL: Game = {"program": "", "quota": 12, "weights": [4, 4, 4, 2, 2, 1], "least": 1}


def test_a_least_number_of_members_is_a_second_quota() -> None:
    assert rule_of(COUNCIL).node == Quota(12, (4, 4, 4, 2, 2, 1))
    node = rule_of({**COUNCIL, "least": 4}).node
    assert node == AllOf((Quota(12, (4, 4, 4, 2, 2, 1)), Quota(4, (1,) * 6)))


def test_the_largest_difference_of_any_index_is_told() -> None:
    same: Indices = {
        "banzhaf": [5 / 21, 5 / 21, 5 / 21, 1 / 7, 1 / 7, 0.0],
        "shapley_shubik": [7 / 30, 7 / 30, 7 / 30, 0.15, 0.15, 0.0],
        "seconds": 0.0,
    }
    own = power(rule_of(COUNCIL))
    assert difference(own, same) < 1e-15
    assert difference(own, {**same, "banzhaf": [0.0, *same["banzhaf"][1:]]}) == pytest.approx(5 / 21)


def test_every_game_that_is_compared_can_be_won_and_lost() -> None:
    for name, game in games():
        assert 0 < game["quota"] <= sum(game["weights"]), name
        assert game["least"] <= len(game["weights"]), name


def test_options_are_read() -> None:
    assert not read_options([]).peers
    assert read_options(["--peers", "--patience", "5"]).patience == 5.0


@pytest.mark.skipif(not PYTHON.exists(), reason="the peers are installed by make peers")
@pytest.mark.parametrize("program", sorted(PROGRAMS))
def test_peers_agree_where_they_are_installed(program: str) -> None:
    found = ask({**COUNCIL, "program": program}, PYTHON, 60.0)
    assert not isinstance(found, str)
    assert difference(power(rule_of(COUNCIL)), found) < 1e-12

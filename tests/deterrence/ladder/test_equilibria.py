"""Equilibria of trees: published outcomes, the limit of quantal response, and others beside it."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.check.escalation_rules import number_paths
from interpose.case.read.escalation import read_escalation, shipped_games
from interpose.case.read.library import find_case
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.ladder.equilibria import find_equilibria, looked_for_mixtures
from interpose.deterrence.ladder.tree import compile_game, stakes_at
from interpose.deterrence.settings import ContinuationSettings, LadderSettings
from tests.builders.games import MATCHING_PENNIES, STAG_HUNT, UNILATERAL, at_beliefs, numbered, parsed
from tests.builders.trees import random_tree

PRINCIPAL = LadderSettings(starts=0)
"""The principal branch and moves held back; no scattered starts."""


@pytest.fixture(scope="module")
def asymmetric() -> Escalation:
    return read_escalation(shipped_games()["asymmetric-escalation"])


@pytest.mark.parametrize(
    ("challenger", "defender", "outcome"),
    [
        ("soft", "HH", "SQ"),
        ("soft", "HS", "SQ"),
        ("soft", "SH", "SQ"),
        ("soft", "SS", "SQ"),
        ("hard", "HH", "SQ"),
        ("hard", "HS", "DC"),
        ("hard", "SH", "DC"),
        ("hard", "SS", "DC"),
    ],
)
def test_complete_information_outcomes_of_the_asymmetric_escalation_game(
    asymmetric: Escalation, challenger: str, defender: str, outcome: str
) -> None:
    game = compile_game(asymmetric)
    numbers = {path: np.array([spread.mode]) for path, spread in number_paths(asymmetric).items()}
    for path in numbers:
        if path.startswith("types."):
            numbers[path] = np.array([float(path.rsplit(".", 1)[1] in (challenger, defender))])
    found = find_equilibria(game, stakes_at(game, asymmetric, numbers), settings=PRINCIPAL)
    assert found[0].outcomes == {outcome: pytest.approx(1)}
    assert found[0].max_regret <= 1e-9


def test_the_limit_of_the_tree_is_the_bluff() -> None:
    game, stakes = at_beliefs()
    found = find_equilibria(game, stakes, settings=LadderSettings(starts=6))
    assert found[0].found_by == "quantal_limit"
    assert found[0].moves["opening"]["soft"]["demand"] == pytest.approx(1 / 7, abs=2e-3)
    assert found[0].moves["answer"]["soft"]["resist"] == pytest.approx(11 / 36, abs=5e-3)
    assert all(each.max_regret <= 5e-3 for each in found)
    assert sum(found[0].outcomes.values()) == pytest.approx(1)


def test_information_that_is_merged_is_weighed_by_how_likely_each_history_is() -> None:
    found = find_equilibria(*numbered(parsed(MATCHING_PENNIES)), settings=PRINCIPAL)
    # Matching pennies: both choose with even chances.
    assert found[0].moves["top"]["one"]["small"] == pytest.approx(0.5, abs=1e-6)
    assert found[0].moves["unseen"]["one"]["yes"] == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize(("decisions", "seeds"), [(20, 4), (40, 2), (62, 1)])
def test_random_trees_are_solved_and_every_profile_holds_up(decisions: int, seeds: int) -> None:
    for seed in range(seeds):
        game, stakes = numbered(random_tree(seed, decisions))
        found = find_equilibria(game, stakes, settings=LadderSettings(starts=0, held=2))
        assert found, seed
        for each in found:
            assert each.max_regret <= 1e-2
            assert sum(each.outcomes.values()) == pytest.approx(1)


def test_a_search_that_is_cut_short_gives_no_numbers() -> None:
    game, stakes = numbered(random_tree(11, 20))
    short = LadderSettings(starts=0, continuation=ContinuationSettings(most_steps=2))
    assert find_equilibria(game, stakes, settings=short) == ()
    assert find_equilibria(game, stakes, settings=LadderSettings(starts=0)) != ()


@pytest.mark.parametrize(("hard", "resists"), [(0.5, 0.5), (0.9, 0.2), (0.3, 0.2)])
def test_steadfast_deterrence_is_found_in_the_tree_beside_the_limit(hard: float, resists: float) -> None:
    game, stakes = at_beliefs(challenger={"hard": hard, "soft": 1 - hard}, defender={"hard": resists, "soft": 1 - resists})
    found = find_equilibria(game, stakes)
    assert len(found) == 2
    assert found[1].outcomes == {"SQ": pytest.approx(1)}
    assert found[1].max_regret <= 1e-9
    # It stands on the belief that a demand comes from a soft challenger: the soft defender resists.
    assert found[1].moves["answer"]["soft"]["resist"] == pytest.approx(1)


def test_certain_deterrence_stands_alone() -> None:
    game, stakes = at_beliefs(challenger={"hard": 0.5, "soft": 0.5}, defender={"hard": 0.7, "soft": 0.3})
    assert [each.outcomes for each in find_equilibria(game, stakes)] == [{"SQ": pytest.approx(1)}]


def test_all_three_equilibria_of_a_stag_hunt_are_found_the_mixed_one_with_its_ties() -> None:
    game, stakes = numbered(parsed(STAG_HUNT))
    found = find_equilibria(game, stakes)
    ends = [max(each.outcomes, key=lambda end: each.outcomes[end]) for each in found if max(each.outcomes.values()) > 0.99]
    assert sorted(ends) == ["hh", "ss"]
    (mixed,) = [each for each in found if max(each.outcomes.values()) < 0.99]
    # Each is indifferent where the other goes for the stag with 0.6.
    assert mixed.moves["top"]["one"]["stag"] == pytest.approx(0.6)
    assert mixed.moves["unseen"]["one"]["stag"] == pytest.approx(0.6)
    assert mixed.ties == (("top", "one"), ("unseen", "one"))
    assert looked_for_mixtures(game, stakes)


def test_a_tree_too_large_for_it_says_that_mixtures_were_not_looked_for() -> None:
    game, stakes = numbered(read_escalation(find_case("ukraine-2024") / "escalation.yaml"))
    assert not looked_for_mixtures(game, stakes)


def test_whoever_mixes_is_told_as_tied_everywhere_alike() -> None:
    for text, ends in ((MATCHING_PENNIES, 1), (STAG_HUNT, 3)):
        found = find_equilibria(*numbered(parsed(text)))
        assert len(found) >= ends
        for each in found:
            mixing = {
                (information, kind)
                for information, kinds in each.moves.items()
                for kind, moves in kinds.items()
                if sum(chance > 0 for chance in moves.values()) > 1
            }
            assert mixing <= set(each.ties)


def test_the_ladder_of_the_reference_case_has_more_than_one_equilibrium() -> None:
    game, stakes = numbered(read_escalation(find_case("ukraine-2024") / "escalation.yaml"))
    found = find_equilibria(game, stakes, settings=PRINCIPAL)
    assert found[0].found_by == "quantal_limit"
    assert "held_back" in {each.found_by for each in found[1:]}
    assert all(each.max_regret <= 1e-5 for each in found)


def test_a_tie_in_a_tree_is_reported_and_none_where_there_is_none() -> None:
    plain = find_equilibria(*numbered(parsed()), settings=PRINCIPAL)
    # Soft sides bluff and give way at times, each being indifferent; in steadfast deterrence nobody is.
    assert [each.ties for each in plain] == [(("opening", "soft"), ("answer", "soft")), ()]
    # Backing down and fighting are both worth 0.1 to the soft challenger.
    tied = UNILATERAL.replace("type: soft, low: 0, mode: 0, high: 0}\n      - {player: defender, type: hard", "TIED", 1)
    tied = tied.replace("TIED", "type: soft, low: 0.1, mode: 0.1, high: 0.1}\n      - {player: defender, type: hard")
    assert ("last", "soft") in find_equilibria(*numbered(parsed(tied)), settings=PRINCIPAL)[0].ties


def test_the_same_seed_finds_the_same_equilibria() -> None:
    game, stakes = numbered(parsed(STAG_HUNT))
    assert find_equilibria(game, stakes, seed=5) == find_equilibria(game, stakes, seed=5)

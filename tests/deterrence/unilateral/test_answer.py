"""The unilateral deterrence game: unit vectors worked out by hand, properties, and bad input."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.case.read.escalation import read_payoffs
from interpose.case.read.library import reference_folder
from interpose.case.tables.escalation import UnilateralPayoffs
from interpose.deterrence.unilateral.answer import answer_unilateral
from interpose.deterrence.unilateral.game import (
    EQUILIBRIA,
    ChallengerStakes,
    DefenderStakes,
    Strategies,
    broken_orderings,
    conditions,
    max_regret,
    strategies,
    thresholds,
)
from interpose.deterrence.unilateral.quantal import quantal_response
from interpose.errors import InputError, UsageError

CHALLENGER = ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0)
DEFENDER = DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0)
PAYOFFS = UnilateralPayoffs.model_validate(
    {
        "challenger": {"DC": 1, "SQ": 0.6, "DD_hard": 0.3, "CD": 0.1, "DD_soft": 0},
        "defender": {"SQ": 1, "CD": 0.8, "DD_hard": 0.4, "DC": 0.2, "DD_soft": 0},
    }
)


def test_thresholds_of_the_unit_vector() -> None:
    found = thresholds(CHALLENGER, DEFENDER)
    assert float(found.c1) == pytest.approx(4 / 7)
    assert float(found.c2) == pytest.approx(4 / 9)
    assert float(found.d) == pytest.approx(3 / 4)


@pytest.mark.parametrize(
    ("beliefs", "names", "moves"),
    [
        ((0.5, 0.7), ["certain_deterrence"], {"xH": 0, "xS": 0}),
        ((0.5, 0.5), ["separating", "steadfast_deterrence"], {"xH": 1, "xS": 0, "yS": 0}),
        ((0.9, 0.2), ["attack", "steadfast_deterrence"], {"xH": 1, "xS": 1, "yS": 0}),
        ((0.3, 0.2), ["bluff", "steadfast_deterrence"], {"xH": 1, "xS": 1 / 7, "yS": 11 / 36}),
    ],
)
def test_equilibria_of_the_unit_vectors(beliefs: tuple[float, float], names: list[str], moves: dict[str, float]) -> None:
    found = answer_unilateral(PAYOFFS, *beliefs)
    assert [each.name for each in found.at_mode] == names
    for key, value in moves.items():
        assert found.at_mode[0].strategies[key] == pytest.approx(value, abs=1e-12)
    assert all(each.max_regret <= 1e-12 for each in found.at_mode)


@pytest.mark.parametrize("beliefs", [(0.5, 0.7), (0.5, 0.5), (0.9, 0.2), (0.3, 0.2)])
def test_quantal_response_tends_to_the_equilibrium_without_an_implausible_belief(beliefs: tuple[float, float]) -> None:
    profile = quantal_response(CHALLENGER, DEFENDER, *beliefs, 20_000.0).profile
    wanted = answer_unilateral(PAYOFFS, *beliefs).at_mode[0].strategies
    assert float(profile.hard_demands) == pytest.approx(wanted["xH"], abs=1e-3)
    assert float(profile.soft_demands) == pytest.approx(wanted["xS"], abs=1e-3)
    assert float(profile.soft_resists) == pytest.approx(wanted["yS"], abs=1e-3)


def test_blind_choice_is_an_even_chance_everywhere() -> None:
    profile = quantal_response(CHALLENGER, DEFENDER, 0.3, 0.2, 0.0).profile
    assert [float(profile.hard_demands), float(profile.soft_demands), float(profile.hard_fights)] == [0.5, 0.5, 0.5]
    assert float(profile.belief_hard) == pytest.approx(0.3)


def test_a_solver_that_cannot_meet_its_tolerance_gives_no_numbers() -> None:
    point = quantal_response(CHALLENGER, DEFENDER, 0.3, 0.2, 1e9)
    assert not bool(point.converged)


def test_multiplicity_is_told() -> None:
    assert any("2 equilibria exist" in remark for remark in answer_unilateral(PAYOFFS, 0.3, 0.2).remarks)


def test_a_tie_is_reported_and_both_neighbours_are_listed() -> None:
    exact = UnilateralPayoffs.model_validate(
        {
            "challenger": {"DC": 4, "SQ": 3, "DD_hard": 2, "CD": 0, "DD_soft": -1},
            "defender": {"SQ": 4, "CD": 3, "DD_hard": 2, "DC": 1, "DD_soft": -1},
        }
    )
    # c1 = 1/2, c2 = 1/4, d* = 1/2: all exact in binary.
    at_c1 = answer_unilateral(exact, 0.3, 0.5)
    assert [each.name for each in at_c1.at_mode] == ["certain_deterrence", "separating"]
    assert len(at_c1.ties) == 1
    at_both = answer_unilateral(exact, 0.5, 0.25)
    assert [each.name for each in at_both.at_mode] == ["separating", "attack", "bluff", "steadfast_deterrence"]
    assert all(each.max_regret <= 1e-12 for each in at_both.at_mode)


@pytest.mark.parametrize("beliefs", [(0, 0), (0, 1), (1, 0), (1, 1), (0, 0.5), (1, 0.5)])
def test_certain_beliefs_have_equilibria_without_regret(beliefs: tuple[float, float]) -> None:
    found = answer_unilateral(PAYOFFS, *beliefs)
    assert found.at_mode
    assert all(each.max_regret <= 1e-12 for each in found.at_mode)


def test_regret_sees_a_profile_that_is_no_equilibrium() -> None:
    attack = strategies("attack", thresholds(CHALLENGER, DEFENDER), 0.5, 0.7)
    # Hard attacks for 0.7 × 0.3 + 0.3 × 1 = 0.51 where the status quo gives 0.6; soft gets 0.37: it regrets 0.23.
    assert float(max_regret(attack, CHALLENGER, DEFENDER, 0.5, 0.7)) == pytest.approx(0.23)


def test_regret_sees_a_belief_against_bayes() -> None:
    one, zero = np.array(1.0), np.array(0.0)
    profile = Strategies(one, one, one, zero, one, zero, np.array(0.8))
    assert float(max_regret(profile, CHALLENGER, DEFENDER, 0.9, 0.2)) == pytest.approx(0.1)


ordered = st.lists(st.integers(0, 1000), min_size=5, max_size=5, unique=True).map(lambda found: sorted(found, reverse=True))
belief = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


def _stakes(first: list[int], second: list[int]) -> tuple[ChallengerStakes, DefenderStakes]:
    return (
        ChallengerStakes.of(**dict(zip(("DC", "SQ", "DD_hard", "CD", "DD_soft"), first, strict=True))),
        DefenderStakes.of(**dict(zip(("SQ", "CD", "DD_hard", "DC", "DD_soft"), second, strict=True))),
    )


@settings(max_examples=60, deadline=None)
@given(ordered, ordered, belief, belief)
def test_every_listed_equilibrium_is_one(first: list[int], second: list[int], hard: float, resists: float) -> None:
    challenger, defender = _stakes(first, second)
    found = thresholds(challenger, defender)
    exists = conditions(found, hard, resists)
    assert any(exists.values())
    for name in EQUILIBRIA:
        if exists[name]:
            profile = strategies(name, found, hard, resists)
            assert float(max_regret(profile, challenger, defender, hard, resists)) <= 1e-9, name


@settings(max_examples=60, deadline=None)
@given(ordered, ordered, belief, belief, belief)
def test_a_more_credible_defender_never_draws_in_more_demands(
    first: list[int], second: list[int], hard: float, one: float, other: float
) -> None:
    found = thresholds(*_stakes(first, second))

    def demanded(resists: float) -> float:
        exists = conditions(found, hard, resists)
        most = 0.0
        for name in EQUILIBRIA:
            if exists[name]:
                profile = strategies(name, found, hard, resists)
                most = max(most, hard * float(profile.hard_demands) + (1 - hard) * float(profile.soft_demands))
        return most

    assert demanded(max(one, other)) <= demanded(min(one, other)) + 1e-12


@settings(max_examples=40, deadline=None)
@given(ordered, ordered, belief, belief, st.integers(1, 50), st.integers(-50, 50))
def test_affine_changes_of_payoffs_change_nothing(
    first: list[int], second: list[int], hard: float, resists: float, scale: int, shift: int
) -> None:
    plain, moved = _stakes(first, second), _stakes([scale * v + shift for v in first], second)
    for before, after in zip(vars(thresholds(*plain)).values(), vars(thresholds(*moved)).values(), strict=True):
        assert float(before) == pytest.approx(float(after), rel=1e-12)
    one = quantal_response(*plain, hard, resists, 10.0).profile
    two = quantal_response(*moved, hard, resists, 10.0).profile
    assert float(one.soft_demands) == pytest.approx(float(two.soft_demands), abs=1e-9)


def test_many_draws_answer_as_one_by_one() -> None:
    generator = np.random.default_rng(7)
    first, second = (np.sort(generator.random((5, 50)), axis=0)[::-1] for _ in range(2))
    hard, resists = generator.random((2, 50))
    challenger = ChallengerStakes.of(**dict(zip(("DC", "SQ", "DD_hard", "CD", "DD_soft"), first, strict=True)))
    defender = DefenderStakes.of(**dict(zip(("SQ", "CD", "DD_hard", "DC", "DD_soft"), second, strict=True)))
    together = conditions(thresholds(challenger, defender), hard, resists)
    for draw in range(50):
        alone = thresholds(*_stakes(list(first[:, draw]), list(second[:, draw])))
        for name, exists in conditions(alone, hard[draw], resists[draw]).items():
            assert bool(together[name][draw]) == bool(exists)


def test_the_shipped_payoffs_are_read() -> None:
    assert read_payoffs(reference_folder() / "games" / "unilateral_deterrence.yaml") == PAYOFFS


def test_broken_orderings_are_all_named_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "payoffs.yaml"
    path.write_text(
        "challenger: {DC: 1, SQ: 0.6, DD_hard: 0.1, CD: 0.3, DD_soft: 0.5}\n"
        "defender: {SQ: 1, CD: 0.8, DD_hard: 0.4, DC: 0.4, DD_soft: 0}\n"
    )
    with pytest.raises(InputError) as caught:
        read_payoffs(path)
    text = str(caught.value)
    for ordering in (
        "DD_hard (0.1) must exceed CD (0.3)",
        "CD (0.3) must exceed DD_soft (0.5)",
        "DD_hard (0.4) must exceed DC (0.4)",
    ):
        assert ordering in text
    assert [(fault.where.file, fault.where.line) for fault in caught.value.faults] == [("payoffs.yaml", 1), ("payoffs.yaml", 2)]


def test_a_missing_and_a_misspelt_payoff_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "payoffs.yaml"
    path.write_text(
        "challenger: {DC: 1, SQ: 0.6, DD_hrd: 0.3, CD: 0.1, DD_soft: 0}\n"
        "defender: {SQ: 1, CD: x, DD_hard: 0.4, DC: 0.2, DD_soft: 0}\n"
    )
    with pytest.raises(InputError) as caught:
        read_payoffs(path)
    assert len(caught.value.faults) == 3
    assert "did you mean 'DD_hard'?" in str(caught.value)


@pytest.mark.parametrize("beliefs", [(-0.1, 0.5), (0.5, 1.2), (float("nan"), 0.5)])
def test_beliefs_outside_zero_to_one_are_refused(beliefs: tuple[float, float]) -> None:
    with pytest.raises(UsageError, match="no probability"):
        answer_unilateral(PAYOFFS, *beliefs)


def test_orderings_are_checked_for_every_draw() -> None:
    challenger = ChallengerStakes.of(DC=1, SQ=[0.6, 1.2], DD_hard=0.3, CD=0.1, DD_soft=0)
    assert broken_orderings(challenger, DEFENDER) == ("challenger: DC must exceed SQ",)

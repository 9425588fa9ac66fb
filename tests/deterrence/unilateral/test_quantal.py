"""Quantal response of the unilateral game: its limit, blind choice, and honesty where it is not met."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.case.tables.escalation import UnilateralPayoffs
from interpose.deterrence.unilateral.answer import answer_unilateral
from interpose.deterrence.unilateral.game import thresholds
from interpose.deterrence.unilateral.quantal import quantal_response
from interpose.deterrence.unilateral.stakes import (
    ChallengerStakes,
    DefenderStakes,
)

CHALLENGER = ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0)


DEFENDER = DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0)


PAYOFFS = UnilateralPayoffs.model_validate(
    {
        "challenger": {"DC": 1, "SQ": 0.6, "DD_hard": 0.3, "CD": 0.1, "DD_soft": 0},
        "defender": {"SQ": 1, "CD": 0.8, "DD_hard": 0.4, "DC": 0.2, "DD_soft": 0},
    }
)


ordered = st.lists(st.integers(0, 1000), min_size=5, max_size=5, unique=True).map(lambda found: sorted(found, reverse=True))


belief = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


def _stakes(first: list[int], second: list[int]) -> tuple[ChallengerStakes, DefenderStakes]:
    return (
        ChallengerStakes.of(**dict(zip(("DC", "SQ", "DD_hard", "CD", "DD_soft"), first, strict=True))),
        DefenderStakes.of(**dict(zip(("SQ", "CD", "DD_hard", "DC", "DD_soft"), second, strict=True))),
    )


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

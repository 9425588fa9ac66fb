"""The answer of the unilateral game for bare numbers: unit vectors worked out by hand, ties, and bad input."""

from __future__ import annotations

import pytest

from interpose.case.tables.escalation import UnilateralPayoffs
from interpose.deterrence.unilateral.answer import answer_unilateral
from interpose.errors import UsageError

PAYOFFS = UnilateralPayoffs.model_validate(
    {
        "challenger": {"DC": 1, "SQ": 0.6, "DD_hard": 0.3, "CD": 0.1, "DD_soft": 0},
        "defender": {"SQ": 1, "CD": 0.8, "DD_hard": 0.4, "DC": 0.2, "DD_soft": 0},
    }
)


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


@pytest.mark.parametrize("beliefs", [(-0.1, 0.5), (0.5, 1.2), (float("nan"), 0.5)])
def test_beliefs_outside_zero_to_one_are_refused(beliefs: tuple[float, float]) -> None:
    with pytest.raises(UsageError, match="no probability"):
        answer_unilateral(PAYOFFS, *beliefs)

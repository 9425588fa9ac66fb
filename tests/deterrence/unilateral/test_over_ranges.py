"""The unilateral game of a case, over its ranges and at their modes."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case.tables.escalation import Escalation, Spread
from interpose.deterrence import Deterrence, DeterrenceSettings, deter_force
from interpose.deterrence.race.forces import Forces
from interpose.deterrence.settings import LadderSettings
from interpose.deterrence.unilateral.game import EQUILIBRIA
from interpose.deterrence.unilateral.over_ranges import answer_over_ranges
from interpose.deterrence.unilateral.stakes import (
    ChallengerStakes,
    DefenderStakes,
    UnilateralStakes,
)

FEW = DeterrenceSettings(draws=50, ladder_draws=5, ladder=LadderSettings(starts=0))


def stakes(status_quo: list[float], p_challenger: list[float], p_defender: list[float]) -> UnilateralStakes:
    many = len(status_quo)
    challenger = {name: np.full(many, value) for name, value in {"DC": 1.0, "DD_hard": 0.3, "CD": 0.1, "DD_soft": 0.0}.items()}
    defender = {"SQ": 1.0, "CD": 0.8, "DD_hard": 0.4, "DC": 0.2, "DD_soft": 0.0}
    return UnilateralStakes(
        ChallengerStakes.of(SQ=status_quo, **challenger),
        DefenderStakes.of(**{name: np.full(many, value) for name, value in defender.items()}),
        np.array(p_challenger),
        np.array(p_defender),
    )


def test_shares_and_thresholds_over_draws_by_hand() -> None:
    # c1 = 4/7, c2 = 4/9, d* = 3/4 in every draw: certain, separating, attack, bluff.
    draws = stakes([0.6] * 4, [0.5, 0.5, 0.9, 0.3], [0.7, 0.5, 0.2, 0.2])
    found = answer_over_ranges(draws, stakes([0.6], [0.3], [0.2]), ())
    assert [each.share for each in found.equilibria] == [0.25, 0.25, 0.25, 0.25, 0.75]
    assert found.thresholds == pytest.approx({"c1": 4 / 7, "c2": 4 / 9, "d": 3 / 4})
    assert found.threshold_ranges["c1"].low == pytest.approx(4 / 7)
    assert [each.name for each in found.at_mode] == ["bluff", "steadfast_deterrence"]
    assert (found.dropped, found.quantal) == (0, ())


def test_draws_that_break_an_ordering_are_counted_nowhere() -> None:
    # In the second draw the status quo is worth more than all else.
    draws = stakes([0.6, 1.2], [0.5, 0.5], [0.7, 0.5])
    found = answer_over_ranges(draws, stakes([0.6], [0.5], [0.7]), ())
    assert found.dropped == 0.5
    assert [each.share for each in found.equilibria] == [1, 0, 0, 0, 0]


def test_modes_that_break_an_ordering_have_neither_thresholds_nor_equilibria() -> None:
    found = answer_over_ranges(stakes([0.6], [0.5], [0.7]), stakes([1.2], [0.5], [0.7]), (5.0,))
    assert (found.thresholds, found.at_mode, found.ties, found.quantal) == ({}, (), (), ())
    assert found.beliefs_at_mode == {"p_challenger": 0.5, "p_defender": 0.7}
    assert found.equilibria[0].share == 1


def test_shares_are_shares_and_multiplicity_shows(found: Deterrence) -> None:
    assert found.unilateral is not None
    shares = {each.name: each.share for each in found.unilateral.equilibria}
    assert list(shares) == list(EQUILIBRIA)
    assert all(0 <= share <= 1 for share in shares.values())
    # Steadfast deterrence exists wherever certain deterrence does not.
    assert shares["certain_deterrence"] + shares["steadfast_deterrence"] == pytest.approx(1, abs=1e-9)
    assert sum(move.share for move in found.ladder.first_moves) == pytest.approx(1)
    assert found.ladder.converged > 0.9
    assert found.ladder.at_mode
    assert all(each.max_regret <= 5e-3 for each in found.ladder.at_mode)


def test_beliefs_that_lie_on_a_threshold_are_reported_for_a_case_too(escalation: Escalation) -> None:
    assert escalation.unilateral is not None
    # c1 = (1 − 0.6) / (1 − 0.4) = 2/3 without a force.
    game = escalation.unilateral.model_copy(update={"p_defender": Spread(low=0.1, mode=2 / 3, high=0.9)})
    tied = deter_force(escalation.model_copy(update={"unilateral": game}), Forces(), settings=FEW)
    assert tied.unilateral is not None
    assert tied.unilateral.ties == ("p_defender lies on c1: the hard challenger may demand with any probability",)
    assert {each.name for each in tied.unilateral.at_mode} == {"certain_deterrence", "separating"}


def test_quantal_response_is_told_over_the_prior_on_rationality(found: Deterrence, escalation: Escalation) -> None:
    assert escalation.rationality is not None
    assert found.unilateral is not None
    assert [each.rationality for each in found.unilateral.quantal] == [5, 20, 50]
    assert all(each.converged for each in found.unilateral.quantal)
    assert found.ladder.rationality == 50
    bolder = escalation.model_copy(update={"rationality": escalation.rationality.model_copy(update={"high": 80.0})})
    moved = deter_force(bolder, Forces(), settings=FEW)
    assert moved.ladder.rationality == 80
    assert moved.unilateral is not None
    assert [each.rationality for each in moved.unilateral.quantal] == [5, 20, 80]
    silent = escalation.model_copy(update={"rationality": None})
    unmeasured = deter_force(silent, Forces(), settings=FEW).unilateral
    assert unmeasured is not None
    assert unmeasured.quantal == ()

"""Regret of a profile of the unilateral game, measured from its payoffs alone."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.deterrence.unilateral.game import strategies, thresholds
from interpose.deterrence.unilateral.regret import max_regret
from interpose.deterrence.unilateral.stakes import (
    ChallengerStakes,
    DefenderStakes,
    Strategies,
)

CHALLENGER = ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0)


DEFENDER = DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0)


def test_regret_sees_a_profile_that_is_no_equilibrium() -> None:
    attack = strategies("attack", thresholds(CHALLENGER, DEFENDER), 0.5, 0.7)
    # Hard attacks for 0.7 × 0.3 + 0.3 × 1 = 0.51 where the status quo gives 0.6; soft gets 0.37: it regrets 0.23.
    assert float(max_regret(attack, CHALLENGER, DEFENDER, 0.5, 0.7)) == pytest.approx(0.23)


def test_regret_sees_a_belief_against_bayes() -> None:
    one, zero = np.array(1.0), np.array(0.0)
    profile = Strategies(
        hard_demands=one,
        soft_demands=one,
        hard_resists=one,
        soft_resists=zero,
        hard_fights=one,
        soft_fights=zero,
        belief_hard=np.array(0.8),
    )
    assert float(max_regret(profile, CHALLENGER, DEFENDER, 0.9, 0.2)) == pytest.approx(0.1)

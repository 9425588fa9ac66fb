"""Thresholds and equilibria of the unilateral game: worked out by hand, and properties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interpose.deterrence.unilateral.game import EQUILIBRIA, conditions, continuum, strategies, thresholds
from interpose.deterrence.unilateral.regret import max_regret
from interpose.deterrence.unilateral.stakes import (
    ChallengerStakes,
    DefenderStakes,
)

CHALLENGER = ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0)


DEFENDER = DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0)


ordered = st.lists(st.integers(0, 1000), min_size=5, max_size=5, unique=True).map(lambda found: sorted(found, reverse=True))


belief = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


def _stakes(first: list[int], second: list[int]) -> tuple[ChallengerStakes, DefenderStakes]:
    return (
        ChallengerStakes.of(**dict(zip(("DC", "SQ", "DD_hard", "CD", "DD_soft"), first, strict=True))),
        DefenderStakes.of(**dict(zip(("SQ", "CD", "DD_hard", "DC", "DD_soft"), second, strict=True))),
    )


def test_thresholds_of_the_unit_vector() -> None:
    found = thresholds(CHALLENGER, DEFENDER)
    assert float(found.c1) == pytest.approx(4 / 7)
    assert float(found.c2) == pytest.approx(4 / 9)
    assert float(found.d) == pytest.approx(3 / 4)


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


def test_steadfast_deterrence_is_a_continuum_from_the_least_resistance_that_deters() -> None:
    cutoffs = thresholds(CHALLENGER, DEFENDER)
    ranges = continuum("steadfast_deterrence", cutoffs, 0.2)
    (least, most), (lowest, highest) = ranges["yS"], ranges["belief_hard"]
    # (4/7 − 0.2) / 0.8, and d* = 3/4.
    assert (least.item(), most.item()) == (pytest.approx((4 / 7 - 0.2) / 0.8), 1)
    assert (lowest.item(), highest.item()) == (0, pytest.approx(0.75))
    steadfast = strategies("steadfast_deterrence", cutoffs, 0.5, 0.2)
    sure = [replace(steadfast, belief_hard=np.array(belief)) for belief in (0.0, 0.4, highest.item())]
    mixed = [
        replace(steadfast, soft_resists=np.array(share), belief_hard=np.array(highest.item()))
        for share in (least.item(), (least.item() + 1) / 2)
    ]
    for profile in (*sure, *mixed):
        assert float(max_regret(profile, CHALLENGER, DEFENDER, 0.5, 0.2)) <= 1e-12
    less = replace(steadfast, soft_resists=np.array(least.item() - 0.05), belief_hard=np.array(highest.item()))
    assert float(max_regret(less, CHALLENGER, DEFENDER, 0.5, 0.2)) > 0.01
    assert all(not continuum(name, cutoffs, 0.2) for name in EQUILIBRIA if name != "steadfast_deterrence")

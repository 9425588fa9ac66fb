"""Payoffs of the unilateral game: their orderings."""

from __future__ import annotations

import numpy as np

from interpose.deterrence.unilateral.stakes import (
    ChallengerStakes,
    DefenderStakes,
    UnilateralStakes,
    broken_orderings,
    ordered,
)

CHALLENGER = ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0)


DEFENDER = DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0)


def test_orderings_are_checked_for_every_draw() -> None:
    challenger = ChallengerStakes.of(DC=1, SQ=[0.6, 1.2], DD_hard=0.3, CD=0.1, DD_soft=0)
    assert broken_orderings(challenger, DEFENDER) == ("challenger: DC must exceed SQ",)


def test_draws_that_keep_every_ordering_are_named() -> None:
    challenger = ChallengerStakes.of(DC=1, SQ=[0.6, 1.2, 0.6], DD_hard=0.3, CD=[0.1, 0.1, 0.3], DD_soft=0)
    # The second breaks DC > SQ; in the third DD_hard and CD are equal, which is no ordering either.
    assert ordered(challenger, DEFENDER).tolist() == [True, False, False]
    assert ordered(CHALLENGER, DEFENDER).item()


def test_numbers_of_a_case_are_found_by_their_paths() -> None:
    numbers = {f"unilateral.challenger.{name}": np.array([value]) for name, value in vars(CHALLENGER).items()}
    numbers |= {f"unilateral.defender.{name}": np.array([value]) for name, value in vars(DEFENDER).items()}
    numbers |= {"unilateral.p_challenger": np.array([0.3]), "unilateral.p_defender": np.array([0.2])}
    stakes = UnilateralStakes.at(numbers)
    assert (stakes.challenger.SQ.item(), stakes.defender.CD.item()) == (0.6, 0.8)
    assert (stakes.p_challenger.item(), stakes.p_defender.item()) == (0.3, 0.2)

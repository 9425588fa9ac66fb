"""Payoffs, beliefs and strategies of the unilateral deterrence game, for any number of draws at once.

The challenger keeps the status quo or demands; the defender concedes or resists; the challenger backs
down or fights. Each side is hard or soft, and knows only its own kind. Outcomes are written as in the
literature, challenger first: `SQ` status quo, `DC` the defender concedes, `CD` the challenger backs down,
`DD` conflict, which the hard and the soft value differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = ["ChallengerStakes", "DefenderStakes", "Strategies", "UnilateralStakes", "broken_orderings", "ordered"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CHALLENGER_ORDER = ("DC", "SQ", "DD_hard", "CD", "DD_soft")
DEFENDER_ORDER = ("SQ", "CD", "DD_hard", "DC", "DD_soft")


@dataclass(frozen=True, kw_only=True)
class ChallengerStakes:
    """What the challenger gets from each outcome: numbers, or arrays with one entry a draw.

    Its ordering is DC > SQ > DD_hard > CD > DD_soft: the hard challenger would rather fight than back
    down, the soft one would not.
    """

    DC: Floats
    SQ: Floats
    DD_hard: Floats
    CD: Floats
    DD_soft: Floats

    @classmethod
    def of(cls, **payoffs: npt.ArrayLike) -> ChallengerStakes:
        """Make stakes from numbers or arrays, by the names of the outcomes."""
        return cls(**{name: np.asarray(value, dtype=float) for name, value in payoffs.items()})


@dataclass(frozen=True, kw_only=True)
class DefenderStakes:
    """What the defender gets from each outcome: numbers, or arrays with one entry a draw.

    Its ordering is SQ > CD > DD_hard > DC > DD_soft: the hard defender would rather fight than concede,
    the soft one would not.
    """

    SQ: Floats
    CD: Floats
    DD_hard: Floats
    DC: Floats
    DD_soft: Floats

    @classmethod
    def of(cls, **payoffs: npt.ArrayLike) -> DefenderStakes:
        """Make stakes from numbers or arrays, by the names of the outcomes."""
        return cls(**{name: np.asarray(value, dtype=float) for name, value in payoffs.items()})


@dataclass(frozen=True)
class UnilateralStakes:
    """All numbers of the game.

    Parameters
    ----------
    challenger, defender : ChallengerStakes, DefenderStakes
        Payoffs.
    p_challenger, p_defender : ndarray
        Probabilities that the challenger and that the defender is hard.
    """

    challenger: ChallengerStakes
    defender: DefenderStakes
    p_challenger: Floats
    p_defender: Floats

    @classmethod
    def at(cls, numbers: Mapping[str, Floats]) -> UnilateralStakes:
        """Arrange the numbers of a case, named by their paths such as `unilateral.challenger.DC`."""
        return cls(
            ChallengerStakes.of(**{name: numbers[f"unilateral.challenger.{name}"] for name in CHALLENGER_ORDER}),
            DefenderStakes.of(**{name: numbers[f"unilateral.defender.{name}"] for name in DEFENDER_ORDER}),
            numbers["unilateral.p_challenger"],
            numbers["unilateral.p_defender"],
        )


@dataclass(frozen=True, kw_only=True)
class Strategies:
    """A profile: probabilities of moves, and what the defender believes.

    Parameters
    ----------
    hard_demands, soft_demands : ndarray
        Probability that the hard and the soft challenger demand.
    hard_resists, soft_resists : ndarray
        Probability that the hard and the soft defender resist.
    hard_fights, soft_fights : ndarray
        Probability that the hard and the soft challenger fight when the defender resisted.
    belief_hard : ndarray
        Probability that the challenger is hard, as the defender sees it after a demand.
    """

    hard_demands: Floats
    soft_demands: Floats
    hard_resists: Floats
    soft_resists: Floats
    hard_fights: Floats
    soft_fights: Floats
    belief_hard: Floats


def broken_orderings(challenger: ChallengerStakes, defender: DefenderStakes) -> tuple[str, ...]:
    """Name every ordering that the game needs and the payoffs break.

    Parameters
    ----------
    challenger, defender : ChallengerStakes, DefenderStakes
        Payoffs, numbers or arrays.

    Returns
    -------
    tuple of str
        One sentence for each ordering that any draw breaks; empty where the payoffs fit the game.

    Examples
    --------
    >>> broken_orderings(
    ...     ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.4, DD_soft=0),
    ...     DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0),
    ... )
    ('challenger: DD_hard must exceed CD',)
    """
    sentences = []
    for side, stakes, order in (("challenger", challenger, CHALLENGER_ORDER), ("defender", defender, DEFENDER_ORDER)):
        for better, worse in pairwise(order):
            if not np.all(getattr(stakes, better) > getattr(stakes, worse)):
                sentences.append(f"{side}: {better} must exceed {worse}")
    return tuple(sentences)


def ordered(challenger: ChallengerStakes, defender: DefenderStakes) -> Bools:
    """Say in which draws all orderings hold.

    Parameters
    ----------
    challenger, defender : ChallengerStakes, DefenderStakes
        Payoffs, arrays with one entry a draw.

    Returns
    -------
    ndarray of bool
        One entry a draw.
    """
    holds: Bools = np.array(True)
    for stakes, order in ((challenger, CHALLENGER_ORDER), (defender, DEFENDER_ORDER)):
        for better, worse in pairwise(order):
            holds = holds & (getattr(stakes, better) > getattr(stakes, worse))
    return np.asarray(holds)

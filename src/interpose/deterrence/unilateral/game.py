"""The unilateral deterrence game with two-sided incomplete information, for any number of draws at once.

The challenger keeps the status quo or demands; the defender concedes or resists; the challenger backs
down or fights. Each side is hard or soft, and knows only its own kind. Outcomes are written as in the
literature, challenger first: `SQ` status quo, `DC` the defender concedes, `CD` the challenger backs down,
`DD` conflict, which the hard and the soft value differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

__all__ = [
    "EQUILIBRIA",
    "ChallengerStakes",
    "DefenderStakes",
    "EquilibriumName",
    "Strategies",
    "Thresholds",
    "UnilateralStakes",
    "broken_orderings",
    "conditions",
    "max_regret",
    "ordered",
    "strategies",
    "thresholds",
    "ties",
]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

EquilibriumName = Literal["certain_deterrence", "separating", "attack", "bluff", "steadfast_deterrence"]
EQUILIBRIA: tuple[EquilibriumName, ...] = get_args(EquilibriumName)

CHALLENGER_ORDER = ("DC", "SQ", "DD_hard", "CD", "DD_soft")
DEFENDER_ORDER = ("SQ", "CD", "DD_hard", "DC", "DD_soft")

ON_THRESHOLD = 1e-12
"""Beliefs as near as this lie on a threshold: payoffs such as 0.6 are not exact in binary."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Thresholds:
    """Where the answer changes.

    Parameters
    ----------
    c1 : ndarray
        Least probability of resistance that deters the hard challenger.
    c2 : ndarray
        Least probability of resistance that deters the soft challenger; always below `c1`.
    d : ndarray
        Greatest probability that a challenger who demands is hard at which the soft defender still resists (d*).
    """

    c1: Floats
    c2: Floats
    d: Floats


@dataclass(frozen=True)
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
    found = []
    for side, stakes, order in (("challenger", challenger, CHALLENGER_ORDER), ("defender", defender, DEFENDER_ORDER)):
        for better, worse in pairwise(order):
            if not np.all(getattr(stakes, better) > getattr(stakes, worse)):
                found.append(f"{side}: {better} must exceed {worse}")
    return tuple(found)


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


def thresholds(challenger: ChallengerStakes, defender: DefenderStakes) -> Thresholds:
    """Give the three thresholds of the game.

    Parameters
    ----------
    challenger, defender : ChallengerStakes, DefenderStakes
        Payoffs in their orderings, numbers or arrays.

    Returns
    -------
    Thresholds
        c1 = (DC − SQ) / (DC − DD_hard) and c2 = (DC − SQ) / (DC − CD) of the challenger,
        d* = (CD − DC) / (CD − DD_soft) of the defender.

    Notes
    -----
    Method: the game of Zagare and Kilgour (2000), thresholds worked out from its tree.

    Examples
    --------
    >>> found = thresholds(
    ...     ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0),
    ...     DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0),
    ... )
    >>> round(float(found.c1), 3), round(float(found.c2), 3), round(float(found.d), 3)
    (0.571, 0.444, 0.75)
    """
    gain = challenger.DC - challenger.SQ
    return Thresholds(
        c1=gain / (challenger.DC - challenger.DD_hard),
        c2=gain / (challenger.DC - challenger.CD),
        d=(defender.CD - defender.DC) / (defender.CD - defender.DD_soft),
    )


def conditions(found: Thresholds, p_challenger: npt.ArrayLike, p_defender: npt.ArrayLike) -> dict[EquilibriumName, Bools]:
    """Say where each equilibrium exists.

    Parameters
    ----------
    found : Thresholds
        Thresholds of each draw.
    p_challenger, p_defender : float or ndarray
        Probabilities that the challenger and that the defender is hard, as both sides know them.

    Returns
    -------
    dict of str to ndarray of bool
        For each name of `EQUILIBRIA` whether it exists. On a threshold both neighbours exist.

    Examples
    --------
    >>> exists = conditions(Thresholds(np.array(4 / 7), np.array(4 / 9), np.array(0.75)), 0.3, 0.2)
    >>> [name for name in EQUILIBRIA if exists[name]]
    ['bluff', 'steadfast_deterrence']
    """
    challenger, defender = np.asarray(p_challenger, dtype=float), np.asarray(p_defender, dtype=float)
    low = defender <= found.c2 + ON_THRESHOLD
    return {
        "certain_deterrence": np.asarray(defender >= found.c1 - ON_THRESHOLD),
        "separating": np.asarray((defender >= found.c2 - ON_THRESHOLD) & (defender <= found.c1 + ON_THRESHOLD)),
        "attack": np.asarray(low & (challenger >= found.d - ON_THRESHOLD)),
        "bluff": np.asarray(low & (challenger <= found.d + ON_THRESHOLD)),
        "steadfast_deterrence": np.asarray(defender < found.c1 - ON_THRESHOLD),
    }


def ties(found: Thresholds, p_challenger: float, p_defender: float) -> tuple[str, ...]:
    """Report beliefs that lie on a threshold: there a whole range of mixtures is in equilibrium.

    Parameters
    ----------
    found : Thresholds
        Thresholds of one game.
    p_challenger, p_defender : float
        The beliefs.

    Returns
    -------
    tuple of str
        A sentence for each tie.
    """
    sentences = []
    if abs(p_defender - found.c1.item()) <= ON_THRESHOLD:
        sentences.append("p_defender lies on c1: the hard challenger may demand with any probability")
    if abs(p_defender - found.c2.item()) <= ON_THRESHOLD:
        sentences.append("p_defender lies on c2: the soft challenger may demand with a range of probabilities")
    if p_defender < found.c2.item() and abs(p_challenger - found.d.item()) <= ON_THRESHOLD:
        sentences.append("p_challenger lies on d*: the soft defender may resist with a range of probabilities")
    return tuple(sentences)


def strategies(name: EquilibriumName, found: Thresholds, p_challenger: npt.ArrayLike, p_defender: npt.ArrayLike) -> Strategies:
    """Give the strategies and the belief of one equilibrium, where it exists.

    Parameters
    ----------
    name : str
        One of `EQUILIBRIA`.
    found : Thresholds
        Thresholds of each draw.
    p_challenger, p_defender : float or ndarray
        Probabilities that each side is hard.

    Returns
    -------
    Strategies
        What each kind does. Where deterrence holds nobody demands, so the belief after a demand is free:
        certain deterrence is given with the belief that only the hard would demand, steadfast deterrence
        with the belief that only the soft would.

    Examples
    --------
    >>> found = Thresholds(np.array(4 / 7), np.array(4 / 9), np.array(0.75))
    >>> profile = strategies("bluff", found, 0.3, 0.2)
    >>> round(float(profile.soft_demands) * 7, 6), round(float(profile.soft_resists) * 36, 6)
    (1.0, 11.0)
    """
    challenger, defender = np.asarray(p_challenger, dtype=float), np.asarray(p_defender, dtype=float)
    challenger, defender, c2, d = np.broadcast_arrays(challenger, defender, found.c2, found.d)
    zero, one = np.zeros(challenger.shape), np.ones(challenger.shape)
    moves = {"certain_deterrence": (zero, zero, zero, one), "separating": (one, zero, zero, one)}
    if name == "attack":
        moves["attack"] = (one, one, zero, challenger)
    elif name == "bluff":
        rest = np.where(challenger < 1, 1 - challenger, 1.0)
        unsure = np.where(defender < 1, 1 - defender, 1.0)
        moves["bluff"] = (
            one,
            np.minimum(challenger * (1 - d) / (rest * d), 1.0),
            np.maximum((c2 - defender) / unsure, 0.0),
            d,
        )
    elif name == "steadfast_deterrence":
        moves["steadfast_deterrence"] = (zero, zero, one, zero)
    hard_demands, soft_demands, soft_resists, belief = moves[name]
    return Strategies(hard_demands, soft_demands, one, soft_resists, one, zero, belief)


def max_regret(
    profile: Strategies,
    challenger: ChallengerStakes,
    defender: DefenderStakes,
    p_challenger: npt.ArrayLike,
    p_defender: npt.ArrayLike,
) -> Floats:
    """Measure from the payoffs alone how far a profile is from a perfect Bayesian equilibrium.

    Parameters
    ----------
    profile : Strategies
        The profile with its belief.
    challenger, defender : ChallengerStakes, DefenderStakes
        Payoffs.
    p_challenger, p_defender : float or ndarray
        Probabilities that each side is hard.

    Returns
    -------
    ndarray
        The greatest of: what any kind could gain at any of its decisions, as a share of that side's range of
        payoffs, and how far the belief is from Bayes' rule where a demand happens at all. Zero at an equilibrium.
    """
    hard, resists = np.asarray(p_challenger, dtype=float), np.asarray(p_defender, dtype=float)
    resistance = resists * profile.hard_resists + (1 - resists) * profile.soft_resists
    span_challenger = challenger.DC - np.minimum(challenger.DD_soft, challenger.CD)
    span_defender = defender.SQ - np.minimum(defender.DD_soft, defender.DC)
    regrets = []
    for conflict, fights, demands in (
        (challenger.DD_hard, profile.hard_fights, profile.hard_demands),
        (challenger.DD_soft, profile.soft_fights, profile.soft_demands),
    ):
        regrets.append(_regret(fights, conflict, challenger.CD) / span_challenger)
        resisted = fights * conflict + (1 - fights) * challenger.CD
        demanding = resistance * resisted + (1 - resistance) * challenger.DC
        regrets.append(_regret(demands, demanding, challenger.SQ) / span_challenger)
    fought = profile.belief_hard * profile.hard_fights + (1 - profile.belief_hard) * profile.soft_fights
    for conflict, resisting in ((defender.DD_hard, profile.hard_resists), (defender.DD_soft, profile.soft_resists)):
        resisted = fought * conflict + (1 - fought) * defender.CD
        regrets.append(_regret(resisting, resisted, defender.DC) / span_defender)
    demanded = hard * profile.hard_demands + (1 - hard) * profile.soft_demands
    bayes = np.where(demanded > 0, hard * profile.hard_demands / np.where(demanded > 0, demanded, 1.0), profile.belief_hard)
    regrets.append(np.abs(bayes - profile.belief_hard))
    regrets.append(
        np.maximum.reduce(
            [
                np.maximum(-value, value - 1)
                for value in np.broadcast_arrays(
                    profile.hard_demands, profile.soft_demands, profile.soft_resists, profile.belief_hard, 0.0
                )
            ]
        )
    )
    return np.asarray(np.maximum.reduce(np.broadcast_arrays(*regrets))) + 0.0


def _regret(probability: Floats, doing: Floats, leaving: Floats) -> Floats:
    """Give what is lost against the better of two moves, the first being played with this probability."""
    played = probability * doing + (1 - probability) * leaving
    return np.asarray(np.maximum(doing, leaving) - played)

"""Thresholds and perfect Bayesian equilibria of the unilateral deterrence game (Zagare and Kilgour)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from interpose.deterrence.unilateral.stakes import ChallengerStakes, DefenderStakes, Strategies

__all__ = ["EQUILIBRIA", "EquilibriumName", "Thresholds", "conditions", "continuum", "strategies", "thresholds", "ties"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

EquilibriumName = Literal["certain_deterrence", "separating", "attack", "bluff", "steadfast_deterrence"]
EQUILIBRIA: tuple[EquilibriumName, ...] = get_args(EquilibriumName)

ON_THRESHOLD = 1e-12
"""Beliefs as near as this lie on a threshold: payoffs such as 0.6 are not exact in binary."""


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
    >>> cutoffs = thresholds(
    ...     ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0),
    ...     DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0),
    ... )
    >>> round(float(cutoffs.c1), 3), round(float(cutoffs.c2), 3), round(float(cutoffs.d), 3)
    (0.571, 0.444, 0.75)
    """
    gain = challenger.DC - challenger.SQ
    return Thresholds(
        c1=gain / (challenger.DC - challenger.DD_hard),
        c2=gain / (challenger.DC - challenger.CD),
        d=(defender.CD - defender.DC) / (defender.CD - defender.DD_soft),
    )


def conditions(cutoffs: Thresholds, p_challenger: npt.ArrayLike, p_defender: npt.ArrayLike) -> dict[EquilibriumName, Bools]:
    """Say where each equilibrium exists.

    Parameters
    ----------
    cutoffs : Thresholds
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
    low = defender <= cutoffs.c2 + ON_THRESHOLD
    return {
        "certain_deterrence": np.asarray(defender >= cutoffs.c1 - ON_THRESHOLD),
        "separating": np.asarray((defender >= cutoffs.c2 - ON_THRESHOLD) & (defender <= cutoffs.c1 + ON_THRESHOLD)),
        "attack": np.asarray(low & (challenger >= cutoffs.d - ON_THRESHOLD)),
        "bluff": np.asarray(low & (challenger <= cutoffs.d + ON_THRESHOLD)),
        "steadfast_deterrence": np.asarray(defender < cutoffs.c1 - ON_THRESHOLD),
    }


def continuum(name: EquilibriumName, cutoffs: Thresholds, p_defender: npt.ArrayLike) -> dict[str, tuple[Floats, Floats]]:
    """Give how far strategies and beliefs of an equilibrium may vary without changing what happens.

    Parameters
    ----------
    name : str
        One of `EQUILIBRIA`.
    cutoffs : Thresholds
        Thresholds of each draw.
    p_defender : float or ndarray
        Probability that the defender is hard.

    Returns
    -------
    dict of str to (ndarray, ndarray)
        Lowest and highest by the notation of the literature; steadfast deterrence alone is a continuum: the soft defender
        resists (`yS`) with at least (c1 − p) / (1 − p), fully so below a belief (`belief_hard`) of d*, mixing at d* itself.
    """
    if name != "steadfast_deterrence":
        return {}
    defender = np.asarray(p_defender, dtype=float)
    least = np.maximum((cutoffs.c1 - defender) / np.where(defender < 1, 1 - defender, 1.0), 0.0)
    zero = np.zeros(least.shape)
    return {"yS": (least, zero + 1.0), "belief_hard": (zero, zero + cutoffs.d)}


def ties(cutoffs: Thresholds, p_challenger: float, p_defender: float) -> tuple[str, ...]:
    """Report beliefs that lie on a threshold: there a whole range of mixtures is in equilibrium.

    Parameters
    ----------
    cutoffs : Thresholds
        Thresholds of one game.
    p_challenger, p_defender : float
        The beliefs.

    Returns
    -------
    tuple of str
        A sentence for each tie.
    """
    sentences = []
    if abs(p_defender - cutoffs.c1.item()) <= ON_THRESHOLD:
        sentences.append("p_defender lies on c1: the hard challenger may demand with any probability")
    if abs(p_defender - cutoffs.c2.item()) <= ON_THRESHOLD:
        sentences.append("p_defender lies on c2: the soft challenger may demand with a range of probabilities")
    if p_defender < cutoffs.c2.item() and abs(p_challenger - cutoffs.d.item()) <= ON_THRESHOLD:
        sentences.append("p_challenger lies on d*: the soft defender may resist with a range of probabilities")
    return tuple(sentences)


def strategies(
    name: EquilibriumName, cutoffs: Thresholds, p_challenger: npt.ArrayLike, p_defender: npt.ArrayLike
) -> Strategies:
    """Give the strategies and the belief of one equilibrium, where it exists.

    Parameters
    ----------
    name : str
        One of `EQUILIBRIA`.
    cutoffs : Thresholds
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
    >>> cutoffs = Thresholds(np.array(4 / 7), np.array(4 / 9), np.array(0.75))
    >>> profile = strategies("bluff", cutoffs, 0.3, 0.2)
    >>> round(float(profile.soft_demands) * 7, 6), round(float(profile.soft_resists) * 36, 6)
    (1.0, 11.0)
    """
    challenger, defender = np.asarray(p_challenger, dtype=float), np.asarray(p_defender, dtype=float)
    challenger, defender, c2, d = np.broadcast_arrays(challenger, defender, cutoffs.c2, cutoffs.d)
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
    return Strategies(
        hard_demands=hard_demands,
        soft_demands=soft_demands,
        hard_resists=one,
        soft_resists=soft_resists,
        hard_fights=one,
        soft_fights=zero,
        belief_hard=belief,
    )

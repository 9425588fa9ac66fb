"""How far a profile is from a perfect Bayesian equilibrium, measured from the payoffs and from Bayes' rule alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from interpose.deterrence.unilateral.stakes import ChallengerStakes, DefenderStakes, Strategies

__all__ = ["max_regret"]

Floats = npt.NDArray[np.float64]


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

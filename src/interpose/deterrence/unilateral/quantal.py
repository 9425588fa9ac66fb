"""The quantal response equilibrium of the unilateral deterrence game: sides that err, and err less where it costs more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.deterrence.unilateral.stakes import ChallengerStakes, DefenderStakes, Strategies

__all__ = ["LAMBDAS", "QuantalPoint", "quantal_branch", "quantal_response"]

Floats = npt.NDArray[np.float64]

LAMBDAS = (0.0, 5.0, 10.0, 20.0, 50.0, 200.0)
"""Rationality at which the branch is reported: 0 chooses blindly; no empirical calibration is known."""

HALVINGS = 80
TOLERANCE = 1e-9


@dataclass(frozen=True)
class QuantalPoint:
    """A quantal response equilibrium.

    Parameters
    ----------
    rationality : float
        λ, for payoffs scaled to 0–1 on each side.
    profile : Strategies
        What each kind does, and the belief after a demand, which is always by Bayes' rule.
    converged : ndarray of bool
        Whether the fixed point was met within 1e-9; where not, the numbers are not to be used.
    """

    rationality: float
    profile: Strategies
    converged: npt.NDArray[np.bool_]


def quantal_response(
    challenger: ChallengerStakes,
    defender: DefenderStakes,
    p_challenger: npt.ArrayLike,
    p_defender: npt.ArrayLike,
    rationality: float,
) -> QuantalPoint:
    """Solve the agent quantal response equilibrium in its logit form.

    Parameters
    ----------
    challenger, defender : ChallengerStakes, DefenderStakes
        Payoffs in their orderings, numbers or arrays; each side is scaled to 0–1 first.
    p_challenger, p_defender : float or ndarray
        Probabilities that each side is hard.
    rationality : float
        λ, from 0 (blind choice) upwards.

    Returns
    -------
    QuantalPoint
        The profile.

    Notes
    -----
    Method: McKelvey and Palfrey (1998). The belief after a demand fixes everything else, and the belief that
    follows from it falls as it rises (a likelier hard challenger is resisted less, less resistance draws in
    the soft challenger sooner than the hard one). So there is one equilibrium for each λ, the branch from
    λ = 0 is the whole graph, and halving the interval finds it.

    Examples
    --------
    >>> point = quantal_response(
    ...     ChallengerStakes.of(DC=1, SQ=0.6, DD_hard=0.3, CD=0.1, DD_soft=0),
    ...     DefenderStakes.of(SQ=1, CD=0.8, DD_hard=0.4, DC=0.2, DD_soft=0), 0.5, 0.5, 0.0)
    >>> float(point.profile.hard_demands), float(point.profile.soft_resists)
    (0.5, 0.5)
    """
    hard, resists = np.asarray(p_challenger, dtype=float), np.asarray(p_defender, dtype=float)
    respond = _response(challenger, defender, hard, resists, rationality)
    shape = np.broadcast_shapes(hard.shape, resists.shape, challenger.DC.shape, defender.DC.shape)
    low, high = np.zeros(shape), np.ones(shape)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = respond(middle)[1] > middle
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    belief = (low + high) / 2
    profile, met = respond(belief)
    return QuantalPoint(rationality, profile, np.abs(met - belief) <= TOLERANCE)


def _response(
    challenger: ChallengerStakes, defender: DefenderStakes, hard: Floats, resists: Floats, rationality: float
) -> Callable[[Floats], tuple[Strategies, Floats]]:
    """Give what all do once a belief after a demand is given, and the belief that follows by Bayes' rule."""
    dc, sq, dd_hard, cd, dd_soft = _scaled(
        challenger.DC, challenger.DD_soft, (challenger.DC, challenger.SQ, challenger.DD_hard, challenger.CD, challenger.DD_soft)
    )
    _, d_cd, d_dd_hard, d_dc, d_dd_soft = _scaled(
        defender.SQ, defender.DD_soft, (defender.SQ, defender.CD, defender.DD_hard, defender.DC, defender.DD_soft)
    )
    hard_fights, soft_fights = _logistic(rationality * (dd_hard - cd)), _logistic(rationality * (dd_soft - cd))
    after_hard = hard_fights * dd_hard + (1 - hard_fights) * cd
    after_soft = soft_fights * dd_soft + (1 - soft_fights) * cd

    def respond(belief: Floats) -> tuple[Strategies, Floats]:
        fought = belief * hard_fights + (1 - belief) * soft_fights
        hard_resists = _logistic(rationality * (fought * d_dd_hard + (1 - fought) * d_cd - d_dc))
        soft_resists = _logistic(rationality * (fought * d_dd_soft + (1 - fought) * d_cd - d_dc))
        resistance = resists * hard_resists + (1 - resists) * soft_resists
        gain_hard = rationality * (resistance * after_hard + (1 - resistance) * dc - sq)
        gain_soft = rationality * (resistance * after_soft + (1 - resistance) * dc - sq)
        # Odds in logarithms: at high rationality both demands may be far below what a float can hold.
        with np.errstate(divide="ignore"):
            odds = np.log(hard) - np.log1p(-hard) + np.logaddexp(0.0, -gain_soft) - np.logaddexp(0.0, -gain_hard)
        names = ("hard_demands", "soft_demands", "hard_resists", "soft_resists", "hard_fights", "soft_fights", "belief_hard")
        values = np.broadcast_arrays(
            _logistic(gain_hard), _logistic(gain_soft), hard_resists, soft_resists, hard_fights, soft_fights, belief
        )
        return Strategies(**dict(zip(names, values, strict=True))), _logistic(odds)

    return respond


def quantal_branch(
    challenger: ChallengerStakes,
    defender: DefenderStakes,
    p_challenger: npt.ArrayLike,
    p_defender: npt.ArrayLike,
    rationalities: tuple[float, ...] = LAMBDAS,
) -> tuple[QuantalPoint, ...]:
    """Follow the branch of quantal response equilibria from blind choice upwards.

    Parameters
    ----------
    challenger, defender : ChallengerStakes, DefenderStakes
        Payoffs in their orderings.
    p_challenger, p_defender : float or ndarray
        Probabilities that each side is hard.
    rationalities : tuple of float
        Values of λ to report.

    Returns
    -------
    tuple of QuantalPoint
        One a value.
    """
    return tuple(quantal_response(challenger, defender, p_challenger, p_defender, rationality) for rationality in rationalities)


def _scaled(best: Floats, worst: Floats, payoffs: tuple[Floats, ...]) -> tuple[Floats, ...]:
    return tuple((payoff - worst) / (best - worst) for payoff in payoffs)


def _logistic(values: Floats) -> Floats:
    """Turn what a move is worth beside the other into its probability; far below, the exponential is infinite and it is 0."""
    with np.errstate(over="ignore"):
        return np.asarray(1.0 / (1.0 + np.exp(-values)))

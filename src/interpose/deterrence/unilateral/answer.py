"""The answer of the unilateral deterrence game for bare numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from interpose.case.tables.escalation import UnilateralPayoffs
from interpose.deterrence.unilateral.game import (
    EQUILIBRIA,
    EquilibriumName,
    Thresholds,
    conditions,
    continuum,
    strategies,
    thresholds,
    ties,
)
from interpose.deterrence.unilateral.quantal import LAMBDAS, QuantalPoint, quantal_branch
from interpose.deterrence.unilateral.regret import max_regret
from interpose.deterrence.unilateral.stakes import ChallengerStakes, DefenderStakes, Strategies, UnilateralStakes
from interpose.errors import UsageError

__all__ = [
    "NOTATION",
    "NamedEquilibrium",
    "NamedQuantal",
    "UnilateralAnswer",
    "answer_unilateral",
    "listed_equilibria",
    "named_quantal",
    "plain_strategies",
]

NOTATION = {
    "xH": "probability that the hard challenger demands",
    "xS": "probability that the soft challenger demands",
    "yH": "probability that the hard defender resists",
    "yS": "probability that the soft defender resists",
    "belief_hard": "probability that the challenger is hard, as the defender sees it after a demand",
}

BELIEVABLE = 1e-9
"""An equilibrium whose regret exceeds this would be an error of ours, and is not returned."""


@dataclass(frozen=True, slots=True)
class NamedEquilibrium:
    """One equilibrium with its strategies, in the notation of the literature, and its measured regret.

    `ranges` gives, for a continuum of equilibria that end alike, from where to where a strategy or a belief may lie.
    """

    name: EquilibriumName
    strategies: dict[str, float]
    max_regret: float
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedQuantal:
    """A quantal response equilibrium; without strategies where the solver did not converge."""

    rationality: float
    converged: bool
    strategies: dict[str, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnilateralAnswer:
    """What the unilateral deterrence game says at given payoffs and beliefs.

    Parameters
    ----------
    thresholds : dict of str to float
        c1, c2 and d (d*).
    at_mode : tuple of NamedEquilibrium
        Every perfect Bayesian equilibrium at these beliefs.
    quantal : tuple of NamedQuantal
        Quantal response equilibria beside them.
    ties : tuple of str
        Thresholds that the beliefs lie on.
    remarks : tuple of str
        Sentences for readers: multiplicity, ties.
    """

    thresholds: dict[str, float]
    at_mode: tuple[NamedEquilibrium, ...]
    quantal: tuple[NamedQuantal, ...]
    ties: tuple[str, ...]
    remarks: tuple[str, ...]


def answer_unilateral(
    payoffs: UnilateralPayoffs, p_challenger: float, p_defender: float, rationalities: tuple[float, ...] = LAMBDAS
) -> UnilateralAnswer:
    """Answer the unilateral deterrence game at given payoffs and beliefs.

    Parameters
    ----------
    payoffs : UnilateralPayoffs
        Payoffs in the orderings of the game.
    p_challenger, p_defender : float
        Probabilities that the challenger and that the defender is hard, from 0 to 1.
    rationalities : tuple of float
        Values of λ at which quantal response is told.

    Returns
    -------
    UnilateralAnswer
        Thresholds, every equilibrium with its measured regret, and quantal response beside it.

    Raises
    ------
    UsageError
        Where a probability does not lie between 0 and 1, or a rationality is negative or not finite.

    Examples
    --------
    >>> payoffs = UnilateralPayoffs.model_validate({
    ...     "challenger": {"DC": 1, "SQ": 0.6, "DD_hard": 0.3, "CD": 0.1, "DD_soft": 0},
    ...     "defender": {"SQ": 1, "CD": 0.8, "DD_hard": 0.4, "DC": 0.2, "DD_soft": 0}})
    >>> [each.name for each in answer_unilateral(payoffs, 0.5, 0.7).at_mode]
    ['certain_deterrence']
    """
    for name, value in (("p_challenger", p_challenger), ("p_defender", p_defender)):
        if math.isnan(value) or not 0 <= value <= 1:
            raise UsageError(f"{name} is {value:g}, which is no probability", "give a number from 0 to 1")
    for value in rationalities:
        if not (math.isfinite(value) and value >= 0):
            raise UsageError(f"rationality is {value:g}", "give numbers from 0, blind choice, upwards")
    challenger = ChallengerStakes.of(**payoffs.challenger.model_dump())
    defender = DefenderStakes.of(**payoffs.defender.model_dump())
    cutoffs = thresholds(challenger, defender)
    exists = conditions(cutoffs, p_challenger, p_defender)
    listed = listed_equilibria(
        cutoffs, UnilateralStakes(challenger, defender, np.asarray(p_challenger, float), np.asarray(p_defender, float))
    )
    branch = tuple(
        named_quantal(point) for point in quantal_branch(challenger, defender, p_challenger, p_defender, rationalities)
    )
    tied = ties(cutoffs, p_challenger, p_defender)
    remarks = [f"Tie: {tie}." for tie in tied]
    if len(listed) > 1:
        remarks.append(f"{len(listed)} equilibria exist at these beliefs: the game alone does not say which is played.")
    if bool(exists["steadfast_deterrence"]):
        remarks.append(
            "Steadfast deterrence needs the belief that a demand comes from a soft challenger, although the hard one has more "
            "to gain from it. It is a continuum: the soft defender may resist with any probability that deters; all end alike."
        )
    return UnilateralAnswer(
        thresholds={"c1": float(cutoffs.c1), "c2": float(cutoffs.c2), "d": float(cutoffs.d)},
        at_mode=listed,
        quantal=branch,
        ties=tied,
        remarks=tuple(remarks),
    )


def listed_equilibria(cutoffs: Thresholds, stakes: UnilateralStakes) -> tuple[NamedEquilibrium, ...]:
    """List every perfect Bayesian equilibrium of one game, each measured again from the payoffs.

    Parameters
    ----------
    cutoffs : Thresholds
        Thresholds of the game.
    stakes : UnilateralStakes
        Its numbers: a single draw.

    Returns
    -------
    tuple of NamedEquilibrium
        In the order of `EQUILIBRIA`; one whose regret is more than rounding would be an error of ours and is left out.
    """
    exists = conditions(cutoffs, stakes.p_challenger, stakes.p_defender)
    listed = []
    for name in EQUILIBRIA:
        if exists[name].item():
            profile = strategies(name, cutoffs, stakes.p_challenger, stakes.p_defender)
            regret = max_regret(profile, stakes.challenger, stakes.defender, stakes.p_challenger, stakes.p_defender).item()
            if regret <= BELIEVABLE:
                alike = continuum(name, cutoffs, stakes.p_defender)
                ranges = {key: (low.item(), high.item()) for key, (low, high) in alike.items()}
                listed.append(NamedEquilibrium(name, plain_strategies(profile), regret, ranges))
    return tuple(listed)


def named_quantal(point: QuantalPoint) -> NamedQuantal:
    """Give a quantal response equilibrium of one game in the notation of the literature; no numbers where it was not met.

    Parameters
    ----------
    point : QuantalPoint
        The equilibrium of a single draw.

    Returns
    -------
    NamedQuantal
        Its strategies.
    """
    met = bool(np.all(point.converged))
    return NamedQuantal(point.rationality, met, plain_strategies(point.profile) if met else None)


def plain_strategies(profile: Strategies) -> dict[str, float]:
    """Give the strategies of one game as numbers, in the notation of the literature.

    Parameters
    ----------
    profile : Strategies
        Strategies of a single draw.

    Returns
    -------
    dict of str to float
        Keys as in `NOTATION`.
    """
    return {
        "xH": profile.hard_demands.item(),
        "xS": profile.soft_demands.item(),
        "yH": profile.hard_resists.item(),
        "yS": profile.soft_resists.item(),
        "belief_hard": profile.belief_hard.item(),
    }

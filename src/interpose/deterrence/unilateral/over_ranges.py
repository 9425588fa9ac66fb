"""The unilateral deterrence game of a case: over the draws of its ranges, and at their modes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from interpose.case.quantities import Range
from interpose.deterrence.draws import spread
from interpose.deterrence.unilateral.answer import NamedEquilibrium, NamedQuantal, listed_equilibria, named_quantal
from interpose.deterrence.unilateral.game import EQUILIBRIA, EquilibriumName, conditions, thresholds, ties
from interpose.deterrence.unilateral.quantal import quantal_branch
from interpose.deterrence.unilateral.stakes import UnilateralStakes, broken_orderings, ordered

__all__ = ["EquilibriumShare", "Unilateral", "answer_over_ranges"]


@dataclass(frozen=True, slots=True)
class EquilibriumShare:
    """In which share of the draws an equilibrium of the unilateral game exists; shares overlap where several do."""

    name: EquilibriumName
    share: float


@dataclass(frozen=True, kw_only=True)
class Unilateral:
    """What the unilateral deterrence game of a case says, after what the force moves.

    Parameters
    ----------
    thresholds : dict of str to float
        c1, c2 and d (d*) at the modes; empty where the payoffs at the modes break an ordering of the game.
    threshold_ranges : dict of str to Range
        The same over the draws: 10th percentile, median, 90th.
    beliefs : dict of str to Range
        p_challenger and p_defender over the draws.
    beliefs_at_mode : dict of str to float
        The same at the modes.
    equilibria : tuple of EquilibriumShare
        Share of the draws in which each equilibrium exists.
    dropped : float
        Share of the draws whose payoffs broke an ordering of the game and were not counted.
    at_mode : tuple of NamedEquilibrium
        Equilibria at the modes with their measured regret.
    ties : tuple of str
        Thresholds that the beliefs lie on at the modes.
    quantal : tuple of NamedQuantal
        Quantal response at the modes, at each rationality that was asked for.
    """

    thresholds: dict[str, float] = field(default_factory=dict)
    threshold_ranges: dict[str, Range] = field(default_factory=dict)
    beliefs: dict[str, Range] = field(default_factory=dict)
    beliefs_at_mode: dict[str, float] = field(default_factory=dict)
    equilibria: tuple[EquilibriumShare, ...] = ()
    dropped: float = 0.0
    at_mode: tuple[NamedEquilibrium, ...] = ()
    ties: tuple[str, ...] = ()
    quantal: tuple[NamedQuantal, ...] = ()


def answer_over_ranges(draws: UnilateralStakes, mode: UnilateralStakes, rationalities: tuple[float, ...]) -> Unilateral:
    """Answer the unilateral game of a case.

    Parameters
    ----------
    draws : UnilateralStakes
        Its numbers, arrays of shape (draws,).
    mode : UnilateralStakes
        Its numbers at the modes, arrays of shape (1,).
    rationalities : tuple of float
        Values of λ at which quantal response is told.

    Returns
    -------
    Unilateral
        Shares over the draws; thresholds, equilibria, ties and quantal response at the modes, none where the payoffs there
        break an ordering of the game.
    """
    kept = ordered(draws.challenger, draws.defender)
    cutoffs = thresholds(draws.challenger, draws.defender)
    exists = conditions(cutoffs, draws.p_challenger, draws.p_defender)
    over_draws = Unilateral(
        threshold_ranges={name: spread(getattr(cutoffs, name)[kept]) for name in ("c1", "c2", "d")} if kept.any() else {},
        beliefs={"p_challenger": spread(draws.p_challenger), "p_defender": spread(draws.p_defender)},
        beliefs_at_mode={"p_challenger": mode.p_challenger.item(), "p_defender": mode.p_defender.item()},
        equilibria=tuple(
            EquilibriumShare(name, float(exists[name][kept].mean()) if kept.any() else 0.0) for name in EQUILIBRIA
        ),
        dropped=float(1 - kept.mean()),
    )
    if broken_orderings(mode.challenger, mode.defender):
        return over_draws
    cutoffs_at_mode = thresholds(mode.challenger, mode.defender)
    c1, c2, d = cutoffs_at_mode.c1.item(), cutoffs_at_mode.c2.item(), cutoffs_at_mode.d.item()
    p_challenger, p_defender = mode.p_challenger.item(), mode.p_defender.item()
    branch = quantal_branch(mode.challenger, mode.defender, mode.p_challenger, mode.p_defender, rationalities)
    return replace(
        over_draws,
        thresholds={"c1": c1, "c2": c2, "d": d},
        at_mode=listed_equilibria(cutoffs_at_mode, mode),
        ties=ties(cutoffs_at_mode, p_challenger, p_defender),
        quantal=tuple(named_quantal(point) for point in branch),
    )

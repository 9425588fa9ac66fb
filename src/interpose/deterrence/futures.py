"""Thresholds of the unilateral game for many futures at once, each with its own numbers and its own force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.draws import draw, moved_numbers
from interpose.deterrence.race.arrivals import arrivals_of
from interpose.deterrence.race.forces import Forces
from interpose.deterrence.race.measures import measures_of
from interpose.deterrence.unilateral.game import EquilibriumName, Thresholds, conditions, thresholds
from interpose.deterrence.unilateral.stakes import UnilateralStakes, ordered

__all__ = ["UnilateralFutures", "unilateral_futures"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class UnilateralFutures:
    """What the unilateral game says in each future; all arrays of shape (futures,).

    Parameters
    ----------
    thresholds : Thresholds
        Where the answer changes.
    p_challenger, p_defender : numpy.ndarray
        Beliefs that each is hard, after the force has moved them.
    exists : mapping of str to numpy.ndarray of bool
        Which equilibria exist; none where the payoffs break an ordering of the game.
    ordered : numpy.ndarray of bool
        Whether the payoffs keep the orderings of the game.
    """

    thresholds: Thresholds
    p_challenger: Floats
    p_defender: Floats
    exists: Mapping[EquilibriumName, Bools]
    ordered: Bools

    @property
    def margin(self) -> Floats:
        """By how much the belief in resistance exceeds what deters the hard challenger; below 0 an attack may pay."""
        found: Floats = self.p_defender - self.thresholds.c1
        return found


def unilateral_futures(futures: Sequence[tuple[Escalation, Forces]]) -> UnilateralFutures:
    """Answer the unilateral game of many futures at the most likely numbers of each.

    Parameters
    ----------
    futures : sequence of (Escalation, Forces)
        Games that have a unilateral one, and the force that is attacked in each with what could follow.

    Returns
    -------
    UnilateralFutures
        One entry a future.

    Examples
    --------
    >>> from interpose.case.read.escalation import read_escalation, shipped_games
    >>> game = read_escalation(shipped_games()["asymmetric-escalation"])
    >>> game.unilateral is None
    True
    """
    found = [_moved(escalation, forces) for escalation, forces in futures]
    stakes = UnilateralStakes.at({path: np.concatenate([each[path] for each in found]) for path in found[0]})
    cutoffs = thresholds(stakes.challenger, stakes.defender)
    kept = ordered(stakes.challenger, stakes.defender)
    exists = conditions(cutoffs, stakes.p_challenger, stakes.p_defender)
    return UnilateralFutures(
        thresholds=cutoffs,
        p_challenger=stakes.p_challenger,
        p_defender=stakes.p_defender,
        exists={name: held & kept for name, held in exists.items()},
        ordered=kept,
    )


def _moved(escalation: Escalation, forces: Forces) -> dict[str, Floats]:
    """Let the force of one future move the numbers of the unilateral game."""
    modes = draw(escalation, None)
    day = escalation.race.balance_day if escalation.race is not None else None
    supported = forces.external_support
    arrivals = None
    if escalation.race is not None:
        sent = forces.dispatched.get(supported)
        arrivals = arrivals_of(modes.race, forces.reserves, external_support=supported, dispatched=sent)
    measures = measures_of(
        forces.compared[0], arrivals, modes, external_support=supported, balance_day=day, agreed=escalation.agreed
    )
    numbers = moved_numbers(escalation, modes, measures)
    return {path: np.atleast_1d(values) for path, values in numbers.items() if path.startswith("unilateral.")}

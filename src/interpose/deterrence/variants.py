"""What a mandate, a size or a supporter changes in the games, at the modes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.deterrence.race.forces import ForceFacts, ForceSource
from interpose.deterrence.unilateral.game import EQUILIBRIA, EquilibriumName, conditions, thresholds
from interpose.deterrence.unilateral.stakes import UnilateralStakes, broken_orderings

__all__ = ["BackstopVariant", "variant"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackstopVariant:
    """What a mandate, a size or a supporter changes, at the modes.

    Parameters
    ----------
    name, mandate : str
        The force.
    persons : float
        Its personnel.
    source : str
        `plan`, or `requirement` where it is taken as met in full.
    external_support : bool
        Whether external support is there.
    local_balance, tied_hands, exposure : float
        Measures of the three channels.
    c1, c2, d : float or None
        Thresholds; None, as what follows from them, where the case has no unilateral game.
    p_defender : float or None
        Belief that the defender is hard.
    margin : float or None
        p_defender less c1: from 0 up, resistance alone deters even the hard challenger.
    equilibria : tuple of str
        Equilibria of the unilateral game that exist.
    first_move : str or None
        Likeliest first move in the tree; None where the branch was not followed to its end.
    """

    name: str
    mandate: str
    persons: float
    source: ForceSource
    external_support: bool
    local_balance: float
    tied_hands: float
    exposure: float
    c1: float | None
    c2: float | None
    d: float | None
    p_defender: float | None
    margin: float | None
    equilibria: tuple[EquilibriumName, ...]
    first_move: str | None


def variant(
    force: ForceFacts,
    external_support: bool,
    measures: Mapping[str, Floats | float],
    stakes: UnilateralStakes | None,
    first_move: str | None,
) -> BackstopVariant:
    """Say what the games answer for one force, with or without external support.

    Parameters
    ----------
    force : ForceFacts
        The force.
    external_support : bool
        Whether external support is there.
    measures : mapping of str to float or ndarray of shape (1,)
        What the force measures on each channel.
    stakes : UnilateralStakes or None
        Numbers of the unilateral game after the force moved them, at the modes; None where the case has no such game.
    first_move : str or None
        Likeliest first move in the tree.

    Returns
    -------
    BackstopVariant
        The row of the comparison.
    """
    names: tuple[EquilibriumName, ...] = ()
    c1 = c2 = d = p_defender = margin = None
    if stakes is not None:
        cutoffs = thresholds(stakes.challenger, stakes.defender)
        c1, c2, d, p_defender = cutoffs.c1.item(), cutoffs.c2.item(), cutoffs.d.item(), stakes.p_defender.item()
        margin = p_defender - c1
        if not broken_orderings(stakes.challenger, stakes.defender):
            exists = conditions(cutoffs, stakes.p_challenger, stakes.p_defender)
            names = tuple(name for name in EQUILIBRIA if exists[name].item())
    measured = {name: float(np.ravel(measures.get(name, 0.0))[0]) for name in ("local_balance", "tied_hands", "exposure")}
    return BackstopVariant(
        name=force.name,
        mandate=force.mandate,
        persons=force.persons,
        source=force.source,
        external_support=external_support,
        local_balance=measured["local_balance"],
        tied_hands=measured["tied_hands"],
        exposure=measured["exposure"],
        c1=c1,
        c2=c2,
        d=d,
        p_defender=p_defender,
        margin=margin,
        equilibria=names,
        first_move=first_move,
    )

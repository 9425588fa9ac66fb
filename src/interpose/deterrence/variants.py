"""What a mandate, a size or a supporter changes in the games, at the modes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interpose.case.tables.escalation import ChannelId
from interpose.deterrence.race.forces import ForceFacts, ForceSource
from interpose.deterrence.race.measures import Measures
from interpose.deterrence.unilateral.game import EQUILIBRIA, EquilibriumName, conditions, thresholds
from interpose.deterrence.unilateral.stakes import UnilateralStakes, broken_orderings

__all__ = ["BackstopVariant", "variant"]

MEASURED: tuple[ChannelId, ...] = ("local_balance", "air_defence", "surge", "tied_hands", "exposure", "monitoring")
"""Channels by which the force itself enters."""


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
    local_balance, air_defence, surge, tied_hands, exposure, monitoring : float
        Measures of the channels; 0 where the game does not measure one.
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
    chance : dict of str to float
        What nature is believed to bring after what the force moves, such as incidents, by its path.
    """

    name: str
    mandate: str
    persons: float
    source: ForceSource
    external_support: bool
    local_balance: float
    air_defence: float
    surge: float
    tied_hands: float
    exposure: float
    monitoring: float
    c1: float | None
    c2: float | None
    d: float | None
    p_defender: float | None
    margin: float | None
    equilibria: tuple[EquilibriumName, ...]
    first_move: str | None
    chance: dict[str, float]


def variant(
    force: ForceFacts,
    external_support: bool,
    measures: Measures,
    stakes: UnilateralStakes | None,
    first_move: str | None,
    chance: dict[str, float],
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
    chance : dict of str to float
        What nature is believed to bring.

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
    return BackstopVariant(
        name=force.name,
        mandate=force.mandate,
        persons=force.persons,
        source=force.source,
        external_support=external_support,
        **{name: float(np.ravel(measures.get(name, 0.0))[0]) for name in MEASURED},
        c1=c1,
        c2=c2,
        d=d,
        p_defender=p_defender,
        margin=margin,
        equilibria=names,
        first_move=first_move,
        chance=chance,
    )

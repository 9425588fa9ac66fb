"""What a force measures on each channel by which it enters the games, from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from interpose.deterrence.draws import Draws
from interpose.deterrence.race.arrivals import Arrivals
from interpose.deterrence.race.forces import ForceFacts

__all__ = ["measures_of"]

Floats = npt.NDArray[np.float64]


def measures_of(
    force: ForceFacts, arrivals: Arrivals | None, draws: Draws, *, external_support: bool, balance_day: int | None
) -> Mapping[str, Floats | float]:
    """Measure a force on the three channels, each from 0 to 1, and say whether external support is there.

    Parameters
    ----------
    force : ForceFacts
        The force.
    arrivals : Arrivals or None
        Who could follow, and when; None where the game has no race.
    draws : Draws
        Numbers of the race and of tied hands.
    external_support : bool
        Whether external support is there.
    balance_day : int or None
        Day up to which reserves count; None where the game has no race, so that there is no local balance either.

    Returns
    -------
    mapping of str to float or ndarray
        local_balance, tied_hands, exposure, external_support.
    """
    measures: dict[str, Floats | float] = {"exposure": force.forward_share, "external_support": float(external_support)}
    if draws.tied_hands_personnel is not None:
        measures["tied_hands"] = np.minimum(force.persons / draws.tied_hands_personnel, 1.0)
    if balance_day is not None and arrivals is not None:
        there = force.persons * draws.race["force_share_on_axis"]
        coming = arrivals.there_by(balance_day)
        measures["local_balance"] = np.minimum((there + coming) / draws.race["attacker_persons"], 1.0)
    return measures

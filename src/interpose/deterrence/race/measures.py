"""What a force measures on each channel by which it enters the games, from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from interpose.case.tables.escalation import Agreed, ChannelId
from interpose.deterrence.draws import Draws
from interpose.deterrence.race.arrivals import ReserveArrivals
from interpose.deterrence.race.forces import ForceFacts

__all__ = ["Measures", "balance_measure", "measures_of"]

Floats = npt.NDArray[np.float64]

Measures = Mapping[ChannelId, Floats | float]
"""The measure of each channel."""

STEEPNESS = 5.0
"""Steepness of the balance where the game gives none: fits the engagements behind the holding ratio (Lawrence)."""


def measures_of(
    force: ForceFacts,
    arrivals: ReserveArrivals | None,
    draws: Draws,
    *,
    external_support: bool,
    balance_day: int | None,
    agreed: Agreed | None = None,
) -> Measures:
    """Measure a force on every channel, each from 0 to 1, beside external support and what is agreed.

    Parameters
    ----------
    force : ForceFacts
        The force.
    arrivals : ReserveArrivals or None
        Who could follow, and when; None where the game has no race.
    draws : Draws
        Numbers of the race, and sizes at which more counts no further.
    external_support : bool
        Whether external support is there.
    balance_day : int or None
        Day up to which reserves count as a surge; None where the game has no race, so that there is no local balance either.
    agreed : Agreed, optional
        What is agreed beforehand; nothing unless given.

    Returns
    -------
    mapping of str to float or ndarray
        By channel; those that the game cannot measure are left out.
    """
    agreed = agreed or Agreed()
    measures: dict[ChannelId, Floats | float] = {
        "exposure": force.forward_share,
        "external_support": float(external_support),
        "answer_in_kind": agreed.answer_in_kind,
        "snap_back": agreed.snap_back,
    }
    persons: tuple[tuple[ChannelId, str, float], ...] = (
        ("tied_hands", "tied_hands_personnel", force.persons),
        ("air_defence", "air_defence_personnel", force.air_defence),
        ("monitoring", "monitoring_personnel", force.persons * force.forward_share),
    )
    for channel, size, there in persons:
        if size in draws.sizes:
            measures[channel] = np.minimum(there / np.maximum(draws.sizes[size], 1.0), 1.0)
    if balance_day is not None and arrivals is not None:
        measures["local_balance"] = balance_measure(draws.race, force.persons)
        holding = draws.race["attacker_persons"] / draws.race["holding_ratio"]
        measures["surge"] = np.minimum(arrivals.there_by(balance_day) / holding, 1.0)
    return measures


def balance_measure(race: Mapping[str, Floats], force_persons: float) -> Floats:
    """Measure whether a line would hold, S-shaped about the holding ratio: one half where it just does.

    Parameters
    ----------
    race : mapping of str to ndarray of shape (draws,)
        Numbers of the race, by field.
    force_persons : float
        Personnel of the force in the country; the host's army on the axis stands beside its share.

    Returns
    -------
    ndarray of shape (draws,)
        From 0 to 1.

    Notes
    -----
    b^k / (1 + b^k), where b is defenders times the holding ratio over attackers and k the steepness.

    Examples
    --------
    >>> race = {"host_persons": 30_000, "force_share_on_axis": 0.2, "holding_ratio": 1.5, "attacker_persons": 60_000}
    >>> race = {name: np.array([float(value)]) for name, value in race.items()}
    >>> [round(balance_measure(race, persons).item(), 2) for persons in (0, 50_000, 128_000)]
    [0.19, 0.5, 0.84]
    """
    there = race["host_persons"] + force_persons * race["force_share_on_axis"]
    odds = np.maximum(there, 1.0) * race["holding_ratio"] / race["attacker_persons"]
    power = np.power(odds, race.get("balance_steepness", np.asarray(STEEPNESS)))
    return np.asarray(power / (1.0 + power))

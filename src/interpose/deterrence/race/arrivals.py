"""ReserveArrivals of reserves after an attack: from their dispatch on the network, or by distance where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.deployment.reinforcement import Reinforcement

__all__ = ["Reserve", "ReserveArrivals", "arrival_days", "arrivals_of"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Units at home that may be sent.

    Parameters
    ----------
    state : str
        Whose they are.
    persons : float
        Personnel in them, those on the ground not counted.
    notice_days : float
        Days from the order to ready.
    unit_type : str
        Their type; empty where it is not known, so that they cannot be dispatched.
    units : float
        How many they are.
    way_km : float or None
        Way from home to where the force stands; None takes the race's own distance.
    """

    state: str
    persons: float
    notice_days: float
    unit_type: str = ""
    units: float = 1.0
    way_km: float | None = None


@dataclass(frozen=True, kw_only=True)
class ReserveArrivals:
    """Who is on the axis when, for each draw, in the order of arrival.

    Parameters
    ----------
    days : ndarray of shape (reserves, draws)
        Day after the attack, 0 at the earliest, rising; infinity for those that never arrive.
    persons : ndarray of shape (reserves, draws)
        Persons there from that day on, those before them counted.
    on_network : bool
        Whether they were dispatched on the network of the case, and not by distance alone.
    by_distance : tuple of str
        States whose reserves come by distance, as no way of the network brings them, or there is none.
    """

    days: Floats
    persons: Floats
    on_network: bool = False
    by_distance: tuple[str, ...] = ()

    def there_by(self, day: float) -> Floats:
        """Give the persons on the axis by a day, for each draw."""
        if not len(self.days):
            return np.zeros(self.days.shape[1])
        count = (self.days <= day).sum(axis=0)
        return np.where(count > 0, self.persons[np.maximum(count - 1, 0), np.arange(self.days.shape[1])], 0.0)

    def day_of(self, missing: Floats) -> Floats:
        """Give for each draw the day on which so many are there; infinity where they never are, 0 where none are missing."""
        if not len(self.days):
            return np.where(missing <= 0, 0.0, np.inf)
        enough = self.persons >= missing
        first = enough.argmax(axis=0)
        day = np.where(enough.any(axis=0), self.days[first, np.arange(len(missing))], np.inf)
        return np.where(missing <= 0, 0.0, day)

    @property
    def first(self) -> Floats | None:
        """Day of the first arrival, for each draw; None without reserves."""
        return self.days[0] if len(self.days) else None


def arrival_days(race: Mapping[str, Floats], notice_days: float, external_support: bool, way_km: float | None = None) -> Floats:
    """Give the day after the attack on which a reserve arrives.

    Parameters
    ----------
    race : mapping of str to ndarray of shape (draws,)
        Numbers of the race.
    notice_days : float
        Notice of the reserve.
    external_support : bool
        Whether lift and logistics of external providers help.
    way_km : float, optional
        Way of the reserve; the race's own distance unless given.

    Returns
    -------
    ndarray
        Decision, notice, permits, road and reception, less the warning that was used; negative before the attack.
    """
    days = (
        race["decision_days"]
        + notice_days
        + race["permit_days"]
        + (race["distance_km"] if way_km is None else way_km) / race["speed_km_per_day"]
        + race["reception_days"]
        - race["warning_used"] * race["attacker_days_to_mass"]
    )
    return np.asarray(days if external_support else days + race["delay_without_external_support"])


def arrivals_of(
    race: Mapping[str, Floats],
    reserves: Sequence[Reserve],
    *,
    external_support: bool,
    dispatched: Reinforcement | None = None,
) -> ReserveArrivals:
    """Say when the released share of the reserves is on the axis, for every draw.

    Parameters
    ----------
    race : mapping of str to ndarray of shape (draws,)
        Numbers of the race, by field.
    reserves : sequence of Reserve
        What may be sent.
    external_support : bool
        Whether lift and logistics of external providers help; of the dispatch they are part already.
    dispatched : Reinforcement, optional
        The reserves as moves on the network: queues and lift included. Units that it never brings, and all where there is
        none, come by distance.

    Returns
    -------
    ReserveArrivals
        In the order of arrival in each draw.
    """
    draws = len(race["decision_days"])
    days, persons = [], []
    by_distance = list(reserves)
    if dispatched is not None:
        order = race["decision_days"] - race["warning_used"] * race["attacker_days_to_mass"]
        there = dispatched.operational(race["reserve_share"], race["permit_days"])
        there = there + (order + race["reception_days"] - dispatched.reception_days)[None, :]
        kept = [unit.state not in dispatched.never for unit in dispatched.units]
        days.append(there[kept])
        sizes = np.array([unit.units * unit.persons for unit, own in zip(dispatched.units, kept, strict=True) if own])
        persons.append(sizes[:, None] * race["reserve_share"][None, :])
        by_distance = [each for each in reserves if each.state in dispatched.never]
    alike: dict[tuple[float, float | None], float] = {}
    for reserve in by_distance:
        key = reserve.notice_days, reserve.way_km
        alike[key] = alike.get(key, 0.0) + reserve.persons
    for (notice, way), people in alike.items():
        days.append(arrival_days(race, notice, external_support, way)[None, :])
        persons.append((people * race["reserve_share"])[None, :])
    none = np.zeros((0, draws))
    when, many = np.concatenate([none, *days]), np.concatenate([none, *persons])
    when = np.ceil(np.maximum(when, 0.0))
    order_of = np.argsort(when, axis=0, kind="stable")
    return ReserveArrivals(
        days=np.take_along_axis(when, order_of, axis=0),
        persons=np.cumsum(np.take_along_axis(many, order_of, axis=0), axis=0),
        on_network=dispatched is not None,
        by_distance=tuple(sorted({each.state for each in by_distance})),
    )

"""The reinforcement race: reserves by notice and distance against an attacker's time to a stated depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.quantities import Range

__all__ = ["ARRIVAL_DAYS", "HORIZON_DAYS", "RaceAnswer", "Reserve", "arrival_days", "arrived_by", "run_race"]

Floats = npt.NDArray[np.float64]

ARRIVAL_DAYS = (0, 10, 20, 30, 45, 60, 90)
"""Days after the attack for which arrivals are told."""

HORIZON_DAYS = 180


@dataclass(frozen=True, slots=True)
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
    """

    state: str
    persons: float
    notice_days: float


@dataclass(frozen=True, slots=True)
class RaceAnswer:
    """What is held, for how long, with or without American support.

    Parameters
    ----------
    american_support : bool
        Whether American lift and logistics help.
    days_to_goal : Range
        Days an attacker needs to the stated depth if nothing stops it (10th percentile, median, 90th).
    first_arrival : Range or None
        Day after the attack on which the first reserves arrive; 0 if they are there before it, 180 if they are later than
        that; None where no reserves are known.
    arrived : tuple of (int, Range)
        Reserves on the axis by day after the attack, in persons.
    held_at_once, held_later, goal_reached : float
        Shares of the draws in which the line holds from the first day, holds after ground is lost, or does not hold before
        the stated depth is reached.
    ground_lost_km : Range
        Depth lost by the time the advance stops or the goal is reached.
    ratio_at_start : Range
        Attackers for each defender on the axis on the first day.
    """

    american_support: bool
    days_to_goal: Range
    first_arrival: Range | None
    arrived: tuple[tuple[int, Range], ...]
    held_at_once: float
    held_later: float
    goal_reached: float
    ground_lost_km: Range
    ratio_at_start: Range


def arrival_days(race: Mapping[str, Floats], notice_days: float, american_support: bool) -> Floats:
    """Give the day after the attack on which a reserve arrives.

    Parameters
    ----------
    race : mapping of str to ndarray of shape (draws,)
        Numbers of the race.
    notice_days : float
        Notice of the reserve.
    american_support : bool
        Whether American lift and logistics help.

    Returns
    -------
    ndarray
        Decision, notice, permits, road and reception, less the warning that was used; negative before the attack.
    """
    days = (
        race["decision_days"]
        + notice_days
        + race["permit_days"]
        + race["distance_km"] / race["speed_km_per_day"]
        + race["reception_days"]
        - race["warning_used"] * race["attacker_days_to_mass"]
    )
    return np.asarray(days if american_support else days + race["delay_without_american_support"])


def arrived_by(race: Mapping[str, Floats], reserves: Sequence[Reserve], american_support: bool, day: float) -> Floats:
    """Give the reserves on the axis by a day after the attack, in persons, for each draw."""
    total = np.zeros(len(race["decision_days"]))
    for reserve in reserves:
        total += np.where(arrival_days(race, reserve.notice_days, american_support) <= day, reserve.persons, 0.0)
    return np.asarray(total * race["reserve_share"])


def run_race(
    race: Mapping[str, Floats], force_persons: float, reserves: Sequence[Reserve], *, american_support: bool
) -> RaceAnswer:
    """Run the race for every draw.

    Parameters
    ----------
    race : mapping of str to ndarray of shape (draws,)
        Numbers of the race, by field.
    force_persons : float
        Personnel of the force in the country.
    reserves : sequence of Reserve
        What may be sent.
    american_support : bool
        Whether American lift and logistics help.

    Returns
    -------
    RaceAnswer
        Medians with 10th and 90th percentiles, and shares.

    Notes
    -----
    Method: day by day, the attacker advances while attackers for each defender exceed the holding ratio. It is a reading of
    arrivals against time, not a combat model: no losses, no fires, no air.
    """
    draws = len(race["decision_days"])
    coming = np.zeros((HORIZON_DAYS + 1, draws))
    first = np.full(draws, np.inf)
    columns = np.arange(draws)
    for reserve in reserves:
        day = np.ceil(np.maximum(arrival_days(race, reserve.notice_days, american_support), 0.0)).astype(int)
        within = day <= HORIZON_DAYS
        np.add.at(coming, (day[within], columns[within]), reserve.persons)
        first = np.minimum(first, day)
    arrived = np.cumsum(coming, axis=0) * race["reserve_share"]
    there = race["host_persons"] + force_persons * race["force_share_on_axis"]
    depth, moving = np.zeros(draws), np.ones(draws, dtype=bool)
    at_once = np.zeros(draws, dtype=bool)
    for today in range(HORIZON_DAYS + 1):
        ratio = race["attacker_persons"] / np.maximum(there + arrived[today], 1.0)
        moving &= ratio > race["holding_ratio"]
        if today == 0:
            at_once = ~moving
        depth = np.where(moving, np.minimum(depth + race["advance_km_per_day"], race["goal_km"]), depth)
        moving &= depth < race["goal_km"]
    reached = depth >= race["goal_km"]
    return RaceAnswer(
        american_support,
        _spread(race["goal_km"] / race["advance_km_per_day"]),
        _spread(np.minimum(first, HORIZON_DAYS)) if reserves else None,
        tuple((day, _spread(arrived[day])) for day in ARRIVAL_DAYS),
        float(at_once.mean()),
        float((~at_once & ~reached).mean()),
        float(reached.mean()),
        _spread(depth),
        _spread(race["attacker_persons"] / np.maximum(there + arrived[0], 1.0)),
    )


def _spread(values: Floats) -> Range:
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Range(float(low), float(middle), float(high))

"""The reinforcement race: arrivals of reserves against an attacker's time to a stated depth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.quantities import Range
from interpose.deterrence.draws import spread
from interpose.deterrence.race.arrivals import ReserveArrivals

__all__ = [
    "ARRIVAL_DAYS",
    "COURSE_DAYS",
    "Arrived",
    "RaceAnswer",
    "RaceDay",
    "run_race",
]

Floats = npt.NDArray[np.float64]

ARRIVAL_DAYS = (0, 10, 20, 30, 45, 60, 90, 120, 180, 365)
"""Days after the attack for which arrivals are told."""

COURSE_DAYS = (10, 30, 60, 90, 180, 365)
"""Days after the attack for which the course of the race is told; the race itself is run to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceDay:
    """How the race stands on one day after the attack.

    Parameters
    ----------
    day : int
        Days after the attack.
    reserves : Range
        Reserves on the axis by then, in persons (10th percentile, median, 90th).
    ground_lost_km : Range
        Depth lost by then.
    holds : float
        Share of the draws in which the line stands still by then, short of the stated depth.
    goal_reached : float
        Share of the draws in which the stated depth is reached by then; the rest is still moving.
    """

    day: int
    reserves: Range
    ground_lost_km: Range
    holds: float
    goal_reached: float


@dataclass(frozen=True, slots=True)
class Arrived:
    """Reserves on the axis by a day after the attack, in persons (10th percentile, median, 90th)."""

    day: int
    persons: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceAnswer:
    """What is held, for how long, with or without external support.

    Parameters
    ----------
    external_support : bool
        Whether lift and logistics of external providers help.
    days_to_goal : Range
        Days an attacker needs to the stated depth if nothing stops it (10th percentile, median, 90th).
    first_arrival : Range or None
        Day after the attack on which the first reserves arrive; 0 if they are there before it; None where no reserves are
        known.
    arrived : tuple of Arrived
        Reserves on the axis by day after the attack, in persons.
    held_at_once, held_later, goal_reached : float
        Shares of the draws in which the line holds from the first day, holds after ground is lost, or does not hold before
        the stated depth is reached.
    ground_lost_km : Range
        Depth lost by the time the advance stops or the goal is reached.
    ratio_at_start : Range
        Attackers for each defender on the axis on the first day.
    days_held : Range or None
        Where the stated depth is reached: days until then; None where it is reached in no draw.
    course : tuple of RaceDay
        How the race stands day by day, beyond the first months as well.
    on_network : bool
        Whether reserves were dispatched on the network, queues and lift included; by distance alone otherwise.
    by_distance : tuple of str
        States whose reserves come by distance.
    """

    external_support: bool
    days_to_goal: Range
    first_arrival: Range | None
    arrived: tuple[Arrived, ...]
    held_at_once: float
    held_later: float
    goal_reached: float
    ground_lost_km: Range
    ratio_at_start: Range
    days_held: Range | None = None
    course: tuple[RaceDay, ...] = ()
    on_network: bool = False
    by_distance: tuple[str, ...] = ()


def run_race(
    race: Mapping[str, Floats], force_persons: float, arrivals: ReserveArrivals, *, external_support: bool
) -> RaceAnswer:
    """Run the race for every draw.

    Parameters
    ----------
    race : mapping of str to ndarray of shape (draws,)
        Numbers of the race, by field.
    force_persons : float
        Personnel of the force in the country.
    arrivals : ReserveArrivals
        Who is on the axis when.
    external_support : bool
        Whether they come with lift and logistics of external providers.

    Returns
    -------
    RaceAnswer
        Medians with 10th and 90th percentiles, and shares.

    Notes
    -----
    Method: the attacker advances from the first day on while attackers for each defender exceed the holding ratio, and stops
    on the day on which enough reserves have arrived, or at the stated depth, however late either is. It is a reading of
    arrivals against time, not a combat model: no losses, no fires, no air.
    """
    there = race["host_persons"] + force_persons * race["force_share_on_axis"]
    needed = race["attacker_persons"] / race["holding_ratio"]
    stop = arrivals.day_of(needed - there)
    at_once = stop == 0
    advance, goal = race["advance_km_per_day"], race["goal_km"]
    to_goal = goal / advance
    reached = stop >= to_goal
    lost = np.where(reached, goal, advance * np.minimum(stop, to_goal))
    first = arrivals.first
    at_start = there + arrivals.there_by(0)
    reserves = {day: spread(arrivals.there_by(day)) for day in dict.fromkeys(ARRIVAL_DAYS + COURSE_DAYS)}
    return RaceAnswer(
        external_support=external_support,
        days_to_goal=spread(to_goal),
        first_arrival=spread(first) if first is not None else None,
        arrived=tuple(Arrived(day, reserves[day]) for day in ARRIVAL_DAYS),
        held_at_once=float(at_once.mean()),
        held_later=float((~at_once & ~reached).mean()),
        goal_reached=float(reached.mean()),
        ground_lost_km=spread(lost),
        ratio_at_start=spread(race["attacker_persons"] / np.maximum(at_start, 1.0)),
        days_held=spread(to_goal[reached]) if reached.any() else None,
        course=tuple(
            RaceDay(
                day=day,
                reserves=reserves[day],
                ground_lost_km=spread(np.minimum(np.minimum(stop, day) * advance, goal)),
                holds=float(((stop <= day) & ~reached).mean()),
                goal_reached=float((reached & (to_goal <= day)).mean()),
            )
            for day in COURSE_DAYS
        ),
        on_network=arrivals.on_network,
        by_distance=arrivals.by_distance,
    )

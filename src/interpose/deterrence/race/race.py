"""The reinforcement race: reserves by notice and distance against an attacker's time to a stated depth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.quantities import Range
from interpose.deterrence.draws import spread

__all__ = [
    "ARRIVAL_DAYS",
    "COURSE_DAYS",
    "Arrived",
    "RaceAnswer",
    "RaceDay",
    "Reserve",
    "arrival_days",
    "arrived_by",
    "run_race",
]

Floats = npt.NDArray[np.float64]

ARRIVAL_DAYS = (0, 10, 20, 30, 45, 60, 90, 120, 180, 365)
"""Days after the attack for which arrivals are told."""

COURSE_DAYS = (10, 30, 60, 90, 180, 365)
"""Days after the attack for which the course of the race is told; the race itself is run to its end."""


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
    way_km : float or None
        Way from home to where the force stands; None takes the race's own distance.
    """

    state: str
    persons: float
    notice_days: float
    way_km: float | None = None


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


def arrived_by(race: Mapping[str, Floats], reserves: Sequence[Reserve], external_support: bool, day: float) -> Floats:
    """Give the reserves on the axis by a day after the attack, in persons, for each draw."""
    return _there_by(_arrivals(race, reserves, external_support), day, len(race["decision_days"]))


def run_race(
    race: Mapping[str, Floats], force_persons: float, reserves: Sequence[Reserve], *, external_support: bool
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
    external_support : bool
        Whether lift and logistics of external providers help.

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
    arrivals = _arrivals(race, reserves, external_support)
    there = race["host_persons"] + force_persons * race["force_share_on_axis"]
    needed = race["attacker_persons"] / race["holding_ratio"]
    stop = np.where(there >= needed, 0.0, _day_of_enough(arrivals, needed - there))
    at_once = stop == 0
    advance, goal = race["advance_km_per_day"], race["goal_km"]
    to_goal = goal / advance
    reached = stop >= to_goal
    lost = np.where(reached, goal, advance * np.minimum(stop, to_goal))
    first = np.min([day for day, _ in arrivals], axis=0) if arrivals else None
    at_start = race["host_persons"] + force_persons * race["force_share_on_axis"] + _there_by(arrivals, 0, len(goal))
    return RaceAnswer(
        external_support=external_support,
        days_to_goal=spread(to_goal),
        first_arrival=spread(first) if first is not None else None,
        arrived=tuple(Arrived(day, spread(_there_by(arrivals, day, len(goal)))) for day in ARRIVAL_DAYS),
        held_at_once=float(at_once.mean()),
        held_later=float((~at_once & ~reached).mean()),
        goal_reached=float(reached.mean()),
        ground_lost_km=spread(lost),
        ratio_at_start=spread(race["attacker_persons"] / np.maximum(at_start, 1.0)),
        days_held=spread(to_goal[reached]) if reached.any() else None,
        course=tuple(
            RaceDay(
                day=day,
                reserves=spread(_there_by(arrivals, day, len(goal))),
                ground_lost_km=spread(np.minimum(np.minimum(stop, day) * advance, goal)),
                holds=float(((stop <= day) & ~reached).mean()),
                goal_reached=float((reached & (to_goal <= day)).mean()),
            )
            for day in COURSE_DAYS
        ),
    )


def _arrivals(race: Mapping[str, Floats], reserves: Sequence[Reserve], external_support: bool) -> list[tuple[Floats, Floats]]:
    """Give for each notice and way the day of arrival, 0 at the earliest, and the persons that come."""
    persons: dict[tuple[float, float | None], float] = defaultdict(float)
    for reserve in reserves:
        persons[reserve.notice_days, reserve.way_km] += reserve.persons
    return [
        (np.ceil(np.maximum(arrival_days(race, notice, external_support, way), 0.0)), people * race["reserve_share"])
        for (notice, way), people in persons.items()
    ]


def _day_of_enough(arrivals: list[tuple[Floats, Floats]], missing: Floats) -> Floats:
    """Give for each draw the day on which those who have arrived suffice; infinity where they never do."""
    if not arrivals:
        return np.full(len(missing), np.inf)
    days, persons = np.array([day for day, _ in arrivals]), np.array([people for _, people in arrivals])
    order = np.argsort(days, axis=0, kind="stable")
    days = np.take_along_axis(days, order, axis=0)
    enough = np.cumsum(np.take_along_axis(persons, order, axis=0), axis=0) >= missing
    first = enough.argmax(axis=0)
    return np.where(enough.any(axis=0), days[first, np.arange(len(missing))], np.inf)


def _there_by(arrivals: list[tuple[Floats, Floats]], day: float, draws: int) -> Floats:
    return np.asarray(sum((np.where(when <= day, persons, 0.0) for when, persons in arrivals), np.zeros(draws)))

"""Hypothetical votes: what is wrong with them, before anything is decided by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import get_args

from interpose.authority.routes.gates import host_of
from interpose.authority.routes.law import body_on
from interpose.case import Case
from interpose.case.tables.words import BallotChoice
from interpose.errors import Fault, Location, did_you_mean, use_one_of

__all__ = ["faults_of_supposed"]


def faults_of_supposed(
    case: Case, suppose: Mapping[str, str], routes: Sequence[str] = (), day: dt.date | None = None
) -> tuple[Fault, ...]:
    """Find what is wrong with hypothetical votes.

    Parameters
    ----------
    case : Case
        The case, with the states that it knows.
    suppose : mapping of str to str
        Hypothetical votes by state.
    routes : sequence of str
        Routes that are asked for: on each of them a state that has no vote is a fault. Where none is named, a state needs a
        vote on some route of the case.
    day : datetime.date, optional
        Day of the memberships; that of the scenario unless given.

    Returns
    -------
    tuple of Fault
        One for each state and each vote that is not known, and for each state without a vote.
    """
    faults = []
    for state, vote in suppose.items():
        if state not in case.states:
            mend = did_you_mean(state, case.states) or "write the state as three capital letters, such as HUN"
            faults.append(Fault(f"state {state!r} is not known", Location("suppose"), why="it has no vote", mend=mend))
        elif barred := _without_vote(case, state, routes, day or case.scenario.as_of):
            faults.append(
                Fault(
                    f"{state} has no vote on {', '.join(barred)}",
                    Location("suppose"),
                    why="it is no member that votes there on that day, and a vote that is not counted would be ignored",
                    mend="leave it out, or ask for a route on which it has a vote",
                )
            )
        if vote not in get_args(BallotChoice):
            mend = use_one_of(vote, get_args(BallotChoice))
            faults.append(Fault(f"vote {vote!r} is not known", Location("suppose"), why="no member can cast it", mend=mend))
    return tuple(faults)


def _without_vote(case: Case, state: str, routes: Sequence[str], day: dt.date) -> tuple[str, ...]:
    """Name the routes on which a state has no vote; none where no route is named and it has one on any."""
    asked = [case.routes[key] for key in routes or sorted(case.routes) if key in case.routes]
    host = host_of(case)
    barred = tuple(
        route.id
        for route in asked
        if route.body is not None
        and state not in body_on(case.memberships, route.body, day).voting().members
        and not (state == host and any(gate.id in {"host_consent", "parties_consent", "host_law"} for gate in route.gates))
    )
    return barred if routes or len(barred) == len(asked) else ()

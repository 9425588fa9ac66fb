"""What the law of a state asks for before units go abroad, or before those of others come in."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from interpose.case import Case
from interpose.case.tables.authority import NationalLaw, Route
from interpose.case.tables.words import ParliamentRule

__all__ = ["laws_on", "parliament_rule"]


def laws_on(case: Case, state: str, about: Literal["sending", "hosting"], day: dt.date) -> tuple[NationalLaw, ...]:
    """Return what the law of a state asks for on a day.

    Parameters
    ----------
    case : Case
        The case with its table of national law.
    state : str
        The state.
    about : {"sending", "hosting"}
        Sending units abroad, or having those of others come in.
    day : datetime.date
        The day.

    Returns
    -------
    tuple of NationalLaw
        The rows in force.
    """
    return tuple(
        law
        for law in case.national_law
        if law.state == state and law.about == about and law.since <= day and (law.until is None or day <= law.until)
    )


def parliament_rule(case: Case, state: str, day: dt.date, route: Route | None) -> ParliamentRule | None:
    """Say when the parliament of a state must approve sending units, on a day.

    Parameters
    ----------
    case : Case
        The case: what it says of a state itself goes before its law.
    state : str
        The state.
    day : datetime.date
        The day.
    route : Route or None
        The route by which the units go: laws often ask for more where no organisation has decided (`satisfies` is empty).

    Returns
    -------
    str or None
        The rule; None where it is not known.
    """
    row = case.states.get(state)
    if row is not None and row.parliament is not None:
        return row.parliament
    alone = route is None or not route.satisfies
    laws = laws_on(case, state, "sending", day)
    return next(((alone and law.parliament_alone) or law.parliament for law in reversed(laws)), None)

"""What the law of a state asks for before units go abroad, or before those of others come in."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from interpose.case import Case
from interpose.case.tables.authority import NationalLaw

__all__ = ["laws_on"]


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

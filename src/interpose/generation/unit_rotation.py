"""The calendar down to the unit: which unit of which state stands where in which months, and who relieves it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from interpose.case import Case
from interpose.generation.result import Generation
from interpose.generation.supply import window_months

__all__ = ["UnitTour", "icalendar", "unit_calendar"]


@dataclass(frozen=True, slots=True)
class UnitTour:
    """One tour of one unit.

    Parameters
    ----------
    state, unit_type : str
        Whose unit, of which type.
    number : int
        Number of the unit within its pool, from 1; it names no real unit.
    belt : str
        Where it stands.
    start_month, end_month : int
        First and last month on the ground.
    relieves : int or None
        Number of the unit of the same pool that leaves the belt as this one comes; None where none does.
    """

    state: str
    unit_type: str
    number: int
    belt: str
    start_month: int
    end_month: int
    relieves: int | None


def unit_calendar(case: Case, plan: Generation) -> tuple[UnitTour, ...]:
    """Give each tour of a plan to a unit that has been at home long enough, the longest-rested first.

    Parameters
    ----------
    case : Case
        The case.
    plan : Generation
        The plan.

    Returns
    -------
    tuple of UnitTour
        Sorted by state, unit type, begin, belt and number.
    """
    pools = {(pool.state, pool.unit_type): pool for pool in case.pools}
    free = {key: [(0, number + 1) for number in range(floor(pool.units + 1e-9))] for key, pool in pools.items()}
    leaving: dict[tuple[str, str, str, int], list[int]] = {}
    found = []
    for row in sorted(plan.rotation, key=lambda row: (row.start_month, row.state, row.unit_type, row.belt)):
        key = (row.state, row.unit_type)
        for _ in range(row.units):
            _, number = heapq.heappop(free[key])
            heapq.heappush(free[key], (row.start_month + window_months(pools[key]), number))
            gone = leaving.get((*key, row.belt, row.start_month - 1), [])
            relieves = gone.pop(0) if gone else None
            leaving.setdefault((*key, row.belt, row.end_month), []).append(number)
            found.append(UnitTour(row.state, row.unit_type, number, row.belt, row.start_month, row.end_month, relieves))
    return tuple(sorted(found, key=lambda tour: (tour.state, tour.unit_type, tour.start_month, tour.belt, tour.number)))


def icalendar(case: Case, tours: Iterable[UnitTour]) -> str:
    """Write tours as an iCalendar (RFC 5545): one all-day event a tour.

    Parameters
    ----------
    case : Case
        The case: its name and the first month.
    tours : iterable of UnitTour
        The tours.

    Returns
    -------
    str
        The calendar, lines ended by CRLF. The same plan gives the same bytes: the stamp is the as-of date.
    """
    stamp = f"{case.scenario.as_of:%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Interpose//Rotation//EN", "CALSCALE:GREGORIAN"]
    for tour in tours:
        kind = tour.unit_type.replace("_", " ")
        relieved = "" if tour.relieves is None else f", relieves number {tour.relieves}"
        identity = f"{case.name}-{tour.state}-{tour.unit_type}-{tour.number}-{tour.start_month}-{tour.belt}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(identity)}@interpose",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{_day(case, tour.start_month)}",
            f"DTEND;VALUE=DATE:{_day(case, tour.end_month + 1)}",
            f"SUMMARY:{_text(f'{tour.state} {kind} {tour.number}: {tour.belt} belt{relieved}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _day(case: Case, month: int) -> str:
    """Return the first day of a month of the plan."""
    year, first = (int(part) for part in case.scenario.start.split("-"))
    years, within = divmod(first - 1 + month - 1, 12)
    return f"{year + years:04d}{within + 1:02d}01"


def _text(value: str) -> str:
    for mark in ("\\", ";", ","):
        value = value.replace(mark, f"\\{mark}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Fold a line so that none is longer than 75 octets."""
    parts, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > 75:
            parts.append(current)
            current = " "
        current += letter
    return [*parts, current]

"""The calendar down to the unit: which unit of which state stands where in which months, and who relieves it."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from math import floor

from interpose.case import Case
from interpose.case.tables.words import in_words
from interpose.generation.problem.supply import window_months
from interpose.generation.result import Plan, SectorTour

__all__ = ["UnitTour", "icalendar", "unit_calendar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTour:
    """One tour of one unit.

    Parameters
    ----------
    state, unit_type : str
        Whose unit, of which type.
    number : int
        Number of the unit among those of its state and type, from 1: first the pool, then those withdrawn from
        commitments. It names no real unit.
    belt, sector : str
        Where it stands; an empty sector means that the plan has no sectors, or no place for it in one.
    start_month, end_month : int
        First and last month on the ground.
    relieves : int or None
        Number of the unit that leaves as this one comes; None where none does.
    relieves_state, relieves_type : str
        Whose unit that is, and of which type: of the same pool where one leaves, otherwise of another that does the same
        in the same place.
    commitment, serves : str
        As in the row of the calendar that the tour belongs to.
    """

    state: str
    unit_type: str
    number: int
    belt: str
    start_month: int
    end_month: int
    relieves: int | None
    sector: str = ""
    relieves_state: str = ""
    relieves_type: str = ""
    commitment: str = ""
    serves: str = ""

    @property
    def handover(self) -> str:
        """Whom the unit relieves, in words; empty where nobody leaves."""
        if self.relieves is None:
            return ""
        if (self.relieves_state, self.relieves_type) == (self.state, self.unit_type):
            return f"number {self.relieves}"
        return f"{self.relieves_state} {self.relieves_type.replace('_', ' ')} {self.relieves}"


_Unit = tuple[str, str, int]


def unit_calendar(case: Case, plan: Plan) -> tuple[UnitTour, ...]:
    """Give each tour of a plan to a unit that has been at home long enough, the longest-rested first.

    Parameters
    ----------
    case : Case
        The case.
    plan : Plan
        The plan; with its sectors where it has them.

    Returns
    -------
    tuple of UnitTour
        Sorted by state, unit type, begin, belt, sector and number.
    """
    rows = plan.by_sector.tours if plan.by_sector is not None else tuple(_without_sectors(plan))
    windows = {(pool.state, pool.unit_type): window_months(pool) for pool in case.pools}
    sizes = {(pool.state, pool.unit_type, ""): floor(pool.units + 1e-9) for pool in case.pools}
    sizes |= {(bound.state, bound.unit_type, bound.mission): floor(bound.units + 1e-9) for bound in case.commitments}
    free: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    made: Counter[tuple[str, str, str]] = Counter()
    leaving: dict[tuple[str, str, str, int], list[_Unit]] = {}
    found = []
    for row in sorted(rows, key=lambda row: (row.start_month, row.state, row.unit_type, row.belt, row.sector)):
        pool = (row.state, row.unit_type)
        own = (*pool, row.commitment)
        rested, before = free.setdefault(own, []), _numbered_before(sizes, own)
        work = row.serves or case.unit_types[row.unit_type].capabilities[0][0]
        for _ in range(row.units):
            # Units that have not been away yet have rested longest.
            if made[own] < sizes.get(own, 0) or not rested or rested[0][0] > row.start_month:
                made[own] += 1
                number = before + made[own]
            else:
                _, number = heapq.heappop(rested)
            heapq.heappush(rested, (row.start_month + windows[pool], number))
            gone = _pop(leaving.get((work, row.belt, row.sector, row.start_month - 1), []), pool)
            leaving.setdefault((work, row.belt, row.sector, row.end_month), []).append((*pool, number))
            found.append(
                UnitTour(
                    state=row.state,
                    unit_type=row.unit_type,
                    number=number,
                    belt=row.belt,
                    start_month=row.start_month,
                    end_month=row.end_month,
                    relieves=gone[2] if gone else None,
                    sector=row.sector,
                    relieves_state=gone[0] if gone else "",
                    relieves_type=gone[1] if gone else "",
                    commitment=row.commitment,
                    serves=row.serves,
                )
            )
    return tuple(
        sorted(
            found,
            key=lambda tour: (tour.state, tour.unit_type, tour.start_month, tour.belt, tour.sector, tour.number),
        )
    )


def _numbered_before(sizes: Mapping[tuple[str, str, str], int], own: tuple[str, str, str]) -> int:
    """Return how many units of a state and type have lower numbers: those of the pool, then commitment by commitment."""
    return sum(units for key, units in sizes.items() if key[:2] == own[:2] and key[2] < own[2])


def _without_sectors(plan: Plan) -> Iterable[SectorTour]:
    for row in plan.rotation:
        yield SectorTour(**asdict(row), sector="")


def _pop(leaving: list[_Unit], pool: tuple[str, str]) -> _Unit | None:
    """Take the unit that is relieved: one of the same pool if there is one, otherwise the first of the same state, or any."""
    if not leaving:
        return None
    best = min(range(len(leaving)), key=lambda place: (leaving[place][:2] != pool, leaving[place][0] != pool[0], place))
    return leaving.pop(best)


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
        kind = in_words(tour.unit_type)
        relieved = f", relieves {tour.handover}" if tour.handover else ""
        where = f"{tour.sector.replace('-', ' ')}, {tour.belt} belt" if tour.sector else f"{tour.belt} belt"
        identity = f"{case.name}-{tour.state}-{tour.unit_type}-{tour.number}-{tour.start_month}-{tour.belt}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(identity)}@interpose",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{_day(case, tour.start_month)}",
            f"DTEND;VALUE=DATE:{_day(case, tour.end_month + 1)}",
            f"SUMMARY:{_text(f'{tour.state} {kind} {tour.number}: {where}{relieved}')}",
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

"""The rotation calendar as a file, in the format that its name asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from interpose.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from interpose.case import Case
    from interpose.generation import Plan

__all__ = ["KNOWN_SUFFIXES", "calendar_bytes", "checked_suffix"]


def _ics(case: Case, plan: Plan) -> bytes:
    from interpose.rotation.units import icalendar, unit_calendar

    return icalendar(case, unit_calendar(case, plan)).encode()


def _csv(case: Case, plan: Plan) -> bytes:
    from interpose.brief.table import table_csv
    from interpose.brief.tables.calendar import calendar_tables

    return table_csv(calendar_tables(case, plan)[0])


def _xlsx(case: Case, plan: Plan) -> bytes:
    from importlib.metadata import version

    from interpose.brief.tables.calendar import calendar_tables
    from interpose.brief.workbook import case_workbook

    return case_workbook(case, version("interpose"), calendar_tables(case, plan))


def _svg(case: Case, plan: Plan) -> bytes:
    from interpose.brief.calendar_files import calendar_svg

    return calendar_svg(case, plan).encode()


def _html(case: Case, plan: Plan) -> bytes:
    from interpose.brief.calendar_files import calendar_html

    return calendar_html(case, plan).encode()


_WRITERS: dict[str, Callable[[Case, Plan], bytes]] = {
    ".ics": _ics,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".svg": _svg,
    ".html": _html,
}

KNOWN_SUFFIXES = tuple(_WRITERS)
"""Endings of files that the calendar can be written to."""


def checked_suffix(path: Path) -> str:
    """Return the ending of a calendar file in lower case.

    Raises
    ------
    UsageError
        Where no format goes by it. Ask before the plan is made, not after.
    """
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        known = f"use one of: {', '.join(KNOWN_SUFFIXES)}"
        close = did_you_mean(suffix, KNOWN_SUFFIXES)
        raise UsageError(
            f"{path.name!r}: no calendar is written to files that end like this", f"{close} {known}" if close else known
        )
    return suffix


def calendar_bytes(path: Path, case: Case, plan: Plan) -> bytes:
    """Put the calendar of a plan into the format that the name of a file asks for."""
    return _WRITERS[checked_suffix(path)](case, plan)

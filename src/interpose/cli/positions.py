"""`interpose positions`: each state's position as of a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import CaseArgument, Format, FormatOption, read_case, show

if TYPE_CHECKING:
    from interpose.case import Case

__all__ = ["positions"]


def positions(
    case: CaseArgument,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="What had been said by this day, such as 2025-04-30.")
    ] = None,
    known_by: Annotated[str | None, typer.Option("--known-by", metavar="DATE", help="What was public by this day.")] = None,
    state: Annotated[str | None, typer.Option("--state", metavar="STATE", help="One state only, such as FRA.")] = None,
    history: Annotated[bool, typer.Option("--history", help="How the position of --state moved.")] = False,
    changes: Annotated[bool, typer.Option("--changes", help="What changed since the day of --since.")] = False,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="With --changes: the day to compare with.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Say what each state's claims amount to as of a date.

    Example: `interpose positions ukraine-2024 --as-of 2025-04-30`
    """
    from interpose.brief.tables.evidence import positions_overview
    from interpose.errors import UsageError, did_you_mean
    from interpose.evidence import positions as read_positions

    read = read_case(case)
    last, known = day(as_of, "--as-of"), day(known_by, "--known-by")
    if state is not None and state not in read.states:
        raise UsageError(
            f"state {state!r} is not known", did_you_mean(state, read.states) or "write it as ISO 3166 alpha-3: FRA"
        )
    if history:
        if state is None:
            raise UsageError("--history needs a state", "add --state FRA")
        _history(read, state, last, known, output)
        return
    if changes or since is not None:
        if since is None:
            raise UsageError("--changes needs a day to compare with", "add --since 2025-01-01")
        _changes(read, since, last, state, output)
        return
    found = read_positions(read, last, known)
    if state is not None:
        found = replace(found, positions=tuple(position for position in found.positions if position.state == state))
    show(found, (positions_overview(found),), output)


def _history(case: Case, state: str, until: dt.date | None, known_by: dt.date | None, output: Format) -> None:
    from interpose.brief.tables.evidence import history_table
    from interpose.evidence import history

    found = history(case, state, until, known_by)
    show({"state": state, "history": found.entries, "roles": found.roles}, (history_table(found),), output)


def _changes(case: Case, since: str, until: dt.date | None, state: str | None, output: Format) -> None:
    from interpose.brief.tables.evidence import changes_table
    from interpose.evidence import changes

    first = day(since, "--since") or case.scenario.as_of
    found = [change for change in changes(case, first, until) if state in (None, change.state)]
    last = until or case.scenario.as_of
    show({"since": first, "as_of": last, "changes": found}, (changes_table(found, first, last),), output)


def day(text: str | None, option: str) -> dt.date | None:
    """Read a day given on the command line."""
    from interpose.errors import UsageError

    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is no day", "write year, month and day: 2025-04-30") from error

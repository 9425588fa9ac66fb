"""`interpose authority`: under whose flag."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import CaseArgument, Format, FormatOption, read_case, show

if TYPE_CHECKING:
    import datetime as dt

    from interpose.case import Case

__all__ = ["authority"]


def authority(
    case: CaseArgument,
    route: Annotated[
        list[str] | None, typer.Option("--route", metavar="ROUTE", help="Only this route, with every vote. May be repeated.")
    ] = None,
    suppose: Annotated[
        list[str] | None,
        typer.Option(
            "--suppose", metavar="STATE=VOTE", help="A hypothetical: yes, abstain, declared_abstention or no. May be repeated."
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Read the evidence up to this day, such as 2025-04-30.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Say under whose flag the force could stand: which routes pass, who blocks, and what would change it.

    Example: `interpose authority ukraine-2024 --route nato --suppose HUN=abstain`
    """
    from interpose.authority import authorise
    from interpose.brief.tables.authority import authority_tables
    from interpose.evidence import positions

    read = read_case(case)
    day, supposed = _asked(read, route or [], suppose or [], as_of)
    result = authorise(read, positions(read, day), suppose=supposed)
    chosen = [decision for decision in result.routes if not route or decision.id in route]
    show(replace(result, routes=tuple(chosen)), authority_tables(read.name, result, route or ()), output)


def _asked(case: Case, routes: list[str], suppose: list[str], as_of: str | None) -> tuple[dt.date | None, dict[str, str]]:
    """Read the day and the hypothetical votes; all that is wrong with the call is told together."""
    import datetime as dt

    from interpose.authority.routes import faults_of_supposed
    from interpose.errors import Fault, InputError, Location, use_one_of

    day, votes = None, dict[str, str]()
    faults = []
    if as_of is not None:
        try:
            day = dt.date.fromisoformat(as_of)
        except ValueError:
            mend = "write it as YYYY-MM-DD, such as 2024-12-15"
            faults.append(Fault(f"{as_of!r} is no date", Location("as-of"), why="positions are read as of a day", mend=mend))
    for name in routes:
        if name not in case.routes:
            mend = use_one_of(name, sorted(case.routes))
            faults.append(Fault(f"route {name!r} is not known", Location("route"), why="its law is needed", mend=mend))
    for text in suppose:
        state, sign, vote = text.partition("=")
        if not sign or not state or not vote:
            mend = "write STATE=VOTE, such as HUN=abstain"
            faults.append(
                Fault(f"{text!r} says no vote", Location("suppose"), why="a hypothetical is a vote of a state", mend=mend)
            )
        elif votes.setdefault(state, vote) != vote:
            faults.append(
                Fault(f"{state} is given two votes", Location("suppose"), why="a state votes once", mend="keep one of them")
            )
    asked = [name for name in routes if name in case.routes]
    faults.extend(faults_of_supposed(case, votes, asked, day))
    if faults:
        raise InputError(faults)
    return day, votes

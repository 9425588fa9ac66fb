"""`interpose positions`: each state's position as of a date."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from interpose.cli.output import CaseArgument, Format, FormatOption, print_json, print_table

__all__ = ["positions"]


def positions(
    case: CaseArgument,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="What had been said by this day, such as 2025-04-30.")
    ] = None,
    known_by: Annotated[str | None, typer.Option("--known-by", metavar="DATE", help="What was public by this day.")] = None,
    output: FormatOption = Format.table,
) -> None:
    """Say what each state's claims amount to as of a date.

    Example: `interpose positions ukraine-2024 --as-of 2025-04-30`
    """
    from interpose.case import load
    from interpose.evidence import modality_word
    from interpose.evidence import positions as read_positions

    found = read_positions(load(case), day(as_of, "--as-of"), day(known_by, "--known-by"))
    if output is Format.json:
        rows = [
            {
                "state": position.state,
                "modality": position.modality,
                "role": position.role,
                "claims": list(position.claims),
                "conditions": list(position.conditions),
                "conflict": position.conflict,
                "grade": position.grade,
                "roots": position.roots,
                "offices": [
                    {"office": view.office, "modality": view.modality, "claim": view.claim, "asserted_on": view.asserted_on}
                    for view in position.offices
                ],
            }
            for position in found.positions
        ]
        print_json({"as_of": found.as_of.isoformat(), "known_by": found.known_by.isoformat(), "positions": rows})
        return
    print_table(
        f"Positions as of {found.as_of}: sending troops",
        ["state", "position", "role", "conditions", "grade", "roots", "offices differ", "claims"],
        [
            (
                position.state,
                modality_word(position.modality),
                position.role,
                "; ".join(position.conditions) or None,
                position.grade,
                position.roots,
                "yes: " + ", ".join(f"{view.office} {modality_word(view.modality)}" for view in position.offices)
                if position.conflict
                else None,
                ", ".join(position.claims),
            )
            for position in found.positions
        ],
        numbers=["roots"],
        caption="Grade: Admiralty code. Roots: independent first speakers behind the position.",
    )


def day(text: str | None, option: str) -> dt.date | None:
    """Read a day given on the command line."""
    from interpose.errors import UsageError

    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is no day", "write year, month and day: 2025-04-30") from error

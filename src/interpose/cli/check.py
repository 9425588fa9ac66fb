"""`interpose check`: every fault of a case at once."""

from __future__ import annotations

from interpose.cli.console import CaseArgument, Format, FormatOption, note, print_json

__all__ = ["check"]


def check(case: CaseArgument, output: FormatOption = Format.table) -> None:
    """Read a case and list every fault with file, line, why it matters and how to mend it.

    Example: `interpose check my-question`
    """
    from dataclasses import asdict

    from interpose.cli import read_case
    from interpose.errors import InputError

    try:
        read = read_case(case)
    except InputError as error:
        if output is Format.json:
            print_json({"case": case, "faults": [asdict(fault) for fault in error.faults]})
        raise
    if output is Format.json:
        print_json({"case": case, "faults": [], "notices": [asdict(notice) for notice in read.notices]})
        return
    note(
        f"{read.name}: no faults. {len(read.claims)} claims from {len(read.sources)} sources, {len(read.pools)} pools, "
        f"{len(read.mandates)} mandates, {len(read.routes)} routes; digest {read.digest[:12]}."
    )

"""`interpose check`: every fault of a case at once."""

from __future__ import annotations

from interpose.cli.console import CaseArgument, Format, FormatOption, note, print_json, read_case
from interpose.errors import Fault, InputError

__all__ = ["check"]


def check(case: CaseArgument, output: FormatOption = Format.table) -> None:
    """Read a case and list every fault with file, line, why it matters and how to mend it.

    Where there is none, it names what will have no effect and what does not seem to belong, such as a line outside its host.

    Example: `interpose check my-question`
    """
    from interpose.assessment.doubts import doubts_of, faults_of_play

    try:
        read = read_case(case)
        if played := faults_of_play(read):
            raise InputError(played)
    except InputError as error:
        if output is Format.json:
            print_json({"case": case, "faults": [_plain(fault) for fault in error.faults]})
        raise
    doubts = doubts_of(read)
    if output is Format.json:
        print_json({"case": case, "faults": [], "notices": [_plain(notice) for notice in (*read.notices, *doubts)]})
        return
    for doubt in doubts:
        note(f"interpose: doubt: {doubt}")
    note(
        f"{read.name}: no faults. {len(read.claims)} claims from {len(read.sources)} sources, {len(read.pools)} pools, "
        f"{len(read.mandates)} mandates, {len(read.routes)} routes; digest {read.digest[:12]}."
    )


def _plain(fault: Fault) -> dict[str, str | int | None]:
    """Write a fault with its place in keys beside the others."""
    where = fault.where
    return {
        "what": fault.what,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "why": fault.why,
        "mend": fault.mend,
    }

"""The case whose ledger `interpose evidence` keeps, and the files that it is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from interpose.case import Case

__all__ = ["CaseOption", "CasePlace", "file_bytes", "ledger_case"]

CaseOption = Annotated[
    str | None,
    typer.Option("--case", metavar="CASE", help="A case folder, workbook or shipped case. Default: the folder you are in."),
]
CasePlace = Annotated[
    str | None, typer.Argument(metavar="CASE", help="A case folder, workbook or shipped case. Default: the folder you are in.")
]


def ledger_case(name: str | None, default: str | None = None) -> Case:
    """Read the case that is named, or the one of this folder, or the default."""
    from interpose.cli.console import read_case
    from interpose.errors import UsageError

    if name is None and not Path("scenario.yaml").is_file():
        if default is None:
            raise UsageError("no case is named, and this folder is none", "name the case, or go into its folder")
        return read_case(default)
    return read_case(name or ".")


def file_bytes(path: Path) -> bytes:
    """Read a file; what cannot be read is told as a fault of the call."""
    from interpose.errors import UsageError
    from interpose.limits import LIMITS

    try:
        with path.open("rb") as opened:
            data = opened.read(LIMITS.capture_bytes + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "check name and permissions") from error
    if len(data) > LIMITS.capture_bytes:
        what = f"{path} is larger than {LIMITS.capture_bytes // 1024**2} MiB"
        raise UsageError(what, "name the page alone, not an archive or a device")
    return data

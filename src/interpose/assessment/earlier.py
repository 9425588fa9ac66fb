"""What an earlier brief in a folder tells: of which case it is, and its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from interpose.case import Case, Figure
from interpose.errors import UsageError

__all__ = ["earlier_figures", "refuse_another_case"]


def refuse_another_case(folder: Path, case: str) -> None:
    """Refuse a folder that holds the brief of another case: its tables would stand among those of this one.

    Parameters
    ----------
    folder : pathlib.Path
        Where a brief is to be written.
    case : str
        Name of its case.

    Raises
    ------
    UsageError
        Where the folder holds the assessment of another case.
    """
    found = _assessment(folder)["case"].get("name", case)
    if found != case:
        raise UsageError(
            f"{folder} holds the brief of another case, {found}; nothing was written",
            "name another folder: -o DIR, or write over it: --force",
        )


def earlier_figures(folder: Path, case: Case) -> Mapping[str, Figure] | None:
    """Read the figures of a brief, where it is one of this very case by this very version: they would be computed alike.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the brief.
    case : Case
        The case as it is now.

    Returns
    -------
    mapping of str to Figure, or None
        The figures by name; None where no such brief stands there.
    """
    found = _assessment(folder)
    if (found["case"].get("digest"), found.get("version")) != (case.digest, version("interpose")):
        return None
    return {row["name"]: _figure(row) for row in found["figures"]}


def _figure(row: Mapping[str, Any]) -> Figure:
    lists = {key: tuple(row[key]) for key in ("inputs", "claims", "assumptions")}
    return Figure(name=row["name"], value=row["value"], unit=row["unit"], formula=row["formula"], **lists)


def _assessment(folder: Path) -> Mapping[str, Any]:
    """Read the assessment in a folder; what is none of ours tells of no case."""
    try:
        found = json.loads((folder / "assessment.json").read_bytes())
    except (OSError, ValueError):
        found = None
    return found if isinstance(found, dict) and isinstance(found.get("case"), dict) else {"case": {}}

"""Reading games: payoffs of the unilateral deterrence game, and escalation trees, every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from interpose.case.files import FileReader
from interpose.case.tables.escalation import UnilateralPayoffs
from interpose.case.tables.fields import Row
from interpose.case.yaml_files import parse_yaml, validate_yaml
from interpose.errors import Fault, InputError, UsageError

__all__ = ["read_payoffs"]

RowT = TypeVar("RowT", bound=Row)


def read_payoffs(path: Path) -> UnilateralPayoffs:
    """Read the payoffs of a unilateral deterrence game.

    Parameters
    ----------
    path : pathlib.Path
        A YAML file with `challenger: {DC, SQ, DD_hard, CD, DD_soft}` and
        `defender: {SQ, CD, DD_hard, DC, DD_soft}`.

    Returns
    -------
    UnilateralPayoffs
        The payoffs, in their orderings.

    Raises
    ------
    UsageError
        Where there is no such file.
    InputError
        With every fault of the file, each ordering that is broken among them.
    """
    return _read(path, UnilateralPayoffs)


def _read(path: Path, model: type[RowT]) -> RowT:
    if not path.is_file():
        raise UsageError(f"there is no file {str(path)!r}", "name a YAML file")
    faults: list[Fault] = []
    text = FileReader(path.parent, "case", faults).text(path.name)
    parsed = parse_yaml(text, path.name, faults) if text is not None else None
    row = validate_yaml(parsed, model, faults) if parsed is not None else None
    if faults or row is None:
        raise InputError(faults)
    return row

"""Reading games: payoffs of the unilateral deterrence game, and escalation games, every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from interpose.case.escalation_rules import escalation_faults
from interpose.case.files import FileReader
from interpose.case.tables.escalation import Escalation, UnilateralPayoffs
from interpose.case.tables.fields import Row
from interpose.case.yaml_files import YamlText, parse_yaml, validate_yaml
from interpose.errors import Fault, InputError, UsageError

__all__ = ["parse_escalation", "read_escalation", "read_payoffs"]

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
    faults: list[Fault] = []
    parsed = _parsed(path, faults)
    row = validate_yaml(parsed, UnilateralPayoffs, faults) if parsed is not None else None
    return _sound(row, faults)


def read_escalation(path: Path) -> Escalation:
    """Read an escalation game from its file.

    Parameters
    ----------
    path : pathlib.Path
        `escalation.yaml` of a case, or a game of its own.

    Returns
    -------
    Escalation
        The game.

    Raises
    ------
    UsageError
        Where there is no such file.
    InputError
        With every fault of the file.

    Examples
    --------
    >>> from interpose.case.library import reference_folder
    >>> game = read_escalation(reference_folder() / "games" / "asymmetric_escalation.yaml")
    >>> [player.id for player in game.players]
    ['challenger', 'defender']
    """
    faults: list[Fault] = []
    parsed = _parsed(path, faults)
    return _sound(_checked(parsed, faults) if parsed is not None else None, faults)


def parse_escalation(text: str, file: str, faults: list[Fault]) -> Escalation | None:
    """Read an escalation game from text.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go.

    Returns
    -------
    Escalation or None
        None where there was a fault.
    """
    parsed = parse_yaml(text, file, faults)
    return _checked(parsed, faults) if parsed is not None else None


def _checked(parsed: YamlText, faults: list[Fault]) -> Escalation | None:
    row = validate_yaml(parsed, Escalation, faults)
    if row is None:
        return None
    found = escalation_faults(row, parsed)
    faults.extend(found)
    return None if found else row


def _parsed(path: Path, faults: list[Fault]) -> YamlText | None:
    if not path.is_file():
        raise UsageError(f"there is no file {str(path)!r}", "name a YAML file")
    text = FileReader(path.parent, "case", faults).text(path.name)
    return parse_yaml(text, path.name, faults) if text is not None else None


def _sound(row: RowT | None, faults: list[Fault]) -> RowT:
    if faults or row is None:
        raise InputError(faults)
    return row

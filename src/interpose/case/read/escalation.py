"""Reading games: payoffs of the unilateral deterrence game, and escalation games, every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TypeVar

from interpose.case.check.escalation_rules import escalation_faults
from interpose.case.located import YamlText
from interpose.case.read.formats.files import FileReader
from interpose.case.read.formats.yaml_files import parse_yaml, validate_yaml
from interpose.case.tables.escalation import Escalation, UnilateralPayoffs
from interpose.case.tables.fields import Row
from interpose.errors import Fault, InputError, UsageError

__all__ = ["game_file", "parse_escalation", "read_escalation", "read_payoffs", "shipped_games"]

RowT = TypeVar("RowT", bound=Row)

DEAD = "unilateral.defender.DD_hard"
"""A number of the unilateral game on which no threshold and no equilibrium hangs."""


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
    >>> game = read_escalation(shipped_games()["asymmetric-escalation"])
    >>> [player.id for player in game.players]
    ['challenger', 'defender']
    """
    faults: list[Fault] = []
    parsed = _parsed(path, faults)
    return _sound(_checked(parsed, faults) if parsed is not None else None, faults)


def shipped_games() -> dict[str, Path]:
    """List the shipped cases that hold a game alone: no force, no positions, no area.

    Returns
    -------
    dict of str to pathlib.Path
        Their `escalation.yaml`, by name.

    Examples
    --------
    >>> list(shipped_games())
    ['asymmetric-escalation']
    """
    root = Path(str(resources.files("interpose"))) / "cases" / "games"
    return {path.parent.name: path for path in sorted(root.glob("*/escalation.yaml"))}


def game_file(name: str) -> Path | None:
    """Find the game of a case that holds nothing else.

    Parameters
    ----------
    name : str
        A folder with `escalation.yaml` and no `scenario.yaml`, or the name of a shipped game; a folder of that name comes
        first.

    Returns
    -------
    pathlib.Path or None
        The file; None where the name is not that of such a case.
    """
    folder = Path(name)
    if folder.is_dir():
        file = folder / "escalation.yaml"
        return file if file.is_file() and not (folder / "scenario.yaml").exists() else None
    return shipped_games().get(name)


def parse_escalation(text: str, file: str, faults: list[Fault], notices: list[Fault] | None = None) -> Escalation | None:
    """Read an escalation game from text.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go.
    notices : list of Fault, optional
        Where it is told what stands in the spelling of an earlier version.

    Returns
    -------
    Escalation or None
        None where there was a fault.
    """
    parsed = parse_yaml(text, file, faults)
    if parsed is not None and notices is not None:
        notices.extend(_notices(parsed))
    return _checked(parsed, faults) if parsed is not None else None


def _notices(parsed: YamlText) -> Iterator[Fault]:
    """Say which keys and channels were read in the spelling of version 0.1, and which effect moves nothing."""
    data = parsed.data if isinstance(parsed.data, dict) else {}
    effects, race = data.get("effects"), data.get("race")
    for place, effect in enumerate(effects if isinstance(effects, list) else []):
        if isinstance(effect, dict) and effect.get("channel") == "american_support":
            yield _old_spelling(parsed, ["effects", place, "channel"], "american_support", "external_support")
        if isinstance(effect, dict) and effect.get("target") == DEAD:
            what, why = f"an effect on {DEAD} changes no answer", "no threshold of the game hangs on it"
            mend = "move a belief such as `types.PLAYER.TYPE` instead, or delete it"
            yield Fault(what, parsed.location(["effects", place, "target"]), why, mend)
    if isinstance(race, dict) and "delay_without_american_support" in race:
        old, new = "delay_without_american_support", "delay_without_external_support"
        yield _old_spelling(parsed, ["race", old], old, new)


def _old_spelling(parsed: YamlText, path: list[int | str], old: str, new: str) -> Fault:
    why = "who provides enablers from outside is data of the case"
    what, mend = f"{old} is the spelling of version 0.1", f"write `{new}`; it was read as that"
    return Fault(what, parsed.location(path), why, mend)


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

"""Where cases are: the shipped ones by name, a user's own by folder."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from interpose.errors import UsageError, did_you_mean

__all__ = ["ShippedCase", "find_case", "reference_folder", "shipped_cases"]


@dataclass(frozen=True, slots=True)
class ShippedCase:
    """A case that comes with Interpose."""

    name: str
    folder: Path


def reference_folder() -> Path:
    """Return the folder of the reference data."""
    return Path(str(resources.files("interpose"))) / "reference"


def shipped_cases() -> tuple[ShippedCase, ...]:
    """List the shipped cases by name.

    Examples
    --------
    >>> "ukraine-2024" in [case.name for case in shipped_cases()]
    True
    """
    root = Path(str(resources.files("interpose"))) / "cases"
    return tuple(ShippedCase(path.parent.name, path.parent) for path in sorted(root.glob("*/scenario.yaml")))


def find_case(name: str | Path) -> Path:
    """Find the folder of a case.

    Parameters
    ----------
    name : str or pathlib.Path
        A folder, or the name of a shipped case. A folder of that name in the current directory comes first.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    UsageError
        Where there is no such folder and no such shipped case.
    """
    folder = Path(name)
    try:
        there, is_folder = folder.exists(), folder.is_dir()
    except (OSError, ValueError):  # a name that is too long for a file, or that holds what no name may
        raise UsageError(f"{str(name)[:80]!r} is no name that a file can have", "name a folder or a workbook") from None
    if is_folder:
        return folder
    shipped = {case.name: case.folder for case in shipped_cases()}
    if str(name) in shipped:
        return shipped[str(name)]
    if there:
        holds = (folder.parent / "scenario.yaml").is_file()
        mend = (
            f"name the folder that holds it: {folder.parent.resolve()}" if holds else "name a folder that holds scenario.yaml"
        )
        raise UsageError(f"{name} is a file; a case is a folder or a workbook (.xlsx)", mend)
    for kind, verb in (
        ("games", f"ask `interpose deter {name}`"),
        ("missions", "ask `interpose cases --missions` or `interpose backtest`"),
    ):
        if (Path(str(resources.files("interpose"))) / "cases" / kind / str(name)).is_dir():
            raise UsageError(f"{name} is one of the {kind}, not a whole case", verb)
    near = did_you_mean(str(name), shipped)
    raise UsageError(
        f"there is no case {str(name)!r}: no such folder or workbook, and no shipped case of that name",
        near or f"name a folder or a workbook, or one of: {', '.join(shipped)}; `interpose new NAME` makes one",
    )

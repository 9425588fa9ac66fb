"""The one door to a case: a folder, a shipped case by its name, or a workbook."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interpose.case.read.formats.workbook import folder_from_workbook
from interpose.case.read.library import find_case
from interpose.errors import Fault, InputError, Location, UsageError

__all__ = ["KEPT", "is_workbook", "opened"]

KEPT = ".interpose-kept"
"""Folder within a case in which a run that writes several files keeps those that it replaces, until all are in place."""


def is_workbook(name: str | Path) -> bool:
    """Say whether a name is that of a workbook, whatever the case of its ending.

    Examples
    --------
    >>> is_workbook("plans/My case.XLSX"), is_workbook("ukraine-2024")
    (True, False)
    """
    return Path(name).suffix.casefold() in (".xlsx", ".xlsm") and not Path(name).is_dir()


@contextmanager
def opened(name: str | Path) -> Iterator[Path]:
    """Open a case to read: give the folder that holds its files.

    Parameters
    ----------
    name : str or pathlib.Path
        A case folder, the name of a shipped case, or a workbook as `interpose new NAME.xlsx` makes it.

    Yields
    ------
    pathlib.Path
        The folder; for a workbook one of its files, which is gone afterwards.

    Raises
    ------
    UsageError
        Where there is no such case.
    InputError
        Where it is no folder or workbook of a case. Faults of a workbook that are raised within are told by sheet and row.
    """
    path = Path(name)
    if not (is_workbook(path) and path.is_file()):
        folder = find_case(name)
        if (folder / KEPT).is_dir():
            what = f"a run that wrote into {name} was ended half-way"
            raise UsageError(what, f"run `interpose check {shlex.quote(str(name))}`: it puts back the files that were replaced")
        if not any((folder / file).exists() for file in _FIRST_FILES):
            raise InputError([_no_case(folder)])
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="interpose-") as place:
        folder = Path(place) / path.stem
        folder.mkdir()
        places = folder_from_workbook(path, folder)
        try:
            yield folder
        except InputError as refused:
            raise InputError(places.told(refused.faults)) from None


_FIRST_FILES = ("scenario.yaml", "area.geojson", "pools.csv")
"""Files of which every case has its own; a folder without any of them is no case with faults but none at all."""


def _no_case(folder: Path) -> Fault:
    """Say of a folder that it is no case, instead of what follows from that for each of its files."""
    within = sorted(path.parent for path in folder.glob("*/scenario.yaml"))
    named = f"name {shlex.quote(str(within[0]))}" if len(within) == 1 else "name the folder of a case"
    return Fault(
        f"the file with which a case begins is missing from {folder}",
        Location("scenario.yaml"),
        "it holds the question and the choices; a folder without it, a line and units is no case",
        f"{named}, or make one: `interpose new NAME` copies a shipped case with all its files, to be changed",
    )

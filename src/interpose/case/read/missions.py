"""Reading the mission library, and the reference data that sizes a line without a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TypeVar

from interpose.case.check.reference_rules import reference_faults
from interpose.case.located import Located
from interpose.case.read.formats.files import FileReader
from interpose.case.read.formats.tabular import read_table, validate_rows
from interpose.case.read.formats.yaml_files import parse_yaml, validate_yaml
from interpose.case.read.library import reference_folder
from interpose.case.tables.fields import Row
from interpose.case.tables.force import PlanningFactor, UnitType
from interpose.case.tables.mandates import Mandate
from interpose.case.tables.missions import Mission, MissionSource, MissionStrength
from interpose.errors import Fault, InputError, Location, did_you_mean
from interpose.notebook import Summarised

__all__ = ["MissionCase", "MissionLibrary", "PlanningReference", "load_missions", "planning_reference", "rules_of_missions"]

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, repr=False)
class PlanningReference(Summarised):
    """What sizes a mandate: the shipped rules, unit types and planning factors, without a case.

    Parameters
    ----------
    mandates, unit_types, planning_factors : mapping
        By name.
    """

    mandates: Mapping[str, Mandate]
    unit_types: Mapping[str, UnitType]
    planning_factors: Mapping[str, PlanningFactor]


@dataclass(frozen=True)
class MissionCase:
    """One historical mission with its strengths and sources.

    Parameters
    ----------
    mission : Mission
        Mandate and ground.
    strengths : tuple of MissionStrength
        Authorised and actual strength over time, in the order of the file.
    sources : mapping of str to MissionSource
        Where the facts were read, by name.
    """

    mission: Mission
    strengths: tuple[MissionStrength, ...]
    sources: Mapping[str, MissionSource]

    def peak(self, kind: str) -> MissionStrength | None:
        """Return the largest authorised or actual strength, the earliest of equals; None where none was found."""
        mine = [row for row in self.strengths if row.kind == kind]
        return max(mine, key=lambda row: row.persons, default=None)


@dataclass(frozen=True, repr=False)
class MissionLibrary(Summarised):
    """The historical missions with what their requirement is computed from.

    Parameters
    ----------
    missions : tuple of MissionCase
        By name.
    reference : PlanningReference
        Rules and units; the mandates include those that only the library uses.
    """

    missions: tuple[MissionCase, ...]
    reference: PlanningReference


@cache
def planning_reference() -> PlanningReference:
    """Read the shipped mandates, unit types and planning factors.

    Returns
    -------
    PlanningReference
        By name.

    Examples
    --------
    >>> "interpose" in planning_reference().mandates
    True
    """
    faults: list[Fault] = []
    reader = FileReader(reference_folder(), "reference", faults)
    mandates = _mandates(reader, "mandates/*.yaml")
    units = _rows(reader, "unit_types.csv", UnitType)
    factors = _rows(reader, "planning_factors.csv", PlanningFactor)
    if faults:
        raise InputError(faults)
    return PlanningReference(
        {name: located.row for name, located in mandates.items()},
        {row.row.unit_type: row.row for row in units},
        {row.row.factor: row.row for row in factors},
    )


@cache
def rules_of_missions() -> PlanningReference:
    """Read the shipped reference with the mandates that only historical missions had, such as securing a population.

    Returns
    -------
    PlanningReference
        By name.

    Examples
    --------
    >>> "secure_population" in rules_of_missions().mandates
    True
    """
    faults: list[Fault] = []
    reference = planning_reference()
    own = _mandates(FileReader(_shipped(), "reference", faults), "mandates/*.yaml")
    if faults:
        raise InputError(faults)
    mandates = {**reference.mandates, **{name: located.row for name, located in own.items()}}
    return PlanningReference(mandates, reference.unit_types, reference.planning_factors)


def _shipped() -> Path:
    return Path(str(resources.files("interpose"))) / "cases" / "missions"


def load_missions(folder: str | Path | None = None) -> MissionLibrary:
    """Read the mission library.

    Parameters
    ----------
    folder : str or pathlib.Path, optional
        A folder with one folder a mission (`mission.yaml`, `strength.csv`, `sources.csv`) and, if it needs them,
        `mandates/*.yaml`; the shipped library unless given.

    Returns
    -------
    MissionLibrary
        Every mission, by name.

    Raises
    ------
    InputError
        With every fault of every file.

    Examples
    --------
    >>> len(load_missions().missions) >= 14
    True
    """
    root = Path(folder) if folder is not None else _shipped()
    faults: list[Fault] = []
    reader = FileReader(root, "case", faults)
    reference = planning_reference()
    own = _mandates(reader, "mandates/*.yaml")
    mandates = {**reference.mandates, **{name: located.row for name, located in own.items()}}
    faults.extend(reference_faults(own.values(), {"unit_types": reference.unit_types, "mandates": mandates}))
    found = [_mission(reader, name.removesuffix("/mission.yaml"), mandates, faults) for name in reader.names("*/mission.yaml")]
    faults.extend(_unread(reader))
    if not found:
        faults.append(Fault("there is no mission", Location(str(root)), "a library holds missions", "add NAME/mission.yaml"))
    if faults:
        raise InputError(faults)
    missions = tuple(mission for mission in found if mission is not None)
    return MissionLibrary(missions, PlanningReference(mandates, reference.unit_types, reference.planning_factors))


_MISSION_FILES = ("mission.yaml", "strength.csv", "sources.csv")


def _unread(reader: FileReader) -> Iterator[Fault]:
    """Refuse files that nothing reads, and folders of a mission without the file that tells it."""
    why = "a file that nothing reads would be lost in silence"
    for name in reader.own_names():
        path = PurePosixPath(name)
        if path.suffix.casefold() not in (".csv", ".tsv", ".yaml", ".yml"):
            continue
        folder = path.parent.as_posix()
        if len(path.parts) == 2 and folder == "mandates" and path.suffix == ".yaml":
            continue
        if len(path.parts) != 2 or path.name not in _MISSION_FILES:
            mend = did_you_mean(path.name, _MISSION_FILES) or "move it out of the library if it is not part of a mission"
            yield Fault(f"file {name!r} is not part of a mission", Location(name), why, mend)
        elif not reader.exists(f"{folder}/mission.yaml"):
            yield Fault("the mission has no mission.yaml", Location(name), why, f"add {folder}/mission.yaml")


def _mission(reader: FileReader, name: str, mandates: Mapping[str, Mandate], faults: list[Fault]) -> MissionCase | None:
    file = f"{name}/mission.yaml"
    text = reader.text(file)
    parsed = parse_yaml(text, file, faults) if text is not None else None
    mission = validate_yaml(parsed, Mission, faults) if parsed is not None else None
    strengths = _rows(reader, f"{name}/strength.csv", MissionStrength)
    sources = {row.row.id: row.row for row in _rows(reader, f"{name}/sources.csv", MissionSource)}
    known = {"mission_sources": sources, "mandates": mandates}
    faults.extend(reference_faults(strengths, known))
    if mission is None or parsed is None:
        return None
    if mission.id != name:
        what = f"id {mission.id!r} differs from the folder {name!r}"
        faults.append(Fault(what, parsed.location(("id",)), "it is found by its id", f"write `id: {name}`"))
    faults.extend(reference_faults([Located(mission, file, 1, parsed)], known))
    return MissionCase(mission, tuple(row.row for row in strengths), sources)


def _mandates(reader: FileReader, pattern: str) -> dict[str, Located[Mandate]]:
    found: dict[str, Located[Mandate]] = {}
    for name in reader.names(pattern):
        text = reader.text(name)
        parsed = parse_yaml(text, reader.shown(name), reader.faults) if text is not None else None
        row = validate_yaml(parsed, Mandate, reader.faults) if parsed is not None else None
        if row is not None:
            found[row.id] = Located(row, reader.shown(name), 1, parsed)
    return found


def _rows(reader: FileReader, name: str, model: type[RowT]) -> list[Located[RowT]]:
    return validate_rows(read_table(reader, name, model), model, reader.faults)

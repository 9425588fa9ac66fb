"""Reading a case: the reference data first, the case over it, every fault of all files at once."""

from __future__ import annotations

import gc
import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from interpose.case.case import Case
from interpose.case.check.cross_checks import check_references
from interpose.case.located import Located, YamlText
from interpose.case.read.escalation import parse_escalation
from interpose.case.read.formats.files import FileReader, missing, unknown_files
from interpose.case.read.formats.tabular import RawRow, RawTable, names_at_fault, read_table, validate_rows, without_duplicates
from interpose.case.read.formats.yaml_files import parse_yaml, validate_yaml
from interpose.case.read.geojson import parse_area
from interpose.case.read.ledger import read_ledger
from interpose.case.read.lexicon import read_spellings
from interpose.case.read.library import reference_folder, shipped_cases
from interpose.case.read.opening import is_workbook, opened
from interpose.case.registry import TABLES, TableSpec
from interpose.case.row_ref import table_of
from interpose.case.tables.area import Area
from interpose.case.tables.authority import Route
from interpose.case.tables.escalation import Escalation
from interpose.case.tables.evidence import Hop
from interpose.case.tables.fields import Row
from interpose.case.tables.mandates import Mandate
from interpose.case.tables.scenario import Scenario
from interpose.case.varied.faults import uncertainty_faults
from interpose.case.varied.inputs import VARIED_TABLES, Inputs
from interpose.errors import Fault, InputError, UsageError, use_one_of

__all__ = ["load", "loaded"]

RowT = TypeVar("RowT", bound=Row)
_BY_NAME = (
    *("states", "unit_types", "planning_factors", "votes", "repair_prices", "proposals"),
    *("move_units", "move_factors", "nodes", "crossings", "lift", "airfields", "homes"),
)
"""Tables that a case holds by the name of each row; all others are held row by row."""


def load(name: str | Path) -> Case:
    """Read a case.

    Parameters
    ----------
    name : str or pathlib.Path
        A case folder, the name of a shipped case, or a workbook of a case.

    Returns
    -------
    Case
        The case with the reference data merged in, frozen.

    Raises
    ------
    UsageError
        Where there is no such case.
    InputError
        With every fault of every file.

    Examples
    --------
    >>> load("ukraine-2024").scenario.mandate
    'interpose'
    """
    with _collector_at_rest(), opened(name) as folder:
        return _load(folder, Path(name) if is_workbook(name) else folder)


def loaded(case: object) -> Case:
    """Give back a case that was loaded, and refuse what stands in its place.

    Parameters
    ----------
    case : object
        What a public function was given as its case.

    Returns
    -------
    Case
        The same.

    Raises
    ------
    UsageError
        Where it is no case, such as the name of one.
    """
    if isinstance(case, Case):
        return case
    given = f"interpose.load({str(case)!r})" if isinstance(case, (str, Path)) else "interpose.load(...)"
    raise UsageError(f"the case is of type {type(case).__name__}, not one that was loaded", f"load it first: `case = {given}`")


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the collector of cycles from walking over rows that only grow: 15,000 claims take 2 CPU s, not 3.

    That is for whoever loads a case in Python; a command lets the collector look for cycles hardly ever.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _load(folder: Path, origin: Path) -> Case:
    faults: list[Fault] = []
    case = FileReader(folder, "case", faults)
    reference, reference_tables, reference_yaml = _reference()
    faults.extend(unknown_files(case))
    scenario, named = _scenario(case, faults)
    unsound: dict[str, Collection[str] | None] = {}
    tables = {spec.file: _table(spec, case, reference_tables.get(spec.file), faults, unsound) for spec in TABLES}
    notices: list[Fault] = []
    ledger, unsound_ledger, ledger_files = read_ledger(case, reference.folder, named, faults, notices)
    unsound |= unsound_ledger
    yaml_rows: dict[str, dict[str, Located[Any]]] = {
        "mandates": {**reference_yaml["mandates"], **_yaml_folder(case, "mandates", Mandate, faults, unsound)},
        "routes": {**reference_yaml["routes"], **_yaml_folder(case, "routes", Route, faults, unsound)},
    }
    area = _area(case, faults)
    escalation = None
    if case.exists("escalation.yaml") and (text := case.text("escalation.yaml")) is not None:
        escalation = parse_escalation(text, case.shown("escalation.yaml"), faults, notices)
    drawn_sectors = len(area.sectors) if area else None
    check_references(scenario, tables, ledger, yaml_rows, faults, named=named, drawn_sectors=drawn_sectors, unsound=unsound)
    faults.extend(_varied(case, scenario, tables, yaml_rows, escalation, unsound, notices))
    if faults or scenario is None or area is None:
        raise InputError(faults)
    return Case(
        name=folder.resolve().name,
        folder=origin,
        digest=_digest(case, reference, ledger_files),
        scenario=scenario.row,
        sources=_by_id(ledger["sources.csv"]),
        claims=_by_id(ledger["claims.csv"]),
        hops=_hops(ledger["hops.csv"]),
        quotes=tuple(located.row for located in ledger["quotes.csv"]),
        relations=tuple(located.row for located in ledger["relations.csv"]),
        judgements=tuple(located.row for located in ledger["judgements.csv"]),
        mandates={key: located.row for key, located in sorted(yaml_rows["mandates"].items())},
        routes={key: located.row for key, located in sorted(yaml_rows["routes"].items())},
        **_held(tables),
        area=area,
        overrides={
            spec.file.removesuffix(".csv"): frozenset(
                str(getattr(located.row, spec.key[0])) for located in tables[spec.file] if located.file == case.shown(spec.file)
            )
            for spec in TABLES
            if spec.overrides
        },
        escalation=escalation,
        spellings=reference.spellings,
        notices=(*_notices(scenario.text), *notices),
    )


def _varied(
    case: FileReader,
    scenario: Located[Scenario] | None,
    tables: dict[str, list[Located[Any]]],
    yaml_rows: Mapping[str, Mapping[str, Located[Any]]],
    escalation: Escalation | None,
    unsound: Mapping[str, Collection[str] | None],
    notices: list[Fault],
) -> list[Fault]:
    """Find what is wrong with the inputs that a study varies; of files with faults of their own nothing is said.

    Rows that come with the shipped case on which another is based are left out where they do not fit, which is a notice.
    """
    rows: dict[str, dict[str, Row]] = {
        file: {spec.key_of(located.row): located.row for located in tables[file]} for file, spec in VARIED_TABLES.items()
    }
    rows |= {
        f"mandates/{name}.yaml": {rule.id: rule for rule in located.row.rules}
        for name, located in yaml_rows["mandates"].items()
    }
    states = frozenset(located.row.state for located in tables["states.csv"])
    inputs = Inputs(rows=rows, scenario=scenario.row if scenario else None, escalation=escalation, states=states)
    at_fault = {f"{name}.csv" for name, names in unsound.items() if names is None or names}
    at_fault |= {f"mandates/{name}.yaml" for name in unsound.get("mandates") or ()}
    at_fault |= {name for name, read in (("scenario.yaml", scenario), ("escalation.yaml", escalation)) if read is None}
    varied = tables["uncertainties.csv"]
    faults, doubts = uncertainty_faults(varied, inputs, at_fault)
    notices.extend(doubts)
    if not case.inherits("uncertainties.csv"):
        return faults
    notices.extend(faults)
    misfits = {fault.where.line for fault in faults}
    tables["uncertainties.csv"] = [located for located in varied if located.line not in misfits]
    return []


def _held(tables: Mapping[str, Sequence[Located[Any]]]) -> dict[str, Any]:
    """Give the rows of each table as a case holds them, by the name of its field."""
    held: dict[str, Any] = {}
    for spec in TABLES:
        rows = [located.row for located in tables[spec.file]]
        named = spec.name in _BY_NAME
        held[spec.name] = {str(getattr(row, spec.key[0])): row for row in rows} if named else tuple(rows)
    held["places"] = held.pop("places_ne10m")
    return held


def _notices(scenario: YamlText | None) -> tuple[Fault, ...]:
    """Say which keys were read in the spelling of an earlier version."""
    data = scenario.data if scenario is not None else None
    options = data.get("options") if isinstance(data, dict) else None
    if scenario is None or not isinstance(options, dict) or "american_enablers" not in options:
        return ()
    provision = "as_caveated" if options["american_enablers"] else "none"
    return (
        Fault(
            "options.american_enablers is the spelling of version 0.1",
            scenario.location(("options", "american_enablers")),
            "who provides enablers from outside is data of the case",
            f"write `external_enablers: {{USA: {provision}}}`; it was read as that",
        ),
    )


@dataclass(frozen=True)
class _Reference:
    folder: Path
    digests: tuple[str, ...]
    spellings: Mapping[str, Mapping[str, tuple[str, ...]]]


@lru_cache(maxsize=1)
def _reference() -> tuple[_Reference, Mapping[str, RawTable], Mapping[str, Mapping[str, Located[Any]]]]:
    """Read the shipped reference data once a process; a fault in it is ours, and is raised as any other."""
    faults: list[Fault] = []
    reader = FileReader(reference_folder(), "reference", faults)
    tables: dict[str, RawTable] = {}
    for spec in TABLES:
        if spec.overrides or spec.reference_only:
            tables[spec.file] = read_table(reader, spec.file, spec.model)
    yaml_rows: dict[str, Mapping[str, Located[Any]]] = {
        "mandates": _yaml_folder(reader, "mandates", Mandate, faults, {}),
        "routes": _yaml_folder(reader, "routes", Route, faults, {}),
    }
    spellings = read_spellings(reader.text("lexicon/states.csv") or "")
    if faults:
        raise InputError(faults)
    return _Reference(reader.folder, tuple(reader.digests()), spellings), tables, yaml_rows


@cache
def _reference_rows(file: str) -> tuple[Located[Any], ...]:
    """Check the rows of a table of the reference once a process: most cases change none of them."""
    faults: list[Fault] = []
    rows = validate_rows(_reference()[1][file], table_of(file).model, faults)
    if faults:
        raise InputError(faults)
    return tuple(rows)


def _area(case: FileReader, faults: list[Fault]) -> Area | None:
    if not case.exists("area.geojson"):
        faults.append(missing("area.geojson", "the line of contact has no other place"))
        return None
    text = case.text("area.geojson")
    return parse_area(text, case.shown("area.geojson"), faults) if text is not None else None


def _scenario(case: FileReader, faults: list[Fault]) -> tuple[Located[Scenario] | None, Located[Scenario] | None]:
    """Read the scenario; where a field is at fault it is None, and the names in its other fields stand beside it."""
    if not case.exists("scenario.yaml"):
        faults.append(missing("scenario.yaml", "it holds the question and the choices"))
        return None, None
    text = case.text("scenario.yaml")
    parsed = parse_yaml(text, "scenario.yaml", faults) if text is not None else None
    row = validate_yaml(parsed, Scenario, faults) if parsed is not None else None
    scenario = Located(row, "scenario.yaml", 1, parsed) if row is not None else None
    named = scenario or (_names_only(parsed, faults) if parsed is not None else None)
    case.base = _base(text or "", named, faults)
    return scenario, named


def _names_only(parsed: YamlText, faults: Sequence[Fault]) -> Located[Scenario] | None:
    """Keep the names in a scenario with a fault elsewhere; None where it cannot be told which other files it draws on."""
    told = {fault.where for fault in faults}
    data = parsed.data if isinstance(parsed.data, dict) else {}
    written = {name: data[name] for name in ("mandate", "route", "host", "based_on", "ledger") if data.get(name) is not None}
    texts = {name: value for name, value in written.items() if isinstance(value, str)}
    sound = {name: value for name, value in texts.items() if parsed.location((name,)) not in told}
    if any(name in written and name not in sound for name in ("based_on", "ledger")):
        return None
    fields: dict[str, Any] = {**dict.fromkeys(Scenario.model_fields), **sound}
    return Located(Scenario.model_construct(**fields), "scenario.yaml", 1, parsed)


def _base(text: str, scenario: Located[Scenario] | None, faults: list[Fault]) -> FileReader | None:
    """Open the shipped case that a case takes its other files from; also where the scenario that names it has a fault."""
    shipped = {case.name: case.folder for case in shipped_cases()}
    if scenario is None:
        written = re.search(r"^based_on:\s*([\w.-]+)", text, re.MULTILINE)
        name = written[1] if written is not None else None
    else:
        name = scenario.row.based_on
    if name in shipped:
        return FileReader(shipped[name], f"cases/{name}", faults)
    if name is not None and scenario is not None:
        mend = use_one_of(name, shipped, ", or leave the key out")
        what = f"there is no shipped case {name!r}"
        faults.append(Fault(what, scenario.at("based_on"), "the files it would take from there are missing", mend))
    return None


def _table(
    spec: TableSpec,
    case: FileReader,
    reference: RawTable | None,
    faults: list[Fault],
    unsound: dict[str, Collection[str] | None],
) -> list[Located[Any]]:
    """Read one table of a case; where it overrides the reference, cell by cell."""
    own = RawTable(spec.file, (), ())
    if not spec.reference_only and case.exists(spec.file):
        own = read_table(case, spec.file, spec.model, partial=spec.overrides)
    elif spec.needed:
        faults.append(missing(spec.file, spec.answers.lower()))
        own = RawTable(spec.file, (), (), readable=False)
    own = without_duplicates(own, spec.key, faults)
    if reference is None:
        rows = validate_rows(own, spec.model, faults)
        unsound[spec.name] = names_at_fault(own, spec.key, rows)
        return rows
    if own.readable and not own.rows:
        unsound[spec.name] = ()
        return list(_reference_rows(spec.file))
    merged = {tuple(row.cells.get(name, "") for name in spec.key) or (row.line,): row for row in reference.rows}
    for row in own.rows:
        key = tuple(row.cells.get(name, "") for name in spec.key)
        base = merged[key].cells if key in merged else {}
        merged[key] = RawRow({**base, **row.cells}, row.file, row.line, row.columns)
    columns = tuple(dict.fromkeys((*reference.columns, *own.columns)))
    everything = RawTable(reference.file, columns, tuple(merged.values()), own.readable)
    rows = validate_rows(everything, spec.model, faults)
    unsound[spec.name] = names_at_fault(everything, spec.key, rows)
    return rows


def _yaml_folder(
    reader: FileReader, kind: str, model: type[RowT], faults: list[Fault], unsound: dict[str, Collection[str] | None]
) -> dict[str, Located[RowT]]:
    found: dict[str, Located[RowT]] = {}
    at_fault: list[str] = []
    for name in reader.names(f"{kind}/*.yaml"):
        text = reader.text(name)
        shown = reader.shown(name)
        parsed = parse_yaml(text, shown, faults) if text is not None else None
        row = validate_yaml(parsed, model, faults) if parsed is not None else None
        if row is None or parsed is None:
            at_fault.append(Path(name).stem)
            continue
        key = str(row.id)  # type: ignore[attr-defined]
        if key != Path(name).stem:
            what = f"id {key!r} differs from the file name {Path(name).name!r}"
            faults.append(Fault(what, parsed.location(("id",)), "a file is found by its id", f"rename it {key}.yaml"))
        found[key] = Located(row, shown, 1, parsed)
    unsound[kind] = at_fault
    return found


def _by_id(rows: Sequence[Located[Any]]) -> dict[str, Any]:
    return {located.row.id: located.row for located in rows}


def _hops(rows: Sequence[Located[Hop]]) -> dict[str, tuple[Hop, ...]]:
    chains: dict[str, list[Hop]] = defaultdict(list)
    for located in rows:
        chains[located.row.claim].append(located.row)
    return {claim: tuple(sorted(chain, key=lambda hop: hop.seq)) for claim, chain in chains.items()}


def _digest(case: FileReader, reference: _Reference, ledger: Sequence[str]) -> str:
    lines = [*case.digests(), *reference.digests, *ledger]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

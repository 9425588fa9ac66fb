"""Reading the ledger of a case: the shared one that it names, and its own rows after it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from interpose.case.located import Located
from interpose.case.read.formats.files import FileReader, missing
from interpose.case.read.formats.tabular import RawTable, names_at_fault, read_table, validate_rows, without_duplicates
from interpose.case.read.library import reference_folder
from interpose.case.registry import LEDGER_TABLES, RELEASE_TABLES, TableSpec
from interpose.case.tables.evidence import LedgerChange, LedgerRelease
from interpose.case.tables.scenario import Scenario
from interpose.errors import Fault, InputError, Location, use_one_of

__all__ = ["read_ledger", "read_releases"]


def read_ledger(
    case: FileReader,
    reference: Path,
    scenario: Located[Scenario] | None,
    faults: list[Fault],
    notices: list[Fault],
) -> tuple[dict[str, list[Located[Any]]], dict[str, Collection[str] | None], list[str]]:
    """Read the shared ledger that the scenario names, and the case's own rows after it.

    Parameters
    ----------
    case : FileReader
        The files of the case.
    reference : pathlib.Path
        Folder of the reference data, which holds the shared ledgers.
    scenario : Located or None
        The scenario, or the names in it; None where it could not be read.
    faults, notices : list of Fault
        Where faults go, and what is read in the spelling of an earlier version.

    Returns
    -------
    dict of str to list of Located
        Rows by file.
    dict of str to collection of str or None
        For each table the names of its rows at fault; None where the table could not be read.
    list of str
        Digests of the shared files that were read.
    """
    readers = [case]
    whole = case.exists("claims.csv")
    if scenario is not None and scenario.row.ledger is not None:
        name = scenario.row.ledger
        known = sorted(path.name for path in (reference / "ledgers").iterdir() if path.is_dir())
        whole = name in known
        if whole:
            readers.insert(0, FileReader(reference / "ledgers" / name, f"ledgers/{name}", faults))
        else:
            mend = use_one_of(name, known, ", or leave the key out")
            what = f"there is no shared ledger {name!r}"
            faults.append(Fault(what, scenario.at("ledger"), "the case would have no claims", mend))
    elif scenario is not None and not whole:
        why = "without claims nobody has a position, and nobody takes part"
        mend = "add claims.csv with sources.csv and hops.csv, or name a shared `ledger` in scenario.yaml"
        faults.append(
            Fault("the case has no claims: claims.csv is missing and no ledger is named", Location("claims.csv"), why, mend)
        )
    tables: dict[str, list[Located[Any]]] = {}
    unsound: dict[str, Collection[str] | None] = {}
    for spec in LEDGER_TABLES:
        parts = [part for reader in readers for part in _parts(reader, spec, notices)]
        lacking = not parts and spec.file in ("sources.csv", "hops.csv") and case.exists("claims.csv")
        if lacking:
            faults.append(missing(spec.file, spec.answers.lower()))
        rows = tuple(row for part in parts for row in part.rows)
        columns = tuple(dict.fromkeys(name for part in parts for name in part.columns))
        readable = whole and all(part.readable for part in parts) and not lacking
        table = without_duplicates(RawTable(spec.file, columns, rows, readable), spec.key, faults)
        tables[spec.file] = validate_rows(table, spec.model, faults)
        unsound[spec.name] = names_at_fault(table, spec.key, tables[spec.file])
    return tables, unsound, [line for reader in readers[:-1] for line in reader.digests()]


def _parts(reader: FileReader, spec: TableSpec, notices: list[Fault]) -> Iterator[RawTable]:
    """Read a table of one folder, also where it has its earlier name."""
    for name in (spec.earlier, spec.file):
        if name is None or not reader.exists(name):
            continue
        if name == spec.earlier:
            why = "a table is found by the name of its file"
            mend = f"rename it {spec.file}; it was read as that"
            notices.append(Fault(f"{name} is the name of version 0.1", Location(reader.shown(name)), why, mend))
        yield read_table(reader, name, spec.model)


def read_releases(ledger: str) -> tuple[tuple[LedgerRelease, ...], tuple[LedgerChange, ...]]:
    """Read what a shared ledger tells of its releases.

    Returns
    -------
    tuple of tuple
        Its releases, the newest last, and what was found wrong in it and done about it.

    Raises
    ------
    InputError
        Where a row is at fault.
    """
    faults: list[Fault] = []
    reader = FileReader(reference_folder() / "ledgers" / ledger, f"ledgers/{ledger}", faults)
    tables = [read_table(reader, spec.file, spec.model) for spec in RELEASE_TABLES]
    releases = tuple(located.row for located in validate_rows(tables[0], LedgerRelease, faults))
    changes = tuple(located.row for located in validate_rows(tables[1], LedgerChange, faults))
    if faults:
        raise InputError(faults)
    return releases, changes

"""A ledger written out: its tables, alone or as a Data Package that can be cited."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from interpose.case.case import Case
from interpose.case.csv_text import table_text
from interpose.case.read.ledger import read_releases
from interpose.case.registry import LEDGER_TABLES, RELEASE_TABLES
from interpose.case.schema import packaged_table
from interpose.case.tables.evidence import LedgerRelease
from interpose.data_package import data_package

__all__ = ["ledger_package", "ledger_texts", "release_of"]


def ledger_texts(case: Case | None) -> dict[str, str]:
    """Write the ledger of a case, shared rows and its own.

    Parameters
    ----------
    case : Case or None
        The case; None for tables without rows.

    Returns
    -------
    dict of str to str
        CSV by the name of the file.
    """
    rows: dict[str, Iterable[BaseModel]] = {}
    if case is not None:
        rows = {
            "sources.csv": case.sources.values(),
            "claims.csv": case.claims.values(),
            "hops.csv": (hop for chain in case.hops.values() for hop in chain),
            "quotes.csv": case.quotes,
            "relations.csv": case.relations,
            "judgements.csv": case.judgements,
        }
    return {
        spec.file: table_text(list(spec.model.model_fields), (row.model_dump() for row in rows.get(spec.file, ())))
        for spec in LEDGER_TABLES
    }


def release_of(case: Case) -> LedgerRelease | None:
    """Say which release of a shared ledger a case draws on.

    Returns
    -------
    LedgerRelease or None
        The newest release; None where the case has a ledger of its own, or adds to the shared one: then no release is what it
        rests on.
    """
    if case.scenario.ledger is None or any((case.folder / spec.file).exists() for spec in LEDGER_TABLES):
        return None
    newest = read_releases(case.scenario.ledger)[0][-1]
    return newest if (newest.claims, newest.sources) == (len(case.claims), len(case.sources)) else None


def ledger_package(case: Case) -> dict[str, bytes]:
    """Write the ledger of a case as a Data Package.

    Returns
    -------
    dict of str to bytes
        Files by name: the tables of the ledger, those on its releases where it is a release, and `datapackage.json`.
    """
    texts, specs, release = ledger_texts(case), list(LEDGER_TABLES), release_of(case)
    about: dict[str, object] = {"description": f"Attributed claims, as the case {case.name} draws on them."}
    name = case.name
    if release is not None and case.scenario.ledger is not None:
        name = case.scenario.ledger
        specs += RELEASE_TABLES
        for spec, rows in zip(RELEASE_TABLES, read_releases(name), strict=True):
            texts[spec.file] = table_text(list(spec.model.model_fields), (row.model_dump() for row in rows))
        about = {
            "description": f"Attributed claims to {release.newest_on}, each with source, relays and grade. {release.summary}",
            "version": release.version,
            "created": f"{release.released_on}T00:00:00Z",
            "licenses": [{"name": "Apache-2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}],
            "contributors": [{"title": "The Interpose maintainers", "roles": ["author"]}],
        }
    files = {file: text.encode() for file, text in texts.items()}
    tables = [packaged_table(spec, files[spec.file], LEDGER_TABLES) for spec in specs]
    title = f"Ledger of claims: {name}"
    return {**files, "datapackage.json": data_package(tables, name=f"interpose-ledger-{name.lower()}", title=title, **about)}

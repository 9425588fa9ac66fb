"""Names in one table that must be known in another, as the row models declare them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

from interpose.case.located import Located
from interpose.case.tables.fields import RefersTo, Row, row_within
from interpose.errors import Fault, did_you_mean

__all__ = ["reference_faults"]

Path = tuple[int | str, ...]

_MOST_LISTED = 20
"""Most names that a fault lists to choose from."""

_WHY = {
    "states": "a row for a state that is not known would be lost in silence",
    "unit_types": "the unit type says what a unit can do",
    "claims": "what rests on a claim names one that is in the ledger",
    "sources": "a claim without a source cannot be defended",
    "mandates": "its rules size the force",
    "routes": "its law says who decides",
    "routes|voting_rules": "a row is for routes or voting rules that are known",
    "states|scenario_answers": "a condition waits for the backing of a state that is known",
    "bodies": "a route decides by the members of its body",
    "required_capabilities": "a row that matches nothing would be lost in silence",
    "mission_sources": "a fact about a mission says where it was read",
}
_MEND = {
    "states": "use the ISO 3166-1 alpha-3 code of a state in states.csv",
    "claims": "add the claim to claims.csv, or correct the name",
    "sources": "add the source to sources.csv, or correct the name",
    "mission_sources": "add it to the sources.csv of the mission, or correct the name",
}


def reference_faults(rows: Iterable[Located[Any]], known: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """Find names that are not known in the table that their field refers to.

    Parameters
    ----------
    rows : iterable of Located
        Rows with their places.
    known : mapping of str to collection of str
        The names in each table, as `RefersTo` calls it; a reference to a table that is not listed is not checked.

    Yields
    ------
    Fault
        One for each name that is not known.

    Examples
    --------
    >>> from interpose.case.tables.evidence import Quote
    >>> quote = Located(Quote(id="q", claim="P01", exact="never", kind="direct"), "quotes.csv", 2)
    >>> [str(fault.where) + ": " + fault.what for fault in reference_faults([quote], {"claims": {"P001"}})]
    ["quotes.csv:2:2: claim 'P01' is not known"]
    """
    for located in rows:
        for path, table, name in _names(located.row, ()):
            tables = [part for part in table.split("|") if part in known]
            if not tables or any(name in known[part] for part in tables):
                continue
            listed = sorted(other for part in tables for other in known[part])
            mend = did_you_mean(name, listed) or _MEND.get(table) or _choice(listed)
            field = ".".join(part for part in path if isinstance(part, str))
            yield Fault(f"{field} {name!r} is not known", located.at(*path), _WHY[table], mend)


def _choice(names: list[str]) -> str:
    if 0 < len(names) <= _MOST_LISTED:
        return f"use one of: {', '.join(names)}"
    return "add it where it is defined, or correct the name"


def _names(row: Row, path: Path) -> Iterator[tuple[Path, str, str]]:
    """List the names in a row that refer to others: the path to each, its table and the name."""
    for field, table in _fields(type(row)):
        value = getattr(row, field)
        if table is not None:
            yield from (((*path, field), table, name) for name in _flat(value))
        elif isinstance(value, tuple):
            for place, part in enumerate(value):
                yield from _names(part, (*path, field, place))
        elif value is not None:
            yield from _names(value, (*path, field))


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | Mapping):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _flat(part)


@cache
def _fields(model: type[Row]) -> tuple[tuple[str, str | None], ...]:
    """List the fields of a row model that refer to a table, and without one those whose rows might."""
    found: list[tuple[str, str | None]] = []
    for name, field in model.model_fields.items():
        marks = [mark for mark in (*field.metadata, *_marks(field.annotation)) if isinstance(mark, RefersTo)]
        if marks:
            found.append((name, marks[0].table))
        elif (inner := row_within(field.annotation)) is not None and _fields(inner):
            found.append((name, None))
    return tuple(found)


def _marks(annotation: object) -> Iterator[object]:
    """List what an annotation and its parts are marked with."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)

"""Names in one table that must be known in another, as the row models declare them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from interpose.case.located import Located
from interpose.case.tables.fields import RefersTo, Row, row_within
from interpose.errors import Fault, did_you_mean

__all__ = ["reference_faults"]

Path = tuple[int | str, ...]

_MOST_LISTED = 20
"""Most names that a fault lists to choose from."""

_MOST_COMPARED = 100_000
"""Names that are compared with misspelt ones, some seconds of work; beyond it, a table was renamed and no name was misspelt."""

_LOST = "a name that is not known would be lost in silence"
_WHY = {
    "states": "a row for a state that is not known would be lost in silence",
    "unit_types": "the unit type says what a unit can do",
    "nodes": "a way leads between places of the network",
    "claims": "what rests on a claim names one that is in the ledger",
    "sources": "a claim without a source cannot be defended",
    "mandates": "its rules size the force",
    "routes": "its law says who decides",
    "routes|voting_rules": "a row is for routes or voting rules that are known",
    "states|bodies": "an office belongs to a state or a body that is known",
    "states|scenario_answers": "a condition waits for the backing of a state that is known",
    "states|partners": "a post is kept by a state or partner group that is known",
    "bodies": "a route decides by the members of its body",
    "required_capabilities": "a row that matches nothing would be lost in silence",
    "capabilities": "no unit of the case is asked for it, so the row would have no effect",
    "mission_sources": "a fact about a mission says where it was read",
}
_MEND = {
    "states": "use the ISO 3166-1 alpha-3 code of a state in states.csv",
    "nodes": "add the place to nodes.csv, or correct the name",
    "claims": "add the claim to claims.csv, or correct the name",
    "sources": "add the source to sources.csv, or correct the name",
    "mission_sources": "add it to the sources.csv of the mission, or correct the name",
}


def reference_faults(
    rows: Iterable[Located[Any]],
    known: Mapping[str, Collection[str]],
    likely: Mapping[str, Collection[str]] = MappingProxyType({}),
    called: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Fault]:
    """Find names that are not known in the table that their field refers to.

    Parameters
    ----------
    rows : iterable of Located
        Rows with their places.
    known : mapping of str to collection of str
        The names in each table, as `RefersTo` calls it; a reference that may be to a table that is not listed is
        not checked.
    likely : mapping of str to collection of str
        Of the names in a table, those that are meant more often than others.
    called : mapping of str to str
        What states are called in words, by their codes: `GER` means the one whose name begins so.

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
    names: dict[str, list[str]] = {}
    compared = 0
    for located in rows:
        for field_path, path, table, name in _names(located.row, ()):
            tables = table.split("|")
            if any(part not in known or name in known[part] for part in tables):
                continue
            if table not in names:
                names[table] = sorted(other for part in tables for other in known[part])
            listed = names[table]
            meant = [other for part in tables for other in likely.get(part, ())]
            compared += len(listed)
            begun = [
                code for code, words in called.items() if "states" in tables and words.casefold().startswith(name.casefold())
            ]
            close = did_you_mean(name, listed, meant) if compared <= _MOST_COMPARED else ""
            hint = f"did you mean {begun[0]!r}?" if len(begun) == 1 else close
            mend = hint or _MEND.get(table) or _choice(listed)
            field = ".".join(part for part in field_path if isinstance(part, str))
            yield Fault(f"{field} {name!r} is not known", located.at(*path), _WHY.get(table, _LOST), mend)


def _choice(names: list[str]) -> str:
    if 0 < len(names) <= _MOST_LISTED:
        return f"use one of: {', '.join(names)}"
    return "add it where it is defined, or correct the name"


def _names(row: Row, path: Path) -> Iterator[tuple[Path, Path, str, str]]:
    """List the names in a row that refer to others: the path to the field and to the name in it, its table, the name."""
    for field in _fields(type(row)):
        at = (*path, field.name)
        value = getattr(row, field.name)
        if isinstance(value, str):
            # As nearly all are: a large ledger has a million.
            if field.names is not None and field.names.table is not None:
                yield at, at, field.names.table, value
        elif field.names is not None:
            yield from ((at, place, table, name) for place, table, name in _marked(value, field.names, at))
        elif isinstance(value, tuple):
            for number, part in enumerate(value):
                yield from _names(part, (*at, number))
        elif value is not None:
            yield from _names(value, at)


def _marked(value: object, names: _Names, path: Path) -> Iterator[tuple[Path, str, str]]:
    """List the names in a value that refer to others, also those in lists and mappings, with the path to each."""
    if isinstance(value, str):
        if names.table is not None:
            yield path, names.table, value
    elif isinstance(value, Mapping):
        of_key, of_value = names.parts
        for key, part in value.items():
            yield from _marked(key, of_key, (*path, key))
            yield from _marked(part, of_value, (*path, key))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _marked(part, names.parts[0], (*path, number))


@dataclass(frozen=True, slots=True)
class _Names:
    """To which table names in a value refer, and those in its parts: of a list, or the keys and values of a mapping."""

    table: str | None
    parts: tuple[_Names, ...]

    @classmethod
    def of(cls, annotation: object, table: str | None) -> _Names:
        """Read it from an annotation, once for all rows."""
        annotation, table = _unwrapped(annotation, table)
        origin = get_origin(annotation)
        holds = isinstance(origin, type) and issubclass(origin, (tuple, Mapping))
        parts = (part for part in get_args(annotation) if part is not Ellipsis) if holds else ()
        return cls(table, tuple(cls.of(part, table) for part in parts))


def _unwrapped(annotation: object, table: str | None) -> tuple[object, str | None]:
    """Take `Annotated` and `| None` off an annotation, and the table that it is marked with."""
    if get_origin(annotation) is Annotated:
        marks = [mark.table for mark in get_args(annotation)[1:] if isinstance(mark, RefersTo)]
        return _unwrapped(get_args(annotation)[0], marks[0] if marks else table)
    if get_origin(annotation) in (Union, UnionType):
        return _unwrapped(next(part for part in get_args(annotation) if part is not NoneType), table)
    return annotation, table


@dataclass(frozen=True, slots=True)
class _Field:
    """A field whose names refer to a table, or that holds rows with such fields."""

    name: str
    names: _Names | None


@cache
def _fields(model: type[Row]) -> tuple[_Field, ...]:
    """List the fields of a row model that refer to a table, and those whose rows might."""
    found = []
    for name, field in model.model_fields.items():
        table = next((mark.table for mark in field.metadata if isinstance(mark, RefersTo)), None)
        refers = table is not None or any(isinstance(mark, RefersTo) for mark in _marks(field.annotation))
        inner = row_within(field.annotation)
        if refers or (inner is not None and _fields(inner)):
            found.append(_Field(name, _Names.of(field.annotation, table) if refers else None))
    return tuple(found)


def _marks(annotation: object) -> Iterator[object]:
    """List what an annotation and its parts are marked with."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)

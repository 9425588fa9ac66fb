"""Which inputs of two cases differ: rows that came or went, fields that changed, choices of the scenario."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from interpose.assessment.input_values import value_of
from interpose.case import Case
from interpose.case.registry import LEDGER_TABLES, TABLES, TableSpec
from interpose.case.row_ref import RowRef
from interpose.case.tables.fields import Row
from interpose.exploration.comparison.grouping import InputPlace, group_of, group_of_choice

__all__ = ["COMPARED", "Difference", "InputChange", "choices", "differences", "flat", "moved", "rows_by_key", "same_case"]

COMPARED = tuple(spec for spec in (*TABLES, *LEDGER_TABLES) if not spec.reference_only)
"""Tables that two cases read by one version of Interpose can differ in."""

Kind = Literal["added", "removed", "changed"]
Plain = float | str | None
Value = TypeVar("Value")

_ABOUT = ("basis", "cap_basis", "claims")
"""Fields that say what the others rest on: told beside these, and by themselves only where nothing else changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChange:
    """An input that is not what it was.

    Parameters
    ----------
    input : str
        The input, in the notation of `Figure.inputs`.
    kind : str
        added · removed · changed.
    group : str
        Under which its effect is told.
    a, b : float, str or None
        The value in the first and in the second case; None where it is not there.
    unit : str
        Unit of the values.
    basis_a, basis_b : str or None
        What each rests on.
    claims_added, claims_removed : tuple of str
        Claims behind the second that were not behind the first, and the other way round.
    """

    input: str
    kind: Kind
    group: str
    a: float | str | None = None
    b: float | str | None = None
    unit: str = ""
    basis_a: str | None = None
    basis_b: str | None = None
    claims_added: tuple[str, ...] = ()
    claims_removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A change with where it stands, so that it can be made in a case: a field of a row, or a whole row without a field."""

    change: InputChange
    place: InputPlace


def differences(a: Case, b: Case) -> tuple[Difference, ...]:
    """Return what differs between the inputs of two cases, table by table.

    Choices of the scenario come first, then tables in the order of the reference, then what stands in other files. The name of
    a shared ledger is told only where the ledgers of the two cases differ: a copy of the case holds its claims itself.
    """
    if same_case(a, b):
        return ()
    found = [
        Difference(change=change, place=InputPlace(table="scenario", field=path))
        for path, change in choices(flat(a.scenario), flat(b.scenario))
    ]
    if all(rows_by_key(a, spec) == rows_by_key(b, spec) for spec in LEDGER_TABLES):
        found = [each for each in found if each.place.field != "ledger"]
    for spec in COMPARED:
        old, new = rows_by_key(a, spec), rows_by_key(b, spec)
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                found += _of_row(a, b, spec, key, (old.get(key), new.get(key)))
    for name, file in (("mandates", "mandates/{}.yaml"), ("routes", "routes/{}.yaml")):
        was, now = getattr(a, name), getattr(b, name)
        for key in dict.fromkeys((*was, *now)):
            if was.get(key) != now.get(key):
                found += _of_document(InputPlace(table=name, key=(key,)), file.format(key), was.get(key), now.get(key), (a, b))
    if a.escalation != b.escalation:
        found += _of_document(InputPlace(table="escalation"), "escalation.yaml", a.escalation, b.escalation, (a, b))
    return (*found, *_area(a, b))


def same_case(a: Case, b: Case) -> bool:
    """Say whether two cases are one: read from the same bytes, with the same choices, which a call can change."""
    return a.digest == b.digest and a.scenario == b.scenario


def rows_by_key(case: Case, spec: TableSpec) -> Mapping[tuple[object, ...], Row]:
    """Return the rows of a table by their key; rows that have none are their own."""
    rows: Any = getattr(case, spec.name)
    if spec.name == "hops":
        rows = chain.from_iterable(rows.values())
    elif isinstance(rows, Mapping):
        rows = rows.values()
    return {tuple(getattr(row, name) for name in spec.key) or (row.model_dump_json(),): row for row in rows}


def _of_row(
    a: Case, b: Case, spec: TableSpec, key: tuple[object, ...], rows: tuple[Row | None, Row | None]
) -> Iterator[Difference]:
    old, new = rows
    place = InputPlace(table=spec.name, key=key)
    row = new if new is not None else old
    assert row is not None  # noqa: S101 - one of the two differs from the other
    if old is None or new is None:
        reference = RowRef(spec.file, spec.key_of(row) if spec.key else "")
        yield _came_or_went(place, reference, (old, new), (a, b), named=spec.key)
        return
    changed = [name for name in type(row).model_fields if getattr(old, name) != getattr(new, name)]
    told = [name for name in changed if name not in _ABOUT] or changed
    was, now = (_claims(each) for each in (old, new))
    for name in changed:
        where = InputPlace(table=spec.name, key=key, field=name)
        change = InputChange(
            input=str(RowRef(spec.file, spec.key_of(row), name)),
            kind="changed",
            group=group_of(where, (a, b)),
            a=_plain(getattr(old, name)),
            b=_plain(getattr(new, name)),
            unit=_unit(row, name),
            basis_a=_basis(old),
            basis_b=_basis(new),
            claims_added=tuple(claim for claim in now if claim not in was) if name in told else (),
            claims_removed=tuple(claim for claim in was if claim not in now) if name in told else (),
        )
        yield Difference(change=change, place=where)


def _came_or_went(
    place: InputPlace,
    reference: RowRef,
    rows: tuple[Row | None, Row | None],
    cases: tuple[Case, Case],
    *,
    named: Collection[str],
) -> Difference:
    """Tell a row that stands in one case alone; the fields that name it stand in its reference."""
    old, new = rows
    row = new if new is not None else old
    assert row is not None  # noqa: S101 - one of the two is there
    try:
        said = value_of(row, reference)
        value, unit, basis = said.value, said.unit, said.basis
    except KeyError:
        value, unit, basis = None, "", _basis(row)
    value = _in_words(row, without=named) if value is None else value
    claims = _claims(row)
    change = InputChange(
        input=str(reference),
        kind="removed" if new is None else "added",
        group=group_of(place, cases),
        a=None if old is None else value,
        b=None if new is None else value,
        unit=unit,
        basis_a=None if old is None else basis,
        basis_b=None if new is None else basis,
        claims_added=claims if old is None else (),
        claims_removed=claims if new is None else (),
    )
    return Difference(change=change, place=place)


def moved(old: Mapping[str, Value], new: Mapping[str, Value]) -> Iterator[tuple[str, Kind, Value | None, Value | None]]:
    """Tell what came, went or changed between two mappings: name, which of these, and the two values.

    Examples
    --------
    >>> list(moved({"sectors": 8, "depth": 5}, {"sectors": 9}))
    [('sectors', 'changed', 8, 9), ('depth', 'removed', 5, None)]
    """
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            kind: Kind = "removed" if name not in new else "changed" if name in old else "added"
            yield name, kind, old.get(name), new.get(name)


def choices(old: Mapping[str, Plain], new: Mapping[str, Plain]) -> Iterator[tuple[str, InputChange]]:
    """Tell which choices of two scenarios differ, by their dotted paths."""
    for path, kind, was, now in moved(old, new):
        rests = [None if other == kind else "choice" for other in ("added", "removed")]
        group = group_of_choice(path)
        yield (
            path,
            InputChange(
                input=f"scenario.yaml#{path}", kind=kind, group=group, a=was, b=now, basis_a=rests[0], basis_b=rests[1]
            ),
        )


def _of_document(
    place: InputPlace, file: str, old: BaseModel | None, new: BaseModel | None, cases: tuple[Case, Case]
) -> Iterator[Difference]:
    """Compare what one file of many keys says, key by key."""
    group = group_of(place, cases)
    if old is None or new is None:
        there = new if new is not None else old
        told = getattr(there, "name", None) or getattr(there, "title", None) or file
        a, b = (None if each is None else told for each in (old, new))
        change = InputChange(input=file, kind="removed" if new is None else "added", group=group, a=a, b=b)
        yield Difference(change=change, place=place)
        return
    for path, kind, was, now in moved(flat(old), flat(new)):
        change = InputChange(input=f"{file}#{path}", kind=kind, group=group, a=was, b=now)
        yield Difference(change=change, place=InputPlace(table=place.table, key=place.key, field=path))


def _area(a: Case, b: Case) -> Iterator[Difference]:
    for name, kind, was, now in moved(_shapes(a), _shapes(b)):
        place = InputPlace(table="area", key=(name,))
        group = group_of(place, (a, b))
        change = InputChange(input=f"area.geojson#{name}", kind=kind, group=group, a=_shape(was), b=_shape(now))
        yield Difference(change=change, place=place)


def _shape(part: tuple[Row, Any] | None) -> str | None:
    """Say of a shape what tells two apart at a glance: its kind and how many points it has."""
    if part is None:
        return None
    from shapely import get_num_coordinates

    return f"{part[1].geom_type} of {get_num_coordinates(part[1])} points"


def _shapes(case: Case) -> dict[str, tuple[Row, Any]]:
    area = case.area
    kinds: tuple[tuple[Any, ...], ...] = (area.line, area.hubs, area.entry_points, area.borders, area.boundaries, area.sectors)
    return {part.feature.id: (part.feature, part.geometry) for kind in kinds for part in kind}


def flat(model: BaseModel | Mapping[str, Any]) -> dict[str, Plain]:
    """Write what is nested as one mapping with dotted names; rows of a list go by their id, or as text where they have none.

    Examples
    --------
    >>> flat({"mandate": "observe", "options": {"sectors": 8, "quiet": False}, "parties": ["MLI"]})
    {'mandate': 'observe', 'options.sectors': 8, 'options.quiet': 'no', 'parties': 'MLI'}
    """
    data = model.model_dump(mode="json") if isinstance(model, BaseModel) else model
    return dict(_paths("", data))


def _paths(path: str, value: object) -> Iterator[tuple[str, Plain]]:
    below: list[tuple[str, object]] = []
    if isinstance(value, Mapping):
        below = [(str(key), each) for key, each in value.items()]
    elif isinstance(value, list) and value and all(isinstance(each, Mapping) and "id" in each for each in value):
        below = [(str(each["id"]), each) for each in value]
    elif isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
        below = [(str(place), each) for place, each in enumerate(value, start=1)]
    if not below:
        yield path, _plain(value)
    for name, each in below:
        yield from _paths(f"{path}.{name}" if path else name, each)


def _plain(value: object) -> Plain:
    """Give a value as it is told: numbers as numbers, all else as text."""
    if value is None or (isinstance(value, int | float | str) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, BaseModel):
        return _in_words(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}={_plain(each)}" for key, each in value.items())
    if isinstance(value, tuple | list):
        return "; ".join(
            "=".join(str(_plain(part)) for part in each) if isinstance(each, tuple) else str(_plain(each)) for each in value
        )
    return str(value)


def _in_words(row: BaseModel, without: Collection[str] = ()) -> str:
    """Say what stands in a row, as far as it differs from what stands there by default; some fields are told elsewhere."""
    fields = {name: field for name, field in type(row).model_fields.items() if name not in without}
    own = {name: getattr(row, name) for name, field in fields.items() if getattr(row, name) != field.default}
    return ", ".join(f"{name} {_plain(value)}" for name, value in own.items())


def _unit(row: Row, field: str) -> str:
    extra = type(row).model_fields[field].json_schema_extra
    declared = extra.get("unit") if isinstance(extra, dict) else None
    own = getattr(row, "unit", "") if field in ("value", "low", "high", "mode") else ""
    return str(declared or own or "")


def _basis(row: Row) -> str | None:
    found = getattr(row, "basis", None)
    return None if found is None else str(found)


def _claims(row: Row) -> tuple[str, ...]:
    found = getattr(row, "claims", ())
    return tuple(found) if isinstance(found, tuple) else ()

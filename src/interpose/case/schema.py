"""The JSON Schema of every table and file, and the fields of a package, from the one definition of each column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from interpose.case.registry import LEDGER_TABLES, TABLES, YAML_FILES, TableSpec
from interpose.case.tables.area import AreaFeature
from interpose.case.tables.fields import RefersTo
from interpose.data_package import FieldKind, PackagedField, PackagedTable

__all__ = ["packaged_table", "schemas"]

_CONSTRAINTS = {"enum": "enum", "pattern": "pattern", "minimum": "minimum", "maximum": "maximum", "maxLength": "maxLength"}
"""Keywords of JSON Schema that Table Schema knows, too."""


_KINDS: Mapping[str | None, FieldKind] = {
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "date": "date",
}
"""Types and formats of JSON Schema that are no text; a list stands in a cell as text."""


def schemas() -> dict[str, dict[str, object]]:
    """Give the JSON Schema of each file of a case by the name of the file.

    Returns
    -------
    dict of str to dict
        Schemas (JSON Schema 2020-12): for a table the schema of a row, for a YAML file of the whole.

    Examples
    --------
    >>> schemas()["pools"]["properties"]["notice_days"]["unit"]
    'days'
    """
    found: dict[str, dict[str, object]] = {}
    for spec in (*TABLES, *LEDGER_TABLES):
        if not spec.reference_only:
            found[spec.file.removesuffix(".csv")] = spec.model.model_json_schema()
    for file in YAML_FILES:
        found[file.pattern.removesuffix(".yaml").removesuffix("/*")] = file.model.model_json_schema()
    found["area"] = AreaFeature.model_json_schema()
    return {name: {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema} for name, schema in found.items()}


def packaged_table(spec: TableSpec, data: bytes, beside: Sequence[TableSpec] = ()) -> PackagedTable:
    """Describe a table of the case format for a Data Package.

    Parameters
    ----------
    spec : TableSpec
        The table.
    data : bytes
        Its file.
    beside : sequence of TableSpec
        Tables of the same package: names that a column takes from one of them are told as a foreign key.

    Returns
    -------
    PackagedTable
        Its columns with type, unit and bounds, and its key.

    Examples
    --------
    >>> [claims] = [spec for spec in LEDGER_TABLES if spec.file == "claims.csv"]
    >>> packaged_table(claims, b"", LEDGER_TABLES).refers
    {'source': ('sources', 'id')}
    """
    keys = {each.name: each.key[0] for each in beside if each.key}
    refers = {
        name: (mark.table, keys[mark.table])
        for name, field in spec.model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, RefersTo) and mark.table in keys
    }
    fields = list(_fields(spec.model.model_json_schema()))
    return PackagedTable(path=spec.file, title=spec.answers, fields=fields, key=spec.key, refers=refers, data=data)


def _fields(schema: Mapping[str, Any]) -> Iterator[PackagedField]:
    required = schema.get("required", ())
    for name, whole in schema["properties"].items():
        parts = [part for part in whole.get("anyOf", [whole]) if part.get("type") != "null"]
        only = parts[0] if len(parts) == 1 else {}
        held = {given: only[key] for key, given in _CONSTRAINTS.items() if key in only}
        yield PackagedField(
            name=name,
            kind=_KINDS.get(only.get("format") or only.get("type"), "string"),
            description=whole.get("description", ""),
            unit=whole.get("unit", ""),
            constraints={**({"required": True} if name in required else {}), **held},
        )

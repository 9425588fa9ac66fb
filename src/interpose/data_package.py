"""Tables as a Data Package: one descriptor for whatever is handed on as CSV, from the definitions of its columns.

Method: Data Package, version 2 (datapackage.org): a table is a resource, its columns are the fields of a Table Schema. A unit
stands beside its field, and the digest of a file beside its path: a program can tell what it reads, and whether it is whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["FieldKind", "PackagedField", "PackagedTable", "data_package"]

FieldKind = Literal["string", "number", "integer", "boolean", "date"]
"""What a cell holds."""

_PROFILES = "https://datapackage.org/profiles/2.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedField:
    """A column of a table, for programs.

    Parameters
    ----------
    name : str
        Name in the file.
    kind : str
        string, number, integer, boolean or date.
    title, description, unit : str
        Heading, what a cell says, and the unit of a number; empty where there is none.
    constraints : mapping of str to object
        What a value must keep, as Table Schema names it: `required`, `enum`, `minimum`, `maximum`, `pattern`.
    """

    name: str
    kind: FieldKind
    title: str = ""
    description: str = ""
    unit: str = ""
    constraints: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedTable:
    """A CSV file of a package.

    Parameters
    ----------
    path : str
        Path of the file, from the folder of the descriptor.
    title, description : str
        What the table holds; empty where there is nothing to say.
    fields : sequence of PackagedField
        Its columns, in order.
    key : tuple of str
        Columns that name a row; empty where rows have no name.
    refers : mapping of str to tuple of str
        By column the table, by its name, and the column whose values it takes.
    data : bytes, optional
        The file, for its size and SHA-256.
    european : bool
        Whether its cells are divided by semicolons, and its numbers have a decimal comma.
    """

    path: str
    fields: Sequence[PackagedField]
    title: str = ""
    description: str = ""
    key: tuple[str, ...] = ()
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    data: bytes | None = None
    european: bool = False

    @property
    def name(self) -> str:
        """Name of the resource: that of the file, in small letters, digits and dashes."""
        return self.path.rpartition("/")[2].removesuffix(".csv").replace("_", "-").lower()


def data_package(tables: Sequence[PackagedTable], *, name: str, title: str, **more: object) -> bytes:
    """Describe tables as a Data Package.

    Parameters
    ----------
    tables : sequence of PackagedTable
        The tables.
    name : str
        Name of the package: small letters, digits, dots and dashes.
    title : str
        Title for readers.
    **more
        Further properties of a package as the specification names them, such as `description`, `version`, `created`,
        `licenses`, `contributors`; those that are empty are left out.

    Returns
    -------
    bytes
        The text of `datapackage.json`.

    Examples
    --------
    >>> days = PackagedField(name="days", kind="integer", unit="days", constraints={"minimum": 0})
    >>> written = json.loads(data_package([PackagedTable(path="tours.csv", fields=[days])], name="tours", title="Tours"))
    >>> written["resources"][0]["schema"]["fields"]
    [{'name': 'days', 'type': 'integer', 'unit': 'days', 'constraints': {'minimum': 0}}]
    """
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": name,
        "title": title,
        **{key: value for key, value in more.items() if value},
        "resources": [_resource(table) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: PackagedTable) -> dict[str, object]:
    schema = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_described(each, european=table.european) for each in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [column], "reference": {"resource": other, "fields": [named]}}
            for column, (other, named) in table.refers.items()
        ],
    }
    resource = {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";"} if table.european else None,
        "bytes": None if table.data is None else len(table.data),
        "hash": None if table.data is None else f"sha256:{hashlib.sha256(table.data).hexdigest()}",
        "schema": {key: value for key, value in schema.items() if value},
    }
    return {key: value for key, value in resource.items() if value not in ("", None)}


def _described(each: PackagedField, *, european: bool) -> dict[str, object]:
    written = {
        "name": each.name,
        "type": each.kind,
        "title": each.title,
        "description": each.description,
        "unit": each.unit,
        "decimalChar": "," if european and each.kind == "number" else "",
        "constraints": dict(each.constraints),
    }
    return {key: value for key, value in written.items() if value}

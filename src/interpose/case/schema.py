"""The JSON Schema of every table and file, from the one definition of each field."""

from __future__ import annotations

from interpose.case.registry import LEDGER_TABLES, TABLES, YAML_FILES
from interpose.case.tables.area import AreaFeature

__all__ = ["schemas"]


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

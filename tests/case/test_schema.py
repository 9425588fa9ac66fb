"""One definition per field: what validates is what the schema and the reference page say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from interpose.case.registry import LEDGER_TABLES, TABLES, YAML_FILES
from interpose.case.schema import schemas

ALL = [*TABLES, *LEDGER_TABLES]


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("spec", [*ALL, *YAML_FILES], ids=lambda spec: getattr(spec, "file", None) or spec.pattern)
def test_every_field_is_described(spec: object) -> None:
    for name, field in spec.model.model_fields.items():  # type: ignore[attr-defined]
        assert field.description, name


def test_the_copied_schemas_are_those_of_the_code(pristine: Path) -> None:
    for name, schema in schemas().items():
        assert json.loads((pristine / "schemas" / f"{name}.schema.json").read_text()) == schema


def test_pools_have_the_columns_that_the_format_promises() -> None:
    spec = next(spec for spec in TABLES if spec.file == "pools.csv")
    assert list(spec.model.model_fields) == (
        [
            "state",
            "unit_type",
            "units",
            "personnel",
            "notice_days",
            "tour_months",
            "dwell_ratio",
            "handover_months",
            "basis",
            "low",
            "high",
            "claims",
            "note",
        ]
    )


def test_the_scenario_has_the_keys_that_the_format_promises() -> None:
    promised = {"title", "question", "as_of", "start", "horizon_months", "mandate", "route", "options", "seed"}
    assert promised <= set(schemas()["scenario"]["properties"])  # type: ignore[arg-type]

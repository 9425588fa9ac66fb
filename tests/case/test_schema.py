"""One definition per field: what validates is what the schema and the reference page say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from interpose.case.read.library import reference_folder
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


def complaints(schema: dict[str, object], written: object) -> list[str]:
    """What an editor that knows the schema says of a file; JSON knows no days, so they are text."""
    plain = json.loads(json.dumps(written, default=str))
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(plain)]


@pytest.mark.parametrize("name", ["scenario", "escalation"])
def test_an_editor_finds_no_fault_in_a_copied_case_and_sees_a_misspelt_key(pristine: Path, name: str) -> None:
    schema = json.loads((pristine / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    written = YAML(typ="safe", pure=True).load((pristine / f"{name}.yaml").read_text(encoding="utf-8"))
    assert complaints(schema, written) == []
    assert complaints(schema, {**written, "titel": "x"}) != []


@pytest.mark.parametrize("name", ["routes", "mandates"])
def test_an_editor_finds_no_fault_in_the_reference_files(name: str) -> None:
    files = sorted((reference_folder() / name).glob("*.yaml"))
    assert files
    for file in files:
        assert complaints(schemas()[name], YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))) == [], file.name


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

"""What is declared of the files of a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from interpose.case.registry import LEDGER_TABLES, TABLES, YAML_FILES
from interpose.case.tables.fields import RefersTo, Row, row_within

READ_FROM_TABLES = {
    "bodies",
    "capabilities",
    "required_capabilities",
    "voting_rules",
    "scenario_answers",
    "mandates",
    "routes",
    "partners",
}
"""What names are checked against besides the tables themselves."""


def referred_to(annotation: object) -> Iterator[str]:
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, RefersTo):
            yield from mark.table.split("|")
    for part in get_args(annotation):
        yield from referred_to(part)


def references(model: type[Row]) -> Iterator[str]:
    for field in model.model_fields.values():
        yield from (table for mark in field.metadata if isinstance(mark, RefersTo) for table in mark.table.split("|"))
        yield from referred_to(field.annotation)
        inner = row_within(field.annotation)
        if inner is not None and issubclass(inner, Row):
            yield from references(inner)


@pytest.mark.parametrize("spec", [*TABLES, *LEDGER_TABLES, *YAML_FILES], ids=lambda spec: spec.model.__name__)
def test_every_reference_is_to_a_table_that_there_is(spec: object) -> None:
    known = {each.name for each in (*TABLES, *LEDGER_TABLES)} | READ_FROM_TABLES
    assert set(references(spec.model)) <= known  # type: ignore[attr-defined]


def test_pools_refer_to_states_unit_types_and_claims() -> None:
    pools = next(spec for spec in TABLES if spec.file == "pools.csv")
    assert set(references(pools.model)) == {"states", "unit_types", "claims"}


def test_every_file_has_one_entry_and_a_question_that_it_answers() -> None:
    files = [spec.file for spec in (*TABLES, *LEDGER_TABLES)] + [spec.pattern for spec in YAML_FILES]
    assert len(files) == len(set(files))
    assert all(spec.answers for spec in (*TABLES, *LEDGER_TABLES, *YAML_FILES))


@pytest.mark.parametrize("spec", [*TABLES, *LEDGER_TABLES], ids=lambda spec: spec.name)
def test_keys_are_columns(spec: object) -> None:
    assert set(spec.key) <= set(spec.model.model_fields)  # type: ignore[attr-defined]

"""What every table shares: rows that are frozen, cells that hold names, lists and days."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from interpose.case.tables.fields import (
    Date,
    Identifier,
    IdentifierList,
    PartialDate,
    Row,
    StateCode,
    TextList,
    column,
    row_within,
)
from interpose.errors import UsageError


class Ship(Row):
    """A table as one is written."""

    name: Identifier = column("Name of the ship")
    crew: int = column("Crew", unit="persons", ge=0)
    ports: TextList = column("Ports that it calls at", default=())


class Fleet(Row):
    """A file that holds rows of another table."""

    flag: StateCode = column("State whose flag it flies")
    ships: tuple[Ship, ...] = column("Its ships", default=())


MISTRAL = Ship.model_validate({"name": "mistral", "crew": "160", "ports": "Toulon; Brest"})


def test_a_row_is_read_from_text_and_an_empty_cell_takes_its_default() -> None:
    assert (MISTRAL.crew, MISTRAL.ports) == (160, ("Toulon", "Brest"))
    assert Ship.model_validate({"name": "mistral", "crew": "160"}).ports == ()


def test_a_row_does_not_change_and_its_copy_is_checked() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        MISTRAL.crew = 3
    assert MISTRAL.replace(crew=170).crew == 170
    assert MISTRAL.crew == 160
    with pytest.raises(UsageError, match="crew must be at least 0"):
        MISTRAL.replace(crew=-1)
    with pytest.raises(UsageError, match="did you mean 'crew'"):
        MISTRAL.replace(crwe=1)


def test_a_stray_column_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Ship.model_validate({"name": "mistral", "crew": "160", "captain": "x"})


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_what_is_no_finite_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        Ship.model_validate({"name": "mistral", "crew": number})


def test_a_column_carries_its_description_and_unit_to_the_schema() -> None:
    crew = Ship.model_json_schema()["properties"]["crew"]
    assert (crew["description"], crew["unit"], crew["minimum"]) == ("Crew", "persons", 0)


@pytest.mark.parametrize(
    ("kind", "text", "read"),
    [
        (Identifier, "kfor-1999", "kfor-1999"),
        (IdentifierList, "a; b ;", ("a", "b")),
        (IdentifierList, "", ()),
        (TextList, "two words; and, more", ("two words", "and, more")),
        (StateCode, "FRA", "FRA"),
        (Date, "2024-02-29", dt.date(2024, 2, 29)),
        (PartialDate, "2024-12~", "2024-12~"),
        (PartialDate, "2024", "2024"),
    ],
)
def test_a_cell_is_read(kind: Any, text: str, read: object) -> None:
    assert TypeAdapter(kind).validate_python(text) == read


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Identifier, "two words"),
        (Identifier, "-begins-with-a-dash"),
        (Identifier, "x" * 81),
        (IdentifierList, "a; b c"),
        (StateCode, "Fra"),
        (StateCode, "FR"),
        (Date, "2023-02-29"),
        (Date, "2024"),
        (PartialDate, "12/2024"),
        (PartialDate, "2024-1"),
    ],
)
def test_a_cell_that_is_something_else_is_refused(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        (Ship, Ship),
        (tuple[Ship, ...], Ship),
        (Ship | None, Ship),
        (dict[str, tuple[Fleet, ...]], Fleet),
        (Annotated[Ship, "marked"], Ship),
        (tuple[str, ...], None),
        (str, None),
    ],
)
def test_the_row_model_inside_an_annotation_is_found(annotation: object, found: object) -> None:
    assert row_within(annotation) is found

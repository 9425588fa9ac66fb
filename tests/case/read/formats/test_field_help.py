"""From what a row model refuses to words that a person can act on."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from interpose.case.read.formats.field_help import explain_error, field_at
from interpose.case.tables.scenario import Scenario

SOUND: dict[str, Any] = {
    "title": "T",
    "question": "Q",
    "as_of": "2024-12-15",
    "start": "2025-04",
    "horizon_months": 24,
    "mandate": "interpose",
    "route": "nato",
}


def told(**fields: Any) -> tuple[str, str, str]:
    with pytest.raises(ValidationError) as refused:
        Scenario.model_validate({key: value for key, value in (SOUND | fields).items() if value is not ...})
    (error,) = refused.value.errors()
    return explain_error(Scenario, error)


@pytest.mark.parametrize(
    ("fields", "what", "mend"),
    [
        ({"title": ...}, "title is missing", "give title; nothing is assumed in its place"),
        ({"horizon_months": "two"}, "horizon_months is 'two', which is not a whole number", "write digits only"),
        ({"horizon_months": 0}, "horizon_months is 0; it must be at least 1", "write a number at least 1"),
        ({"start": "April"}, "start is 'April'", "write the month as YYYY-MM, such as 2025-04"),
        ({"as_of": "2025-02-29"}, "as_of: '2025-02-29' is no day of the calendar", "write the day as YYYY-MM-DD"),
        ({"host": "Ukraine"}, "host is 'Ukraine'", "write the state as three capital letters"),
        ({"horizon": 24}, "key 'horizon' is not known", "did you mean 'horizon_months'?"),
        ({"options": {"sector": 3}}, "key 'options.sector' is not known", "did you mean 'sectors'?"),
        ({"options": {"requirement_level": "mod"}}, "options.requirement_level is 'mod'", "did you mean 'mode'?"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_how_to_mend_it(fields: dict[str, Any], what: str, mend: str) -> None:
    found, why, how = told(**fields)
    assert found == what
    assert why
    assert how.startswith(mend)


def test_a_field_is_found_through_nested_rows() -> None:
    field = field_at(Scenario, ("options", "zone_depth_km"))
    assert field is not None
    assert "demilitarised zone" in field.description
    assert field_at(Scenario, ("options", "nothing")) is not None, "the nearest field that there is"

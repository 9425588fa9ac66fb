"""Rows of precedents: what a scored mission needs, and what it is measured by."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from interpose.case.tables.precedents import MANDATE_CLASSES, Precedent

ROW = {
    "id": "here-1990",
    "name": "A force here",
    "led_by": "somebody",
    "lead": "un",
    "start": "1990-02",
    "mandate_class": "interpose",
    "conflict": "here",
    "peak": 1000,
    "peak_basis": "reported",
    "line_km": 100,
    "line_km_basis": "assumed",
}


def test_a_class_is_measured_by_line_or_by_people() -> None:
    people = {"population": 5, "population_basis": "reported"}
    found = {name: Precedent.model_validate(ROW | people | {"mandate_class": name}) for name in MANDATE_CLASSES}
    assert {name: row.driver for name, row in found.items()} == {
        "observe_line": 100,
        "observe_country": 5,
        "interpose": 100,
        "secure": 5,
        "implement": 5,
    }
    # The line was recalled, the people were not.
    assert [row.recalled for row in found.values()] == [True, False, True, False, False]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"peak": None}, "without a peak cannot be scored"),
        ({"line_km": None}, "is measured by line_km"),
        ({"mandate_class": "secure"}, "is measured by population"),
        ({"line_km": 0}, "greater than 0"),
        ({"mandate_class": "guard"}, "Input should be"),
        ({"peak_low": 2000}, "are not in order"),
        ({"peak_basis": None}, "peak_basis"),
        ({"start": "1990"}, "String should match"),
    ],
)
def test_what_cannot_be_fitted_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Precedent.model_validate(ROW | change)


def test_a_mission_that_is_not_scored_may_lack_both() -> None:
    row = Precedent.model_validate(ROW | {"peak": None, "line_km": None, "scored": False})
    assert row.driver is None

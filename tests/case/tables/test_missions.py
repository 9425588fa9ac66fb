"""Rows of the mission library: a sound one of each table, and what is refused of it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from interpose.case.tables.fields import Row
from interpose.case.tables.missions import Measure, Mission, MissionContribution, MissionStrength, Precedent
from interpose.case.tables.words import MANDATE_CLASSES
from tests.case.tables.rows import refusal

LINE = {"low": 170, "mode": 180, "high": 190, "basis": "reported", "source": "un"}
CYPRUS: dict[str, Any] = {
    "id": "unficyp-1974",
    "name": "Cyprus",
    "mandate": "interpose",
    "task": "Hold the buffer zone.",
    "start": "1974-08",
    "line_km": LINE,
}
STRENGTH = {"as_of": "1974-08", "kind": "actual", "persons": "4444", "counts": "military", "source": "un"}
SENT = {"state": "GBR", "persons": "900", "as_of": "1974", "source": "un"}


@pytest.mark.parametrize(
    ("table", "sound", "changed", "why"),
    [
        (Measure, LINE, {"low": 185}, "low (185), mode (180) and high (190) are not in order"),
        (Measure, LINE, {"low": 0}, "low: Input should be greater than 0"),
        (Measure, LINE, {"source": ...}, "a measure that is reported names its source"),
        (Measure, LINE, {"source": ..., "basis": "estimated"}, "says in its note how it was chosen"),
        (Mission, CYPRUS, {"line_km": ...}, "neither a line nor a population cannot be scored"),
        (Mission, CYPRUS, {"contributors": 0}, "contributors: Input should be greater than 0"),
        (MissionStrength, STRENGTH, {"kind": "planned"}, "kind: Input should be 'authorised' or 'actual'"),
        (MissionStrength, STRENGTH, {"as_of": "August 1974"}, "as_of: String should match"),
        (MissionContribution, SENT, {"persons": "-1"}, "persons: Input should be greater than or equal to 0"),
    ],
)
def test_a_row_that_cannot_be_is_refused(table: type[Row], sound: dict[str, Any], changed: dict[str, Any], why: str) -> None:
    assert why in refusal(table, sound, **changed)


@pytest.mark.parametrize("ground", [{"not_scored": "There was no line."}, {"population": LINE}])
def test_a_mission_without_a_line_stands_where_it_has_a_population_or_says_why(ground: dict[str, Any]) -> None:
    mission = Mission.model_validate({name: cell for name, cell in CYPRUS.items() if name != "line_km"} | ground)
    assert mission.line_km is None


def test_an_estimate_without_a_source_says_how_it_was_chosen() -> None:
    chosen = LINE | {"source": None, "basis": "estimated", "note": "Measured on a map."}
    assert Measure.model_validate(chosen).note == "Measured on a map."


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
        ({"tries_rules": True}, "that the model is not fitted to"),
        ({"tries_rules": True, "scored": False, "line_km": None}, "tried on a peak and a ground"),
    ],
)
def test_what_cannot_be_fitted_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Precedent.model_validate(ROW | change)


def test_a_mission_that_is_not_scored_may_lack_both() -> None:
    row = Precedent.model_validate(ROW | {"peak": None, "line_km": None, "scored": False})
    assert row.driver is None

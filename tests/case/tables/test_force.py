"""Rows of the force: a sound one of each table, and what is refused of it."""

from __future__ import annotations

from typing import Any

import pytest

from interpose.case.quantities import Range
from interpose.case.tables.fields import Row
from interpose.case.tables.force import Commitment, Pin, PlanningFactor, Pool, RepairPrice, State, Substitution, UnitType
from tests.case.tables.rows import refusal

FRANCE = {"state": "FRA", "name": "France", "demonym": "French", "personnel_cap": "9000", "cap_basis": "assumed"}
BRIGADE = {
    "unit_type": "brigade_headquarters",
    "name": "Brigade headquarters",
    "capabilities": "headquarters=1; isr=0.2",
    "personnel": "250",
    "enabler": "yes",
    "basis": "estimated",
}
INFANTRY = {
    "state": "FRA",
    "unit_type": "infantry_battalion",
    "units": "9",
    "notice_days": "30",
    "tour_months": "4",
    "dwell_ratio": "3",
    "basis": "estimated",
}
IN_ESTONIA = {
    "state": "FRA",
    "unit_type": "infantry_battalion",
    "mission": "nato_estonia",
    "units": "1",
    "price": "0.5",
    "basis": "reported",
    "source": "A paper",
}
KEPT = {"nation": "FRA", "phase": "steady state 1", "capability": "manoeuvre", "count": "2"}
STANDS_IN = {
    "unit_type": "infantry_battalion",
    "capability": "isr",
    "efficiency": "0.3",
    "basis": "assumed",
    "source": "By hand",
}
JOIN = {"change": "join", "value": "8", "unit": "one state", "basis": "assumed", "source": "By hand"}
TAIL = {"factor": "support_tail", "value": "1.4", "unit": "ratio", "basis": "estimated", "source": "A paper"}


@pytest.mark.parametrize(
    ("table", "sound", "changed", "why"),
    [
        (State, FRANCE, {"state": "France"}, "state: String should match"),
        (State, FRANCE, {"cap_basis": ...}, "personnel_cap is given without cap_basis"),
        (State, FRANCE, {"participates": "perhaps"}, "participates: Input should be 'yes', 'no' or 'by_position'"),
        (UnitType, BRIGADE, {"capabilities": "headquarters"}, "capabilities.0.1: Input should be a valid number"),
        (UnitType, BRIGADE, {"personnel": "0"}, "personnel: Input should be greater than 0"),
        (Pool, INFANTRY, {"units": "-1"}, "units: Input should be greater than or equal to 0"),
        (Pool, INFANTRY, {"low": "5", "high": "4"}, "low (5) exceeds high (4)"),
        (Pool, INFANTRY, {"low": "10"}, "units (9) lies below low (10)"),
        (Pool, INFANTRY, {"high": "8"}, "units (9) lies above high (8)"),
        (Pool, INFANTRY, {"tour_months": "0"}, "tour_months: Input should be greater than 0"),
        (Commitment, IN_ESTONIA, {"low": "0.6"}, "price (0.5) lies outside low (0.6) to high (0.5)"),
        (Pin, KEPT, {"phase": ...}, "give one of phase and first_month"),
        (Pin, KEPT, {"first_month": "7"}, "give one of phase and first_month"),
        (Substitution, STANDS_IN, {"high": "0.2"}, "efficiency (0.3) lies outside low (0.3) to high (0.2)"),
        (Substitution, STANDS_IN, {"efficiency": "0"}, "efficiency: Input should be greater than 0"),
        (RepairPrice, JOIN, {"low": "9", "high": "10"}, "value (8) lies outside low (9) to high (10)"),
        (PlanningFactor, TAIL, {"high": "1.3"}, "value (1.4) lies outside low (1.4) to high (1.3)"),
        (PlanningFactor, TAIL, {"basis": "guessed"}, "basis: Input should be 'observed'"),
    ],
)
def test_a_row_that_cannot_be_is_refused(table: type[Row], sound: dict[str, Any], changed: dict[str, Any], why: str) -> None:
    assert why in refusal(table, sound, **changed)


def test_capabilities_of_a_unit_stand_in_one_cell() -> None:
    assert UnitType.model_validate(BRIGADE).capabilities == (("headquarters", 1.0), ("isr", 0.2))


def test_a_kept_post_is_named_by_its_phase_or_by_a_month_of_it() -> None:
    assert Pin.model_validate(KEPT).key == "FRA/steady state 1/manoeuvre"
    by_month = {name: cell for name, cell in KEPT.items() if name != "phase"} | {"first_month": "7"}
    assert Pin.model_validate(by_month).key == "FRA/month-7/manoeuvre"


def test_an_empty_bound_of_a_planning_factor_is_the_number_itself() -> None:
    assert PlanningFactor.model_validate({**TAIL, "high": "1.6"}).as_range == Range(1.4, 1.4, 1.6)

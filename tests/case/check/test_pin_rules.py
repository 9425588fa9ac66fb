"""Pins: posts that nations keep, in phases that the steady state has."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from interpose.case.check.pin_rules import pin_faults
from interpose.case.located import Located
from interpose.case.tables.force import Pin
from interpose.case.tables.scenario import Scenario


def scenario(horizon: int = 24, build_up: int = 6, phase: int = 12) -> Scenario:
    return Scenario.model_validate(
        {
            "title": "t",
            "question": "q",
            "as_of": "2024-12-15",
            "start": "2025-04",
            "horizon_months": horizon,
            "mandate": "guard",
            "route": "nato",
            "options": {"build_up_months": build_up, "phase_months": phase},
        }
    )


def told(*rows: dict[str, object], drawdown: int = 0, **choices: int) -> list[str]:
    pins = [
        Located(Pin.model_validate({"nation": "FRA", "capability": "manoeuvre", "count": 1, **row}), "pins.csv", line)
        for line, row in enumerate(rows, start=2)
    ]
    return [f"{fault.where}: {fault.what}" for fault in pin_faults(pins, scenario(**choices), drawdown)]


def test_a_pin_by_name_or_by_month_within_the_steady_state_is_right() -> None:
    assert (
        told({"phase": "steady state 1"}, {"first_month": 18}, {"phase": "steady state 2", "capability": "headquarters"}) == []
    )
    assert told({"phase": "steady state"}, phase=60) == []


def test_a_phase_and_a_month_that_the_plan_does_not_have_are_faults() -> None:
    assert told({"phase": "steady state 3"}, {"first_month": 5}, {"first_month": 25}) == [
        "pins.csv:2:2: phase 'steady state 3' is not known",
        "pins.csv:3:3: month 5 is not in the steady state",
        "pins.csv:4:3: month 25 is not in the steady state",
    ]
    assert told({"first_month": 24}, drawdown=2) == ["pins.csv:2:3: month 24 is not in the steady state"]


def test_the_same_posts_are_pinned_once_whether_by_name_or_by_month() -> None:
    assert told({"phase": "steady state 1"}, {"first_month": 7}) == ["pins.csv:3: the same posts are pinned on line 2"]


def test_only_units_that_hold_sectors_keep_posts() -> None:
    assert told({"first_month": 6, "capability": "medical"}) == ["pins.csv:2:4: no nation keeps posts of 'medical'"]


@pytest.mark.parametrize("where", [{}, {"phase": "steady state 1", "first_month": 6}])
def test_a_pin_names_its_phase_once(where: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="give one of phase and first_month"):
        Pin.model_validate({"nation": "FRA", "capability": "manoeuvre", "count": 1, **where})

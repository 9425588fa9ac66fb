"""`interpose generate` on the shipped case, as a person or a program calls it."""

from __future__ import annotations

import json

from interpose.errors import UsageError
from tests.cli.running import answer, interpose

SHIPPED = ("generate", "ukraine-2024", "--verify")


def test_the_plan_of_the_shipped_case_is_proved_within_its_gap_and_verified() -> None:
    found = answer(*SHIPPED)
    assert found["status"] in ("optimal", "feasible")
    assert 0 <= found["gap"] <= 0.001
    assert found["violations"] == []
    assert found["max_violation"] == 0
    for row in found["shortfall"]:
        assert set(row) == {"capability", "belt", "month", "quantity", "required"}
        assert 0 < row["quantity"] <= row["required"]
    for row in found["rotation"]:
        assert set(row) >= {"state", "unit_type", "units", "start_month", "end_month", "belt"}


def test_poland_that_said_no_sends_nobody() -> None:
    found = answer(*SHIPPED)
    states = {row["state"] for row in found["contributions"]}
    assert "POL" not in states | {row["state"] for row in found["rotation"]}
    assert {"FRA", "GBR", "DEU", "ITA"} <= states


def test_what_lasts_without_end_needs_no_more_than_nations_can_relieve() -> None:
    found = answer(*SHIPPED)
    held = {(row["capability"], row["belt"]): row["held"] for row in found["posts"]}
    assert found["endurance"] == "relay"
    # Eighteen battalions are asked for, and ten can be kept standing.
    assert held["manoeuvre", "forward"] + held["manoeuvre", "depth"] == 10


def test_a_misspelt_mandate_is_refused_with_a_suggestion() -> None:
    run = interpose("generate", "ukraine-2024", "--mandate", "interpos")
    assert run.returncode == UsageError.exit_code
    assert "did you mean 'interpose'?" in run.stderr


def test_generate_has_the_promised_keys() -> None:
    found = answer(*SHIPPED)
    assert found["status"] in {"optimal", "feasible"}
    assert found["gap"] is not None
    assert found["force"]["peak"] >= found["force"]["sustained"] > 0
    for row, keys in (
        ("shortfall", {"capability", "month", "quantity", "required"}),
        ("contributions", {"state", "personnel_peak"}),
        ("rotation", {"state", "unit_type", "units", "start_month", "end_month", "belt"}),
    ):
        assert found[row], row
        assert keys <= set(found[row][0])


def test_a_time_limit_of_zero_is_no_answer_and_has_no_numbers() -> None:
    run = interpose("generate", "ukraine-2024", "--time-limit", "0", "--format", "json")
    assert run.returncode == 3
    found = json.loads(run.stdout)
    assert found["status"] == "no answer"
    assert not found.get("force")
    assert not found.get("rotation")

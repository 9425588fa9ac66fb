"""`interpose generate` and `interpose rotation`, as a person or a program calls them."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from interpose.cli.app import app
from interpose.errors import NoAnswerError, UsageError


def told(*words: str) -> dict[str, object]:
    run = CliRunner().invoke(app, [*words, "--format", "json"])
    assert run.exit_code == 0, run.stderr
    return dict(json.loads(run.stdout))


def test_the_plan_of_the_shipped_case_is_proved_within_its_gap_and_verified() -> None:
    found = told("generate", "ukraine-2024", "--verify")
    assert found["status"] in ("optimal", "feasible")
    assert 0 <= float(str(found["gap"])) <= 0.01
    assert found["violations"] == []
    assert found["max_violation"] == 0
    for row in found["shortfall"]:  # type: ignore[attr-defined]
        assert set(row) == {"capability", "month", "quantity", "required"}
        assert 0 < row["quantity"] <= row["required"]
    for row in found["rotation"]:  # type: ignore[attr-defined]
        assert set(row) == {"state", "unit_type", "units", "start_month", "end_month", "belt"}


def test_poland_that_said_no_sends_nobody() -> None:
    found = told("generate", "ukraine-2024")
    states = {row["state"] for row in found["contributions"]}  # type: ignore[attr-defined]
    assert "POL" not in states
    assert {"FRA", "GBR", "DEU", "ITA"} <= states


def test_without_american_enablers_no_american_unit_takes_part() -> None:
    found = told("generate", "ukraine-2024", "--without-american-enablers", "--mandate", "reassure")
    assert "USA" not in {row["state"] for row in found["rotation"]}  # type: ignore[attr-defined]


def test_a_time_limit_of_zero_is_no_answer_with_exit_3_and_no_numbers() -> None:
    run = CliRunner().invoke(app, ["generate", "ukraine-2024", "--time-limit", "0", "--format", "json"])
    assert json.loads(run.stdout) == {"status": "no answer"}
    assert run.exit_code == NoAnswerError.exit_code


def test_a_misspelt_mandate_is_refused_with_a_suggestion() -> None:
    run = CliRunner().invoke(app, ["generate", "ukraine-2024", "--mandate", "interpos"])
    assert run.exit_code == UsageError.exit_code
    assert "did you mean 'interpose'?" in run.stderr


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        (("--pool", "50000", "--tour", "6", "--interval", "24"), "force", 10_000),
        (("--force", "64000", "--months", "24", "--tour", "6", "--no-reuse"), "pool", 256_000),
        (("--pool", "45", "--tour", "12", "--dwell", "2", "--overlap", "1.15"), "force", 13.043),
    ],
)
def test_the_calculator_answers_in_json(words: tuple[str, ...], name: str, value: float) -> None:
    found = told("rotation", *words)
    keys = {"pool", "force", "tour_months", "interval_months", "ratio", "overlap", "months", "reuse", "formula"}
    assert set(found) == keys
    assert found[name] == pytest.approx(value, abs=0.001)

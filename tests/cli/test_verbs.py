"""The command line as a user meets it: exit codes, JSON alone on standard output, faults on standard error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import answer, interpose

VERBS = [
    "brief",
    "new",
    "check",
    "cases",
    "positions",
    "authority",
    "require",
    "generate",
    "deter",
    "explain",
    "power",
    "rotation",
    "backtest",
]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_helps_with_an_example(verb: str) -> None:
    run = interpose(verb, "--help")
    assert run.returncode == 0
    assert f"interpose {verb}" in run.stdout.partition("Example:")[2]


def test_cases_lists_the_shipped_case() -> None:
    assert "ukraine-2024" in [case["id"] for case in answer("cases")["cases"]]


def test_positions_has_the_promised_keys() -> None:
    found = answer("positions", "ukraine-2024")
    assert found["as_of"] == "2024-12-15"
    assert {"state", "modality", "role", "claims", "conditions"} <= set(found["positions"][0])


def test_authority_has_the_promised_keys() -> None:
    routes = {route["id"]: route for route in answer("authority", "ukraine-2024")["routes"]}
    assert {"nato", "eu_csdp", "un_security_council", "coalition_of_the_willing"} <= set(routes)
    for route in routes.values():
        assert route["outcome"] in {"passes", "blocked", "open"}
        assert isinstance(route["blockers"], list)
        assert isinstance(route["open"], list)


def test_russia_blocks_the_security_council_once_it_has_refused_and_never_blocks_nato() -> None:
    # In December 2024 Russia asked for the consent of the parties; in 2025 it refused foreign troops outright.
    before = {route["id"]: route for route in answer("authority", "ukraine-2024")["routes"]}
    assert before["un_security_council"]["outcome"] == "open"
    assert "RUS" in before["un_security_council"]["open"]
    after = {route["id"]: route for route in answer("authority", "ukraine-2025")["routes"]}
    assert after["un_security_council"]["outcome"] == "blocked"
    assert after["un_security_council"]["blockers"] == ["RUS"]
    assert "RUS" not in {*after["nato"]["blockers"], *after["nato"]["open"]}, "Russia is no member"


def test_require_has_the_promised_keys() -> None:
    mandates = {mandate["id"]: mandate for mandate in answer("require", "ukraine-2024")["mandates"]}
    assert set(mandates) >= {"observe", "interpose", "reassure", "tripwire", "deter_by_denial"}
    for mandate in mandates.values():
        personnel = mandate["personnel"]
        assert 0 < personnel["low"] <= personnel["mode"] <= personnel["high"]
        assert mandate["sectors"]


def test_generate_has_the_promised_keys() -> None:
    found = answer("generate", "ukraine-2024")
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


def test_poland_said_none_and_sends_none() -> None:
    found = answer("generate", "ukraine-2024")
    assert "POL" not in [row["state"] for row in found["contributions"]]
    assert "POL" not in [row["state"] for row in found["rotation"]]


def test_a_time_limit_of_zero_is_no_answer_and_has_no_numbers() -> None:
    run = interpose("generate", "ukraine-2024", "--time-limit", "0", "--format", "json")
    assert run.returncode == 3
    found = json.loads(run.stdout)
    assert found["status"] == "no answer"
    assert not found.get("force")
    assert not found.get("rotation")


def test_explain_walks_to_claims_and_assumptions() -> None:
    found = answer("explain", "ukraine-2024", "force.peak")
    assert {"figure", "value", "unit", "formula", "inputs", "claims", "assumptions"} <= set(found)
    assert found["figure"] == "force.peak"
    assert found["claims"], "the force rests on who is on record"
    assert found["assumptions"], "the pools are estimates"


def test_explain_suggests_the_figure_that_was_meant() -> None:
    run = interpose("explain", "ukraine-2024", "force.peek")
    assert run.returncode == 2
    assert "did you mean 'force.peak'?" in run.stderr
    assert run.stdout == ""


def test_faults_go_to_standard_error_with_exit_code_2(edit: Any) -> None:
    folder = edit("pools.csv", "FRA,infantry_battalion", "FRN,infantry_battalion")
    for verb in ("check", "positions", "generate", "brief"):
        run = interpose(verb, folder)
        assert run.returncode == 2, verb
        assert "pools.csv:" in run.stderr
        assert "mend:" in run.stderr
        assert run.stdout == ""


def test_check_gives_faults_as_json_too(edit: Any) -> None:
    folder = edit("pools.csv", "FRA,infantry_battalion", "FRN,infantry_battalion")
    run = interpose("check", folder, "--format", "json")
    assert run.returncode == 2
    fault = json.loads(run.stdout)["faults"][0]
    assert {"what", "file", "line", "column", "why", "mend"} == set(fault)


def test_an_unknown_verb_and_an_unknown_option_are_usage(tmp_path: Path) -> None:
    assert interpose("breif", "ukraine-2024").returncode == 2
    assert interpose("brief", "ukraine-2024", "--colour", cwd=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_new_makes_a_case_that_checks_and_does_not_overwrite(tmp_path: Path) -> None:
    assert interpose("new", "mine", cwd=tmp_path).returncode == 0
    assert interpose("check", "mine", cwd=tmp_path).returncode == 0
    assert interpose("new", "mine", cwd=tmp_path).returncode == 2

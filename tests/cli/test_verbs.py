"""The command line as a user meets it: real processes, real exit codes, JSON alone on standard output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

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


def interpose(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from interpose.cli import main; main()", *map(str, arguments)]
    environment = os.environ | {"COLUMNS": "120", "NO_COLOR": "1"}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, timeout=120, check=False)


def answer(*arguments: str | Path) -> Any:
    run = interpose(*arguments, "--format", "json")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_helps_with_an_example(verb: str) -> None:
    run = interpose(verb, "--help")
    assert run.returncode == 0
    assert f"interpose {verb}" in run.stdout.partition("Example:")[2]


def test_help_needs_neither_solver_nor_maps() -> None:
    code = (
        "import sys; sys.argv=['interpose','--help']\n"
        "from interpose.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'highspy','pandas','numpy','altair','shapely','pydantic','scipy'} & set(sys.modules)\n"
        "sys.exit(f'imported for --help: {heavy}' if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


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
    assert "Traceback" not in run.stderr


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
        assert "Traceback" not in run.stderr


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


@pytest.mark.parametrize("verb", ["explain ukraine-2024", "positions ukraine-2025", "evidence lint ukraine-2025"])
def test_a_closed_pipe_ends_quietly(verb: str) -> None:
    # `head` counts bytes here, so that the reader is gone before the rest is written.
    command = f"{sys.executable} -c 'from interpose.cli import main; main()' {verb} | head -c 1"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert run.stderr == ""


@pytest.mark.parametrize("delay", [0.05, 0.2, 1.0, 2.5])
def test_ctrl_c_ends_with_130_and_leaves_nothing_half_written(tmp_path: Path, delay: float) -> None:
    out = tmp_path / "out"
    code = "from interpose.cli import main; print('begun', flush=True); main()"
    command = [sys.executable, "-c", code, "brief", "ukraine-2024", "-o", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the brief was done before the interrupt")
    assert process.returncode == 130
    assert "Traceback" not in errors
    written = [path.name for path in out.rglob("*")] if out.exists() else []
    assert not [name for name in written if name.startswith(".")], "no temporary file is left"

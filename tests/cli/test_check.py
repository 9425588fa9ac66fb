"""`interpose check`: every fault of a case at once."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.running import answer, interpose


def test_check_gives_faults_as_json_too(edit: Any) -> None:
    folder = edit("pools.csv", "FRA,infantry_battalion", "FRN,infantry_battalion")
    run = interpose("check", folder, "--format", "json")
    assert run.returncode == 2
    fault = json.loads(run.stdout)["faults"][0]
    assert {"what", "file", "line", "column", "why", "mend"} == set(fault)


def test_a_kind_that_plays_against_its_name_is_a_fault_with_its_place(edit: Any) -> None:
    before = "{player: backstop, type: unwilling, low: 0.1, mode: 0.2, high: 0.3}"
    folder = edit("escalation.yaml", before, before.replace("0.1, mode: 0.2, high: 0.3", "0.8, mode: 0.9, high: 1"))
    run = interpose("check", folder, "--format", "json")
    assert run.returncode == 2
    (fault,) = json.loads(run.stdout)["faults"]
    assert "does not do what its name says" in fault["what"]
    assert "major_backstop.stay_out" in fault["what"]
    assert fault["file"] == "escalation.yaml"
    lines = (folder / "escalation.yaml").read_text(encoding="utf-8").splitlines()
    assert "id: unwilling" in lines[fault["line"] - 1]


def test_a_case_without_a_fault_is_summed_up_on_standard_error() -> None:
    run = interpose("check", "ukraine-2024")
    assert (run.returncode, run.stdout) == (0, "")
    assert "ukraine-2024: no faults." in run.stderr
    assert answer("check", "ukraine-2024") == {"case": "ukraine-2024", "faults": [], "notices": []}


def test_old_spellings_are_notices_and_no_faults(edit: Any) -> None:
    folder = edit("scenario.yaml", "external_enablers: {USA: as_caveated}", "american_enablers: true")
    run = interpose("check", folder, "--format", "json")
    assert run.returncode == 0
    assert "interpose: notice:" in run.stderr
    (notice,) = json.loads(run.stdout)["notices"]
    assert "external_enablers" in notice["mend"]

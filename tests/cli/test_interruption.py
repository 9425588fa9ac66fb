"""Ctrl-C, wherever a run is: exit code 130, and nothing half-written."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from interpose.case import load
from interpose.cli.interruption import interrupted
from tests.builders.interrupting import ON_EVENT, ON_REPLACE, ON_SOLVE
from tests.cli.running import MAIN, interpose, python


@pytest.mark.parametrize(("event", "of"), [("import", "interpose.cli.app"), ("import", "highspy"), ("open", "claims.csv")])
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path, event: str, of: str) -> None:
    run = python(ON_EVENT + MAIN, event, of, "brief", "ukraine-2024", "-o", tmp_path / "out")
    assert run.returncode == 130, run.stderr
    assert "interrupted" in run.stderr
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_during_a_solve_writes_no_brief(tmp_path: Path) -> None:
    # A plan that was broken off answers `generate`; a brief would set it beside others as if it were proved.
    run = python(ON_SOLVE + MAIN, "brief", "ukraine-2024", "-o", tmp_path / "out")
    assert run.returncode == 130, run.stderr
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_during_a_solve_ends_with_130_and_offers_the_plan_if_there_is_one() -> None:
    run = python(ON_SOLVE + MAIN, "generate", "ukraine-2024", "--format", "json")
    assert run.returncode == 130, run.stderr
    assert "interrupted" in run.stderr
    assert "Traceback" not in run.stderr
    if run.stdout:
        found = json.loads(run.stdout)
        assert found["interrupted"] is True
        assert found["status"] == "feasible"


def test_it_is_said_on_standard_error_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert interrupted() == 130
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "interpose: interrupted; nothing was left half-written\n"


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_rows_that_are_being_accepted_enter_all_tables_or_none(
    case_folder: Path, tmp_path: Path, number: int, sent: signal.Signals, code: int
) -> None:
    article = "Wire | 14 December 2024\n\n“We are ready to send troops,” Prime Minister Jan Kowal of Poland said.\n"
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    assert interpose("evidence", "read", "article.txt", cwd=tmp_path).returncode == 0
    chosen = ("proposed.csv", "--rows", "N001", "--source", "article", "--case", case_folder)
    run = python(ON_REPLACE + MAIN, str(number), str(int(sent)), "evidence", "accept", *chosen, cwd=tmp_path)
    assert run.returncode == code, run.stderr
    assert run.stderr == "interpose: interrupted; nothing was left half-written\n"
    case = load(case_folder)
    assert ("N001" in case.claims, "N001" in case.hops, "article" in case.sources) == (True, True, True)
    assert [path.name for path in case_folder.iterdir() if path.name.startswith(".")] == []

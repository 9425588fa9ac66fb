"""The command line as a process of its own: what it imports, how it is started, piped and interrupted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.interrupting import ON_EVENT, ON_SOLVE

MAIN = "from interpose.cli import main; main()"


def python(code: str, *arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


def test_help_needs_neither_solver_nor_maps() -> None:
    code = (
        "import sys\nfrom interpose.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'highspy','pandas','numpy','altair','shapely','pydantic','scipy'} & set(sys.modules)\n"
        "sys.exit(f'imported for --help: {heavy}' if heavy else 0)"
    )
    run = python(code, "--help")
    assert run.returncode == 0, run.stderr


def test_the_command_is_installed() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("interpose"), "--version"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("interpose ")


@pytest.mark.parametrize("verb", ["require ukraine-2024 --format json", "positions ukraine-2025", "evidence lint ukraine-2025"])
def test_a_closed_pipe_ends_quietly(verb: str) -> None:
    # `head` counts bytes here, so that the reader is gone before the rest is written.
    command = f"{sys.executable} -c '{MAIN}' {verb} | head -c 1"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert run.stderr == ""


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

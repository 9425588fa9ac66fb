"""The command line as a process of its own: what it imports, how it is started and piped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import MAIN, interpose, python

ROTATION = "rotation --pool 9000 --tour 6 --interval 24"


def test_help_needs_neither_solver_nor_maps() -> None:
    code = (
        "import sys\nfrom interpose.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'highspy','pandas','numpy','jinja2','shapely','pydantic','scipy'} & set(sys.modules)\n"
        "sys.exit(f'imported for --help: {heavy}' if heavy else 0)"
    )
    run = python(code, "--help")
    assert run.returncode == 0, run.stderr


def test_a_brief_without_a_study_waits_for_no_data_frames() -> None:
    code = (
        "import sys\nimport interpose.assessment, interpose.brief.files\n"
        "heavy = {'pandas','pyarrow','scipy'} & set(sys.modules)\n"
        "sys.exit(f'imported for a brief: {heavy}' if heavy else 0)"
    )
    run = python(code)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(("given", "used"), [(None, "1"), ("3", "3")])
def test_matrices_have_one_thread_unless_the_user_says_otherwise(
    given: str | None, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if given:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", given)
    code = (
        "import os\nfrom interpose.cli import main\ntry: main()\nexcept SystemExit: print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    assert python(code, "--version").stdout.split()[-1] == used


def test_the_command_is_installed() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("interpose"), "--version"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("interpose ")


@pytest.mark.parametrize("verb", ["require ukraine-2024 --format json", "positions ukraine-2025"])
def test_a_closed_pipe_ends_quietly(verb: str) -> None:
    # `head` counts bytes here, so that the reader is gone before the rest is written.
    command = f"{sys.executable} -c '{MAIN}' {verb} | head -c 1"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert run.stderr == ""


def test_json_is_utf_8_in_any_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    call = ["evidence", "export", "ukraine-2024"]
    whole = subprocess.run([sys.executable, "-c", MAIN, *call], capture_output=True, check=True)
    assert json.loads(whole.stdout.decode("utf-8")) == json.loads(interpose(*call).stdout)
    with pytest.raises(UnicodeEncodeError):
        whole.stdout.decode("utf-8").encode("cp1252")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_tables_replace_what_cannot_be_shown(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    shown = subprocess.run([sys.executable, "-c", MAIN, *["evidence", "lint", "ukraine-2024"]], capture_output=True, check=True)
    assert b"Traceback" not in shown.stderr
    assert len(shown.stdout.decode(encoding).splitlines()) > 10


@pytest.mark.parametrize("verb", [ROTATION, f"{ROTATION} --format json", "--version", "--help"])
@pytest.mark.parametrize(("where", "why"), [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")])
def test_an_output_that_cannot_be_written_is_told_in_a_line(verb: str, where: str, why: str) -> None:
    command = f"{sys.executable} -c '{MAIN}' {verb} {where}"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, f"interpose: standard output cannot be written: {why}\n")


def test_without_standard_error_the_answer_still_comes() -> None:
    command = f"{sys.executable} -c '{MAIN}' cases --format json 2>&-"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(run.stdout)["cases"]


@pytest.mark.parametrize("verb", [["new"], ["power"], ["deter"], ["brief", "ukraine-2024", "-o"]])
def test_a_name_that_no_file_can_have_is_told_in_a_line(verb: list[str], tmp_path: Path) -> None:
    run = python(MAIN, *verb, "A" * 300, cwd=tmp_path)
    assert run.returncode == 2
    assert "File name too long" in run.stderr
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []

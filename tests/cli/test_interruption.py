"""Ctrl-C, wherever a run is: exit code 130, and nothing half-written."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from interpose.case import load
from interpose.cli.interruption import interrupted
from tests.builders.interrupting import ON_EVENT, ON_REPLACE, ON_SOLVE
from tests.cli.running import MAIN, interpose, python
from tests.cli.small_case import small_case


@pytest.mark.parametrize(("event", "of"), [("import", "interpose.cli.app"), ("import", "highspy"), ("open", "claims.csv")])
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path, event: str, of: str) -> None:
    run = python(ON_EVENT + MAIN, event, of, "brief", "ukraine-2024", "-o", tmp_path / "out")
    assert run.returncode == 130, run.stderr
    assert "interrupted" in run.stderr
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_during_a_solve_writes_no_brief(tmp_path: Path) -> None:
    # A plan that was broken off answers `generate`; a brief would set it beside others as if it were proved.
    run = python(ON_SOLVE + MAIN, "brief", small_case(tmp_path / "case"), "-o", tmp_path / "out")
    assert run.returncode == 130, run.stderr
    assert "Traceback" not in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


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


def test_a_signal_that_comes_while_modules_are_being_read_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "interpose.editing.atomic", ModuleType("interpose.editing.atomic"))
    assert interrupted() == 130


@pytest.mark.parametrize(
    ("number", "sent", "code"),
    [(1, signal.SIGINT, 130), (3, signal.SIGINT, 130), (2, signal.SIGTERM, 143)],
)
def test_rows_that_are_being_accepted_enter_all_tables_or_none(
    case_folder: Path, tmp_path: Path, number: int, sent: signal.Signals, code: int
) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert interpose("evidence", "read", "article.txt", cwd=tmp_path).returncode == 0
    chosen = ("proposed.csv", "--rows", "N001", "--source", "article", "--case", case_folder)
    run = python(ON_REPLACE + MAIN, str(number), str(int(sent)), "evidence", "accept", *chosen, cwd=tmp_path)
    assert run.returncode == code, run.stderr
    assert run.stderr == "interpose: interrupted; nothing was left half-written\n"
    case = load(case_folder)
    assert ("N001" in case.claims, "N001" in case.hops, "article" in case.sources) == (True, True, True)
    assert [path.name for path in case_folder.iterdir() if path.name.startswith(".")] == []


ARTICLE = "Wire | 14 December 2024\n\n“We are ready to send troops,” Prime Minister Jan Kowal of Poland said.\n"
WRITING = {
    "new": ("new", "copy", "--from", "case"),
    "new workbook": ("new", "copy.xlsx", "--from", "case"),
    "read": ("evidence", "read", "article.txt", "-o", "read.csv"),
    "accept": ("evidence", "accept", "proposed.csv", "--rows", "N001", "--source", "article", "--case", "case"),
    "add-capture": ("evidence", "add-capture", "article.txt", "--source", "paper", "--case", "case"),
    "export": ("evidence", "export", "case", "-o", "ledger.jsonld"),
    "calendar": ("generate", "case", "--calendar", "tours.csv"),
}
"""A call of each verb that writes, with a small case beside it; `brief` has more files, and a test of its own."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk")
    small_case(place / "case")
    (place / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert interpose("evidence", "read", "article.txt", cwd=place).returncode == 0
    return place


def contents(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize("verb", WRITING)
@pytest.mark.parametrize(("fault", "code"), [(OSError(28, "No space left on device"), 2), (KeyboardInterrupt(), 130)])
def test_a_fault_at_any_file_that_a_verb_puts_in_its_place_leaves_all_as_they_were(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str, fault: BaseException, code: int
) -> None:
    real, calls, failing = {"replace": Path.replace, "rename": Path.rename}, [], [0]

    def moved(name: str) -> Callable[[Path, Path], Path]:
        def move(self: Path, target: Path) -> Path:
            calls.append(target)
            if len(calls) == failing[0]:
                raise fault
            return real[name](self, target)

        return move

    for name in real:
        monkeypatch.setattr(Path, name, moved(name))
    while True:
        place = Path(shutil.copytree(desk, tmp_path / str(failing[0])))
        before = contents(place)
        calls.clear()
        failing[0] += 1
        run = interpose(*WRITING[verb], cwd=place)
        if len(calls) < failing[0]:
            assert run.returncode == 0, run.stderr
            assert contents(place) != before
            break
        assert (run.returncode, contents(place)) == (code, before), run.stderr
        assert "No space left" in run.stderr if code == 2 else "interrupted" in run.stderr
    assert failing[0] > 1

"""The folder of a study: what it is a study of, one run at a time, and refusals that say what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from interpose.errors import InputError, UsageError
from interpose.exploration.design import RowSpan
from interpose.exploration.study import FutureRows, StudyFolder

IDENTITY = {"digest": "c" * 64, "uncertainties": "u" * 64, "version": "0.2.0", "seed": 7, "mandate": "interpose"}


def test_study_json_says_what_it_is_a_study_of_and_with_which_versions(tmp_path: Path) -> None:
    folder = StudyFolder.opened(tmp_path / "deep" / "study", IDENTITY, {"rows": 4, "method": "Sobol'"})
    said = folder.recorded()
    assert said["identity"] == IDENTITY
    assert (said["rows"], said["method"], said["schema_version"]) == (4, "Sobol'", 1)
    assert {"python", "interpose", "highspy", "pyarrow"} <= said["versions"].keys()


def test_a_study_of_another_case_version_and_seed_is_refused_with_each_difference_at_once(tmp_path: Path) -> None:
    StudyFolder.opened(tmp_path / "study", IDENTITY, {})
    with pytest.raises(InputError) as raised:
        StudyFolder.opened(tmp_path / "study", {**IDENTITY, "digest": "d" * 64, "version": "0.3.0", "seed": 8}, {})
    told = {fault.what.split()[3]: fault for fault in raised.value.faults}
    assert told.keys() == {"digest", "version", "seed"}
    assert told["digest"].what == "this study has digest cccccccccccc…, and what is asked has dddddddddddd…"
    assert "put the case back as it was, or give another --output" in told["digest"].mend
    assert "go on with that version" in told["version"].mend


def test_another_mandate_is_refused_too(tmp_path: Path) -> None:
    StudyFolder.opened(tmp_path / "study", IDENTITY, {})
    with pytest.raises(InputError, match="ask for the mandate that the study has"):
        StudyFolder.opened(tmp_path / "study", {**IDENTITY, "mandate": "observe"}, {})


def test_the_same_study_is_opened_again_and_may_have_more_rows(tmp_path: Path) -> None:
    StudyFolder.opened(tmp_path / "study", IDENTITY, {"rows": 4})
    assert StudyFolder.opened(tmp_path / "study", IDENTITY, {"rows": 8}).recorded()["rows"] == 8


def test_a_folder_of_something_else_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match=r"no folder of a study\n.*new or empty"):
        StudyFolder.opened(tmp_path, IDENTITY, {})
    with pytest.raises(UsageError, match="no folder of a study"):
        StudyFolder.opened(tmp_path / "letter.txt", IDENTITY, {})
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_without_a_study_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"this is no study: there is no such file\n.*why: .+\n.*mend: "):
        StudyFolder(tmp_path).recorded()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"identity": 3}', '{"identity": {}, "rows": "a"}', '{"identity": {}, "columns": [3]}']
)
def test_a_study_json_that_is_none_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "study.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"study\.json: this is no study: it is damaged, or something else wrote it"):
        StudyFolder.opened(tmp_path, IDENTITY, {})


def test_two_runs_do_not_write_into_one_study(tmp_path: Path) -> None:
    folder = StudyFolder.opened(tmp_path / "study", IDENTITY, {})
    with folder.locked(), pytest.raises(UsageError, match=r"another run \(process \d+\) writes into"), folder.locked():
        pass
    with folder.locked():
        pass


def test_a_run_that_lives_in_another_process_is_named_and_its_lock_ends_with_it(tmp_path: Path) -> None:
    folder = StudyFolder.opened(tmp_path / "study", IDENTITY, {})
    code = """
import sys
from pathlib import Path
from interpose.exploration.study import StudyFolder
with StudyFolder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", code, str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(UsageError, match=rf"another run \(process {other.pid}\) writes into"), folder.locked():
            pass
        other.kill()
    with folder.locked():
        pass


def test_what_a_killed_run_left_half_written_is_taken_away(tmp_path: Path) -> None:
    folder = StudyFolder.opened(tmp_path / "study", IDENTITY, {})
    (folder.path / ".part-00000.parquet.abc.part").write_bytes(b"half")
    with folder.locked():
        assert {path.name for path in folder.path.iterdir()} == {"study.json", ".lock"}


def test_files_are_named_by_design_and_part_and_all_of_an_empty_study_is_missing(tmp_path: Path) -> None:
    folder = StudyFolder.opened(tmp_path / "study", IDENTITY, {})
    design = FutureRows(rows=300)
    assert folder.place(design, RowSpan(256, 300)).name == "part-00001.parquet"
    assert folder.missing(design) == (RowSpan(0, 256), RowSpan(256, 300))
    assert json.loads((folder.path / "study.json").read_text(encoding="utf-8"))["identity"]["seed"] == 7

"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from interpose.editing.atomic import clear_away, folder_that_appears_whole, put_back, replace_files, write_atomically
from interpose.editing.new_case import copy_case
from interpose.errors import UsageError
from tests.builders.interrupting import kill_while_replacing


def test_an_interrupted_copy_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupted() -> None:
        with folder_that_appears_whole(tmp_path / "case") as folder:
            (folder / "half.csv").write_text("state\n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(UsageError, match="cannot write to"):
        copy_case("ukraine-2024", blocked / "case")
    with pytest.raises(UsageError, match="cannot write to") as refused:
        write_atomically(blocked / "brief.html", b"")
    assert refused.value.mend == "choose another folder: a file stands where this one would be"


def test_a_copied_folder_that_fails_is_told_once_and_without_the_places_it_was_made_in(tmp_path: Path) -> None:
    failed = [("/a/x.csv", "/b/x.csv", "[Errno 28] No space left on device: '/a/x.csv'"), ("/a/y.csv", "/b/y.csv", "the same")]

    def copied() -> None:
        with folder_that_appears_whole(tmp_path / "case"):
            raise shutil.Error(failed)

    with pytest.raises(UsageError) as refused:
        copied()
    assert refused.value.what == f"cannot write to {tmp_path / 'case'}: No space left on device"
    assert "make room on the disk" in refused.value.mend


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.html"
    path.write_text("old")

    def refuse(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError, match="Permission denied"):
        write_atomically(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


NEW = {"brief.html": b"new page", "tables/force.csv": b"new table", "plan.xlsx": b"new book"}


def fail_at(patch: pytest.MonkeyPatch, number: int, fail: Callable[[], None]) -> None:
    """Let something happen before a file takes its place for so many times."""
    real, calls = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == number:
            fail()
        return real(self, target)

    patch.setattr(Path, "replace", replace)


def full() -> None:
    raise OSError(28, "No space left on device")


def broken_off() -> None:
    raise KeyboardInterrupt


def old_output(folder: Path) -> dict[str, bytes]:
    """Write an earlier brief of which one file is not there."""
    folder.mkdir()
    (folder / "brief.html").write_bytes(b"old page")
    (folder / "plan.xlsx").write_bytes(b"old book")
    return all_files(folder)


def all_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("fail", "told"), [(full, UsageError), (broken_off, KeyboardInterrupt)])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_fault_before_any_file_takes_its_place_leaves_all_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fail: Callable[[], None], told: type[BaseException]
) -> None:
    before = old_output(tmp_path / "out")
    fail_at(monkeypatch, number, fail)
    with pytest.raises(told):
        replace_files(tmp_path / "out", lambda: NEW)
    assert all_files(tmp_path / "out") == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["brief.html", "plan.xlsx"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_ctrl_c_while_files_take_their_places_waits_until_all_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, number: int
) -> None:
    old_output(tmp_path / "out")
    fail_at(monkeypatch, number, lambda: signal.raise_signal(signal.SIGINT))
    # A shell that runs tests in the background has them ignore the signal, and what is ignored waits for nothing.
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, kept))
    with pytest.raises(KeyboardInterrupt):
        replace_files(tmp_path / "out", lambda: NEW)
    assert all_files(tmp_path / "out") == NEW


@pytest.mark.parametrize("at", [1, 2, 3])
def test_what_a_killed_run_left_is_put_back(tmp_path: Path, at: int) -> None:
    before = old_output(tmp_path / "out")
    kill_while_replacing(tmp_path / "out", {name: data.decode() for name, data in NEW.items()}, at=at)
    assert put_back(tmp_path / "out")
    assert all_files(tmp_path / "out") == before
    assert not put_back(tmp_path / "out")


def test_the_next_run_puts_back_what_a_killed_one_left_before_it_writes(tmp_path: Path) -> None:
    old_output(tmp_path / "out")
    kill_while_replacing(tmp_path / "out", {name: data.decode() for name, data in NEW.items()}, at=2)
    replace_files(tmp_path / "out", lambda: {"plan.xlsx": b"newer book"})
    assert all_files(tmp_path / "out") == {"brief.html": b"old page", "plan.xlsx": b"newer book"}


def test_what_was_edited_since_a_run_was_killed_is_let_be(tmp_path: Path) -> None:
    old_output(tmp_path / "out")
    kill_while_replacing(tmp_path / "out", {name: data.decode() for name, data in NEW.items()}, at=2)
    (tmp_path / "out" / "brief.html").write_bytes(b"edited")
    assert put_back(tmp_path / "out")
    assert all_files(tmp_path / "out") == {"brief.html": b"edited", "plan.xlsx": b"old book"}


def test_of_two_runs_into_one_folder_one_wins_whole(tmp_path: Path) -> None:
    def write(run: int) -> None:
        for _ in range(5):
            replace_files(tmp_path / "out", lambda: {f"{number}.csv": b"%d" % run for number in range(5)})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    files = all_files(tmp_path / "out")
    assert len(files) == 5
    assert len(set(files.values())) == 1


def test_a_folder_that_was_made_for_nothing_is_taken_away(tmp_path: Path) -> None:
    def refuse() -> dict[str, bytes]:
        raise UsageError("no")

    with pytest.raises(UsageError):
        replace_files(tmp_path / "a" / "b", refuse)
    assert list(tmp_path.iterdir()) == []


def test_who_ends_at_once_takes_away_what_was_being_written(tmp_path: Path) -> None:
    with contextlib.suppress(UsageError), folder_that_appears_whole(tmp_path / "case") as folder:
        (folder / "half.csv").write_text("state\n")
        assert clear_away() == ()
        assert list(tmp_path.iterdir()) == []

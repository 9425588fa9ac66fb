"""Files and folders that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.editing.atomic import folder_that_appears_whole, write_atomically
from interpose.editing.new_case import copy_case
from interpose.errors import UsageError


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
    with pytest.raises(UsageError, match="cannot write to"):
        write_atomically(blocked / "brief.html", b"")


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

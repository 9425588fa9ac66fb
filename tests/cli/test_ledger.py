"""Which case `interpose evidence` keeps: the one named, the one of this folder, or a default."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.cli.ledger import file_bytes, ledger_case
from interpose.errors import UsageError
from interpose.limits import LIMITS


def test_the_case_of_the_folder_one_is_in_needs_no_name(case_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case_folder)
    assert ledger_case(None).folder.resolve() == case_folder.resolve()
    assert ledger_case(None, "ukraine-2025").folder.resolve() == case_folder.resolve()
    assert ledger_case("ukraine-2024").name == "ukraine-2024"


def test_elsewhere_the_default_is_kept_and_without_one_a_case_must_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ledger_case(None, "ukraine-2024").name == "ukraine-2024"
    with pytest.raises(UsageError, match="no case is named"):
        ledger_case(None)


def test_a_file_is_read_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"a\r\nb")
    assert file_bytes(tmp_path / "page.txt") == b"a\r\nb"


def test_a_file_that_cannot_be_read_is_a_fault_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"missing\.txt cannot be read"):
        file_bytes(tmp_path / "missing.txt")
    with pytest.raises(UsageError, match="cannot be read"):
        file_bytes(tmp_path)


def test_a_file_that_does_not_end_within_the_limit_is_not_read(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    with page.open("wb") as opened:
        opened.truncate(LIMITS.capture_bytes + 1)
    with pytest.raises(UsageError, match=r"page\.txt is larger than 64 MiB"):
        file_bytes(page)

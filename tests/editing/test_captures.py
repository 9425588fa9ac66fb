"""Archived copies of sources: stored once, told when changed, and never part of the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import load
from interpose.editing.captures import NewCapture, add_capture, add_captures, read_captures
from interpose.errors import InputError
from interpose.evidence.verifying import text_digest


def test_a_capture_is_stored_once_under_its_digest(case_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>We do not discard any option</p>", encoding="utf-8")
    first = add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("We do not discard any option"))
    again = add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("We do not discard any option"))
    assert first == again
    assert [stored.row.file for stored in read_captures(case_folder)] == [first.file]


def test_a_capture_that_was_changed_is_told_and_not_used(case_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("words", encoding="utf-8")
    row = add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("words"))
    (case_folder / "captures" / row.file).write_text("other words", encoding="utf-8")
    stored = read_captures(case_folder)[0]
    assert stored.text is None
    assert "SHA-256 differs" in stored.trouble


def test_captures_leave_the_case_sound(case_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("words", encoding="utf-8")
    add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("words"))
    assert load(case_folder).claims


def test_an_index_of_an_earlier_version_is_read_and_grows(case_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("words", encoding="utf-8")
    row = add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("words"))
    old = f"source,file,sha256,text_sha256,retrieved_on,archive_url\n{row.source},{row.file},{row.sha256},{row.text_sha256},,\n"
    (case_folder / "captures" / "captures.csv").write_text(old, encoding="utf-8")
    page.write_text("other words", encoding="utf-8")
    add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("other words"))
    assert [stored.text for stored in read_captures(case_folder)] == ["words", "other words"]


def test_a_source_that_would_make_the_case_faulty_leaves_neither_itself_nor_its_copy(case_folder: Path) -> None:
    known = load(case_folder).sources["politico-europe-2024-11-22"]
    new = NewCapture(source=known.id, data=b"words", suffix=".txt", text_digest=text_digest("words"))
    with pytest.raises(InputError, match="politico-europe-2024-11-22"):
        add_captures(case_folder, [new], [known])
    assert read_captures(case_folder) == ()

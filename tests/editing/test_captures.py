"""Archived copies of sources: stored once, told when changed, and never part of the case."""

from __future__ import annotations

from pathlib import Path

from interpose.case import load
from interpose.editing.captures import add_capture, read_captures
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

"""What can be compared: cases by name or folder, and assessments at hand or as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.assessment import Assessment
from interpose.case import Case
from interpose.errors import InputError, UsageError
from interpose.exploration.comparison.sides import assessed_side, opened, opened_both, written_side
from interpose.plain import plain


def test_a_side_that_was_written_says_the_same_as_the_assessment_it_was_written_from(assessed_before: Assessment) -> None:
    made = assessed_side(assessed_before, whole=True)
    written = written_side(plain(assessed_before.document()))
    assert (written.name, written.digest, written.version) == (made.name, made.digest, made.version)
    assert written.figures.keys() == made.figures.keys()
    assert written.figures["force.sustained"] == made.figures["force.sustained"]
    assert written.case is None
    assert made.document == written.document


def test_a_case_is_read_by_name_and_by_folder(before: Case) -> None:
    assert opened(before) is before
    again = opened(before.folder)
    assert isinstance(again, Case)
    assert again.digest == before.digest


def test_a_case_that_is_not_there_is_refused_as_every_verb_does(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        opened(tmp_path / "no case")


def test_faults_of_both_cases_are_told_at_once_with_the_case_that_they_are_of(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "scenario.yaml").write_text("title: 3\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        opened_both(tmp_path / "a", tmp_path / "b")
    files = {fault.where.file for fault in refused.value.faults}
    assert {f"{tmp_path / name}/scenario.yaml" for name in ("a", "b")} <= files
    assert all(file.startswith(str(tmp_path)) for file in files)


def test_a_json_file_that_is_missing_or_damaged_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "damaged.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match=r"damaged\.json is no JSON, or is damaged\n"):
        opened(tmp_path / "damaged.json")
    with pytest.raises(UsageError, match=r"missing\.json cannot be read: No such file or directory\n"):
        opened(tmp_path / "missing.json")

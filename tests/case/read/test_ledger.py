"""The ledger of a case as its files give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import load
from interpose.editing.new_case import copy_case
from interpose.errors import InputError

HEADER = "subject,scale,value,judged_by,judged_on,known_on,reason\n"


def test_a_fault_in_the_table_is_named_with_file_and_line(case_folder: Path) -> None:
    (case_folder / "judgements.csv").write_text(HEADER + "P999,credibility,3,Desk,2024-12-01,,checked\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(case_folder)
    assert [(fault.where.file, fault.where.line) for fault in caught.value.faults] == [("judgements.csv", 2)]


def test_a_table_with_the_name_of_0_1_is_read_with_a_notice(case_folder: Path) -> None:
    row = "P001,credibility,3,Desk,2024-12-10,2024-12-11,a reason\n"
    (case_folder / "judgements.csv").unlink(missing_ok=True)
    (case_folder / "assessments.csv").write_text(HEADER + row, encoding="utf-8")
    case = load(case_folder)
    assert [each.subject for each in case.judgements] == ["P001"]
    assert [str(notice.where) for notice in case.notices] == ["assessments.csv"]
    assert case.notices[0].mend.startswith("rename it judgements.csv")


@pytest.mark.parametrize("kind", ["folder", "copy.xlsx"])
def test_judgements_come_back_from_a_copy_unchanged(case_folder: Path, tmp_path: Path, kind: str) -> None:
    row = 'P001,credibility,3,Desk,2024-12-10,2024-12-11,"a reason, with a comma"\n'
    (case_folder / "judgements.csv").write_text(HEADER + row, encoding="utf-8")
    copy = copy_case(case_folder, tmp_path / "one" / kind) if kind == "folder" else _through_a_workbook(case_folder, tmp_path)
    assert load(copy).judgements == load(case_folder).judgements
    assert load(copy).judgements[0].reason == "a reason, with a comma"


def _through_a_workbook(folder: Path, place: Path) -> Path:
    return copy_case(copy_case(folder, place / "copy.xlsx"), place / "back")

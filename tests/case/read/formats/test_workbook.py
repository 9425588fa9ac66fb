"""A workbook read as the files of a case: what a spreadsheet made of text, and faults by sheet and row."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from interpose.case import load
from interpose.editing.new_case import copy_case
from interpose.errors import InputError


@pytest.fixture
def workbook(pristine: Path, tmp_path: Path) -> Path:
    return copy_case(pristine, tmp_path / "case.xlsx")


def test_numbers_and_days_that_a_spreadsheet_made_of_text_are_read(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = next(sheet for sheet in book if sheet.title.endswith("pools.csv"))
    column = [cell.value for cell in sheet[1]].index("notice_days") + 1
    sheet.cell(2, column).value = 33.0
    book.save(workbook)
    assert load(copy_case(workbook, tmp_path / "back")).pools[0].notice_days == 33


def test_a_formula_in_a_cell_is_refused_with_its_place(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = next(sheet for sheet in book if sheet.title.endswith("pools.csv"))
    sheet.cell(2, 3).value = "=1+1"
    book.save(workbook)
    with pytest.raises(InputError) as caught:
        copy_case(workbook, tmp_path / "back")
    assert (caught.value.faults[0].where.line, caught.value.faults[0].where.column) == (2, 3)
    assert not (tmp_path / "back").exists()


def test_a_file_name_that_leaves_the_folder_is_refused(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["contents"].cell(2, 2).value = "../outside.csv"
    book.save(workbook)
    with pytest.raises(InputError, match=r"outside\.csv"):
        copy_case(workbook, tmp_path / "inner" / "back")
    assert not (tmp_path / "outside.csv").exists()


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    path.write_text("state,units\n")
    with pytest.raises(InputError, match="no workbook"):
        copy_case(path, tmp_path / "back")


def test_a_fault_is_told_by_sheet_and_row_though_rows_were_left_empty(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = next(sheet for sheet in book if sheet.title.endswith("pools.csv"))
    sheet.insert_rows(2, amount=2)
    column = [cell.value for cell in sheet[1]].index("notice_days") + 1
    sheet.cell(5, column).value = "soon"
    book.save(workbook)
    with pytest.raises(InputError) as caught:
        load(workbook)
    (fault,) = caught.value.faults
    assert (fault.where.file, fault.where.line) == (f"case.xlsx/{sheet.title}", 5)

"""A case as one workbook: the same case again, and no formula in either direction."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from interpose.case import load
from interpose.editing.new_case import copy_case
from interpose.errors import InputError, UsageError


@pytest.fixture
def workbook(pristine: Path, tmp_path: Path) -> Path:
    return copy_case(pristine, tmp_path / "case.xlsx")


def test_a_case_comes_back_from_a_workbook_as_it_was(pristine: Path, workbook: Path, tmp_path: Path) -> None:
    back = load(copy_case(workbook, tmp_path / "back"))
    before = load(pristine)
    for part in ("scenario", "claims", "sources", "hops", "quotes", "relations", "pools", "states", "unit_types", "area"):
        assert getattr(back, part) == getattr(before, part), part


def test_the_same_case_gives_the_same_workbook(pristine: Path, workbook: Path, tmp_path: Path) -> None:
    assert copy_case(pristine, tmp_path / "again.xlsx").read_bytes() == workbook.read_bytes()


def test_numbers_and_days_that_a_spreadsheet_made_of_text_are_read(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = next(sheet for sheet in book if sheet.title.endswith("pools.csv"))
    column = [cell.value for cell in sheet[1]].index("notice_days") + 1
    sheet.cell(2, column).value = 33.0
    book.save(workbook)
    assert load(copy_case(workbook, tmp_path / "back")).pools[0].notice_days == 33


def test_text_that_looks_like_a_formula_stays_text(case_folder: Path, tmp_path: Path) -> None:
    path = case_folder / "pools.csv"
    lines = path.read_text().splitlines()
    lines[1] = f"{lines[1].partition(',6,')[0]},6,3,0,assumed,,,,\"=cmd|' /C calc'!A0\""
    path.write_text("\n".join(lines) + "\n")
    note = load(case_folder).pools[0].note
    assert note == "=cmd|' /C calc'!A0"
    book = copy_case(case_folder, tmp_path / "case.xlsx")
    sheet = next(sheet for sheet in openpyxl.load_workbook(book) if sheet.title.endswith("pools.csv"))
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert load(copy_case(book, tmp_path / "back")).pools[0].note == note


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


def test_an_existing_workbook_is_not_overwritten(workbook: Path, pristine: Path) -> None:
    with pytest.raises(UsageError, match="exists already"):
        copy_case(pristine, workbook)

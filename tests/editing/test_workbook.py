"""A case as one workbook: the same case again, and no formula in either direction."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from interpose.case import load
from interpose.editing.new_case import copy_case
from interpose.errors import UsageError


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


def test_an_existing_workbook_is_not_overwritten(workbook: Path, pristine: Path) -> None:
    with pytest.raises(UsageError, match="exists already"):
        copy_case(pristine, workbook)

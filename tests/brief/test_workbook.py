"""`plan.xlsx`: contents, one titled table a sheet, and text that stays text."""

from __future__ import annotations

import io

import openpyxl

from interpose.assessment import Assessment
from interpose.brief import BriefFiles
from interpose.brief.table import Column, Table
from interpose.brief.workbook import case_workbook, workbook_bytes
from interpose.case import Case

NASTY = Table(
    name="nasty",
    title="=Title",
    description="Texts that a spreadsheet would take for formulas",
    columns=(
        Column(name="text", heading="Text", description="A text."),
        Column(name="number", heading="Number", description="A number.", kind="number", unit="persons"),
    ),
    rows=(("=1+1", -3.0), ("+49", 2.5), ("-x", None), ("@cmd", 0.0), ("plain", 1.0), ('a "b", c', 1.0)),
)


def test_the_workbook_has_contents_and_one_titled_table_a_sheet(brief: BriefFiles) -> None:
    book = openpyxl.load_workbook(brief.xlsx)
    assert book.sheetnames[0] == "contents"
    assert len(book.sheetnames) > 10
    for sheet in book:
        assert len(sheet.title) < 31
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        assert len(sheet.tables) <= 1
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_contents_name_every_sheet(brief: BriefFiles) -> None:
    book = openpyxl.load_workbook(brief.xlsx)
    listed = [row[0].value for row in book["contents"].iter_rows(min_row=5) if row[0].value]
    assert listed == book.sheetnames[1:]


def test_text_like_a_formula_stays_text_in_the_workbook(assessed: Assessment) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(assessed, [NASTY])))
    cells = [row[0] for row in book["nasty"].iter_rows(min_row=5)]
    assert [cell.value for cell in cells[:4]] == ["=1+1", "+49", "-x", "@cmd"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_an_empty_cell_stays_empty_and_truth_is_a_word(assessed: Assessment) -> None:
    columns = tuple(Column(name=name, heading=name, description=name) for name in ("a", "b", "c"))
    table = Table(name="few", title="Few", description="", columns=columns, rows=((None, True, ""), ("x", False, "y")))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(assessed, [table])))["few"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)] == [[None, "yes", None], ["x", "no", "y"]]


def test_a_table_without_rows_is_a_sheet_with_its_headings(assessed: Assessment) -> None:
    table = Table(name="none", title="None", description="", columns=NASTY.columns, rows=())
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(assessed, [table])))["none"]
    assert [cell.value for cell in sheet[4]] == ["Text", "Number (persons)"]
    assert len(sheet.tables) == 0


def test_the_workbook_says_which_case_it_is_of(ukraine: Case) -> None:
    book = openpyxl.load_workbook(io.BytesIO(case_workbook(ukraine, "1.2", [NASTY])))
    assert (book.properties.title, book.properties.creator) == (ukraine.scenario.title, "Interpose 1.2")
    assert ukraine.digest in (book.properties.description or "")

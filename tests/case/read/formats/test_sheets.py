"""Sheets of a workbook: every cell that is there is read, and what nothing reads is told."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from interpose.case import load
from interpose.case.read.formats.sheets import read_sheets
from interpose.editing.new_case import copy_case
from interpose.errors import Fault, InputError
from interpose.limits import InputLimits


@pytest.fixture(scope="module")
def pristine_book(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_case(pristine, tmp_path_factory.mktemp("book") / "case.xlsx")


@pytest.fixture
def book(pristine_book: Path, tmp_path: Path) -> Path:
    path = tmp_path / "case.xlsx"
    path.write_bytes(pristine_book.read_bytes())
    return path


def rewrite(book: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change the parts of a workbook whose name matches."""
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert any(re.search(part, name) for name in parts), part
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if re.search(part, name) else data)
    return book


def faults_of(book: Path, limits: InputLimits | None = None) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read_sheets(book, limits or InputLimits())
    return caught.value.faults


def sheet_named(opened: openpyxl.Workbook, file: str) -> str:
    return next(title for title in opened.sheetnames if title.endswith(file))


@pytest.mark.parametrize("size", [b"A1", b"A1:B3", b"A1:ZZ999999", b""])
def test_cells_outside_the_noted_size_of_a_sheet_are_read(book: Path, pristine: Path, size: bytes) -> None:
    written = b'<dimension ref="' + size + b'"/>' if size else b""
    rewrite(book, r"worksheets/", lambda data: re.sub(rb"<dimension [^>]*/>", written, data))
    found, expected = load(book), load(pristine)
    assert (found.pools, found.relations) == (expected.pools, expected.relations)


def test_a_sheet_that_the_contents_do_not_name_is_told(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened.create_sheet("99 substitutions.csv").append(["unit_type"])
    opened.create_sheet("left empty")
    for row in opened["contents"].iter_rows(min_row=2):
        if row[1].value == "states.csv":
            row[0].value = row[1].value = None
    opened.save(book)
    found = {fault.where.file: fault.what for fault in faults_of(book)}
    assert set(found.values()) == {"'contents' does not name this sheet"}
    assert len(found) == 2


def test_the_contents_name_each_sheet_and_file_once(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    contents = opened["contents"]
    contents.append([contents.cell(2, 1).value, "more.csv"])
    contents.append(["nowhere", "routes/x.yaml"])
    opened.save(book)
    assert [fault.what.partition(" ")[2] for fault in faults_of(book)][-1].endswith("routes/x.yaml")
    assert any("is listed twice" in fault.what for fault in faults_of(book))


def test_a_line_that_was_moved_beside_the_text_is_told(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened[sheet_named(opened, "scenario.yaml")]
    sheet.cell(4, 2).value, sheet.cell(4, 1).value = sheet.cell(4, 1).value, None
    opened.save(book)
    (fault,) = faults_of(book)
    assert "stands beside the text" in fault.what
    assert (fault.where.line, fault.where.column) == (4, 2)


def test_a_month_typed_into_a_spreadsheet_stays_a_month(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened[sheet_named(opened, "sources.csv")]
    column = [cell.value for cell in sheet[1]].index("published_on") + 1
    for row, (shown, value) in enumerate((("mmm-yy", 1), ("yyyy-mm-dd", 15), ("yyyy", 1)), start=2):
        sheet.cell(row, column).value = dt.datetime(2024, 12, value)
        sheet.cell(row, column).number_format = shown
    opened.save(book)
    cells = read_sheets(book)["sources.csv"].rows
    assert [row[column - 1] for _, row in cells[1:4]] == ["2024-12", "2024-12-15", "2024"]


def test_error_values_are_told_with_their_cells(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened[sheet_named(opened, "pools.csv")]
    sheet.cell(3, 3).value = "#N/A"
    opened.save(book)
    (fault,) = faults_of(book)
    assert (fault.where.line, fault.where.column) == (3, 3)
    assert "#N/A" in fault.what


def test_a_fill_without_a_pattern_is_read(book: Path, pristine: Path) -> None:
    rewrite(
        book, r"styles\.xml", lambda data: re.sub(rb'<fill><patternFill patternType="gray125"\s*/></fill>', b"<fill/>", data)
    )
    assert load(book).pools == load(pristine).pools


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (r"styles\.xml", lambda data: data[:-50]),
        (r"xl/workbook\.xml", lambda data: data[:-50]),
        (r"sheet3\.xml", lambda data: data[:-50]),
        (r"sheet3\.xml", lambda _data: b""),
        (r"sharedStrings\.xml", lambda data: re.sub(rb"<si>.*</si>", b"", data, flags=re.DOTALL)),
        (r"sheet3\.xml", lambda data: data.replace(b'r="B2"', b'r="!!"')),
        (r"sheet3\.xml", lambda data: data.replace(b'<row r="2"', b'<row r="two"')),
        (r"sheet3\.xml", lambda data: re.sub(rb'<c r="A2"[^>]*><v>\d+</v>', b'<c r="A2" t="n"><v>abc</v>', data)),
        (r"sheet3\.xml", lambda data: re.sub(rb'<c r="A2"[^>]*><v>\d+</v>', b'<c r="A2" t="d"><v>2024-99-99</v>', data)),
        (r"sheet3\.xml", lambda data: re.sub(rb'<c r="A2"[^>]*><v>\d+</v>', b'<c r="A2" t="s"><v>999999</v>', data)),
        (r"sheet3\.xml", lambda data: b'<!DOCTYPE x [<!ENTITY a "b">]>' + data),
        (r"rels", lambda data: data.replace(b"worksheets/sheet3", b"worksheets/sheet333")),
        (r"\[Content_Types\]\.xml", lambda _data: b"<Types/>"),
    ],
)
def test_a_damaged_part_is_a_fault_that_names_the_workbook(book: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    before = book.read_bytes()
    rewrite(book, part, change)
    assert book.read_bytes() != before
    found = faults_of(book)
    assert all(fault.where.file.startswith("case.xlsx") and fault.mend for fault in found)


def test_damaged_bytes_of_the_archive_are_a_fault(book: Path) -> None:
    data = bytearray(book.read_bytes())
    data[len(data) // 2] ^= 0xFF
    book.write_bytes(bytes(data))
    assert "no workbook" in faults_of(book)[0].what


def test_strict_open_xml_and_old_formats_are_named(book: Path) -> None:
    transitional = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rewrite(book, r"\.xml$", lambda data: data.replace(transitional, b"http://purl.oclc.org/ooxml/spreadsheetml/main"))
    assert "Strict Open XML" in faults_of(book)[0].what
    book.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "Excel 97" in faults_of(book)[0].what


def test_a_chart_as_a_sheet_of_its_own_is_named(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened.create_chartsheet("chart")
    opened.save(book)
    assert "chart" in faults_of(book)[0].what


def test_a_cell_far_down_or_far_right_does_not_fill_the_memory(book: Path) -> None:
    def far(data: bytes) -> bytes:
        return re.sub(rb'<row r="2"', b'<row r="999999999"', data)

    found = faults_of(rewrite(book, r"sheet3\.xml", far), InputLimits(workbook_cells=100_000))
    assert "more than 100,000 cells" in found[0].what


def test_more_texts_than_cells_are_refused_before_they_are_read(book: Path) -> None:
    def many(data: bytes) -> bytes:
        return data.replace(b"</sst>", b"<si><t>a</t></si>" * 20_000 + b"</sst>")

    found = faults_of(rewrite(book, r"sharedStrings\.xml", many), InputLimits(workbook_cells=20_000))
    assert "more than 20,000 texts" in found[0].what


def test_a_part_without_cells_is_bounded_by_itself(book: Path) -> None:
    assert "holds a part" in faults_of(book, InputLimits(workbook_part_bytes=300))[0].what


def test_a_sheet_of_contents_in_another_case_is_named(book: Path) -> None:
    rewrite(book, r"xl/workbook\.xml", lambda data: data.replace(b'name="contents"', b'name="Contents"'))
    assert faults_of(book)[0].mend == "rename the sheet 'Contents' to 'contents'"


@pytest.mark.parametrize("limits", [InputLimits(workbook_bytes=10_000), InputLimits(workbook_parts=3)])
def test_a_workbook_that_unpacks_to_more_than_is_allowed_is_refused(book: Path, limits: InputLimits) -> None:
    assert "unpacks to more than" in faults_of(book, limits)[0].what


def test_rows_that_lie_far_apart_are_not_counted_one_by_one_for_ever(book: Path) -> None:
    edited = openpyxl.load_workbook(book)
    edited.active.cell(9_000, 1).value = "far below"
    edited.save(book)
    with pytest.raises(InputError, match=r"more than 30,000 cells"):
        read_sheets(book, InputLimits(workbook_cells=30_000))


def test_a_style_that_is_not_there_is_told_and_nothing_is_printed_among_the_answers(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(
        book,
        r"styles\.xml",
        lambda part: part.replace(b'<cellStyle name="Normal" xfId="0"', b'<cellStyle name="Normal" xfId="9"'),
    )
    assert "cannot be read" in faults_of(book)[0].what
    assert capsys.readouterr() == ("", "")

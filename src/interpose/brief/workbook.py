"""`plan.xlsx`: the tables of a brief in one workbook, with a contents sheet and one table a sheet."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from interpose.assessment import Assessment
from interpose.brief.table import Cell, Table
from interpose.case import Case

__all__ = ["case_workbook", "workbook_bytes"]

_FONT = {"font_name": "Arial", "font_size": 11, "valign": "top"}
_MOST_WIDTH, _LEAST_WIDTH = 60, 10
_FIRST_ROW = 3


def workbook_bytes(assessment: Assessment, tables: Sequence[Table]) -> bytes:
    """Write the tables of an assessment as an XLSX workbook.

    Parameters
    ----------
    assessment : Assessment
        The result, for the title and the dates.
    tables : sequence of Table
        The tables, in order.

    Returns
    -------
    bytes
        The workbook; the same result gives the same bytes.
    """
    return case_workbook(assessment.case, assessment.version, tables)


def case_workbook(case: Case, version: str, tables: Sequence[Table]) -> bytes:
    """Write tables about a case as an XLSX workbook.

    The habits are those of the UK Government Analysis Function for accessible spreadsheets: title in
    A1, one table a sheet, a contents sheet, no merged cells, a sans font of 11 points, names of
    sheets under 31 characters, and no formula anywhere: text that begins with = + - or @ stays text.

    Parameters
    ----------
    case : Case
        The case, for the title and the dates.
    version : str
        Version of Interpose.
    tables : sequence of Table
        The tables, in order.

    Returns
    -------
    bytes
        The workbook; the same tables give the same bytes.
    """
    buffer = io.BytesIO()
    scenario = case.scenario
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {
                "title": scenario.title,
                "subject": scenario.question,
                "author": f"Interpose {version}",
                "comments": f"Case {case.name}, SHA-256 {case.digest}",
                "created": dt.datetime(scenario.as_of.year, scenario.as_of.month, scenario.as_of.day),
            }
        )
        styles = {
            "title": book.add_format({**_FONT, "font_size": 16, "bold": True}),
            "text": book.add_format({**_FONT, "text_wrap": True}),
            "plain": book.add_format(_FONT),
            "number": book.add_format({**_FONT, "num_format": "#,##0.###"}),
            "link": book.add_format({**_FONT, "font_color": "#0b4f8a", "underline": 1}),
            "head": book.add_format({**_FONT, "bold": True, "text_wrap": True, "bottom": 1}),
        }
        _contents(book, styles, case, tables)
        for table in tables:
            _sheet(book, styles, table)
    return buffer.getvalue()


def _contents(
    book: xlsxwriter.Workbook, styles: dict[str, xlsxwriter.format.Format], case: Case, tables: Sequence[Table]
) -> None:
    sheet = book.add_worksheet("contents")
    scenario = case.scenario
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 2, 58)
    sheet.write_string(0, 0, scenario.title, styles["title"])
    sheet.write_string(
        1, 0, f"As of {scenario.as_of.isoformat()}. Each sheet holds one table. An empty cell means: no value.", styles["plain"]
    )
    heads = ("Sheet", "What it shows", "How to read it")
    for column, text in enumerate(heads):
        sheet.write_string(_FIRST_ROW, column, text, styles["head"])
    for row, table in enumerate(tables, start=_FIRST_ROW + 1):
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", styles["link"], table.name)
        sheet.write_string(row, 1, table.title, styles["text"])
        sheet.write_string(row, 2, table.description, styles["text"])
    _as_table(sheet, "contents", [(text, "text") for text in heads], len(tables), styles)


def _sheet(book: xlsxwriter.Workbook, styles: dict[str, xlsxwriter.format.Format], table: Table) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, table.title, styles["title"])
    sheet.write_string(1, 0, table.description, styles["plain"])
    sheet.write_url(2, 0, "internal:'contents'!A1", styles["link"], "Back to contents")
    headings = [_heading(column.heading, column.unit) for column in table.columns]
    for column, heading in enumerate(headings):
        sheet.write_string(_FIRST_ROW, column, heading, styles["head"])
        longest = max((len(_shown(row[column])) for row in table.rows), default=0)
        sheet.set_column(column, column, max(_LEAST_WIDTH, len(heading) * 0.75 + 2, min(_MOST_WIDTH, longest + 2)))
    for number, row in enumerate(table.rows, start=_FIRST_ROW + 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, styles)
    kinds = [(heading, column.kind) for heading, column in zip(headings, table.columns, strict=True)]
    _as_table(sheet, table.name, kinds, len(table.rows), styles)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST_ROW)


def _as_table(
    sheet: xlsxwriter.worksheet.Worksheet,
    name: str,
    columns: Sequence[tuple[str, str]],
    rows: int,
    styles: dict[str, xlsxwriter.format.Format],
) -> None:
    """Mark the cells as a named table, so that screen readers and pivot tables find it."""
    if rows == 0:
        return
    sheet.add_table(
        _FIRST_ROW,
        0,
        _FIRST_ROW + rows,
        len(columns) - 1,
        {
            "name": f"table_{name}",
            "style": "Table Style Light 1",
            "banded_rows": False,
            "columns": [{"header": heading, "header_format": styles["head"]} for heading, _ in columns],
        },
    )


def _heading(heading: str, unit: str) -> str:
    return f"{heading} ({unit})" if unit and unit not in heading.lower() else heading


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, styles: dict[str, xlsxwriter.format.Format]
) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, cell[:32_000], styles["text"])
    elif isinstance(cell, bool):
        sheet.write_string(row, column, "yes" if cell else "no", styles["plain"])
    elif cell is not None:
        sheet.write_number(row, column, round(cell, 6), styles["number"])


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else f"{cell:,.0f}" if isinstance(cell, float) else str(cell)

"""The rotation calendar as a table, in text and in a workbook."""

from __future__ import annotations

import io

import openpyxl

from interpose.brief.table import table_csv
from interpose.brief.tables.calendar import calendar_tables
from interpose.brief.workbook import case_workbook
from tests.generation.builders import case, plan, pool, requirement


def test_a_name_that_looks_like_a_formula_stays_text_in_csv_and_workbook() -> None:
    given = case([pool("FRA", units=3)], states={"FRA": {"name": "=1+1"}})
    found = plan(given, requirement({("forward", "manoeuvre"): 1}))
    tables = calendar_tables(given, found)
    assert b",'=1+1," in table_csv(tables[0])
    book = openpyxl.load_workbook(io.BytesIO(case_workbook(given, "1", tables)))
    cell = book["calendar"]["B5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")

"""The rotation calendar as a file, in the format that its name asks for."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

from interpose.errors import UsageError
from tests.cli.running import answer, interpose
from tests.cli.small_case import small_case


def test_the_calendar_is_written_in_the_format_that_the_file_asks_for(tmp_path: Path) -> None:
    words = ("generate", small_case(tmp_path / "small"), "--calendar")
    plan = answer(*words, tmp_path / "a.ics")
    tours = sum(row["units"] for row in plan["rotation"])
    for suffix in ("csv", "xlsx", "svg", "html"):
        answer(*words, tmp_path / f"a.{suffix}")
    events = (tmp_path / "a.ics").read_text().count("BEGIN:VEVENT")
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["calendar"]
    drawn = (tmp_path / "a.svg").read_text()
    assert events == len(rows) == tours == drawn.count("<g><title>")
    assert [cell.value for cell in sheet[4]][:2] == ["Code", "State"]
    assert sum(1 for row in sheet.iter_rows(min_row=5) if row[0].value) == tours
    ElementTree.fromstring(drawn)  # noqa: S314 - our own file
    assert {row["sector"] for row in rows} <= {"sector-1", "sector-2"}
    page = (tmp_path / "a.html").read_text()
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in page


def test_a_calendar_of_an_unknown_kind_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    run = interpose("generate", "no-such-case", "--calendar", tmp_path / "plan.xls")
    assert run.returncode == UsageError.exit_code
    assert "did you mean '.xlsx'" in run.stderr
    assert "'.ics'" not in run.stderr
    assert ".ics, .csv, .xlsx, .svg, .html" in run.stderr
    assert not list(tmp_path.iterdir())

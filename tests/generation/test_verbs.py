"""`interpose generate` and `interpose rotation`, as a person or a program calls them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from interpose.brief.calendar_files import calendar_html, calendar_svg
from interpose.brief.tables.calendar import calendar_tables
from interpose.brief.tables.table import table_csv
from interpose.brief.workbook import case_workbook
from interpose.errors import UsageError
from interpose.generation import generate
from tests.cli.running import answer, interpose
from tests.cli.small_case import small_case
from tests.generation.builders import case, pool, positions, requirement

SHIPPED = ("generate", "ukraine-2024", "--repair", "--verify")


def test_the_plan_of_the_shipped_case_is_proved_within_its_gap_and_verified() -> None:
    found = answer(*SHIPPED)
    assert found["status"] in ("optimal", "feasible")
    assert 0 <= found["gap"] <= 0.01
    assert found["violations"] == []
    assert found["max_violation"] == 0
    for row in found["shortfall"]:
        assert set(row) == {"capability", "belt", "month", "quantity", "required"}
        assert 0 < row["quantity"] <= row["required"]
    for row in found["rotation"]:
        assert set(row) >= {"state", "unit_type", "units", "start_month", "end_month", "belt"}


def test_poland_that_said_no_sends_nobody() -> None:
    found = answer(*SHIPPED)
    states = {row["state"] for row in found["contributions"]}
    assert "POL" not in states
    assert {"FRA", "GBR", "DEU", "ITA"} <= states


def test_what_lasts_without_end_needs_no_more_than_nations_can_relieve() -> None:
    found = answer(*SHIPPED)
    held = {(row["capability"], row["belt"]): row["held"] for row in found["posts"]}
    assert found["endurance"] == "relay"
    # Eighteen battalions are asked for, and ten can be kept standing.
    assert held["manoeuvre", "forward"] + held["manoeuvre", "depth"] == 10


def test_what_would_fix_the_shortfall_is_told_with_points_and_words() -> None:
    found = answer(*SHIPPED)["repair"]
    assert found["status"] in ("optimal", "feasible")
    assert found["bound"] <= found["total"] + 1e-6
    assert found["total"] == pytest.approx(sum(each["price"] for each in found["changes"]), abs=1e-3)
    assert {each["name"] for each in found["others"]} >= {"without new states"}
    assert all(each["total"] is None or each["total"] >= found["bound"] - 1e-6 for each in found["others"])


def test_a_misspelt_mandate_is_refused_with_a_suggestion() -> None:
    run = interpose("generate", "ukraine-2024", "--mandate", "interpos")
    assert run.returncode == UsageError.exit_code
    assert "did you mean 'interpose'?" in run.stderr


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
    assert events == len(rows) == tours == len(re.findall(r"<path[^>]*><title>", drawn))
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


def test_a_name_that_looks_like_a_formula_stays_text_in_csv_and_workbook() -> None:
    given = case([pool("FRA", units=3)], states={"FRA": {"name": "=1+1"}})
    plan = generate(given, positions(), requirement({("forward", "manoeuvre"): 1}))
    tables = calendar_tables(given, plan)
    assert b",'=1+1," in table_csv(tables[0])
    book = openpyxl.load_workbook(io.BytesIO(case_workbook(given, "1", tables)))
    cell = book["calendar"]["B5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_name_with_markup_is_escaped_in_the_chart() -> None:
    given = case([pool("FRA", units=3)], states={"FRA": {"name": "<script>x</script>"}})
    plan = generate(given, positions(), requirement({("forward", "manoeuvre"): 1}))
    for text in (calendar_svg(given, plan), calendar_html(given, plan)):
        assert "<script" not in text
        assert "&lt;" in text


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        (("--pool", "50000", "--tour", "6", "--interval", "24"), "force", 10_000),
        (("--force", "64000", "--months", "24", "--tour", "6", "--no-reuse"), "pool", 256_000),
        (("--pool", "45", "--tour", "12", "--dwell", "2", "--overlap", "1.15"), "force", 13.043),
        (("--pool", "45", "--force", "13.0435", "--tour", "12", "--dwell", "2"), "overlap", 1.15),
        (("--pool", "320000", "--force", "64000", "--tour", "6", "--months", "24", "--no-reuse"), "overlap", 1.25),
    ],
)
def test_the_calculator_answers_in_json(words: tuple[str, ...], name: str, value: float) -> None:
    found = answer("rotation", *words)
    keys = {"pool", "force", "tour_months", "interval_months", "ratio", "overlap", "months", "reuse", "formula", "found"}
    assert set(found) == keys
    assert found[name] == pytest.approx(value, abs=0.001)

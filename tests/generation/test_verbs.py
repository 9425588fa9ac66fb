"""`interpose generate` and `interpose rotation`, as a person or a program calls them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from typer.testing import CliRunner

from interpose.brief.calendar_files import calendar_html, calendar_svg
from interpose.brief.tables.calendar import calendar_tables
from interpose.brief.tables.table import table_csv
from interpose.brief.workbook import case_workbook
from interpose.cli.app import app
from interpose.errors import NoAnswerError, UsageError
from interpose.generation import generate
from tests.generation.builders import case, pool, positions, requirement


def told(*words: str) -> dict[str, object]:
    run = CliRunner().invoke(app, [*words, "--format", "json"])
    assert run.exit_code == 0, run.stderr
    return dict(json.loads(run.stdout))


def test_the_plan_of_the_shipped_case_is_proved_within_its_gap_and_verified() -> None:
    found = told("generate", "ukraine-2024", "--verify")
    assert found["status"] in ("optimal", "feasible")
    assert 0 <= float(str(found["gap"])) <= 0.01
    assert found["violations"] == []
    assert found["max_violation"] == 0
    for row in found["shortfall"]:  # type: ignore[attr-defined]
        assert set(row) == {"capability", "month", "quantity", "required"}
        assert 0 < row["quantity"] <= row["required"]
    for row in found["rotation"]:  # type: ignore[attr-defined]
        assert set(row) == {"state", "unit_type", "units", "start_month", "end_month", "belt"}


def test_poland_that_said_no_sends_nobody() -> None:
    found = told("generate", "ukraine-2024")
    states = {row["state"] for row in found["contributions"]}  # type: ignore[attr-defined]
    assert "POL" not in states
    assert {"FRA", "GBR", "DEU", "ITA"} <= states


def test_without_american_enablers_no_american_unit_takes_part() -> None:
    found = told("generate", "ukraine-2024", "--without-american-enablers", "--mandate", "reassure")
    assert "USA" not in {row["state"] for row in found["rotation"]}  # type: ignore[attr-defined]


def test_a_time_limit_of_zero_is_no_answer_with_exit_3_and_no_numbers() -> None:
    run = CliRunner().invoke(app, ["generate", "ukraine-2024", "--time-limit", "0", "--format", "json"])
    assert json.loads(run.stdout) == {"status": "no answer"}
    assert run.exit_code == NoAnswerError.exit_code


def test_a_misspelt_mandate_is_refused_with_a_suggestion() -> None:
    run = CliRunner().invoke(app, ["generate", "ukraine-2024", "--mandate", "interpos"])
    assert run.exit_code == UsageError.exit_code
    assert "did you mean 'interpose'?" in run.stderr


def test_the_calendar_is_written_in_the_format_that_the_file_asks_for(tmp_path: Path) -> None:
    words = ("generate", "ukraine-2024", "--mandate", "tripwire", "--calendar")
    plan = told(*words, str(tmp_path / "a.ics"))
    tours = sum(row["units"] for row in plan["rotation"])  # type: ignore[attr-defined]
    for suffix in ("csv", "xlsx", "svg", "html"):
        told(*words, str(tmp_path / f"a.{suffix}"))
    events = (tmp_path / "a.ics").read_text().count("BEGIN:VEVENT")
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["calendar"]
    drawn = (tmp_path / "a.svg").read_text()
    assert events == len(rows) == tours == len(re.findall(r"<path[^>]*><title>", drawn))
    assert [cell.value for cell in sheet[4]][:2] == ["Code", "State"]
    assert sum(1 for row in sheet.iter_rows(min_row=5) if row[0].value) == tours
    ElementTree.fromstring(drawn)  # noqa: S314 - our own file
    assert {row["sector"] for row in rows} <= {f"sector-{number}" for number in range(1, 9)}
    page = (tmp_path / "a.html").read_text()
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in page


def test_a_calendar_of_an_unknown_kind_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["generate", "no-such-case", "--calendar", str(tmp_path / "plan.xls")])
    assert run.exit_code == UsageError.exit_code
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


def test_what_is_required_is_told_at_the_level_that_was_planned_for() -> None:
    words = ("generate", "ukraine-2024", "--mandate", "tripwire", "--level")
    by_level = {level: told(*words, level) for level in ("low", "mode", "high")}

    def needed(level: str) -> dict[tuple[str, int], float]:
        return {(row["capability"], row["month"]): row["required"] for row in by_level[level]["shortfall"]}  # type: ignore[attr-defined]

    middle, high = needed("mode"), needed("high")
    assert all(high[key] >= quantity for key, quantity in middle.items() if key in high)
    assert any(high[key] > quantity for key, quantity in middle.items() if key in high)
    for level, found in by_level.items():
        assert found["level"] == level
        for row in found["shortfall"]:  # type: ignore[attr-defined]
            assert row["quantity"] <= row["required"] + 1e-6
    run = CliRunner().invoke(app, [*words, "high"])
    assert "required, high" in run.stdout
    assert "15,340" in run.stdout


@pytest.mark.parametrize("mode", ["largest", "pledges"])
def test_every_mode_keeps_the_rules(mode: str) -> None:
    found = told("generate", "ukraine-2024", "--mode", mode, "--verify")
    assert found["mode"] == mode
    assert found["violations"] == []


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
    found = told("rotation", *words)
    keys = {"pool", "force", "tour_months", "interval_months", "ratio", "overlap", "months", "reuse", "formula"}
    assert set(found) == keys
    assert found[name] == pytest.approx(value, abs=0.001)


def test_what_would_fix_the_shortfall_is_told_with_points_and_words() -> None:
    found = told("generate", "ukraine-2024", "--repair")["repair"]
    assert isinstance(found, dict)
    assert found["status"] in ("optimal", "feasible")
    assert found["bound"] <= found["total"] + 1e-6
    assert found["total"] == pytest.approx(sum(each["price"] for each in found["changes"]))
    assert all(each["words"].startswith(each["state"]) for each in found["changes"])
    assert {each["name"] for each in found["others"]} >= {"without new states"}
    assert all(each["total"] is None or each["total"] >= found["bound"] - 1e-6 for each in found["others"])


def test_units_bound_elsewhere_are_withdrawn_where_the_command_asks_for_it() -> None:
    plain, more = told("generate", "ukraine-2024"), told("generate", "ukraine-2024", "--withdraw-commitments")
    assert plain["withdrawn"] == []
    assert more["withdrawn"]
    assert {row["commitment"] for row in more["rotation"] if "commitment" in row} == {  # type: ignore[attr-defined]
        row["commitment"]
        for row in more["withdrawn"]  # type: ignore[attr-defined]
    }


def test_repairs_are_printed_for_people() -> None:
    run = CliRunner().invoke(app, ["generate", "ukraine-2024", "--repair"])
    assert run.exit_code == 0
    assert "What would fix it" in run.stdout
    assert "takes part" in run.stdout

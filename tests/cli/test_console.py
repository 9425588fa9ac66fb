"""How every verb speaks: tables for people, JSON for programs, remarks on standard error."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from interpose.brief.tables.table import from_headings
from interpose.cli.console import Format, note, print_json, print_table, progress, read_case, show, visible
from interpose.errors import InputError

TABLE = from_headings("Force", ["state", "units"], [("FRA", 3)], numbers=["units"])


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (None, "–"),
        (True, "yes"),
        (12_345, "12,345"),
        (12_345.6, "12,346"),
        (3.0, "3"),
        (0.12345, "0.12"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
    ],
)
def test_a_cell_is_shown_for_people(cell: object, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_table("", ["x"], [(cell,)])
    assert capsys.readouterr().out.split("\n")[-3].strip() == shown


def test_words_are_written_out_that_would_steer_a_terminal() -> None:
    assert visible("left\u202eright") == "left\\u202eright"
    assert visible("two\nlines\tand a tab") == "two\nlines\tand a tab"


def test_a_result_is_a_table_or_json_and_tables_are_made_only_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    made = []

    def tables() -> Callable[[], object]:
        made.append(1)
        yield TABLE

    show({"state": "FRA", "units": 3}, tables(), Format.json)
    assert json.loads(capsys.readouterr().out) == {"state": "FRA", "units": 3}
    assert made == []
    show({}, tables(), Format.table)
    assert "FRA" in capsys.readouterr().out


@pytest.mark.parametrize(("decimals", "written"), [(6, 0.333333), (2, 0.33), (None, 1 / 3)])
def test_numbers_are_rounded_as_asked(decimals: int | None, written: float, capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"share": 1 / 3}, decimals=decimals)
    assert json.loads(capsys.readouterr().out) == {"share": written}


def test_what_is_no_number_is_never_written(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="nan, which is no number"):
        print_json({"share": float("nan")})
    capsys.readouterr()


def test_remarks_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    note("made\x07 it")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "made\\x07 it\n")


def test_without_a_terminal_no_step_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as step:
        step("reading the case")
    assert capsys.readouterr() == ("", "")


def test_a_case_is_read_as_everywhere(case_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_case(case_folder).claims
    assert capsys.readouterr().err == ""
    (case_folder / "pools.csv").write_text("state\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_case(case_folder)

"""How every verb speaks: tables for people, JSON for programs, remarks on standard error."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from interpose.brief.table import from_headings
from interpose.case import load
from interpose.cli.console import Format, note, print_json, progress, read_case, say, show, tell
from interpose.errors import InputError, UsageError
from tests.builders.interrupting import kill_while_replacing

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
        ("0.044 % of\u00a0it, 5\u202f%", "0.044% of\u00a0it, 5%"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
    ],
)
def test_a_cell_is_shown_for_people(cell: object, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    show({}, [from_headings("", ["x"], [(cell,)])], Format.table)
    assert capsys.readouterr().out.split("\n")[-3].strip() == shown


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


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("200", 200), ("0", 120), ("wide", 120), (None, 120)])
def test_without_a_terminal_lines_are_as_wide_as_asked_for(
    columns: str | None, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", columns)
    tell("word " * 100)
    lines = capsys.readouterr().out.splitlines()
    assert width - len("word ") < max(len(line) for line in lines) <= width


def test_a_table_that_is_too_wide_breaks_lines_between_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    words = "reception of vehicles and containers at the border"
    show({}, [from_headings("Wide", ["resource", "where it stands", "unit"], [(words, words, "wagons")])], Format.table)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 40
    assert {*words.split(), "resource", "unit", "wagons"} <= set(" ".join(lines).split())
    monkeypatch.setenv("COLUMNS", "12")
    show({}, [from_headings("Wide", ["resource", "unit"], [(words, "wagons")])], Format.table)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 12


@pytest.mark.parametrize(
    ("columns", "headings", "row", "as_records"),
    [
        (80, ["member", "Banzhaf", "why"], ("DEU", "0.166929", "undecided " * 30), False),
        # The longest words fit with one space between columns, not with two.
        (80, [f"stabilisation{place}" for place in range(5)], ("unter Bedingungen",) * 5, False),
        (80, [f"condition{place}" for place in range(9)], [f"{place}.166929 to 1" for place in range(9)], True),
        (40, ["member", "Shapley–Shubik", "eu_qualified_majority"], ("DEU", "0.196270", "interfet-1999 " * 4), True),
        (40, ["route", "who pays"], ("nato", "w" * 40 + " members of the Union by income"), True),
    ],
)
def test_no_word_number_or_heading_is_broken_that_fits_a_line(
    columns: int,
    headings: list[str],
    row: tuple[str, ...],
    as_records: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    show({}, [from_headings("Title", headings, [row, row], numbers=headings[1:2], note="Note.")], Format.table)
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= columns
    read = Counter(word.rstrip(":") for word in shown.split())
    cells = Counter(" ".join([*row, *row]).split())
    assert all(read[word] >= count for word, count in cells.items())
    assert {"Title", "Note.", *" ".join(headings).split()} <= set(read)
    assert (f"\n{headings[0]}: {row[0]}\n" in shown) == as_records


def test_records_stand_apart_and_their_further_lines_are_indented(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    rows = [("NATO", 12_345, "by members of the alliance"), ("OSCE", None, "nothing")]
    show({}, [from_headings("Routes", ["route", "participating", "who pays"], rows)], Format.table)
    assert capsys.readouterr().out == (
        "Routes\n\n"
        "route: NATO\nparticipating:\n  12,345\nwho pays: by\n  members of the\n  alliance\n\n"
        "route: OSCE\nparticipating: –\nwho pays: nothing\n\n"
    )


def test_a_table_without_rows_tells_its_headings_at_any_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    show({}, [from_headings("Routes", ["participating", "authorised"], [])], Format.table)
    assert capsys.readouterr().out == "Routes\n\nno row:\n  participating,\n  authorised\n\n"


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


def test_headings_sentences_and_faults_steer_no_terminal_either(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = from_headings("a\x1b]0;title\x07", ["b\u202e"], [("c\x9b",)], note="d\x1b")
    show({}, [hostile], Format.table)
    tell("e\x1b[31m")
    say("f\x1b[2J\nmend: g")
    said = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(said.out + said.err)
    assert said.err == "interpose: f\\x1b[2J\nmend: g\n"


def test_json_holds_the_same_words_and_steers_no_terminal(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    words = {"é\u202e\x9b\ud800": "–"}
    print_json(words)
    written = capsysbinary.readouterr().out
    assert json.loads(written) == words
    assert "é" in written.decode("utf-8")
    assert "\u202e" not in written.decode("utf-8")


def test_what_a_killed_run_left_is_put_back_before_a_case_is_read(
    case_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_case(case_folder).digest
    kill_while_replacing(case_folder, {"pools.csv": "state\n", "claims.csv": "id\n"}, at=2)
    with pytest.raises(UsageError, match="ended half-way") as caught:
        load(case_folder)
    assert f"interpose check {case_folder}" in caught.value.mend
    assert read_case(case_folder).digest == before
    assert "were put back" in capsys.readouterr().err
    assert read_case(case_folder).digest == before
    assert capsys.readouterr().err == ""

"""A claim may hold anything: markup, formulas, escapes, other scripts. It stays words wherever it is shown."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from interpose.assessment import Assessment
from interpose.brief import BriefFiles, write_brief
from interpose.case import Case, load
from interpose.case.tables.evidence import Hop, Relation, Source
from interpose.editing.ledger_files import append_rows
from interpose.errors import InputError
from interpose.evidence import to_json_ld
from interpose.evidence.exchange import SHAPE
from tests.cli.running import interpose
from tests.cli.small_case import small_case
from tests.evidence.builders import claim

FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = '<script>alert(1)</script> & "quoted" {{ 7*7 }} [bold]x[/bold]'
ARABIC = "\u202eقال المسؤول\u202c 🪖👩‍👩‍👧"
ESCAPE = "red \x1b[31m\x1b]0;title\x07 text"
NASTY = f"{SCRIPT} {ARABIC} {ESCAPE}"


def nasty_case(base: Case) -> Case:
    made = claim("P001", "2024-11-22", 2, source="nasty", statement=NASTY, actor=FORMULA, conditions=(f"if {SCRIPT}",))
    return dataclasses.replace(
        base,
        sources={**base.sources, "nasty": Source(id="nasty", outlet=FORMULA, url="javascript:alert(1)", reliability="B")},
        claims={**base.claims, "P001": made},
        hops={**base.hops, "P001": (Hop(claim="P001", seq=1, name=FORMULA, kind="on_record"),)},
    )


@pytest.fixture(scope="module")
def files(assessed: Assessment, tmp_path_factory: pytest.TempPathFactory) -> BriefFiles:
    found = dataclasses.replace(assessed, case=nasty_case(assessed.case))
    return write_brief(found, tmp_path_factory.mktemp("nasty"))


def test_the_brief_shows_the_words_and_runs_none_of_them(files: BriefFiles) -> None:
    page = Path(files.html).read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page
    assert "{{ 7*7 }}" in page
    assert 'href="javascript:' not in page
    assert "قال المسؤول" in page


def test_tables_hold_no_formula(files: BriefFiles) -> None:
    folder = Path(files.html).parent
    cells = [
        cell
        for path in sorted(folder.rglob("*.csv"))
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert f"'{FORMULA}" in cells
    assert any(ARABIC in cell for cell in cells)


def test_the_workbook_holds_text_and_no_formula(files: BriefFiles) -> None:
    book = openpyxl.load_workbook(Path(files.html).parent / "plan.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("cmd|" in str(cell.value) for cell in cells)


def test_linked_data_carry_the_words_as_they_are(ukraine: Case) -> None:
    document = json.loads(json.dumps(to_json_ld(nasty_case(ukraine))))
    jsonschema.validate(document, dict(SHAPE))
    found = next(node for node in document["@graph"] if node["id"] == "urn:interpose:claim:P001")
    assert found["schema:text"] == NASTY.strip()
    assert found["schema:author"]["schema:name"] == FORMULA


def test_the_terminal_shows_escapes_and_obeys_none(tmp_path: Path) -> None:
    case_folder = small_case(tmp_path / "small")
    nasty = claim(
        "N1", "2024-12-10", 4, source="nasty", statement=NASTY, actor="A \x1b[2J Minister", office=f"{ESCAPE} minister"
    )
    chain = [Hop(claim="N1", seq=1, name=ESCAPE, kind="on_record")]
    append_rows(
        case_folder,
        {"sources.csv": [Source(id="nasty", outlet="x", reliability="B")], "claims.csv": [nasty], "hops.csv": chain},
    )
    told = [
        interpose("explain", case_folder, "positions.FRA", "--all"),
        interpose("positions", case_folder, "--state", "FRA", "--history"),
        interpose("evidence", "lint", case_folder),
    ]
    for done in told:
        assert done.returncode == 0, done.stderr
        assert "\x1b" not in done.stdout + done.stderr
        assert "\u202e" not in done.stdout + done.stderr
    assert "\\x1b[31m" in told[0].stdout
    assert "[bold]x[/bold]" in " ".join(told[0].stdout.split())


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param("<p>" * 200_000 + "x" + "</p>" * 200_000, id="nested"),
        pytest.param(
            '<p title="' + "x" * 5_000_000 + '">France is ready to send troops, officials said.</p>', id="huge attribute"
        ),
        pytest.param('<p title="' + "x" * 5_000_000, id="attribute that never ends"),
        pytest.param("&amp;" * 500_000, id="entities"),
    ],
)
def test_an_html_bomb_is_read_in_time(tmp_path: Path, bomb: str) -> None:
    (tmp_path / "a.html").write_text(f"{bomb}\n<p>France is ready to send troops, officials said.</p>", encoding="utf-8")
    done = interpose("evidence", "read", "a.html", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-400:]
    json.loads(done.stdout)


def test_two_claims_of_a_case_that_supersede_one_another_are_named_with_their_line(case_folder: Path) -> None:
    path = case_folder / "relations.csv"
    path.write_text(path.read_text(encoding="utf-8") + "P002,supersedes,P001,\nP001,supersedes,P002,\n", encoding="utf-8")
    lines = path.read_text(encoding="utf-8").count("\n")
    with pytest.raises(InputError) as caught:
        load(case_folder)
    assert [(fault.what, fault.where.file, fault.where.line) for fault in caught.value.faults] == [
        ("supersedes goes round in a circle: P001 → P002 → P001", "relations.csv", lines - 1)
    ]


def test_a_chain_in_a_circle_is_named_with_its_line(case_folder: Path) -> None:
    path = case_folder / "hops.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    case = load(case_folder)
    chain = case.hops["P001"]
    again = Hop(claim="P001", seq=len(chain) + 1, name=chain[0].name.upper(), kind="outlet")
    with pytest.raises(InputError, match="passes twice through"):
        append_rows(case_folder, {"hops.csv": [again]})
    assert load(case_folder).hops["P001"] == chain


def test_a_relation_to_itself_leaves_the_tables_as_they_were(case_folder: Path) -> None:
    before = (case_folder / "relations.csv").read_bytes()
    with pytest.raises(InputError, match="'P001' denies itself"):
        append_rows(case_folder, {"relations.csv": [Relation(claim="P001", relation="denies", target="P001")]})
    assert (case_folder / "relations.csv").read_bytes() == before

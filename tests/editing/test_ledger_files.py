"""Rows that are added to a ledger, from an article to the tables, all of them or none."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from interpose.case import Case, load
from interpose.editing.ledger_files import append_rows, own_folder
from interpose.errors import InputError, UsageError
from tests.cli.running import answer, interpose
from tests.evidence.builders import claim


def accept(case_folder: Path, cwd: Path) -> Any:
    given = ("proposed.csv", "--rows", "N001", "--source", "article", "--case", case_folder)
    return answer("evidence", "accept", *given, cwd=cwd)


def test_a_shipped_case_is_not_written_to(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="shipped"):
        own_folder(ukraine.folder)


def test_rows_that_bring_faults_leave_every_table_as_it_was(case_folder: Path) -> None:
    before = (case_folder / "claims.csv").read_bytes()
    with pytest.raises(InputError):
        append_rows(case_folder, {"claims.csv": [claim("NEW", "2024-12-01", 3, source="nowhere")]})
    assert (case_folder / "claims.csv").read_bytes() == before


ARTICLE = (
    "Example Wire | 14 December 2024\n\n"
    "“We are ready to send troops if there is a ceasefire,” Prime Minister Jan Kowal of Poland said.\n\n"
    "=France is ready to send troops <script>alert(1)</script>, officials said.\n"
)


def test_from_an_article_to_the_ledger(case_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    read = answer("evidence", "read", "article.txt", cwd=tmp_path)
    assert {"statement", "actor", "state", "modality", "quantity", "chain", "start", "end", "exact"} <= set(
        read["proposals"][0]
    )
    for proposal in read["proposals"]:
        assert ARTICLE[proposal["start"] : proposal["end"]] == proposal["exact"]
    text = (tmp_path / "proposed.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    told = answer(
        "evidence", "accept", "proposed.csv", "--rows", "N001", "--source", "article", "--case", case_folder, cwd=tmp_path
    )
    case = load(case_folder)
    assert told == {"claims": ["N001"], "source": "article"}
    assert (case.claims["N001"].state, case.claims["N001"].modality) == ("POL", 3)
    assert case.claims["N001"].credibility == "6"
    assert [hop.name for hop in case.hops["N001"]] == ["Example Wire", "Jan Kowal"]
    assert case.sources["article"].reliability == "F"


def test_a_second_acceptance_takes_the_next_free_name(case_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    for expected in ("N001", "N002"):
        told = answer(
            "evidence", "accept", "proposed.csv", "--rows", "N001", "--source", "article", "--case", case_folder, cwd=tmp_path
        )
        assert told["claims"] == [expected]


def test_edited_proposals_are_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    (tmp_path / "proposed.csv").write_text("edited", encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    assert (tmp_path / "proposed.csv").read_text(encoding="utf-8") == "edited"
    assert (tmp_path / "proposed-2.csv").exists()


def test_expected_claims_that_cannot_be_read_are_all_named(tmp_path: Path) -> None:
    for name, written in {"a": '{"claims": [{"actor": 3}]}', "b": '{"claims": [\n{', "c": "[]"}.items():
        (tmp_path / f"{name}.txt").write_text("France may send troops.", encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(written, encoding="utf-8")
    found = interpose("evidence", "score", ".", cwd=tmp_path)
    assert found.returncode == 2
    assert "a.json: claims.0.actor" in found.stderr
    assert "b.json:2:" in found.stderr
    assert "c.json: claims is missing" in found.stderr

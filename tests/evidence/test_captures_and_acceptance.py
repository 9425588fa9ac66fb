"""Captures, verification of quotes, and the way from a proposal into the ledger."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from interpose.case import Case, load
from interpose.case.tables.evidence import Quote
from interpose.editing.captures import add_capture, read_captures
from interpose.editing.ledger_files import append_rows, own_folder
from interpose.errors import InputError, UsageError
from interpose.evidence.verifying import text_digest, verify
from tests.cli.running import answer, interpose
from tests.evidence.builders import claim, ledger


def accept(case_folder: Path, cwd: Path) -> Any:
    given = ("proposed.csv", "--rows", "N001", "--source", "article", "--case", case_folder)
    return answer("evidence", "accept", *given, cwd=cwd)


def checked(case: Case, words: str, text: str, **fields: str) -> tuple[str, str]:
    quoted = ledger(
        case, [claim("A", "2024-11-01", 3)], quotes=[Quote(id="q", claim="A", exact=words, kind="direct", **fields)]
    )
    found = verify(quoted, {"paper": [text]})[0]
    return found.status, found.why


def test_a_quote_matches_across_line_breaks_and_composed_characters(ukraine: Case) -> None:
    assert (
        checked(ukraine, "the Élysée does not rule it out", "He said the E\u0301lyse\u0301e\n   does not\trule it out.")[0]
        == "matched"
    )


def test_a_quote_matches_inside_markup(ukraine: Case) -> None:
    assert checked(ukraine, "we are ready & willing", "<p>“we are <b>ready</b> &amp; willing”</p>")[0] == "matched"


def test_other_quotation_marks_are_a_drift_and_said_to_be_one(ukraine: Case) -> None:
    status, why = checked(ukraine, 'we are not "sending" troops', "He said: we are not “sending” troops.")
    assert (status, why) == ("drifted", "only quotation marks, dashes or case differ")


def test_changed_words_are_a_drift(ukraine: Case) -> None:
    status, why = checked(ukraine, "we are ready to send our troops", "In short we are willing to send our troops today.")
    assert (status, why) == ("drifted", "the words differ")


def test_words_that_are_not_there_are_missing(ukraine: Case) -> None:
    assert checked(ukraine, "we are ready to send our troops", "Nothing of the kind was printed.")[0] == "missing"


def test_words_in_another_place_are_a_drift(ukraine: Case) -> None:
    assert checked(ukraine, "not now", "He said: not now.", prefix="She added:")[0] == "drifted"


def test_without_a_capture_a_quote_is_missing(ukraine: Case) -> None:
    quoted = ledger(ukraine, [claim("A", "2024-11-01", 3)], quotes=[Quote(id="q", claim="A", exact="x", kind="direct")])
    assert verify(quoted, {})[0].status == "missing"


def test_a_capture_is_stored_once_under_its_digest(case_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>We do not discard any option</p>", encoding="utf-8")
    first = add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("We do not discard any option"))
    again = add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("We do not discard any option"))
    assert first == again
    assert [stored.row.file for stored in read_captures(case_folder)] == [first.file]


def test_a_capture_that_was_changed_is_told_and_not_used(case_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("words", encoding="utf-8")
    row = add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("words"))
    (case_folder / "captures" / row.file).write_text("other words", encoding="utf-8")
    stored = read_captures(case_folder)[0]
    assert stored.text is None
    assert "SHA-256 differs" in stored.trouble


def test_captures_leave_the_case_sound(case_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("words", encoding="utf-8")
    add_capture(case_folder, page, "politico-europe-2024-11-22", text_digest("words"))
    assert load(case_folder).claims


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


def test_a_misspelt_source_is_refused_with_a_suggestion(case_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("x", encoding="utf-8")
    done = interpose(
        "evidence", "add-capture", "page.txt", "--source", "politico-europe-2024-11-2", "--case", case_folder, cwd=tmp_path
    )
    assert done.returncode == 2
    assert "did you mean 'politico-europe-2024-11-22'?" in done.stderr


def test_verify_tells_each_quote(case_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("He said: We do not discard\nany option.", encoding="utf-8")
    answer("evidence", "add-capture", "page.txt", "--source", "politico-europe-2024-11-22", "--case", case_folder, cwd=tmp_path)
    told = {row["claim"]: row["status"] for row in answer("evidence", "verify", case_folder, cwd=tmp_path)["quotes"]}
    assert told["P001"] == "matched"
    assert told["P004"] == "missing"
    assert set(told.values()) <= {"matched", "drifted", "missing"}


def test_expected_claims_that_cannot_be_read_are_all_named(tmp_path: Path) -> None:
    for name, written in {"a": '{"claims": [{"actor": 3}]}', "b": '{"claims": [\n{', "c": "[]"}.items():
        (tmp_path / f"{name}.txt").write_text("France may send troops.", encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(written, encoding="utf-8")
    found = interpose("evidence", "score", ".", cwd=tmp_path)
    assert found.returncode == 2
    assert "a.json: claims.0.actor" in found.stderr
    assert "b.json:2:" in found.stderr
    assert "c.json: claims is missing" in found.stderr

"""Quotes against captures: found, drifted or missing."""

from __future__ import annotations

from pathlib import Path

from interpose.case import Case
from interpose.case.tables.evidence import Quote
from interpose.evidence.verifying import verify
from tests.cli.running import answer
from tests.evidence.builders import claim, ledger


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


def test_verify_tells_each_quote(case_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("He said: We do not discard\nany option.", encoding="utf-8")
    answer("evidence", "add-capture", "page.txt", "--source", "politico-europe-2024-11-22", "--case", case_folder, cwd=tmp_path)
    told = {row["claim"]: row["status"] for row in answer("evidence", "verify", case_folder, cwd=tmp_path)["quotes"]}
    assert told["P001"] == "matched"
    assert told["P004"] == "missing"
    assert set(told.values()) <= {"matched", "drifted", "missing"}

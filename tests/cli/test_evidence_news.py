"""`interpose evidence read` and its kin: news in, drafts of claims out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from interpose.case import load
from tests.cli.running import answer, interpose


def test_read_has_its_keys_and_right_places_whatever_the_script(tmp_path: Path) -> None:
    text = "🪖 Example Wire | 14 December 2024\r\n\r\nقال: France is ready to send troops if asked, officials said. 😀\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    told = answer("evidence", "read", "a.txt", cwd=tmp_path)
    (found,) = told["proposals"]
    assert {"statement", "actor", "state", "modality", "quantity", "chain", "start", "end", "exact", "origin"} <= set(found)
    assert text.replace("\r\n", "\n")[found["start"] : found["end"]] == found["exact"]
    assert (found["state"], found["modality"], found["origin"]) == ("FRA", 3, "patterns")


def test_an_article_in_another_encoding_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("L’Élysée est prêt".encode("utf-16"))
    done = interpose("evidence", "read", "a.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "encoded in UTF-16" in done.stderr
    assert "a.txt:1" in done.stderr


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


def test_scores_are_told_by_field() -> None:
    found = answer("evidence", "score", Path(__file__).parents[1] / "reading" / "gold")
    assert found["texts"] > 0
    fields = {row["field"]: row for row in found["fields"]}
    assert all(0 <= row["right"] <= row["proposed"] for row in fields.values())


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    run = interpose("evidence", "score", tmp_path)
    assert run.returncode == 2
    assert "holds no texts" in run.stderr


def test_claims_enter_under_a_source_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "proposed.csv").write_text("", encoding="utf-8")
    run = interpose("evidence", "accept", "proposed.csv", cwd=tmp_path)
    assert run.returncode == 2
    assert "the source is not given" in run.stderr

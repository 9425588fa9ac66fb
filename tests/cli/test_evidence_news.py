"""`interpose evidence read` and its kin: news in, drafts of claims out."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from interpose.case import load
from interpose.evidence import positions, without
from tests.builders.elsewhere import write_case_in_mali
from tests.cli.running import answer, interpose
from tests.reading.intake.builders import MARKED, page, pdf


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


def test_a_second_acceptance_enters_nothing_twice_and_says_nothing_new_of_the_source(tmp_path: Path) -> None:
    case_folder = write_case_in_mali(tmp_path / "mali")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    call = ("evidence", "accept", "proposed.csv", "--source", "article", "--case", case_folder)
    assert answer(*call, "--rows", "N001", cwd=tmp_path)["claims"] == ["N001"]
    again = interpose(*call, "--rows", "N001", cwd=tmp_path)
    assert (again.returncode, "already in the ledger: N001" in again.stderr) == (0, True)
    assert answer(*call, cwd=tmp_path)["claims"] == ["N002"]
    refused = interpose(*call, "--outlet", "Other", cwd=tmp_path)
    assert (refused.returncode, "the case has 'article'" in refused.stderr) == (2, True)


def test_edited_proposals_are_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    (tmp_path / "proposed.csv").write_text("edited", encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    assert (tmp_path / "proposed.csv").read_text(encoding="utf-8") == "edited"
    assert (tmp_path / "proposed-2.csv").exists()


def test_claims_enter_under_a_source_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "proposed.csv").write_text("", encoding="utf-8")
    run = interpose("evidence", "accept", "proposed.csv", cwd=tmp_path)
    assert run.returncode == 2
    assert "the source is not given" in run.stderr


def test_what_the_text_tells_of_a_state_sets_its_position(case_folder: Path, tmp_path: Path) -> None:
    article = Path(__file__).parents[1] / "reading" / "cases" / "22_told_by_the_text.txt"
    answer("evidence", "read", article, cwd=tmp_path)
    told = answer("evidence", "accept", "proposed.csv", "--source", "article", "--case", case_folder, cwd=tmp_path)
    case = load(case_folder)
    alone = without(case, set(case.claims) - set(told["claims"]))
    found = {each.state: each.modality for each in positions(alone, dt.date(2025, 6, 30)).positions}
    assert found == {"DNK": 3, "POL": 0, "TUR": 3}


def test_a_claim_without_a_date_enters_with_the_one_that_is_given(case_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Denmark is ready to send troops, officials said.\n", encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    call = ("evidence", "accept", "proposed.csv", "--source", "article", "--case", case_folder)
    refused = interpose(*call, cwd=tmp_path)
    assert refused.returncode == 2
    assert "--date" in refused.stderr
    done = interpose(*call, "--date", "2025-06-12", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert load(case_folder).claims["N001"].asserted_on == "2025-06-12"


def test_a_saved_page_is_read_as_it_is_added_and_dates_its_claims(tmp_path: Path) -> None:
    write_case_in_mali(tmp_path / "mali")
    (tmp_path / "page.html").write_bytes(page(head=MARKED, words=["France is ready to send troops, officials said."] * 2))
    assert interpose("evidence", "add", "page.html", "--case", "mali", cwd=tmp_path).returncode == 0
    read = answer("evidence", "read", "page.html", "--case", "mali", cwd=tmp_path)
    assert (read["outlet"], read["published_on"]) == ("Example Wire", "2025-03-02")
    assert read["proposals"][0]["exact"] == "France is ready to send troops, officials said."
    shown = interpose("evidence", "review", "--text", "page.html", cwd=tmp_path, typed="a\nq\n").stdout
    assert ("<p>" in shown, "Home" in shown, "Talks on troops" in shown) == (False, False, True)
    reviewed = tmp_path / "proposed-reviewed.csv"
    reviewed.write_text(reviewed.read_text(encoding="utf-8").replace(",2025-03-02,", ",,"), encoding="utf-8")
    call = ("evidence", "accept", reviewed.name, "--source", "example-wire-2025-03-02", "--case", "mali")
    done = interpose(*call, cwd=tmp_path)
    assert "N001: taken as said on 2025-03-02, when example-wire-2025-03-02 appeared" in " ".join(done.stderr.split())
    assert load(tmp_path / "mali").claims["N001"].asserted_on == "2025-03-02"


def test_a_page_in_which_no_article_is_found_is_read_as_it_is_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body></body></html>", encoding="utf-8")
    done = interpose("evidence", "read", "page.html", cwd=tmp_path)
    assert (done.returncode, "page.html is read with its menus: the page holds no article" in done.stderr) == (0, True)


def test_the_words_of_a_pdf_are_read_and_what_is_no_page_is_refused_rather_than_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(["Denmark is ready to send troops, officials said."]))
    read = answer("evidence", "read", "a.pdf", cwd=tmp_path)
    assert [proposal["exact"] for proposal in read["proposals"]] == ["Denmark is ready to send troops, officials said."]
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n")
    done = interpose("evidence", "read", "a.warc", cwd=tmp_path)
    assert (done.returncode, "interpose evidence add a.warc" in " ".join(done.stderr.split())) == (2, True)


def test_cells_that_count_for_nothing_are_named(case_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Denmark is ready to send troops, officials said.\n", encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    call = ("evidence", "accept", "proposed.csv", "--source", "article", "--case", case_folder, "--date", "2025-06-12")
    done = interpose(*call, cwd=tmp_path)
    assert "N001: on_behalf_of DNK sets no position" in " ".join(done.stderr.split())


def test_what_nobody_reviewed_a_new_source_and_claims_after_the_day_of_the_case_are_said(tmp_path: Path) -> None:
    case_folder = write_case_in_mali(tmp_path / "mali")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    call = ("evidence", "accept", "proposed.csv", "--case", case_folder, "--source")
    first = " ".join(interpose(*call, "example-wire", cwd=tmp_path).stderr.split())
    assert "2 claims entered that nobody has reviewed; `interpose evidence review` decides proposals one by one" in first
    assert "2 claims are later than the as-of date 2024-06-01 and do not count by it; --as-of, or as_of in scenario" in first
    assert ("example-wire is a new source of the ledger" in first, "in the same words" in first) == (True, False)
    misspelt = " ".join(interpose(*call, "exampel-wire", "--rows", "N001", cwd=tmp_path).stderr.split())
    assert "exampel-wire is a new source of the ledger; did you mean 'example-wire'?" in misspelt
    assert "from another source, in the same words: N003 as N001 of example-wire; one text is one source" in misspelt
    assert "1 claim is later than the as-of date 2024-06-01 and does not count by it" in misspelt
    again = interpose(*call, "example-wire", cwd=tmp_path).stderr
    assert [word in again for word in ("nobody has reviewed", "new source", "later than")] == [False] * 3


def test_of_reviewed_claims_of_the_day_of_the_case_nothing_more_is_said(tmp_path: Path) -> None:
    case_folder = write_case_in_mali(tmp_path / "mali")
    (tmp_path / "article.txt").write_text(ARTICLE.replace("14 December", "14 May"), encoding="utf-8")
    answer("evidence", "read", "article.txt", cwd=tmp_path)
    interpose("evidence", "review", cwd=tmp_path, typed="a\nr\n")
    call = ("evidence", "accept", "proposed-reviewed.csv", "--case", case_folder, "--source", "article")
    told = interpose(*call, cwd=tmp_path).stderr
    assert [word in told for word in ("N001", "nobody has reviewed", "later than")] == [True, False, False]


def test_a_file_that_is_empty_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text(" \n", encoding="utf-8")
    done = interpose("evidence", "read", "empty.html", cwd=tmp_path)
    assert (done.returncode, "empty.html: the file is empty" in done.stderr) == (2, True)
    assert not (tmp_path / "proposed.csv").exists()

"""`interpose evidence add`: saved pages become sources with captures, all of them or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interpose.case import load
from interpose.editing.captures import read_captures
from tests.builders.elsewhere import write_case_in_mali
from tests.cli.running import answer, interpose
from tests.reading.intake.builders import MARKED, SPEECH, page, pdf


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_case_in_mali(tmp_path / "mali")
    (tmp_path / "page.html").write_bytes(page(head=MARKED))
    (tmp_path / "report.pdf").write_bytes(pdf(SPEECH, info="/Title (A report)"))
    return tmp_path


def test_a_page_enters_with_its_copy_its_words_and_what_it_says_of_itself(place: Path) -> None:
    told = answer("evidence", "add", "page.html", "--case", "mali", "--archive-url", "https://archive.ph/x", cwd=place)
    source = load(place / "mali").sources["example-wire-2025-03-02"]
    assert (source.title, source.authors, source.language, source.reliability) == ("Talks on troops", ("Doe, Jane",), "fr", "F")
    assert source.archive_url == "https://archive.ph/x"
    assert told["sources"] == [{"source": json.loads(source.model_dump_json()), "known": False}]
    (stored,) = read_captures(place / "mali")
    assert (place / "mali/captures" / stored.row.file).read_bytes() == page(head=MARKED)
    assert SPEECH[0] in (place / "mali/captures" / str(stored.row.text_file)).read_text(encoding="utf-8")
    assert (stored.row.language, stored.row.archive_url) == ("fr", "https://archive.ph/x")
    again = answer("evidence", "add", "page.html", "page.html", "--case", "mali", cwd=place)
    assert [each["known"] for each in again["sources"]] == [True]
    assert again["passed_over"] == ["1 with the address or the bytes of another: one page is one source"]
    wrong = interpose("evidence", "add", "page.html", "--language", "français", "--case", "mali", cwd=place)
    assert (wrong.returncode, "is no code of a language" in wrong.stderr) == (2, True)
    assert len(read_captures(place / "mali")) == 1


def test_the_words_of_a_pdf_are_those_that_quotes_are_matched_with(place: Path) -> None:
    done = interpose("evidence", "add", "report.pdf", "--outlet", "Press Office", "--case", "mali", cwd=place)
    assert done.returncode == 0
    (stored,) = read_captures(place / "mali")
    assert stored.text is not None
    assert SPEECH[0] in stored.text
    (place / "mali/captures" / str(stored.row.text_file)).unlink()
    assert "is gone" in read_captures(place / "mali")[0].trouble


def test_the_original_stands_beside_its_translation_each_with_its_language(place: Path) -> None:
    (place / "translation.txt").write_text("We are ready.", encoding="utf-8")
    call = ("evidence", "add", "page.html", "--translation", "translation.txt", "--case", "mali")
    assert interpose(*call, cwd=place).returncode == 0
    original, translated = read_captures(place / "mali")
    assert (original.row.language, original.row.translation_of) == ("fr", None)
    assert (translated.row.language, translated.row.translation_of) == ("en", original.row.file)
    assert translated.text == "We are ready."


def test_a_translation_of_words_whose_language_nobody_names_is_refused(place: Path) -> None:
    (place / "speech.txt").write_text("Example Wire | 14 December 2024\n\nNous sommes prêts.", encoding="utf-8")
    done = interpose("evidence", "add", "speech.txt", "--translation", "page.html", "--case", "mali", cwd=place)
    assert (done.returncode, "say it with --language" in done.stderr) == (2, True)


def test_beside_a_translation_a_page_without_an_article_is_told_as_such(place: Path) -> None:
    (place / "bare.html").write_text("<html><body></body></html>", encoding="utf-8")
    done = interpose("evidence", "add", "bare.html", "--translation", "page.html", "--case", "mali", cwd=place)
    assert (done.returncode, "the page holds no article" in done.stderr, "0 pages" in done.stderr) == (2, True, False)


def test_of_several_files_all_are_added_or_none_and_every_fault_is_told(place: Path) -> None:
    (place / "empty.txt").write_text("", encoding="utf-8")
    before = (place / "mali/sources.csv").read_bytes()
    done = interpose("evidence", "add", "page.html", "report.pdf", "empty.txt", "--case", "mali", cwd=place)
    assert done.returncode == 2
    assert "empty.txt: the file is empty" in done.stderr
    assert "report.pdf: the page does not say who published it" in done.stderr
    assert (place / "mali/sources.csv").read_bytes() == before
    assert not (place / "mali/captures").exists()


def test_references_and_addresses_become_sources_without_copies_and_the_way_to_add_them_is_told(place: Path) -> None:
    (place / "refs.bib").write_text("@misc{doe, title={A}, organization={Wire}, year={2024}}", encoding="utf-8")
    (place / "list.txt").write_text("https://example.org/a\n", encoding="utf-8")
    done = interpose("evidence", "add", "refs.bib", "list.txt", "--case", "mali", env={"COLUMNS": "80"}, cwd=place)
    assert done.returncode == 0
    assert "2 of them without a copy" in done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert {"doe", "example-org"} <= set(load(place / "mali").sources)


def test_what_is_said_of_one_page_is_not_said_of_two(place: Path) -> None:
    done = interpose("evidence", "add", "page.html", "report.pdf", "--date", "2025-03-02", "--case", "mali", cwd=place)
    assert done.returncode == 2
    assert "--date says something of one page" in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--source", "papre"), "did you mean 'paper'?"),
        (("--reliability", "G"), "reliability 'G'"),
        (("--language", "français"), "language 'français'"),
        (("--retrieved-on", "yesterday"), "--retrieved-on"),
        (("--date", "soon"), "published_on 'soon'"),
    ],
)
def test_options_that_say_nothing_are_refused(given: tuple[str, ...], told: str, place: Path) -> None:
    done = interpose("evidence", "add", "page.html", *given, "--case", "mali", cwd=place)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr

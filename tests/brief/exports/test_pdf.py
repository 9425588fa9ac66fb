"""The PDF is tagged, the same twice, and found without fault by two checkers."""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from interpose.brief import BriefFiles
from interpose.brief.exports.blocks import Document
from interpose.brief.exports.document import read_document
from interpose.brief.exports.pdf import document_pdf

DAY = datetime.date(2024, 12, 15)


def _set(document: Document) -> bytes:
    return document_pdf(document, running="Running title", foot="Interpose", date=DAY)


@pytest.fixture(scope="module")
def written(brief: BriefFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "brief.pdf"
    path.write_bytes(_set(read_document(brief.html.read_text(encoding="utf-8"), beside=True)))
    return path


def test_what_looks_like_markup_stays_text() -> None:
    page = (
        "<title>T</title><meta name='description' content='d'><h1>T</h1><p>&lt;tags&gt; $maths$ #hash @ref *stars* _lines_</p>"
    )
    read = pypdf.PdfReader(io.BytesIO(_set(read_document(page))))
    assert "<tags> $maths$ #hash @ref *stars* _lines_" in read.pages[0].extract_text()


def test_characters_that_the_typeface_lacks_are_marked_and_the_foot_says_so() -> None:
    page = "<title>西</title><meta name='description' content='d'><h1>Force 西非 in Ž</h1><p>Élan “ї” \N{ZERO WIDTH SPACE}</p>"
    told = pypdf.PdfReader(io.BytesIO(_set(read_document(page)))).pages[0].extract_text()
    assert "Force □□ in Ž" in told
    assert "□: a character that this typeface lacks" in told
    plain = pypdf.PdfReader(io.BytesIO(_set(read_document("<title>T</title><h1>Ž</h1>")))).pages[0].extract_text()
    assert "□" not in plain


def test_the_file_says_what_it_is_and_when_and_is_the_same_twice() -> None:
    document = read_document("<title>Ships</title><h1>Ships</h1><p><a href='#nowhere'>lost</a></p>")
    first = _set(document)
    read = pypdf.PdfReader(io.BytesIO(first))
    assert read.metadata is not None
    assert read.metadata.title == "Ships"
    assert read.metadata.creation_date is not None
    assert read.metadata.creation_date.date() == DAY
    assert read.xmp_metadata is not None
    assert read.root_object["/Lang"] == "en-GB"
    assert first == _set(document)


def test_the_answer_fills_one_page_the_argument_at_most_six_and_the_whole_at_most_twelve(written: Path) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(written).pages]
    assert "Seven questions" in pages[0]
    assert "Options" in pages[1]
    assert any("What is not covered" in page for page in pages[:8]), "where the annex begins"
    assert len(pages) <= 12


def test_the_printed_brief_has_page_numbers_and_a_running_title(written: Path) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(written).pages]
    assert "Running title" not in pages[0]
    assert all("Running title" in page for page in pages[1:])
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))


def test_two_checkers_find_nothing(written: Path) -> None:
    first = subprocess.run([sys.executable, "-m", "pdfua", "check", written], capture_output=True, text=True, check=False)
    assert "result: PASS (no findings)" in first.stdout, first.stdout
    report = written.with_suffix(".json")
    subprocess.run([Path(sys.executable).with_name("outloud"), "--json", report, written], capture_output=True, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert [(finding["rule"], finding["message"]) for finding in found["results"][0]["findings"]] == []


def test_an_address_that_is_told_in_words_can_be_followed() -> None:
    document = read_document("<title>T</title><h1>T</h1><p>Told (Daily, https://example.org/?p=1&amp;q=2); it stands.</p>")
    page = pypdf.PdfReader(io.BytesIO(_set(document))).pages[0]
    assert [each.get_object()["/A"]["/URI"] for each in page["/Annots"]] == ["https://example.org/?p=1&q=2"]

"""Web archives: every page in them with its address and day; damaged and bloated ones are refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from interpose.errors import InputError
from interpose.reading.intake.warc import read_warc
from tests.reading.intake.builders import MARKED, SPEECH, page, pdf, warc

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize("packed", [True, False])
def test_pages_and_pdf_are_taken_and_frames_and_pictures_are_not(tmp_path: Path, packed: bool) -> None:
    answers = [
        ("https://example.org/a", HTML, page(head=MARKED)),
        ("https://example.org/logo.png", "image/png", b"\x89PNG"),
        ("https://ads.example.org/frame", HTML, page(words=["Buy now."])),
        ("https://example.org/b.pdf", "application/pdf", pdf(SPEECH)),
    ]
    pages, passed_over = read_warc(warc(tmp_path / "a.warc.gz", answers, packed=packed))
    assert [(each.url, each.retrieved_on, each.suffix) for each in pages] == [
        ("https://example.org/a", "2025-03-03", ".html"),
        ("https://example.org/b.pdf", "2025-03-03", ".pdf"),
    ]
    assert pages[0].outlet == "Example Wire"
    assert pages[0].data == page(head=MARKED)
    assert len(passed_over) == 1
    assert "ads.example.org/frame" in passed_over[0]


def test_an_answer_that_says_that_nothing_is_there_is_no_page(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc", [("https://example.org/a", HTML, page())], status="404 Not Found")
    with pytest.raises(InputError, match="holds no page with an article"):
        read_warc(path)


def damaged(path: Path) -> Path:
    warc(path, [("https://example.org/a", HTML, page())], packed=False)
    path.write_bytes(path.read_bytes().replace(b"2,000 soldiers", b"9,000 soldiers"))
    return path


def cut_off(path: Path) -> Path:
    warc(path, [("https://example.org/a", HTML, page())])
    path.write_bytes(path.read_bytes()[:-300])
    return path


def packed_twice(path: Path) -> Path:
    path.write_bytes(gzip.compress(gzip.compress(b"WARC/1.0\r\n" + b"0" * 1_000_000)))
    return path


def cut_off_unpacked(path: Path) -> Path:
    warc(path, [("https://example.org/a", "text/html", page())], packed=False)
    path.write_bytes(path.read_bytes()[:-100])
    return path


def of_no_day(path: Path) -> Path:
    warc(path, [("https://example.org/a", "text/html", page())], packed=False)
    path.write_bytes(path.read_bytes().replace(b"WARC-Date: 2025-03-03", b"WARC-Date: 2025-99-99"))
    return path


def without_end(path: Path) -> Path:
    path.write_bytes(gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"0" * 3_000_000))
    return path


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (damaged, "does not have the digest"),
        (cut_off, "cannot be read"),
        (cut_off_unpacked, "ends before its length"),
        (of_no_day, "'2025-99-99', which is no day"),
        (packed_twice, "no web archive"),
        (without_end, "unpacks to more than 1 MiB"),
    ],
)
def test_what_is_damaged_or_made_to_fill_the_memory_is_refused(make: object, told: str, tmp_path: Path) -> None:
    assert callable(make)
    with pytest.raises(InputError, match=told) as refused:
        read_warc(make(tmp_path / "a.warc.gz"), most_bytes=1024**2)
    assert "mend:" in str(refused.value)

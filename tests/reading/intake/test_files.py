"""Which kind of file somebody gives: told from what it holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.errors import InputError
from interpose.reading.intake import read_intake
from tests.reading.intake.builders import MARKED, SPEECH, page, pdf, warc

TEXT = "Example Wire | 14 December 2024\n\n" + "\n".join(SPEECH)


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("page.html", page(head=MARKED), ".html"),
        ("page", page(head=MARKED), ".html"),
        ("report.bin", pdf(SPEECH), ".pdf"),
        ("speech.txt", TEXT.encode(), ".txt"),
    ],
)
def test_the_kind_of_a_page_is_told_from_what_it_holds(name: str, data: bytes, suffix: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    found = read_intake(tmp_path / name, read_lexicon()).pages[0]
    assert found.suffix == suffix
    assert SPEECH[0] in found.text


def test_a_web_archive_gives_its_pages(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", [("https://example.org/a", "text/html", page())])
    assert [each.url for each in read_intake(path, read_lexicon()).pages] == ["https://example.org/a"]


def test_the_heading_of_a_text_says_outlet_and_date(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found = read_intake(tmp_path / "a.txt", read_lexicon()).pages[0]
    assert (found.outlet, found.published_on) == ("Example Wire", "2024-12-14")


def test_addresses_become_sources_without_words_once_each(tmp_path: Path) -> None:
    archived = "https://web.archive.org/web/20250302/https://www.example.org/a"
    lines = f"# found on Monday\n{archived}\n\nhttps://example.org/b\nhttps://example.org/b\n"
    (tmp_path / "a.txt").write_text(lines, encoding="utf-8")
    found = read_intake(tmp_path / "a.txt", read_lexicon(), {"example-org"})
    assert found.pages == ()
    assert [(each.id, each.url, each.archive_url) for each in found.listed] == [
        ("example-org-2", "https://www.example.org/a", archived),
        ("example-org-3", "https://example.org/b", None),
    ]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"https://example.org/a\nhttps://example.org/c\nexample.org/b\n", r"a\.txt:3: 'example.org/b' is no address"),
        ("a.txt", b"https://example.org/a\nhttps://example.org/c\nhttp://[::1\n", r"a\.txt:3: 'http://\[::1' is no address"),
        ("a.txt", b"\n \n", "the file is empty"),
        ("a.txt", b"a\xffb", "UTF-8"),
        ("a.txt", "Prêt".encode("utf-16"), "encoded in UTF-16"),
        ("a.bin", b"\x7fELF\0\0", "of no kind that is read"),
        ("a.mhtml", b"From: <Saved by Blink>", "not read"),
        ("a.json", b"{}", "no list of items"),
        ("a.ris", b"hello", "belongs to no record"),
        ("a.json", b"[]", "holds no reference"),
        ("a.bib", b"% nothing yet", "holds no reference"),
    ],
)
def test_what_is_of_no_kind_is_refused_with_what_to_do(name: str, data: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=told):
        read_intake(tmp_path / name, read_lexicon())


def test_a_folder_is_no_file_and_may_be_the_case(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="if it is the case: --case"):
        read_intake(tmp_path, read_lexicon())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system knows no pipes with names")
def test_a_pipe_is_refused_since_a_copy_is_read_twice(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.html")
    with pytest.raises(InputError, match="is a pipe or a device"):
        read_intake(tmp_path / "page.html", read_lexicon())


@pytest.mark.parametrize("target", [None, "page.html"], ids=["not there", "a link to itself"])
def test_a_file_that_cannot_be_opened_is_a_fault_like_any_other(target: str | None, tmp_path: Path) -> None:
    if target is not None:
        (tmp_path / "page.html").symlink_to(tmp_path / target)
    with pytest.raises(InputError, match=r"page\.html: it cannot be read"):
        read_intake(tmp_path / "page.html", read_lexicon())


@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a.warc.gz", "a.bib", "a.ris", "a.json", "a.txt"])
def test_an_empty_file_is_told_as_empty_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError, match="the file is empty"):
        read_intake(tmp_path / name, read_lexicon())

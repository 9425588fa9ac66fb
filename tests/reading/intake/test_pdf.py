"""PDF: its words and what it says of itself; damaged, encrypted and endless ones are refused."""

from __future__ import annotations

import io
import zlib

import pypdf
import pytest

from interpose.errors import InputError
from interpose.reading.intake.pdf import read_pdf
from tests.reading.intake.builders import SPEECH, pdf

INFO = "/Title (Talks on troops) /Author (Jane Doe; Press Office) /CreationDate (D:20250302101010Z)"


def test_the_words_of_every_page_are_read_with_title_authors_and_language() -> None:
    found = read_pdf(pdf(SPEECH, info=INFO, pages=2), "a.pdf")
    assert found.text.count(SPEECH[0]) == 2
    assert (found.title, found.authors, found.language) == ("Talks on troops", ("Jane Doe", "Press Office"), "de-DE")


def test_the_day_on_which_a_file_was_made_is_only_about_the_day_of_publication() -> None:
    assert read_pdf(pdf(SPEECH, info=INFO), "a.pdf").published_on == "2025-03-02~"
    assert read_pdf(pdf(SPEECH), "a.pdf").published_on is None


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(SPEECH)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.4\n" + b"\xff" * 5000, "cannot be read"),
        (pdf(SPEECH)[:300], "cannot be read"),
        (pdf([]), "holds no words"),
        (encrypted(), "encrypted"),
    ],
    ids=["noise", "cut off", "pictures", "password"],
)
def test_what_cannot_be_read_is_told_with_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        read_pdf(data, "a.pdf")
    assert "a.pdf" in str(refused.value)
    assert "mend:" in str(refused.value)


def test_a_pdf_that_unpacks_to_more_words_than_are_read_is_refused() -> None:
    with pytest.raises(InputError, match="more than 500 characters"):
        read_pdf(pdf(SPEECH, pages=3), "a.pdf", characters=500)


def test_a_pdf_that_takes_too_long_is_broken_off() -> None:
    packed = zlib.compress(b"BT /F1 12 Tf (a) Tj ET\n" * 100_000)
    data = pdf([], stream=packed, pages=5).replace(b"<< /Length", b"<< /Filter /FlateDecode /Length", 1)
    with pytest.raises(InputError, match=r"within 0\.01 seconds"):
        read_pdf(data, "a.pdf", seconds=0.01)

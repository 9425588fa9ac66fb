"""Texts as users save them: UTF-8 with any line ends, and every other encoding told by name."""

from __future__ import annotations

import pytest

from interpose.case.read.files import decode_text
from interpose.errors import InputError


@pytest.mark.parametrize("data", [b"a\nb", b"a\r\nb", b"a\rb", b"\xef\xbb\xbfa\r\nb"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(data: bytes) -> None:
    assert decode_text(data, "a.csv") == "a\nb"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("Kyiv".encode("utf-16"), "encoded in UTF-16"),
        ("Kyiv".encode("utf-32"), "encoded in UTF-32"),
        ("a\nMünchen".encode("latin-1"), "byte 0xfc is not UTF-8 (the file looks like Windows-1252 or Latin-1)"),
        ("Київ та Харків".encode("cp1251"), "Windows-1251 or KOI8-R"),
        (b"a\x00b", "a NUL byte"),
    ],
)
def test_another_encoding_is_named(data: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        decode_text(data, "note.txt")
    (fault,) = caught.value.faults
    assert what in fault.what
    assert fault.mend == "save the file as UTF-8"


def test_the_line_of_the_first_byte_that_is_not_utf_8_is_told() -> None:
    with pytest.raises(InputError) as caught:
        decode_text("a\nb\nMünchen".encode("latin-1"), "claims.csv")
    assert str(caught.value.faults[0].where) == "claims.csv:3"
    assert "CSV UTF-8" in caught.value.faults[0].mend

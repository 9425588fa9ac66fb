"""JSON as plain data: what would be lost or could not be kept is a fault."""

from __future__ import annotations

import pytest

from interpose.case.read.formats.json_text import parse_json
from interpose.errors import Fault
from interpose.limits import InputLimits


def read(text: str, limits: InputLimits | None = None) -> tuple[object, list[Fault]]:
    faults: list[Fault] = []
    return parse_json(text, "a.json", faults, limits or InputLimits()), faults


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ('{"a": 1,\n "a": 2}', "duplicate key 'a'", None),
        ('{"a":\n "\\ud83d"}', "a lone surrogate", 2),
        ('{"\\udc00": 1}', "a lone surrogate", 1),
        ("[" * 200 + "]" * 200, "nested deeper than 100 levels", None),
        ("[" * 100_000, "nested deeper than 100 levels", None),
        ('{"a": [1,\n}', "broken JSON", 2),
        ("null", "holds nothing", 1),
        ("", "broken JSON", 1),
    ],
)
def test_what_cannot_be_kept_is_told(text: str, what: str, line: int | None) -> None:
    data, (fault,) = read(text)
    assert data is None
    assert what in fault.what
    assert fault.where.line == line
    assert fault.mend


def test_a_number_of_any_length_is_read_as_one_too_large() -> None:
    assert read("[1" + "0" * 5000 + ", 12]") == ([float("inf"), 12], [])


def test_a_whole_character_of_two_escapes_is_read() -> None:
    assert read('"\\ud83d\\ude00"') == ("\U0001f600", [])


def test_the_depth_that_is_allowed_can_be_set() -> None:
    assert read("[[1]]")[1] == []
    assert "nested deeper than 1 levels" in read("[[[1]]]", InputLimits(json_depth=1))[1][0].what


def test_a_file_longer_than_is_allowed_is_refused() -> None:
    assert "more than 4" in read("[1, 2]", InputLimits(json_characters=4))[1][0].what

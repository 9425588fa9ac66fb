"""A theme gives the page the look of an institution, or every fault of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.brief.exports.theme import Theme, read_theme, themed
from interpose.errors import InputError, UsageError

PAGE = "<html><head><title>T</title></head><body><h1>T</h1></body></html>"


def _written(folder: Path, text: str) -> Path:
    path = folder / "theme.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_colours_and_fonts_become_variables_and_the_logo_part_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(b"<svg/>")
    text = 'name: Institute & Sons\naccent: "#7a1f5c"\nsans: Arial, Helvetica\nlogo: logo.svg\n'
    page = themed(PAGE, *read_theme(_written(tmp_path, text)))
    assert ":root{--sans:Arial, Helvetica}" in page
    assert "print{:root{--accent:#7a1f5c}}" in page
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+" alt="Institute &amp; Sons"' in page
    assert page.index('class="logo"') < page.index("<h1")


def test_an_empty_theme_changes_no_look() -> None:
    page = themed(PAGE, Theme(), b"")
    assert "logo" not in page
    assert "--accent" not in page


def test_all_faults_of_a_theme_are_told_with_their_lines(tmp_path: Path) -> None:
    text = 'accent: red\nsans: "Arial;}body{display:none"\nlogo: ../secret.txt\ncolour: 1\n'
    with pytest.raises(InputError) as caught:
        read_theme(_written(tmp_path, text))
    assert {fault.where.line for fault in caught.value.faults} >= {1, 2, 4}


@pytest.mark.parametrize(
    ("name", "size", "words", "why"),
    [
        ("logo.gif", 10, "I", "SVG and PNG"),
        ("none.svg", None, "I", "no such file"),
        ("logo.svg", 200_001, "I", "more than 200,000 bytes"),
        ("logo.svg", 10, "", "no words"),
    ],
)
def test_a_logo_that_cannot_be_used_is_refused(tmp_path: Path, name: str, size: int | None, words: str, why: str) -> None:
    if size is not None:
        (tmp_path / name).write_bytes(b"x" * size)
    with pytest.raises(InputError, match=why):
        read_theme(_written(tmp_path, f"name: '{words}'\nlogo: {name}\n"))


def test_a_theme_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_theme(tmp_path / "theme.yaml")

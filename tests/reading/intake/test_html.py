"""Saved web pages: the article and what its markup says; pages made to keep a reader busy are let go."""

from __future__ import annotations

import pytest

from interpose.errors import InputError
from interpose.reading.intake.html import read_html
from tests.reading.intake.builders import MARKED, SPEECH, page


def test_the_article_is_read_without_menus_and_with_what_the_markup_says() -> None:
    found = read_html(page(head=MARKED), "page.html")
    assert all(words in found.text for words in SPEECH)
    assert "Sport" not in found.text
    assert (found.title, found.outlet, found.authors[0]) == ("Talks on troops", "Example Wire", "Doe, Jane")
    assert (found.published_on, found.language, found.url) == ("2025-03-02", "fr", "https://www.example.org/a/1")


def test_a_date_is_never_guessed_from_a_footer() -> None:
    assert read_html(page(), "page.html").published_on is None


def test_a_page_in_another_encoding_is_read_in_it() -> None:
    words = "Le général a été reçu à l’Élysée, où il a répété que rien n’était décidé.".replace("’", "'")
    assert words in read_html(page(words=[words] * 2 + [*SPEECH], encoding="iso-8859-1"), "page.html").text


@pytest.mark.parametrize("saved", ["<!-- saved from url=(0025)https://example.org/b -->", ""])
def test_a_browser_says_where_a_page_was_saved_from(saved: str) -> None:
    assert read_html(saved.encode() + page(), "page.html").url == ("https://example.org/b" if saved else None)


@pytest.mark.parametrize("entity", ['"https://example.org/d"', r'{"@type": "WebPage", "@id": "https:\/\/example.org\/d"}'])
def test_the_address_may_stand_in_data_about_the_article_alone(entity: str) -> None:
    linked = f'<script type="application/ld+json">{{"@type": "NewsArticle", "mainEntityOfPage": {entity}}}</script>'
    assert read_html(page(head=linked), "page.html").url == "https://example.org/d"


def test_an_archived_address_is_told_apart_from_that_of_the_page() -> None:
    archived = "https://web.archive.org/web/20250302101010/https://example.org/c"
    found = read_html(f"<!-- saved from url=(0061){archived} -->".encode() + page(), "page.html")
    assert (found.url, found.archive_url) == ("https://example.org/c", archived)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"<html><body></body></html>",
        b"<html><body>" + b"<div>" * 100_000 + b"text",
        b"<!--" * 100_000,
        b"<html lang='" + b"x" * 100_000,
    ],
)
def test_a_page_without_an_article_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(InputError, match=r"page\.html") as refused:
        read_html(data, "page.html")
    assert "mend:" in str(refused.value)


def test_a_page_that_takes_too_long_is_broken_off() -> None:
    with pytest.raises(InputError, match=r"not found within 0\.001 seconds"):
        read_html(page(words=[*SPEECH, *(f"Line {number} of many." for number in range(3000))]), "page.html", seconds=0.001)

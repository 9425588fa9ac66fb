"""Addresses of pages and of their archives."""

from __future__ import annotations

import pytest

from interpose.reading.intake.page import apart


@pytest.mark.parametrize(
    "archived",
    [
        "https://web.archive.org/web/20250302101010id_/https://example.org/a",
        "https://archive.ph/newest/https://example.org/a",
        "https://arquivo.pt/wayback/20250302101010/https://example.org/a",
    ],
)
def test_the_address_within_that_of_an_archive_is_the_page(archived: str) -> None:
    assert apart(archived) == ("https://example.org/a", archived)


@pytest.mark.parametrize("url", [None, "https://example.org/web/2025/https://example.com/"])
def test_any_other_address_is_the_page_itself(url: str | None) -> None:
    assert apart(url) == (url, None)

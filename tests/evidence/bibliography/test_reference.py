"""Names and addresses that references are known by."""

from __future__ import annotations

import pytest

from interpose.evidence.bibliography.reference import site, slug


@pytest.mark.parametrize("url", [None, "", "no address", "http://[broken"])
def test_what_is_no_address_has_no_site(url: str | None) -> None:
    assert site(url) is None


def test_a_name_of_words_in_another_script_is_still_a_name() -> None:
    assert slug("Комсомольская правда 2024") == "2024"
    assert slug("х") == "source"

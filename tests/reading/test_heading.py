"""The outlet and the date of a text, from its first lines."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.heading import read_heading


@pytest.mark.parametrize(
    ("text", "outlet", "published_on"),
    [
        ("Example Wire | 14 December 2024\n\nWords.", "Example Wire", "2024-12-14"),
        ("Source: Le Monde\n2024-12-14\n\nWords.", "Le Monde", "2024-12-14"),
        ("BRUSSELS (Reuters) - Words.\nDec. 3, 2024", "Reuters", "2024-12-03"),
        ("Example Post\n3. 12. 2024\n\nWords.", "Example Post", "2024-12-03"),
        ("Words without a heading.", None, None),
        ("Example Wire | 31 February 2024\n\nWords.", "Example Wire", None),
    ],
)
def test_outlet_and_date_are_read_in_common_forms(text: str, outlet: str | None, published_on: str | None) -> None:
    found = read_heading(text, read_lexicon())
    assert (found.outlet, found.published_on) == (outlet, published_on)

"""The outlet and the date of a text, from its first lines."""

from __future__ import annotations

import pytest

from interpose.case.read.lexicon import read_lexicon
from interpose.reading.words.heading import home_of, read_heading, said_on


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


@pytest.mark.parametrize(
    ("sentence", "published", "said"),
    [
        # 14 December 2024 was a Saturday.
        ("she said on Thursday", "2024-12-14", "2024-12-12"),
        ("she said on Saturday", "2024-12-14", "2024-12-14"),
        ("she said on Sunday", "2024-12-14", "2024-12-08"),
        ("she said", "2024-12-14", "2024-12-14"),
        ("she said on Thursday", "2024-12", "2024-12"),
        ("she said on Thursday", None, None),
        ("On 18 February she spoke.", "2025-06-12", "2025-02-18"),
        ("On 18 August she spoke.", "2025-06-12", "2024-08-18"),
        ("she said on May 5, 2023 that", "2025-06-12", "2023-05-05"),
        ("In April 2025 she spoke.", "2025-06-12", "2025-04"),
        ("troops will go on 18 February", "2025-06-12", "2025-06-12"),
        ("she said yesterday", "2025-06-01", "2025-05-31"),
        ("On 31 February she spoke.", "2025-06-12", "2025-06-12"),
    ],
)
def test_what_was_said_earlier_has_the_day_that_is_named(sentence: str, published: str | None, said: str | None) -> None:
    assert said_on(sentence, published) == said


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Example Wire | 3 May 2025\n\nLISBON, May 3 (EW) - The minister spoke. Irish and Danish troops came.", "PRT"),
        ("Example Wire | 3 May 2025\n\nThe talk was of Ukraine. Then Spain was named.", "ESP"),
        ("Example Wire | 3 May 2025\n\nSpain and Portugal spoke.", None),
        ("Example Wire | 3 May 2025\n\nUkraine spoke.", None),
        ("Example Wire | 3 May 2025\n\nKYIV (EW) - Spain spoke.", None),
    ],
)
def test_a_text_is_at_home_where_its_dateline_or_its_first_lines_say(text: str, home: str | None) -> None:
    assert home_of(text, read_lexicon(), ("UKR", "RUS")) == home

"""Money as a sentence needs it."""

from __future__ import annotations

import pytest

from interpose.brief.text.money import in_words


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (3_392_524_500, "USD", "3.4 billion dollars"),
        (1_000_000_000, "GBP", "1 billion pounds"),
        (999_000_000, "EUR", "1,000 million euros"),
        (17_376, "USD", "17,000 dollars"),
        (1_200_000, "NOK", "1.2 million NOK"),
    ],
)
def test_amounts_are_told_to_two_figures_in_millions_and_billions(amount: float, currency: str, words: str) -> None:
    assert in_words(amount, currency) == words

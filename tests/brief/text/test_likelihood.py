"""Words of estimative probability, at the bounds of their bands."""

from __future__ import annotations

import pytest

from interpose.brief.text.likelihood import confidence, likelihood, likelihood_of_range
from interpose.case import Range


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.20, "unlikely"),
        (0.45, "roughly even chance"),
        (0.55, "likely"),
        (0.80, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_likelihood_words_are_those_of_icd_203(probability: float, word: str) -> None:
    assert likelihood(probability) == word


def test_a_range_over_two_bands_takes_the_words_of_both_ends() -> None:
    assert likelihood_of_range(Range(0.15, 0.3, 0.5)) == "very unlikely to roughly even chance"
    assert likelihood_of_range(Range(0.21, 0.3, 0.44)) == "unlikely"


def test_confidence_is_low_from_a_width_of_a_quarter_and_never_high() -> None:
    assert [confidence(Range(0.2, 0.2, 0.2 + width)) for width in (0.0, 0.24, 0.26, 0.8)] == ["moderate"] * 2 + ["low"] * 2

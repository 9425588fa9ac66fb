"""Precedent in words."""

from __future__ import annotations

from interpose.brief.text.precedent import authorised_words, exceeded, trial_words
from interpose.case import Range
from interpose.requirement import AuthorisedPeak, RulesTrial


def test_what_is_authorised_is_told_with_persons() -> None:
    found = AuthorisedPeak(missions=80, share=Range(0.68, 1.0, 1.4), authorised=15_000, persons=Range(10_200, 15_000, 21_000))
    told = authorised_words(found)
    assert told.startswith("15,000 persons are authorised")
    assert "0.68 to 1.40 times what was authorised at their peak, here 10,000 to 21,000" in told


def test_a_share_stands_after_more_than_without_a_word_that_says_it_again() -> None:
    assert [f"more than {exceeded(share)}" for share in (0.68, 0.9999, 0.0)] == [
        "more than 68%",
        "more than 99%",
        "more than 0%",
    ]


def test_a_trial_says_what_was_in_view_and_what_is_a_test() -> None:
    told = trial_words(
        RulesTrial(
            mandate="interpose",
            mandate_class="interpose",
            quiet=True,
            in_view=3,
            missions=7,
            times=1.37,
            median_abs_log_error=0.674,
            coverage=6 / 7,
        )
    )
    assert told == (
        "The numbers for a quiet line were set with 3 such missions in view; on the 7 others with consent of all parties, "
        "which are a test, they ask for 1.4 times the peak in the median, are 2.0 times off, and their range held 86%."
    )

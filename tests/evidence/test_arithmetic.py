"""Numbers of a statement that cannot all be right."""

from __future__ import annotations

import pytest

from interpose.evidence import arithmetic_faults


def test_published_ratios_that_do_not_compute_are_flagged() -> None:
    assert arithmetic_faults("100,000 soldiers on 3,700 km of border make 7 soldiers per km") == (
        "100,000 over 3,700 km are 27 per km, not 7",
    )
    assert arithmetic_faults("five lines, 40,000 troops in 5 brigades, 5,000 per brigade") == (
        "40,000 in 5 brigades are 8,000 a brigade, not 5,000",
    )


def test_rounded_ratios_that_compute_are_left_alone() -> None:
    assert arithmetic_faults("15,000 troops over 1,200 km, 12.5 soldiers per km") == ()
    assert arithmetic_faults("a zone of 30 km, or 19 miles") == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7 soldiers per km",
        "100,000 soldiers on a border of 3,700 km",
        "40,000 troops in 5 brigades, 8,000 per brigade",
        "each side goes back 15 km, or 9 miles",
        "both sides go back 15 km each, that is 19 miles",
        "a line of 0 km with 5 soldiers per km and 100 soldiers",
    ],
)
def test_numbers_that_agree_or_are_too_few_are_left_alone(text: str) -> None:
    assert arithmetic_faults(text) == ()


@pytest.mark.parametrize(("miles", "faulty"), [("621", False), ("620", False), ("600", False), ("625", True), ("610", True)])
def test_a_number_may_be_rounded_as_far_as_its_own_digits_say(miles: str, faulty: bool) -> None:
    # 1,000 km are 621.4 miles: 620 is rounded to tens, 600 to hundreds, 625 to units.
    assert bool(arithmetic_faults(f"1,000 km, or {miles} miles")) is faulty


def test_numbers_far_apart_are_not_set_against_one_another() -> None:
    assert arithmetic_faults("a zone of 30 km. " + "It was said at length. " * 5 + "They marched 12 miles.") == ()

"""The course of a requirement: even steps, or as missions built up and went."""

from __future__ import annotations

import pytest

from interpose.requirement.precedents.curves import risen, still_there


def test_even_steps_are_shares_of_the_months() -> None:
    assert [risen("even", month, 4) for month in (1, 2, 4, 9)] == [0.25, 0.5, 1.0, 1.0]
    assert [still_there(left, 3, precedent=False) for left in (9, 3, 1)] == [1.0, 0.75, 0.25]


@pytest.mark.parametrize(("course", "third"), [("fresh", 0.3194), ("took_over", 0.649)])
def test_forces_that_come_new_are_later_than_those_that_take_over(course: str, third: float) -> None:
    # By hand: (1 - exp(-(3/4.4)^2.8)) / (1 - exp(-(6/4.4)^2.8)), and (1 - exp(-(3/3.1)^1.6)) / (1 - exp(-(6/3.1)^1.6)).
    assert risen(course, 3, 6) == pytest.approx(third, abs=0.001)  # type: ignore[arg-type]


def test_missions_fall_late_and_then_at_once() -> None:
    shares = [still_there(left, 9, precedent=True) for left in range(10, 0, -1)]
    assert shares[0] == 1.0
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == pytest.approx(0.54 / 0.9067, abs=0.001)

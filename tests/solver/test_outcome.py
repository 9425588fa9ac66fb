"""What a solve came to: numbers only where there are any."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from interpose.errors import NoAnswerError
from interpose.solver import Limits, Status, solve
from tests.solver.models import knapsack


def test_limits_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="zero"):
        Limits(seconds=-1)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_relative_gap_is_a_share(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Limits(relative_gap=share)


def test_the_gap_is_the_distance_to_the_bound_and_unknown_where_nothing_is_proved() -> None:
    outcome = solve(knapsack())
    assert replace(outcome, bound=-16.5).gap == pytest.approx(2.5)
    assert replace(outcome, bound=None).gap is None
    assert replace(outcome, objective=None).gap is None


@pytest.mark.parametrize("status", get_args(Status))
def test_numbers_are_read_from_an_optimal_or_a_feasible_outcome_alone(status: Status) -> None:
    outcome = replace(solve(knapsack()), status=status)
    assert outcome.has_solution is (status in ("optimal", "feasible"))
    if outcome.has_solution:
        assert outcome.value("taken").tolist() == [1, 0, 1]
    else:
        with pytest.raises(NoAnswerError, match=status):
            outcome.value("taken")

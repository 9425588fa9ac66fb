"""What is left of a limit in seconds, and solving within it."""

from __future__ import annotations

from unittest.mock import Mock

import numpy as np
import pytest

from interpose.solver import Clock, Interrupted, Limits
from tests.solver.models import knapsack


def test_without_a_limit_in_seconds_there_is_always_time_until_it_is_stopped() -> None:
    limits = Limits(nodes=7)
    clock = Clock(limits)
    assert (clock.over, clock.stopped, clock.left()) == (False, False, limits)
    clock.stop()
    assert (clock.over, clock.stopped) == (True, True)
    assert (clock.left().seconds, clock.left().nodes) == (0.0, 7)


def test_of_no_seconds_none_are_left_and_of_an_hour_no_more_than_an_hour() -> None:
    assert Clock(Limits(seconds=0)).over
    left = Clock(Limits(seconds=3600)).left().seconds
    assert left is not None
    assert 0 < left <= 3600


def test_a_model_is_solved_in_what_is_left_from_the_solution_given() -> None:
    nothing = {"taken": np.zeros(3)}
    found = Clock(Limits()).solve(knapsack(), gap=0.0, seed=1, start=nothing)
    # The first and the last of three things fit: 5 and 3 of 8.
    assert (found.status, found.objective) == ("optimal", -14)
    over = Clock(Limits(seconds=0)).solve(knapsack(), gap=0.0, seed=1, start=nothing)
    assert over.status in ("no answer", "feasible")


def test_ctrl_c_stops_the_clock_and_leaves_what_was_found_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    best = Clock(Limits()).solve(knapsack(), gap=0.0, seed=1, start={})
    for found in (best, None):
        interruption = Interrupted(stopped=True)
        interruption.outcome = found
        monkeypatch.setattr("interpose.solver.clock.solve", Mock(side_effect=interruption))
        clock = Clock(Limits())
        outcome = clock.solve(knapsack(), gap=0.0, seed=1, start={})
        assert outcome.status == ("optimal" if found else "no answer")
        assert (clock.stopped, clock.over) == (True, True)

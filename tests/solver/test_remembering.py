"""Solving each model once within a block."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.solver import Limits, Outcome, solve, solving_once
from tests.solver.models import knapsack


def test_within_a_block_an_equal_model_is_solved_once_and_outside_of_it_anew() -> None:
    with solving_once({}):
        first = solve(knapsack())
        with solving_once():
            assert solve(knapsack()) is first
        assert solve(knapsack()) is first
    assert solve(knapsack()) is not first
    with solving_once({}):
        assert solve(knapsack()) is not first


def test_what_was_found_may_be_kept_beyond_the_block() -> None:
    known: dict[bytes, Outcome] = {}
    with solving_once(known):
        first = solve(knapsack())
    with solving_once(known):
        assert solve(knapsack()) is first


def test_another_model_way_or_start_is_another_solve() -> None:
    model = knapsack()
    start = {"taken": np.zeros(3)}

    def ways() -> list[Outcome]:
        return [
            solve(model),
            solve(knapsack(whole=False)),
            solve(model.changed({"taken": [-1, -1, -1]}, {})),
            solve(model.changed({}, {"taken": [0, 1, 1]})),
            solve(model, Limits(nodes=7)),
            solve(model, absolute_gap=1.0),
            solve(model, seed=1),
            solve(model, start=start),
            solve(model, start={"taken": np.ones(3)}),
            solve(model, without=("weight",)),
        ]

    with solving_once({}):
        first, again = ways(), ways()
    assert len({id(outcome) for outcome in first}) == len(first)
    assert [id(outcome) for outcome in again] == [id(outcome) for outcome in first]
    assert [outcome.objective for outcome in first[:4]] == [-14, -15.25, -2, -11]


def test_a_limit_in_seconds_is_never_answered_from_memory() -> None:
    with solving_once({}):
        first = solve(knapsack(), Limits(seconds=3600))
        assert solve(knapsack(), Limits(seconds=3600)) is not first


def test_what_several_read_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        solve(knapsack()).value("taken")[0] = 5

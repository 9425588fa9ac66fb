"""The door to the solver: honest about what it has, quick to stop."""

from __future__ import annotations

import pytest

from interpose.errors import NoAnswerError
from interpose.solver import Limits, Model, solve
from tests.solver.models import hard, knapsack, market_split


def test_the_optimum_of_a_small_knapsack_is_found_and_proved() -> None:
    outcome = solve(knapsack())
    assert outcome.status == "optimal"
    assert outcome.objective == pytest.approx(-14)
    assert outcome.bound == pytest.approx(-14)
    assert outcome.value("taken").tolist() == [1, 0, 1]
    assert outcome.violation == pytest.approx(0)


def test_the_relaxation_is_below_the_whole_number_optimum() -> None:
    relaxed = solve(knapsack(whole=False))
    assert relaxed.objective == pytest.approx(-10 - 7 * 3 / 4)


def test_a_model_without_a_least_is_unbounded() -> None:
    model = Model()
    model.columns("more", (1,), cost=-1)
    outcome = solve(model)
    assert outcome.status == "unbounded"
    assert outcome.objective is None


def test_a_time_limit_of_zero_gives_no_answer_and_no_numbers() -> None:
    outcome = solve(knapsack(), Limits(seconds=0))
    assert outcome.status == "no answer"
    assert (outcome.objective, outcome.violation, dict(outcome.values)) == (None, None, {})
    with pytest.raises(NoAnswerError):
        outcome.value("taken")


def test_a_limit_reached_without_a_solution_gives_no_numbers() -> None:
    outcome = solve(hard(), Limits(nodes=1))
    assert outcome.status == "no answer"
    assert not outcome.values


def test_a_gap_that_was_allowed_is_told_as_feasible_with_its_bound() -> None:
    outcome = solve(market_split()[0], absolute_gap=100.0)
    assert outcome.status == "feasible"
    assert outcome.bound is not None
    assert outcome.objective is not None
    assert outcome.bound < outcome.objective <= outcome.bound + 100.0


def test_a_model_without_columns_is_answered() -> None:
    assert solve(Model()).status == "optimal"
    impossible = Model()
    impossible.rows("more than nothing", [], [], [], lower=[1])
    assert solve(impossible).status == "infeasible"


def test_two_solves_of_one_model_are_alike() -> None:
    # Cut short, so that the plan depends on the way there: another seed ends at another one.
    limits = Limits(nodes=300)
    model, _ = market_split()
    first, second, other = (solve(model, limits, seed=seed).value("chosen").tolist() for seed in (0, 0, 5))
    assert first == second != other


def test_the_best_is_proved_without_submodels_too() -> None:
    outcome = solve(knapsack(), Limits(submodels=False))
    assert (outcome.objective, outcome.bound) == pytest.approx((-14, -14))

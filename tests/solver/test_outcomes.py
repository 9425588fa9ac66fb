"""The door to the solver: honest about what it has, quick to stop."""

from __future__ import annotations

import subprocess
import sys
import threading

import numpy as np
import pytest
from numpy.typing import NDArray

from interpose.errors import NoAnswerError
from interpose.solver import Limits, Model, conflict, solve
from tests.builders.interrupting import ON_SOLVE


def knapsack(*, whole: bool = True) -> Model:
    """Ten kinds of thing, by hand: value for weight falls, so the first three that fit are taken."""
    model = Model()
    things = model.columns("taken", (3,), upper=1, cost=[-10, -7, -4], whole=whole)
    model.rows("weight", np.zeros(3), things, [5, 4, 3], upper=[8])
    return model


def hard(size: int = 60) -> Model:
    """An equality knapsack over large numbers, that branch and bound does not settle in any useful time."""
    numbers = np.random.default_rng(5).integers(10**6, 10**7, size=(6, size))
    model = Model()
    taken = model.columns("taken", (size,), upper=1, cost=numbers[0] % 97, whole=True)
    rows = np.repeat(np.arange(5), size)
    total = numbers[1:].sum(axis=1) // 2
    model.rows("sums", rows, np.tile(taken, 5), numbers[1:].ravel(), lower=total, upper=total)
    return model


def market_split() -> tuple[Model, dict[str, NDArray[np.float64]]]:
    """Market split (Cornuéjols and Dawande 1999), hard for branch and bound at any size.

    With slack, so that any choice is a plan; and the plan that chooses nothing.
    """
    weights = np.random.default_rng(4).integers(0, 100, (4, 30)).astype(float)
    model = Model()
    chosen = model.columns("chosen", (30,), upper=1, whole=True)
    slack = model.columns("slack", (2, 4), cost=1.0)
    row = np.concatenate([np.repeat(np.arange(4), 30), np.arange(4), np.arange(4)])
    column = np.concatenate([np.tile(chosen, 4), slack[0], slack[1]])
    value = np.concatenate([weights.ravel(), np.ones(4), -np.ones(4)])
    half = np.floor(weights.sum(axis=1) / 2)
    model.rows("split", row, column, value, lower=half, upper=half)
    return model, {"chosen": np.zeros(30), "slack": np.stack([half, np.zeros(4)])}


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


def test_rules_that_contradict_are_infeasible_and_named() -> None:
    model = Model()
    units = model.columns("units", (2,), whole=True)
    model.rows("most", [0, 0], units, 1, upper=[3])
    model.rows("least of the first", [0], units[:1], 1, lower=[2])
    model.rows("least of the second", [0], units[1:], 1, lower=[2])
    model.rows("harmless", [0], units[1:], 1, upper=[9])
    outcome = solve(model)
    assert outcome.status == "infeasible"
    assert not outcome.values
    assert conflict(model, list(model.row_blocks)) == ("most", "least of the first", "least of the second")


def test_a_conflict_that_only_whole_numbers_see_is_named() -> None:
    model = Model()
    units = model.columns("units", (1,), whole=True)
    model.rows("above a half", [0], units, 2, lower=[1])
    model.rows("below one", [0], units, 2, upper=[1])
    assert conflict(model, ["above a half", "below one"]) == ("above a half", "below one")


def test_no_conflict_is_named_where_there_is_none() -> None:
    assert conflict(knapsack(), ["weight"]) == ()


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


def test_a_block_is_named_once() -> None:
    model = Model()
    model.columns("units", (1,))
    with pytest.raises(ValueError, match="units"):
        model.columns("units", (1,))


def test_limits_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="zero"):
        Limits(seconds=-1)


def test_two_solves_of_one_model_are_alike() -> None:
    # Cut short, so that the plan depends on the way there: another seed ends at another one.
    limits = Limits(nodes=300)
    model, _ = market_split()
    first, second, other = (solve(model, limits, seed=seed).value("chosen").tolist() for seed in (0, 0, 5))
    assert first == second != other


def test_a_thread_that_is_not_the_main_one_may_solve() -> None:
    found = []
    worker = threading.Thread(target=lambda: found.append(solve(knapsack()).status))
    worker.start()
    worker.join()
    assert found == ["optimal"]


def after_ctrl_c(job: str) -> str:
    """Run a job in a process of its own and interrupt it as soon as a solver runs; return what it says then."""
    code = ON_SOLVE + (
        "from tests.solver.test_outcomes import hard\n"
        "from interpose.solver import Limits, solve\n"
        f"try:\n    {job}\n"
        "except KeyboardInterrupt:\n"
        "    for thread in set(threading.enumerate()) - {threading.main_thread()}:\n        thread.join(30)\n"
        "    print('stopped', threading.active_count())\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_ctrl_c_ends_a_solve() -> None:
    assert after_ctrl_c("solve(hard(), Limits(nodes=2**30))") == "stopped 1\n"


def test_a_limit_of_pauses_ends_within_a_node_and_at_the_same_plan_each_time() -> None:
    model, start = market_split()
    few, again, many = (solve(model, Limits(nodes=3_000, pauses=pauses), start=start) for pauses in (1, 1, 30))
    assert few.status == "feasible"
    assert (few.objective, few.bound) == (again.objective, again.bound)
    assert few.objective is not None
    assert many.objective is not None
    assert many.objective < few.objective
    with pytest.raises(ValueError, match="at least zero"):
        Limits(pauses=-1)

"""Jobs side by side: in their order, none left behind, and all of them stopped on Ctrl-C."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from interpose.solver import Limits, Model, Team, side_by_side, solve
from tests.solver.test_outcomes import after_ctrl_c, hard, knapsack


def test_what_jobs_gave_comes_in_their_order_whichever_is_over_first() -> None:
    first = threading.Event()

    def waits() -> str:
        assert first.wait(30)
        return "waited"

    def goes_on() -> str:
        first.set()
        return "went on"

    # On one thread the first would wait for ever, so they do run at once.
    assert side_by_side([waits, goes_on], threads=2) == ["waited", "went on"]


def test_on_one_thread_a_job_is_done_when_it_is_asked_for() -> None:
    done: list[int] = []
    with Team(1) as team:
        first, second = (team.begin(lambda number=number: done.append(number)) for number in (1, 2))
        assert done == []
        second()
        first()
    assert done == [2, 1]


def test_a_job_of_a_team_has_no_team_of_its_own() -> None:
    def names() -> list[str]:
        return side_by_side([lambda: threading.current_thread().name] * 3, threads=3)

    for found in side_by_side([names, names], threads=2):
        assert len(set(found)) == 1


@pytest.fixture
def long_job() -> Iterator[Callable[[], None]]:
    """A solve that would come to an end by itself after a minute; where one did, nothing stopped it."""
    ended = []
    yield lambda: ended.append(solve(hard(), Limits(nodes=2**30, seconds=60)).status)
    assert ended == []


def test_an_error_in_a_job_is_told_and_ends_the_others(long_job: Callable[[], None]) -> None:
    def fails() -> None:
        raise ValueError("no such job")

    with pytest.raises(ValueError, match="no such job"):
        side_by_side([fails, long_job, long_job], threads=2)


def test_what_is_not_asked_for_is_stopped_with_the_team(long_job: Callable[[], None]) -> None:
    with Team(2) as team:
        for _ in range(4):
            team.begin(long_job)
        assert team.begin(lambda: 1)
    assert not [each for each in threading.enumerate() if each.name.startswith("solver")]


def test_solves_side_by_side_find_what_they_find_alone() -> None:
    alone = [solve(knapsack(), seed=seed).value("taken").tolist() for seed in range(6)]
    models = [lambda seed=seed: solve(knapsack(), seed=seed).value("taken").tolist() for seed in range(6)]
    assert side_by_side(models, threads=3) == alone


def test_ctrl_c_ends_all_jobs() -> None:
    job = "side_by_side([lambda: solve(hard(), Limits(nodes=2**30))] * 4, threads=2)"
    assert after_ctrl_c(job) == "stopped 1\n"


def test_less_than_one_thread_is_refused() -> None:
    with pytest.raises(ValueError, match="one thread"):
        Limits(threads=0)


def test_a_model_may_be_solved_in_several_threads_at_once() -> None:
    model = Model()
    units = model.columns("units", (3,), upper=4, cost=[-1, -2, -3], whole=True)
    model.rows("limit", [0, 0, 0], units, 1.0, upper=[5])
    found = side_by_side([lambda: solve(model).value("units")] * 5, threads=3)
    assert all(np.array_equal(each, [0, 1, 4]) for each in found)

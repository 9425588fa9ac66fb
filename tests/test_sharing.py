"""What is shared between the workers of a run is made once, and given to each as it was made."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np

from interpose.solver import solve, solving_once
from tests.sharing import Shared, SharedOutcomes
from tests.solver.models import knapsack


def count(folder: Path) -> int:
    """Make a result, and leave a mark of having made it."""

    def make() -> int:
        with (folder / "made").open("a") as marks:
            marks.write("x")
        return 7

    return Shared(folder).once("seven", make)


def test_of_several_processes_one_makes_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as workers:
        assert list(workers.map(count, [tmp_path] * 4)) == [7] * 4
    assert (tmp_path / "made").read_text() == "x"


def test_what_failed_is_made_by_the_next(tmp_path: Path) -> None:
    shared = Shared(tmp_path)

    def fail() -> int:
        raise ValueError

    for _ in range(2):
        try:
            shared.once("seven", fail)
        except ValueError:
            continue
        raise AssertionError("a failure is not kept")
    assert shared.once("seven", lambda: 7) == 7
    assert shared.once("seven", fail) == 7


def test_outcomes_of_larger_models_are_kept_for_all_and_smaller_ones_are_solved_anew(tmp_path: Path) -> None:
    one, other = SharedOutcomes(tmp_path / "kept", least=3), SharedOutcomes(tmp_path / "kept", least=4)
    with solving_once(other):
        first = solve(knapsack())
        assert solve(knapsack()) is not first
    with solving_once(one):
        second = solve(knapsack())
    with solving_once(other):
        known = solve(knapsack())
    assert known.values["taken"].tolist() == second.values["taken"].tolist()
    assert other.get(b"unknown") is None
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_outcomes_that_two_threads_keep_at_once_are_not_mixed_up(tmp_path: Path) -> None:
    kept, found = SharedOutcomes(tmp_path / "kept", least=1), solve(knapsack())
    outcomes = [replace(found, values={f"taken {number}": np.zeros(400)}) for number in range(4)]

    def keep(number: int) -> bool:
        names = set()
        for times in range(300):
            key = f"{number} {times}".encode()
            kept[key] = outcomes[number]
            names |= set(known.values) if (known := kept.get(key)) is not None else {"nothing"}
        return names == {f"taken {number}"}

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(keep, range(4)))

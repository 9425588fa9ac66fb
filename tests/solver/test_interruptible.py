"""Ctrl-C while a model is solved, and solves outside the main thread."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from interpose.solver import Limits, alongside, solve
from tests.builders.interrupting import ON_SOLVE
from tests.solver.models import hard, knapsack


def test_a_thread_that_is_not_the_main_one_may_solve() -> None:
    found = []
    worker = threading.Thread(target=lambda: found.append(solve(knapsack()).status))
    worker.start()
    worker.join()
    assert found == ["optimal"]


def after_ctrl_c(job: str) -> str:
    """Run a job in a process of its own and interrupt it as soon as a solver runs; return what it says then."""
    code = ON_SOLVE + (
        "from tests.solver.models import hard\n"
        "from interpose.solver import Limits, alongside, solve\n"
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


def test_work_alongside_a_block_gives_what_it_finds_or_its_error_where_it_is_waited_for() -> None:
    with alongside(lambda: solve(knapsack()).objective) as found:
        assert solve(knapsack()).objective == found() == pytest.approx(-14)
    with pytest.raises(ZeroDivisionError), alongside(lambda: 1 / 0) as broken:
        broken()


def test_what_comes_after_work_alongside_a_block_is_over_with_the_block_and_fails_in_silence() -> None:
    done: list[str] = []
    with alongside(lambda: done.append("work"), lambda: done.append("then")):
        pass
    assert done == ["work", "then"]
    with alongside(lambda: 1, lambda: 1 / 0) as found:
        assert found() == 1


def test_work_alongside_a_block_that_fails_is_stopped() -> None:
    with pytest.raises(KeyError), alongside(lambda: solve(hard(), Limits(nodes=2**30))):
        raise KeyError


def test_ctrl_c_ends_a_solve_alongside_too() -> None:
    assert after_ctrl_c("with alongside(lambda: solve(hard(), Limits(nodes=2**30))) as found: found()") == "stopped 1\n"

"""How workers are started: with one thread each, and only where there are any."""

from __future__ import annotations

import os
import signal
import sys
from importlib.util import find_spec

import pytest

from interpose.exploration.study.processes import begin_workers, one_thread_each


def mask() -> set[signal.Signals]:
    return {signal.Signals(each) for each in signal.pthread_sigmask(signal.SIG_BLOCK, [])}


NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def test_the_number_of_threads_is_as_it_was_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    with one_thread_each():
        assert [os.environ[name] for name in NAMES] == ["1", "1", "1"]
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_ctrl_c_reaches_this_process_and_not_the_one_that_workers_are_forked_from(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked: list[set[signal.Signals]] = []
    needed: list[str] = []
    monkeypatch.setattr("multiprocessing.forkserver.set_forkserver_preload", needed.extend)
    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", lambda: blocked.append(mask()))
    begin_workers(2)
    assert [signal.SIGINT in each for each in blocked] == [True]
    assert signal.SIGINT not in mask()
    assert all(find_spec(name) for name in needed)
    assert "interpose.exploration.chain.case_chain" in needed


def test_one_worker_is_this_process_and_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", refuse)
    begin_workers(1)

"""How workers are started: with one thread each, and only where there are any."""

from __future__ import annotations

import os

import pytest

from interpose.exploration.study.processes import begin_workers, one_thread_each

NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def test_the_number_of_threads_is_as_it_was_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    with one_thread_each():
        assert [os.environ[name] for name in NAMES] == ["1", "1", "1"]
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ


def test_one_worker_is_this_process_and_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", refuse)
    begin_workers(1)

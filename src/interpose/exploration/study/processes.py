"""How worker processes are started, so that they have read their packages by the time there is something to compute."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["CONTEXT", "begin_workers", "one_thread_each"]

CONTEXT = multiprocessing.get_context("forkserver") if sys.platform == "linux" else multiprocessing.get_context("spawn")
"""How processes are started: on Linux all are forked from one that has read the packages, has one thread and no case."""

_NEEDED = ("interpose.exploration.chain.case_chain", "interpose.exploration.study.worker", "pandas", "scipy.stats")
"""What every worker reads before its first row."""


def begin_workers(count: int) -> None:
    """Let the packages of workers be read from now on, while this process is still reading a case.

    Parameters
    ----------
    count : int
        Processes that there will be; with 1 it is this one.
    """
    if count > 1 and sys.platform == "linux":
        from multiprocessing import forkserver, resource_tracker

        forkserver.set_forkserver_preload([*_NEEDED])
        # Ctrl-C is answered by this process alone; the tracker, which the server needs, would unblock it where it starts.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with one_thread_each():
                forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Let libraries of the processes that are started use one thread each: they share the machine already."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

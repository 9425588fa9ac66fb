"""Processes of this machine that compute the rows of a study; one that dies is replaced, and its rows are computed again."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import pickle
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Protocol

from interpose.errors import NoAnswerError
from interpose.exploration.design import Design, RowSpan
from interpose.exploration.study.processes import CONTEXT, one_thread_each
from interpose.exploration.study.worker import work

if TYPE_CHECKING:
    import pandas as pd

    from interpose.exploration.chain.protocol import FutureChain

__all__ = ["LocalWorkers", "ThisProcess", "Workers"]


class Workers(Protocol):
    """Whoever computes rows: this process, others of this machine, or those of a cluster."""

    def run(self, design: Design, spans: Sequence[RowSpan]) -> Iterator[tuple[RowSpan, pd.DataFrame]]:
        """Compute spans of a design, in any order."""

    def use(self, chain: FutureChain) -> None:
        """Compute with another chain from now on."""

    def close(self) -> None:
        """End what was started."""


@dataclass
class ThisProcess:
    """Compute rows one span after another, without other processes."""

    chain: FutureChain

    def run(self, design: Design, spans: Sequence[RowSpan]) -> Iterator[tuple[RowSpan, pd.DataFrame]]:
        """Compute spans of a design, in their order; meanwhile what is there is not looked through for cycles.

        That took 5 % of the time in a script or notebook; a command looks for cycles hardly ever.
        """
        gc.freeze()
        try:
            for span in spans:
                yield span, design.table(self.chain, span.start, span.stop)
        finally:
            gc.unfreeze()

    def use(self, chain: FutureChain) -> None:
        """Compute with another chain from now on."""
        self.chain = chain

    def close(self) -> None:
        """End nothing: nothing was started."""


@dataclass
class _Worker:
    process: BaseProcess
    channel: Connection
    chain: bytes
    busy: RowSpan | None = None


class LocalWorkers:
    """Processes that compute spans as they become free, with a chain that is pickled once.

    Where so many workers die over the same rows the study gives up: one may have been killed, three have a reason.
    """

    def __init__(self, chain: FutureChain, count: int, *, most_deaths: int = 3) -> None:
        self._pickled = pickle.dumps(chain)
        self._count = count
        self._most_deaths = most_deaths
        self._workers: list[_Worker] = []
        self._deaths: Counter[RowSpan] = Counter()

    def run(self, design: Design, spans: Sequence[RowSpan]) -> Iterator[tuple[RowSpan, pd.DataFrame]]:
        """Compute spans of a design, in the order in which they are done.

        Raises
        ------
        NoAnswerError
            Where workers die over the same rows again and again.
        """
        waiting = deque(spans)
        while waiting or any(worker.busy for worker in self._workers):
            while len(self._workers) < min(self._count, len(waiting)):
                self._workers.append(self._started())
            for worker in self._workers:
                if worker.busy is None and waiting:
                    worker.busy = waiting.popleft()
                    with suppress(OSError):  # a worker that is gone is seen below
                        self._send(worker, design, worker.busy)
            yield from self._done(waiting)

    def _done(self, waiting: deque[RowSpan]) -> Iterator[tuple[RowSpan, pd.DataFrame]]:
        """Wait until something happens: hand on what is done, and take back what the dead leave."""
        by_channel = {worker.channel: worker for worker in self._workers}
        happened = multiprocessing.connection.wait([*by_channel, *(worker.process.sentinel for worker in self._workers)])
        dead = [worker for worker in self._workers if worker.process.sentinel in happened]
        for channel, worker in by_channel.items():
            if channel in happened and worker.busy is not None:
                try:
                    frame, error = channel.recv()
                except (EOFError, OSError):
                    dead.append(worker)
                    continue
                if error is not None:
                    raise error
                span, worker.busy = worker.busy, None
                yield span, frame
        for worker in self._workers[:]:
            if worker in dead:
                self._bury(worker, waiting)

    def _bury(self, worker: _Worker, waiting: deque[RowSpan]) -> None:
        self._workers.remove(worker)
        _end(worker)
        if worker.busy is None:
            return
        self._deaths[worker.busy] += 1
        if self._deaths[worker.busy] >= self._most_deaths:
            span, code = worker.busy, worker.process.exitcode
            raise NoAnswerError(
                f"{self._most_deaths} workers died over rows {span.start} to {span.stop - 1} (the last with exit code {code}); "
                "most often memory is short: take fewer --workers. In a script of your own, call explore under "
                '`if __name__ == "__main__":`'
            )
        waiting.appendleft(worker.busy)

    def use(self, chain: FutureChain) -> None:
        """Compute with another chain from now on."""
        self._pickled = pickle.dumps(chain)

    def _send(self, worker: _Worker, design: Design, span: RowSpan) -> None:
        if worker.chain is not self._pickled:
            worker.channel.send_bytes(self._pickled)
            worker.chain = self._pickled
        else:
            worker.channel.send_bytes(b"")
        worker.channel.send((design, span))

    def _started(self) -> _Worker:
        here, there = CONTEXT.Pipe()
        process = CONTEXT.Process(target=work, args=(there,), daemon=True, name="interpose-worker")
        with one_thread_each():
            process.start()
        there.close()
        return _Worker(process, here, b"")

    def close(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self._workers:
            _end(worker)
        self._workers.clear()


def _end(worker: _Worker) -> None:
    worker.channel.close()
    worker.process.kill()
    worker.process.join()

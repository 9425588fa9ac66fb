"""Running the solver so that Ctrl-C ends it: HiGHS works in a thread of its own while the main thread listens."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from typing import TypeVar

import highspy

from interpose.solver.outcome import Outcome

__all__ = ["Interrupted", "alongside", "run"]

Found = TypeVar("Found")

_PATIENCE = 5.0
"""Seconds in which a solver is to have stopped after Ctrl-C."""

_GLANCE = 0.1
"""Seconds after which the main thread looks up: while it waits it may hear no signal."""

_TOLD: ContextVar[threading.Event | None] = ContextVar("told to stop", default=None)
"""Where work alongside a block hears that it is to stop."""

_MIP_INTERRUPT = highspy.cb.HighsCallbackType.kCallbackMipInterrupt
_INTERRUPTS = (
    highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt,
    highspy.cb.HighsCallbackType.kCallbackIpmInterrupt,
    _MIP_INTERRUPT,
)


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a solve.

    Parameters
    ----------
    stopped : bool
        Whether the solver has stopped.

    Attributes
    ----------
    outcome : Outcome or None
        What it had found until then; None where it did not stop in time.
    """

    def __init__(self, stopped: bool) -> None:
        super().__init__()
        self.stopped = stopped
        self.outcome: Outcome | None = None


def run(solver: highspy.Highs, *, brief: bool = False) -> None:
    """Run the solver; Python sees no signal while the main thread is inside it, so that it gets a thread of its own.

    What is over in milliseconds is run in place: starting a thread would take as long.

    Parameters
    ----------
    solver : highspy.Highs
        The solver, with its model.
    brief : bool
        Whether it is over in milliseconds.

    Raises
    ------
    Interrupted
        On Ctrl-C.
    """
    stopping, listening = _TOLD.get() or threading.Event(), _TOLD.get() is not None and not brief

    def interrupt(_kind: object, _message: str, _out: object, reply: highspy.cb.HighsCallbackInput, _data: object) -> None:
        if reply is not None and stopping.is_set():
            reply.user_interrupt = True

    if not brief:
        solver.setCallback(interrupt, None)
    if listening:
        solver.startCallback(_MIP_INTERRUPT)
    if brief or threading.current_thread() is not threading.main_thread():
        solver.run()
        if stopping.is_set():
            raise Interrupted(stopped=True)
    else:
        _watched(solver, stopping)


@contextlib.contextmanager
def alongside(work: Callable[[], Found], then: Callable[[], object] = lambda: None) -> Iterator[Callable[[], Found]]:
    """Do work in a thread while a block runs: while a solver runs in one of them, Python is free for the other.

    Parameters
    ----------
    work : callable
        What is done; where the block does not wait for it, as on Ctrl-C, it ends with the next solve.
    then : callable
        What is done after it, before the block is left, such as an import: its faults are not told.

    Returns
    -------
    context manager
        Of the block, with what waits for the result.
    """
    told, context = threading.Event(), copy_context()
    context.run(_TOLD.set, told)
    with ThreadPoolExecutor(1, "alongside") as pool:
        # Within the try: a start may be interrupted too, when the thread runs already.
        try:
            found = pool.submit(context.run, work)
            pool.submit(then)
            yield found.result
        finally:
            told.set()


def _watched(solver: highspy.Highs, stopping: threading.Event) -> None:
    """Run a solver in a thread while the main thread listens for Ctrl-C."""
    over = threading.Event()

    def work() -> None:
        try:
            if not stopping.is_set():
                solver.run()
        finally:
            over.set()

    thread = threading.Thread(target=work, name="solver", daemon=True)
    try:
        # Within the try: a start may be interrupted too, when the thread runs already.
        thread.start()
        # An event and not `join`: a thread whose join is interrupted counts as ended, though it runs on.
        while not over.wait(_GLANCE):
            pass
    except KeyboardInterrupt:
        stopping.set()
        # Only now: a call into Python at every iteration would slow down every solve.
        for kind in _INTERRUPTS:
            solver.startCallback(kind)
        raise Interrupted(stopped=thread.ident is None or over.wait(_PATIENCE)) from None

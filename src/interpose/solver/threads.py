"""Running the solver in threads: Ctrl-C ends it, and several run side by side.

HiGHS lets go of Python while it works. So Ctrl-C is heard if the solver does not hold the main thread, and solvers in several
threads share the processors of the machine.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import ContextVar
from typing import TypeVar

import highspy

from interpose.solver.outcome import Outcome

__all__ = ["Interrupted", "Team", "processors", "run", "side_by_side"]

_PATIENCE = 5.0
"""Seconds in which a solver is to have stopped after Ctrl-C."""

_GLANCE = 0.1
"""Seconds after which the main thread looks up: while it waits it may hear no signal."""

_MIP_INTERRUPT = highspy.cb.HighsCallbackType.kCallbackMipInterrupt
_INTERRUPTS = (
    highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt,
    highspy.cb.HighsCallbackType.kCallbackIpmInterrupt,
    _MIP_INTERRUPT,
)

T = TypeVar("T")


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


class _Crew:
    """Solvers that run in threads and are stopped together."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._solvers: set[highspy.Highs] = set()

    def run(self, solver: highspy.Highs) -> None:
        """Run a solver to its end, or until the crew is stopped."""
        with self._lock:
            if self.stopping.is_set():
                return
            self._solvers.add(solver)
        try:
            solver.run()
        finally:
            with self._lock:
                self._solvers.discard(solver)

    def stop(self) -> None:
        """Tell every solver to stop."""
        with self._lock:
            self.stopping.set()
            for solver in self._solvers:
                # Only now: a call into Python at every iteration would slow down every solve.
                for kind in _INTERRUPTS:
                    solver.startCallback(kind)


_CREW: ContextVar[_Crew | None] = ContextVar("crew", default=None)
"""The crew that this thread belongs to."""


def processors() -> int:
    """Return how many processors this process may use.

    Returns
    -------
    int
        At least one.

    Examples
    --------
    >>> processors() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Team:
    """Does jobs in threads, each from its begin to its end in one of them; a context.

    A job must not depend on whether another is over, so that it makes no difference how many are done at once. With one
    thread, and within a job of another team, a job is done when its result is asked for.

    Parameters
    ----------
    threads : int, optional
        How many jobs to do at once; as many as there are processors unless given.

    Examples
    --------
    >>> with Team() as team:
    ...     first, second = team.begin(lambda: 1), team.begin(lambda: 2)
    ...     second(), first()
    (2, 1)
    """

    def __init__(self, threads: int | None = None) -> None:
        self._count = (processors() if threads is None else threads) if _CREW.get() is None else 1
        self._crew = _Crew()
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> Team:
        """Let jobs begin."""
        if self._count > 1:
            self._pool = ThreadPoolExecutor(self._count, "solver", _CREW.set, (self._crew,))
        return self

    def __exit__(self, *_: object) -> None:
        """Stop what is not over, on Ctrl-C too: nobody asks for it any more."""
        self._crew.stop()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def begin(self, job: Callable[[], T]) -> Callable[[], T]:
        """Begin a job; return what waits for its end, once, and gives what the job returned."""
        if self._pool is None:
            return job
        future = self._pool.submit(job)

        def waited() -> T:
            # A wait without end would hear no signal on some systems.
            while not wait([future], _GLANCE).done:
                pass
            return future.result()

        return waited


def side_by_side(jobs: Sequence[Callable[[], T]], threads: int | None = None) -> list[T]:
    """Do jobs that do not depend on one another, and wait for all of them.

    Parameters
    ----------
    jobs : sequence of callable
        What to do.
    threads : int, optional
        How many to do at once; as many as there are processors unless given.

    Returns
    -------
    list
        What each gave, in the order of the jobs.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C: solvers are told to stop, and have stopped.

    Examples
    --------
    >>> side_by_side([lambda: 1, lambda: 2, lambda: 3])
    [1, 2, 3]
    """
    with Team(threads if len(jobs) > 1 else 1) as team:
        return [waited() for waited in [team.begin(job) for job in jobs]]


def run(solver: highspy.Highs, *, brief: bool = False, pauses: int | None = None) -> None:
    """Run the solver so that Ctrl-C ends it: Python sees no signal while the main thread is inside the solver.

    What is over in milliseconds is run in place: starting a thread would take as long.

    Parameters
    ----------
    solver : highspy.Highs
        The solver, with its model.
    brief : bool
        Whether it is over in milliseconds.
    pauses : int, optional
        How often branch and bound may ask whether it is to go on.

    Raises
    ------
    Interrupted
        On Ctrl-C.
    """
    mine = _CREW.get()
    crew = mine or _Crew()
    asked = 0

    def interrupt(kind: object, _message: str, _out: object, reply: highspy.cb.HighsCallbackInput, _data: object) -> None:
        nonlocal asked
        asked += kind == _MIP_INTERRUPT
        if reply is not None and (crew.stopping.is_set() or (pauses is not None and asked > pauses)):
            reply.user_interrupt = True

    if not brief or pauses is not None:
        solver.setCallback(interrupt, None)
    if pauses is not None:
        solver.startCallback(_MIP_INTERRUPT)
    if brief:
        solver.run()
    elif mine is not None or threading.current_thread() is not threading.main_thread():
        crew.run(solver)
    else:
        _watched(crew, solver)
    if crew.stopping.is_set():
        raise Interrupted(stopped=True)


def _watched(crew: _Crew, solver: highspy.Highs) -> None:
    """Run a solver in a thread of its own while the main thread listens for Ctrl-C."""
    over = threading.Event()

    def work() -> None:
        try:
            crew.run(solver)
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
        crew.stop()
        raise Interrupted(stopped=thread.ident is None or over.wait(_PATIENCE)) from None

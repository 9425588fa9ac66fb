"""A bound on the time that a file may take: what is made to last is broken off."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["TooLongError", "at_most"]


class TooLongError(BaseException):
    """More time than is given; no `except Exception` of a library takes it for an error of its own."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Break off what lasts longer than some seconds.

    Parameters
    ----------
    seconds : float
        How long, by the clock.

    Yields
    ------
    None

    Raises
    ------
    TooLongError
        In the block. Signals reach the main thread alone: in another thread, or where the system knows no timers, nothing is
        broken off.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def over(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

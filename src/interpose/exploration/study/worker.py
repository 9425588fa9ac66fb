"""A process that computes rows for a study, and ends when the process that started it is gone."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import threading
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from interpose.exploration.chain.protocol import FutureChain

__all__ = ["work"]


def work(channel: Connection) -> None:
    """Compute spans of designs as they come over a channel, until it is closed.

    Parameters
    ----------
    channel : Connection
        Gives, for each task, a pickled chain, or nothing where it is the one of the task before, and `(design, span)`; takes
        `(rows, None)`, or `(None, error)`.
    """
    # Ctrl-C reaches all processes of a terminal: the one that writes the study answers it, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # What a solver prints must not come between the lines of a result.
    os.dup2(2, 1)
    # Futures leave few cycles behind: to look for them at Python's own threshold took a sixth of the time.
    gc.set_threshold(100_000, 50, 50)
    chain: FutureChain | None = None
    while True:
        try:
            pickled = channel.recv_bytes()
            task = channel.recv_bytes()
        except (EOFError, OSError):
            return
        answer: tuple[pd.DataFrame | None, Exception | None]
        try:
            if pickled:
                chain = pickle.loads(pickled)  # noqa: S301 - written by the process that started this one
            design, span = pickle.loads(task)  # noqa: S301
            answer = (design.table(chain, span.start, span.stop), None)
        except Exception as error:  # told where somebody can answer it
            answer = (None, error)
        try:
            channel.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return


def _end_with_parent() -> None:
    """End when the parent has ended, however it ended: who would otherwise compute on for nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

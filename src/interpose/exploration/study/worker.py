"""A process that computes rows for a study, and ends when the process that started it is gone."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import threading
from multiprocessing.connection import Connection

__all__ = ["work"]


def work(channel: Connection, pickled_chain: bytes) -> None:
    """Compute spans of designs as they come over a channel, until it is closed.

    Parameters
    ----------
    channel : Connection
        Gives `(design, span)` and takes `(rows, None)`, or `(None, error)`.
    pickled_chain : bytes
        The chain.
    """
    # Ctrl-C reaches all processes of a terminal: the one that writes the study answers it, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # What a solver prints must not come between the lines of a result.
    os.dup2(2, 1)
    chain, failed = None, None
    try:
        chain = pickle.loads(pickled_chain)  # noqa: S301 - written by the process that started this one
    except Exception as error:  # told where somebody can answer it
        failed = error
    while True:
        try:
            design, span = channel.recv()
        except (EOFError, OSError):
            return
        try:
            if failed is not None:
                raise failed
            channel.send((design.table(chain, span.start, span.stop), None))
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # told where somebody can answer it
            channel.send((None, error))


def _end_with_parent() -> None:
    """End when the parent has ended, however it ended: who would otherwise compute on for nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

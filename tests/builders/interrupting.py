"""Ctrl-C at a chosen moment, in a process of its own: code to put before what is interrupted."""

from __future__ import annotations

__all__ = ["ON_EVENT", "ON_SOLVE"]

ON_EVENT = """
import signal, sys
# A shell's background jobs ignore the signal, and their children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
event, of = sys.argv.pop(1), sys.argv.pop(1)
waiting = [True]
def interrupt(happened, about):
    if waiting and happened == event and of in str(about[0]):
        waiting.clear()
        signal.raise_signal(signal.SIGINT)
sys.addaudithook(interrupt)
"""
"""When the interpreter audits an event (first argument: `import`, `open`, …) about something (second: a part of its name)."""

ON_SOLVE = """
import os, signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
waiting = [True]
def interrupt(frame, event, about):
    if waiting and event == "c_call" and about.__name__ == "run":
        waiting.clear()
        threading.setprofile(None)
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
threading.setprofile(interrupt)
"""
"""When the solver first begins to run in a thread."""

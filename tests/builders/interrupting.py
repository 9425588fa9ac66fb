"""Ctrl-C at a chosen moment, in a process of its own: code to put before what is interrupted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["ON_EVENT", "ON_REPLACE", "ON_SOLVE", "kill_while_replacing"]

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

ON_REPLACE = """
import os, signal, sys
from pathlib import Path
at, number, replace, done = int(sys.argv.pop(1)), int(sys.argv.pop(1)), Path.replace, []
def interrupt(self, target):
    done.append(target)
    if len(done) == at:
        os.kill(os.getpid(), number)
    return replace(self, target)
Path.replace = interrupt
"""
"""When a file is about to take its place for so many times (first argument): a signal (second argument)."""


def kill_while_replacing(folder: Path, contents: Mapping[str, str], *, at: int) -> None:
    """Write files into a folder in a process that is killed before so many of them are in place."""
    code = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from interpose.editing.atomic import replace_files\n"
        "given = {name: text.encode() for name, text in json.loads(sys.argv[2]).items()}\n"
        "replace_files(Path(sys.argv[1]), lambda: given)\n"
    )
    command = [sys.executable, "-c", ON_REPLACE + code, str(at), "9", str(folder), json.dumps(contents)]
    assert subprocess.run(command, check=False).returncode == -9

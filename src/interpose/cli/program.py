"""The command line as a process: signals, pipes that close, and exit codes."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from interpose.cli.interruption import interrupted

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code.

    Exit codes: 0 answered; 2 bad input or usage; 3 no answer (a limit was reached); 130 interrupted.
    """
    signal.signal(signal.SIGINT, _on_interrupt)
    try:
        from interpose.cli.app import app

        app(prog_name="interpose")
    except KeyboardInterrupt:
        sys.exit(interrupted())
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            _end_quietly()
        # Typer ends with 1 where Ctrl-C comes while it still reads the arguments; nothing else here ends with 1.
        sys.exit(interrupted() if end.code == 1 else end.code)
    except BrokenPipeError:
        _end_quietly()


def _end_quietly() -> NoReturn:
    """End as other tools do where the reader went away (`interpose cases | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _on_interrupt(_number: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt; during an import end at once: extension modules answer it with errors of their own."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os._exit(interrupted())
        frame = frame.f_back
    raise KeyboardInterrupt

"""The command line as a process: signals, output that cannot be written, and exit codes."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from types import FrameType

from interpose.cli.interruption import heard, interrupted
from interpose.printable import shortened, visible

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code.

    Exit codes: 0 answered; 1 two cases differ (`compare`); 2 bad input or usage, or output that cannot be written; 3 no answer
    (a limit was reached); 130 interrupted (143 and 129 where the process was told to end, or its terminal was closed).
    """
    # A process that ends with its answer has few cycles to free: looking for them took 0.11 of 6.9 CPU s of a brief at 100,000.
    gc.set_threshold(1_000_000, 50, 50)
    # No verb multiplies large matrices: to start a pool of threads for them took 0.05 CPU s of every command that needs numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is read hangs on no plugin of another package: to look for some took 0.01 CPU s.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _open_streams()
    for number in (signal.SIGINT, signal.SIGTERM, *_hang_up()):
        signal.signal(number, _on_signal)
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # As other tools end where the reader went away (`interpose cases | head`).
        code = 0
        _write_nowhere()
    except OSError as error:
        code = 2
        _write_nowhere()
        what = "standard output cannot be written" if error.filename is None else shortened(visible(str(error.filename)), 200)
        print(f"interpose: {what}: {error.strerror or error}", file=sys.stderr)  # noqa: T201
    # Python looks for cycles once more as it ends: of what the process gives back whole, that took 0.18 CPU s after a brief.
    gc.freeze()
    sys.exit(code)


def _run() -> str | int | None:
    try:
        from interpose.cli.app import app_of

        app_of("".join(sys.argv[1:2]))(prog_name="interpose")
    except KeyboardInterrupt:
        return interrupted()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        from typer import Exit

        # Typer ends with 1 where Ctrl-C comes while it still reads the arguments; a verb may mean it.
        return interrupted() if end.code == 1 and not isinstance(end.__context__, Exit) else end.code
    return 0


def _open_streams() -> None:
    """Let tables replace what the encoding of the terminal cannot show, and closed streams fail as full ones do."""
    # In this order: the first file that is opened takes the lowest number that is free.
    for name, number, mode in (("stdout", 1, os.O_RDONLY), ("stderr", 2, os.O_WRONLY)):
        stream = getattr(sys, name)
        if stream is None:
            # Standard output is opened for reading: what is written to it fails, and the user is told.
            opened = os.open(os.devnull, mode)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            raw = io.FileIO(number, "w", closefd=False)
            stream = io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8")
            setattr(sys, name, stream)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace" if name == "stdout" else "backslashreplace")


def _write_nowhere() -> None:
    """Let what still waits to be written go nowhere, so that nothing more is said of it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _hang_up() -> tuple[signal.Signals, ...]:
    """Name the signal of a terminal that is closed; a process that is told to outlive it keeps ignoring it."""
    number: signal.Signals | None = getattr(signal, "SIGHUP", None)
    return () if number is None or signal.getsignal(number) is signal.SIG_IGN else (number,)


def _on_signal(number: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt; during an import end at once: extension modules answer it with errors of their own."""
    heard(number)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os._exit(interrupted())
        frame = frame.f_back
    raise KeyboardInterrupt

"""What is said where a run is interrupted."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

__all__ = ["heard", "interrupted"]

_heard: list[int] = []


def heard(number: int) -> None:
    """Remember which signal came."""
    _heard.append(number)


def interrupted() -> int:
    """Take away what was being written, say that the run was interrupted, and give its exit code: 128 and the signal."""
    writing = sys.modules.get("interpose.editing.atomic")
    # A signal may come while the module is still being read.
    left: tuple[Path, ...] = getattr(writing, "clear_away", tuple)()
    what = f"; take away {', '.join(map(str, left))}" if left else "; nothing was left half-written"
    print(f"interpose: interrupted{what}", file=sys.stderr, flush=True)  # noqa: T201
    return 128 + (_heard[-1] if _heard else signal.SIGINT)

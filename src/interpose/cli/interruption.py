"""What is said where a run is interrupted."""

from __future__ import annotations

import sys

__all__ = ["interrupted"]


def interrupted() -> int:
    """Say that the run was interrupted, and give its exit code."""
    print("interpose: interrupted; nothing was left half-written", file=sys.stderr, flush=True)  # noqa: T201
    return 130

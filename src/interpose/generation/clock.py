"""What is left of a limit in seconds."""

from __future__ import annotations

import time
from dataclasses import replace

from interpose.solver import Limits

__all__ = ["Clock"]


class Clock:
    """What is left of a limit in seconds; without one there is always time until it is stopped."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.stopped = limits, False
        self._until = None if limits.seconds is None else time.monotonic() + limits.seconds

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self._until is not None and time.monotonic() >= self._until

    def stop(self) -> None:
        """Stop: the time is up from now on."""
        self.stopped = True
        self._until = time.monotonic()

    def left(self) -> Limits:
        """Return the limits for the next solve: the seconds that are left, if they are limited."""
        return self.limits if self._until is None else replace(self.limits, seconds=max(0.0, self._until - time.monotonic()))

"""What is left of a limit in seconds, and solving within it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.solver.interruptible import Interrupted
from interpose.solver.model import Model
from interpose.solver.outcome import Limits, Outcome
from interpose.solver.running import solve

__all__ = ["Clock"]


class Clock:
    """What is left of a limit in seconds; without one there is always time until it is stopped.

    Parameters
    ----------
    limits : Limits
        How long to look in all, over one solve after the other.

    Examples
    --------
    >>> clock = Clock(Limits(nodes=7))
    >>> clock.over, clock.left().nodes
    (False, 7)
    """

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

    def solve(
        self, model: Model, *, gap: float, seed: int, start: Mapping[str, NDArray[np.float64]], limits: Limits | None = None
    ) -> Outcome:
        """Solve in the time that is left; on Ctrl-C stop, and return what was found until then.

        Parameters
        ----------
        model : Model
            What to solve.
        gap : float
            Distance to the bound, in units of the objective, that is good enough.
        seed : int
            Seed of the solver.
        start : mapping of str to numpy.ndarray
            A solution to begin from.
        limits : Limits, optional
            Closer limits than what is left.

        Returns
        -------
        Outcome
            The answer, or what was found until then.
        """
        try:
            return solve(model, limits or self.left(), absolute_gap=gap, seed=seed, start=start)
        except Interrupted as interruption:
            self.stop()
            nothing = Outcome(status="no answer", objective=None, bound=None, violation=None, values={}, duals={})
            return interruption.outcome or nothing

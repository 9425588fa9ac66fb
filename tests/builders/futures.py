"""A chain of three inputs that costs nothing, for tests of studies: Ishigami's function, and workers that die at a row."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from interpose.errors import UsageError
from interpose.exploration.chain.protocol import Criterion, FutureOutcome, UncertainColumn

__all__ = ["IshigamiChain", "Stop"]

A, B = 7.0, 0.1


@dataclass(frozen=True)
class Stop:
    """Kill a process where a row is computed, or fail there.

    Parameters
    ----------
    row : int
        The row.
    whom : str
        worker · parent, after which its worker would wait for ever · nobody: an error is raised instead.
    marker : Path, optional
        A file that is made then, so that it happens once; every time without it.
    """

    row: int
    whom: str = "worker"
    marker: Path | None = None

    def happen(self) -> None:
        try:
            if self.marker is not None:
                self.marker.touch(exist_ok=False)
        except FileExistsError:
            return
        if self.whom == "nobody":
            raise UsageError(f"row {self.row} cannot be computed")
        parent = multiprocessing.parent_process()
        os.kill(parent.pid or 0 if self.whom == "parent" and parent else os.getpid(), signal.SIGKILL)
        threading.Event().wait()


@dataclass(frozen=True, kw_only=True)
class IshigamiChain:
    """The function of Ishigami of three inputs from -pi to pi, as a chain; its points are Kronecker's sequence."""

    identity: Mapping[str, str | int] = field(default_factory=lambda: {"case": "a" * 64, "version": "1", "seed": 7})
    stop: Stop | None = None

    @property
    def columns(self) -> tuple[UncertainColumn, ...]:
        return tuple(
            UncertainColumn(id=f"x{place}", input=f"made_up.csv#x{place}", kind="uniform", group=f"x{place}", dimension=place)
            for place in range(3)
        )

    @property
    def outcomes(self) -> tuple[FutureOutcome, ...]:
        return (FutureOutcome(name="height", unit="m", words="a height"),)

    @property
    def thresholds(self) -> tuple[Criterion, ...]:
        return (Criterion("height", "<=", 4.0),)

    def points(self, start: int, stop: int) -> np.ndarray:
        rows = np.arange(start, stop)[:, None]
        found: np.ndarray = np.modf((rows + 0.5) * np.sqrt([2.0, 3.0, 5.0]))[0]
        return found

    def values(self, points: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(np.pi * (2 * points - 1), columns=[column.id for column in self.columns])

    def evaluate(self, points: np.ndarray) -> pd.DataFrame:
        if self.stop is not None and (points == self.points(self.stop.row, self.stop.row + 1)).all(axis=1).any():
            self.stop.happen()
        x, y, z = (np.pi * (2 * points - 1)).T
        height = np.sin(x) + A * np.sin(y) ** 2 + B * z**4 * np.sin(x)
        return pd.DataFrame({"height": height, "high": height > 4, "where": np.where(x > 0, "east", "west")})

    def plan(self, points: np.ndarray) -> pd.DataFrame:
        height = self.evaluate(points)["height"]
        return pd.DataFrame({"plan.height": height + 0.5, "difference.height": -0.5})

"""What is to be computed: tables whose rows each depend on their number alone, so that they can be made in any order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interpose.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from interpose.exploration.chain.protocol import FutureChain, Points

__all__ = ["PART_ROWS", "Design", "FutureRows", "PlanRows", "PointRows", "RowSpan", "in_blocks", "numbered"]

PART_ROWS = 256
"""Rows of a part, the file that appears whole: few enough to lose little, enough that files stay few."""

_TASK_ROWS = 32
"""Rows that a worker computes at once: a second of work, so that workers end together and time left can be told."""


@dataclass(frozen=True, slots=True, order=True)
class RowSpan:
    """Rows from `start` up to, and without, `stop`."""

    start: int
    stop: int

    def pieces(self, rows: int) -> tuple[RowSpan, ...]:
        """Divide into spans of at most so many rows.

        Examples
        --------
        >>> RowSpan(0, 5).pieces(2)
        (RowSpan(start=0, stop=2), RowSpan(start=2, stop=4), RowSpan(start=4, stop=5))
        """
        return tuple(RowSpan(start, min(start + rows, self.stop)) for start in range(self.start, self.stop, rows))


@dataclass(frozen=True, kw_only=True)
class Design(ABC):
    """A table to compute.

    Designs travel to workers, so they can be pickled; the same rows give the same cells, computed alone or with others.

    Parameters
    ----------
    name : str
        How the names of its files begin.
    rows : int
        How many rows.
    part_rows, task_rows : int
        Rows of a part, and rows that a worker computes at once.
    """

    name: str
    rows: int
    part_rows: int = PART_ROWS
    task_rows: int = _TASK_ROWS

    @abstractmethod
    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute the rows from `start` up to `stop`: columns of numbers, truth values or texts."""


def in_blocks(size: int, count: int) -> tuple[int, int, int]:
    """Give the rows, and those of a part and of a task, of a design whose rows belong together in blocks of a size."""
    part = max(1, PART_ROWS // size) * size
    return size * count, part, min(64, part)


def numbered(start: int, stop: int, *frames: pd.DataFrame) -> pd.DataFrame:
    """Put tables side by side behind the numbers of their rows."""
    import numpy as np
    import pandas as pd

    rows = pd.DataFrame({"row": np.arange(start, stop)})
    return pd.concat([rows, *(frame.reset_index(drop=True) for frame in frames)], axis="columns")


@dataclass(frozen=True, kw_only=True)
class FutureRows(Design):
    """The futures of a study: row number, inputs in their own units (`input.<id>`), and every outcome."""

    name: str = "part"

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute futures."""
        points = chain.points(start, stop)
        try:
            return numbered(start, stop, chain.values(points).add_prefix("input."), chain.evaluate(points))
        except UsageError as error:
            raise _of_a_future(error, chain, start, stop) from error


def _of_a_future(error: UsageError, chain: FutureChain, start: int, stop: int) -> UsageError:
    """Say which future cannot be answered: what is wrong with it was drawn, and stands nowhere in the case."""
    for row in range(start, stop):
        try:
            chain.evaluate(chain.points(row, row + 1))
        except UsageError as own:
            what = f"future {row:,} has no answer with what was drawn: {own.what}"
            return UsageError(what, "narrow the ranges in uncertainties.csv that lead there, and give another --output")
    return error


@dataclass(frozen=True, kw_only=True)
class PlanRows(Design):
    """Full plans of the first futures of a study, a sample of their own: row number, and what the plans and the slots say."""

    name: str = "plans"
    part_rows: int = 8
    task_rows: int = 1

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Plan futures in full."""
        return numbered(start, stop, chain.plan(chain.points(start, stop)))


@dataclass(frozen=True, kw_only=True)
class PointRows(Design):
    """Outcomes at points that somebody chose, such as a search does, shape (rows, columns); they are not kept."""

    points: Points
    name: str = "points"
    task_rows: int = 16

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute the outcomes at some of the points."""
        return chain.evaluate(self.points[start:stop])

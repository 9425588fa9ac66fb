"""What is to be computed: tables whose rows each depend on their number alone, so that they can be made in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from interpose.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from interpose.exploration.chain.protocol import FutureChain, Points

__all__ = ["PART_ROWS", "Design", "FutureRows", "PlanRows", "PointRows", "RowSpan"]

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


class Design(Protocol):
    """A table to compute: its name, its length, and how its rows follow from their numbers.

    Designs travel to workers, so they can be pickled; the same rows give the same cells, computed alone or with others.
    """

    @property
    def name(self) -> str:
        """Begin the names of its files: `part`, `drivers`."""

    @property
    def rows(self) -> int:
        """Count the rows."""

    @property
    def part_rows(self) -> int:
        """Count the rows of a part."""

    @property
    def task_rows(self) -> int:
        """Count the rows that a worker computes at once."""

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute the rows from `start` up to `stop`: columns of numbers, truth values or texts."""


def _of_a_future(error: UsageError, chain: FutureChain, start: int, stop: int) -> UsageError:
    """Say which future cannot be answered: what is wrong with it was drawn, and stands nowhere in the case."""
    for row in range(start, stop):
        try:
            chain.evaluate(chain.points(row, row + 1))
        except UsageError as own:
            what = f"future {row:,} has no answer with what was drawn: {own.what}"
            mend = "narrow the ranges in uncertainties.csv that lead there, and give another --out"
            return UsageError(what, mend)
    return error


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureRows:
    """The futures of a study: row number, inputs in their own units (`input.<id>`), and every outcome.

    Parameters
    ----------
    rows : int
        How many futures.
    """

    rows: int
    name: str = "part"
    part_rows: int = PART_ROWS
    task_rows: int = _TASK_ROWS

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute the futures from `start` up to `stop`."""
        import numpy as np
        import pandas as pd

        points = chain.points(start, stop)
        try:
            inputs, outcomes = chain.values(points).add_prefix("input."), chain.evaluate(points)
        except UsageError as error:
            raise _of_a_future(error, chain, start, stop) from error
        frames = [frame.reset_index(drop=True) for frame in (inputs, outcomes)]
        return pd.concat([pd.DataFrame({"row": np.arange(start, stop)}), *frames], axis="columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRows:
    """Full plans of the first futures of a study, a sample of their own: row number, and what the plans and the slots say.

    Parameters
    ----------
    rows : int
        How many futures.
    """

    rows: int
    name: str = "plans"
    part_rows: int = 8
    task_rows: int = 1

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Plan the futures from `start` up to `stop` in full."""
        import numpy as np
        import pandas as pd

        plans = chain.plan(chain.points(start, stop)).reset_index(drop=True)
        return pd.concat([pd.DataFrame({"row": np.arange(start, stop)}), plans], axis="columns")


@dataclass(frozen=True, kw_only=True)
class PointRows:
    """Outcomes at points that somebody chose, such as a search does; they are not kept.

    Parameters
    ----------
    points : numpy.ndarray, shape (rows, columns)
        The points.
    """

    points: Points
    name: str = "points"
    part_rows: int = PART_ROWS
    task_rows: int = 16

    @property
    def rows(self) -> int:
        """Count the points."""
        return len(self.points)

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute the outcomes at some of the points."""
        return chain.evaluate(self.points[start:stop])

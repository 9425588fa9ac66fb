"""Screening every input of a chain: rows to compute for it, one more than inputs a trajectory, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from interpose.exploration.analysis.effects.morris import ElementaryEffects, screening, screening_points
from interpose.exploration.chain.protocol import FutureChain, UncertainColumn

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ScreenedInput", "ScreeningRows", "screened"]


@dataclass(frozen=True, kw_only=True)
class ScreenedInput:
    """How far an outcome moves when one input goes over its whole range, as screening sees it.

    Parameters
    ----------
    outcome, id, words : str
        The outcome, the column, and what it stands for.
    mean_size, low, high : float
        Mean size of its elementary effects in the unit of the outcome, with an interval of nine in ten resamples.
    mean : float
        Mean effect with its sign.
    spread : float
        Standard deviation: 0 where the effect is the same wherever the others stand.
    rows : int
        Trajectories behind it.
    """

    outcome: str
    id: str
    words: str
    mean_size: float
    low: float
    high: float
    mean: float
    spread: float
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRows:
    """Rows to compute for screening: a design that a study's workers can run; a trajectory's rows follow one another.

    Parameters
    ----------
    columns : int
        Columns of the chain, each of which moves by itself.
    trajectories : int
        How many.
    seed : int
        Seed of the draws.
    """

    columns: int
    trajectories: int
    seed: int
    name: str = "screening"

    @classmethod
    def of(cls, chain: FutureChain, trajectories: int = 10) -> ScreeningRows:
        """Ask for every column of a chain, by its own seed."""
        return cls(columns=len(chain.columns), trajectories=trajectories, seed=int(chain.identity.get("seed", 0)))

    @property
    def per_trajectory(self) -> int:
        """Count the rows of a trajectory."""
        return self.columns + 1

    @property
    def rows(self) -> int:
        """Count all rows."""
        return self.trajectories * self.per_trajectory

    @property
    def part_rows(self) -> int:
        """Count the rows of a part: whole trajectories."""
        return max(1, 256 // self.per_trajectory) * self.per_trajectory

    @property
    def task_rows(self) -> int:
        """Count the rows that a worker computes at once."""
        return min(64, self.part_rows)

    def drawn(self) -> ElementaryEffects:
        """Draw the trajectories."""
        return screening_points(self.columns, [[place] for place in range(self.columns)], self.trajectories, self.seed)

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute the rows from `start` up to `stop`: row, trajectory, and every outcome that is a number."""
        import pandas as pd

        points = self.drawn().points.reshape(self.per_trajectory, self.trajectories, self.columns)
        ordered = points.swapaxes(0, 1).reshape(-1, self.columns)
        rows = np.arange(start, stop)
        outcomes = chain.evaluate(ordered[start:stop]).select_dtypes(["number", "bool"]).reset_index(drop=True)
        places = pd.DataFrame({"row": rows, "trajectory": rows // self.per_trajectory})
        return pd.concat([places, outcomes], axis="columns")


def _words(column: UncertainColumn) -> str:
    """Name a column; what seeds the rows of a wildcard is told apart from what they have in common."""
    return f"{column.words or column.id} (each by itself)" if column.part == "rows" else column.words or column.id


def screened(
    table: pd.DataFrame, design: ScreeningRows, columns: Sequence[UncertainColumn], outcomes: Sequence[str]
) -> tuple[ScreenedInput, ...]:
    """Tell how far each input moves an outcome.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of the design, in order.
    design : ScreeningRows
        How they were made.
    columns : sequence of UncertainColumn
        Columns of the chain.
    outcomes : sequence of str
        Outcomes to tell about; trajectories on which one is not known are left out.

    Returns
    -------
    tuple of ScreenedInput
        By outcome, the largest mean size first.
    """
    drawn = design.drawn()
    found: list[ScreenedInput] = []
    for outcome in outcomes:
        steps = table[outcome].to_numpy(float).reshape(design.trajectories, design.per_trajectory)
        known = np.flatnonzero(np.isfinite(steps).all(axis=1))
        if not known.size:
            continue
        own = ElementaryEffects(drawn.points, drawn.orders[known], drawn.rising[known])
        rows = [
            ScreenedInput(
                outcome=outcome,
                id=column.id,
                words=_words(column),
                mean_size=each.mean_size,
                low=each.low,
                high=each.high,
                mean=each.mean,
                spread=each.spread,
                rows=known.size,
            )
            for column, each in zip(columns, screening(steps[known].T, own, seed=design.seed), strict=True)
        ]
        found += sorted(rows, key=lambda row: (-row.mean_size, row.id))
    return tuple(found)

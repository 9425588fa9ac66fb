"""Screening every input of a chain: rows to compute for it, one more than inputs a trajectory, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from interpose.exploration.analysis.effects.morris import ElementaryEffects, screening, screening_points
from interpose.exploration.chain.protocol import FutureChain, UncertainColumn
from interpose.exploration.design import Design, in_blocks, numbered

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


@dataclass(frozen=True, kw_only=True)
class ScreeningRows(Design):
    """Rows to compute for screening: a design that a study's workers can run; a trajectory's rows follow one another.

    Parameters
    ----------
    columns : int
        Columns of the chain, each of which moves by itself.
    seed : int
        Seed of the draws.
    """

    columns: int
    seed: int
    name: str = "screening"

    @classmethod
    def of(cls, chain: FutureChain, trajectories: int = 10) -> ScreeningRows:
        """Ask for every column of a chain, by its own seed, on so many trajectories."""
        count = len(chain.columns)
        rows, part, task = in_blocks(count + 1, trajectories)
        return cls(columns=count, seed=int(chain.identity.get("seed", 0)), rows=rows, part_rows=part, task_rows=task)

    @property
    def trajectories(self) -> int:
        """Count the trajectories: each has one row more than there are columns."""
        return self.rows // (self.columns + 1)

    def drawn(self) -> ElementaryEffects:
        """Draw the trajectories."""
        return screening_points(self.columns, [[place] for place in range(self.columns)], self.trajectories, self.seed)

    def table(self, chain: FutureChain, start: int, stop: int) -> pd.DataFrame:
        """Compute the rows from `start` up to `stop`: row, trajectory, and every outcome that is a number."""
        import pandas as pd

        points = self.drawn().points.reshape(self.columns + 1, self.trajectories, self.columns)
        ordered = points.swapaxes(0, 1).reshape(-1, self.columns)
        outcomes = chain.evaluate(ordered[start:stop]).select_dtypes(["number", "bool"])
        return numbered(start, stop, pd.DataFrame({"trajectory": np.arange(start, stop) // (self.columns + 1)}), outcomes)


def _words(column: UncertainColumn) -> str:
    """Name a column; what seeds the rows of a wildcard is told apart from what they have in common."""
    return f"{column.words or column.id} (each by itself)" if column.part == "rows" else column.words or column.id


def screened(
    table: pd.DataFrame, design: ScreeningRows, columns: Sequence[UncertainColumn], outcomes: Sequence[str]
) -> tuple[ScreenedInput, ...]:
    """Tell how far each input moves an outcome, by outcome the largest mean size first.

    Rows are those of the design, in order; trajectories on which an outcome is not known are left out.
    """
    drawn = design.drawn()
    found: list[ScreenedInput] = []
    for outcome in outcomes:
        steps = table[outcome].to_numpy(float).reshape(design.trajectories, design.columns + 1)
        known = np.flatnonzero(np.isfinite(steps).all(axis=1))
        if not known.size:
            continue
        own = ElementaryEffects(drawn.points, drawn.orders[known], drawn.rising[known])
        rows = [
            ScreenedInput(
                outcome=outcome,
                id=column.id,
                words=_words(column),
                **asdict(each),
                rows=known.size,
            )
            for column, each in zip(columns, screening(steps[known].T, own, seed=design.seed), strict=True)
        ]
        found += sorted(rows, key=lambda row: (-row.mean_size, row.id))
    return tuple(found)

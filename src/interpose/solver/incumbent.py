"""A solution that is bettered a few columns at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from interpose.solver.model import Model
from interpose.solver.outcome import Limits
from interpose.solver.running import FEASIBILITY, solve

__all__ = ["Incumbent"]

_NOTHING = 1e-6


class Incumbent:
    """A solution of a model, which is bettered by solving for a few of its columns while the others are held.

    Only those columns and the rows that they touch are handed to the solver, so that a step takes as long as the few
    columns ask for, however large the model is. What is found is checked against those rows before it is taken.

    Parameters
    ----------
    model : Model
        The model.
    values : mapping of str to numpy.ndarray
        A solution of it, by name of the column block.

    Examples
    --------
    >>> model = Model()
    >>> units = model.columns("units", (3,), upper=4, cost=[-1, -2, -3], whole=True)
    >>> model.rows("limit", [0, 0, 0], units, 1.0, upper=[5])
    >>> incumbent = Incumbent(model, {"units": np.array([4.0, 1.0, 0.0])})
    >>> incumbent.better(units[[0, 2]], Limits()), incumbent.objective
    (8.0, -14.0)
    >>> incumbent.values["units"].tolist()
    [0.0, 1.0, 4.0]
    """

    def __init__(self, model: Model, values: Mapping[str, NDArray[np.float64]]) -> None:
        self._model = model
        self._arrays = model.arrays()
        self._found = self._joined(values)

    @property
    def objective(self) -> float:
        """What the solution costs."""
        return float(self._arrays.cost @ self._found)

    @property
    def values(self) -> dict[str, NDArray[np.float64]]:
        """The solution, by name of the column block."""
        found = {}
        for name, (first, shape) in self._model.column_blocks.items():
            found[name] = self._found[first : first + int(np.prod(shape))].reshape(shape)
        return found

    def columns(self, name: str) -> NDArray[np.int64]:
        """Return the numbers of the columns of a block, in its shape."""
        return self._model.block(name)

    def become(self, values: Mapping[str, NDArray[np.float64]]) -> None:
        """Go on from another solution."""
        self._found = self._joined(values)

    def better(self, free: NDArray[np.int64], limits: Limits, *, absolute_gap: float = 0.0, seed: int = 0) -> float:
        """Solve for a few columns, and take what is found where it is no worse.

        Parameters
        ----------
        free : numpy.ndarray
            Numbers of the columns to solve for, each once.
        limits : Limits
            How long to look.
        absolute_gap : float
            Distance to the bound of the step at which its solution is good enough.
        seed : int
            Seed of the solver.

        Returns
        -------
        float
            What was gained, in units of the objective; 0 where nothing was.

        Raises
        ------
        Interrupted
            On Ctrl-C; the solution stays as it was.
        """
        return self.attempt(free, limits, absolute_gap=absolute_gap, seed=seed)()()

    def attempt(
        self, free: NDArray[np.int64], limits: Limits, *, absolute_gap: float = 0.0, seed: int = 0
    ) -> Callable[[], Callable[[], float]]:
        """Return the same in parts, so that several can be solved for side by side: a call that solves and changes nothing.

        It returns the call that takes what was found, and returns what was gained. Nothing is taken where one of the columns
        has changed in between, or where a row has no room left for it.
        """
        arrays, start = self._arrays, self._found
        before = start[free]
        columns = arrays.matrix[:, free]
        touched = np.unique(columns.indices)
        inside = columns.tocsr()[touched]
        lower, upper = arrays.row_lower[touched], arrays.row_upper[touched]

        def others(found: NDArray[np.float64]) -> NDArray[np.float64]:
            # Rounded, so that sums of whole units stay whole.
            return np.asarray(np.round((arrays.matrix @ found)[touched] - inside @ found[free], 7))

        step, held = Model(), others(start)
        step.columns(
            "free",
            (len(free),),
            lower=arrays.lower[free],
            upper=arrays.upper[free],
            cost=arrays.cost[free],
            whole=arrays.whole[free],
        )
        if len(touched):
            entries = inside.tocoo()
            row, column = entries.coords
            step.rows("touched", row, column, entries.data, lower=lower - held, upper=upper - held)

        def solved() -> Callable[[], float]:
            outcome = solve(step, limits, absolute_gap=absolute_gap, seed=seed, start={"free": before})
            found = outcome.value("free") if outcome.has_solution else before
            return lambda: taken(found)

        def taken(found: NDArray[np.float64]) -> float:
            gained = float(arrays.cost[free] @ (before - found))
            if gained < -_NOTHING:
                return 0.0
            if self._found is not start:
                rows = others(self._found) + inside @ found
                able = (rows >= lower - FEASIBILITY).all() and (rows <= upper + FEASIBILITY).all()
                if not able or (self._found[free] != before).any():
                    return 0.0
            # A new array: what `values` gave before stays as it was.
            self._found = self._found.copy()
            self._found[free] = found
            return gained if gained > _NOTHING else 0.0

        return solved

    def _joined(self, values: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        return np.concatenate([np.ravel(values[name]) for name in self._model.column_blocks]).astype(np.float64)

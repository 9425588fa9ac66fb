"""A linear relaxation that is solved again and again, each time from where the last solve ended."""

from __future__ import annotations

from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from interpose.solver.differences import differenced
from interpose.solver.model import Model
from interpose.solver.outcome import Limits
from interpose.solver.running import fixed_options, hand_over, new_solver, run

__all__ = ["Relaxation"]


class Relaxation:
    """The linear relaxation of a model, with columns that can be held and released.

    Each solve begins at the basis of the last one, so that after a small change it takes a few iterations. It is a tool
    for finding good solutions: what is found is checked where it is used, and only `objective` of the first solve is a
    bound of the model.

    Parameters
    ----------
    model : Model
        The model; whole-number rules are lifted.
    limits : Limits
        Iterations, and seconds where there is a limit in seconds, for each solve.
    first : str
        How the first solve is done: `simplex`, or `ipm` (interior point, then a basis), which is faster for large models.
    seed : int
        Seed of the solver.

    Examples
    --------
    >>> model = Model()
    >>> units = model.columns("units", (2,), upper=[3, 4], cost=[-1, -1])
    >>> model.rows("limit", [0, 0], units, [2, 3], upper=[10])
    >>> relaxation = Relaxation(model, Limits())
    >>> relaxation.solve(), relaxation.value("units").round(3).tolist()
    (True, [3.0, 1.333])
    >>> relaxation.hold("units", np.array([1.0, 2.0]))
    >>> relaxation.solve(), relaxation.objective
    (True, -3.0)
    """

    def __init__(self, model: Model, limits: Limits, *, first: Literal["simplex", "ipm"] = "simplex", seed: int = 0) -> None:
        self._blocks = model.column_blocks
        self._arrays = model.arrays()
        self._solver = new_solver()
        for name, value in fixed_options(limits, 0.0, seed):
            self._solver.setOptionValue(name, value)
        self._solver.setOptionValue("solver", first)
        given = differenced(self._arrays) if first == "ipm" else self._arrays
        self._solver.passModel(hand_over(given, np.zeros(len(given.cost), dtype=np.bool_)))
        self._brief = given.matrix.nnz <= 20_000
        self.objective: float | None = None
        self._found: NDArray[np.float64] = np.zeros(0)

    def solve(self) -> bool:
        """Solve; say whether there is an optimum to read."""
        run(self._solver, brief=self._brief)
        self._solver.setOptionValue("solver", "simplex")
        if self._solver.getModelStatus() not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
            self.objective = None
            return False
        found = np.asarray(self._solver.getSolution().col_value, dtype=np.float64)
        self._found = found[: len(self._arrays.cost)]
        self.objective = float(self._arrays.cost @ self._found)
        return True

    def value(self, name: str) -> NDArray[np.float64]:
        """Return the last solution of a block of columns, in its shape."""
        first, shape = self._blocks[name]
        return self._found[first : first + int(np.prod(shape))].reshape(shape)

    def hold(self, name: str, values: NDArray[np.float64]) -> None:
        """Hold a block of columns at values."""
        self._bounds(name, values, values)

    def bound(self, name: str, *, lower: NDArray[np.float64] | None = None, upper: NDArray[np.float64] | None = None) -> None:
        """Tighten the bounds of a block of columns; the model's own hold where none are given."""
        first, shape = self._blocks[name]
        place = slice(first, first + int(np.prod(shape)))
        self._bounds(
            name, self._arrays.lower[place] if lower is None else lower, self._arrays.upper[place] if upper is None else upper
        )

    def release(self, name: str) -> None:
        """Give a block of columns its own bounds again."""
        self.bound(name)

    def _bounds(self, name: str, lower: NDArray[np.float64], upper: NDArray[np.float64]) -> None:
        first, shape = self._blocks[name]
        size = int(np.prod(shape))
        columns = np.arange(first, first + size, dtype=np.int32)
        self._solver.changeColsBounds(size, columns, np.ravel(lower).astype(np.float64), np.ravel(upper).astype(np.float64))

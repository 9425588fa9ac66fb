"""A linear relaxation that is solved again and again, each time from where the last solve ended."""

from __future__ import annotations

from typing import Literal

import highspy
import numpy as np
from numpy.typing import NDArray

from interpose.solver.differences import differenced
from interpose.solver.model import Model
from interpose.solver.outcome import Limits
from interpose.solver.running import fixed_options, hand_over, new_solver
from interpose.solver.threads import run

__all__ = ["Relaxation"]


First = Literal["simplex", "ipm", "interior"]


class Relaxation:
    """The linear relaxation of a model, with columns that can be held and released.

    Each solve begins at the basis of the last one, so that after a small change it takes a few iterations. It is a tool
    for finding good solutions: what is found is checked where it is used, and what is proved about the model is `proved`.

    Parameters
    ----------
    model : Model
        The model; whole-number rules are lifted.
    limits : Limits
        Iterations, and seconds where there is a limit in seconds, for each solve.
    first : str
        How the first solve is done: `simplex`; `ipm` (interior point, then a basis), which is faster for large models; or
        `interior`, without the basis, which is enough where one solve is all that is asked for.
    seed : int
        Seed of the solver.

    Attributes
    ----------
    objective : float or None
        What the last solution costs; None where the last solve found no optimum.
    infeasible : bool
        Whether the last solve found that nothing is feasible; without an optimum it may have reached a limit instead.

    Examples
    --------
    >>> model = Model()
    >>> units = model.columns("units", (2,), upper=[3, 4], cost=[-1, -1])
    >>> model.rows("limit", [0, 0], units, [2, 3], upper=[10])
    >>> relaxation = Relaxation(model, Limits())
    >>> relaxation.solve(), relaxation.value("units").round(3).tolist(), relaxation.dual("limit").round(3).tolist()
    (True, [3.0, 1.333], [-0.333])
    >>> round(relaxation.proved, 3)
    -4.333
    >>> relaxation.hold("units", np.array([1.0, 2.0]))
    >>> relaxation.solve(), relaxation.objective
    (True, -3.0)
    """

    def __init__(self, model: Model, limits: Limits, *, first: First = "simplex", seed: int = 0) -> None:
        self._blocks, self._rows = model.column_blocks, model.row_blocks
        self._arrays = model.arrays()
        self._lower, self._upper = self._arrays.lower.copy(), self._arrays.upper.copy()
        self._solver = new_solver()
        for name, value in fixed_options(limits, 0.0, seed):
            self._solver.setOptionValue(name, value)
        self._solver.setOptionValue("solver", "simplex" if first == "simplex" else "ipm")
        self._solver.setOptionValue("run_crossover", "off" if first == "interior" else "on")
        given, self._change = (self._arrays, None) if first == "simplex" else differenced(self._arrays)
        self._solver.passModel(hand_over(given, np.zeros(len(given.cost), dtype=np.bool_)))
        self._brief = given.matrix.nnz <= 20_000
        self.objective: float | None = None
        self.infeasible = False
        self._found: NDArray[np.float64] = np.zeros(0)
        self._duals: NDArray[np.float64] = np.zeros(0)

    def solve(self) -> bool:
        """Solve; say whether there is an optimum to read."""
        run(self._solver, brief=self._brief)
        self._solver.setOptionValue("solver", "simplex")
        status = self._solver.getModelStatus()
        self.infeasible = status == highspy.HighsModelStatus.kInfeasible
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
            self.objective = None
            return False
        solution = self._solver.getSolution()
        found = np.asarray(solution.col_value, dtype=np.float64)
        self._found = found[: len(self._arrays.cost)]
        self._duals = np.asarray(solution.row_dual, dtype=np.float64)
        self.objective = float(self._arrays.cost @ self._found)
        return True

    @property
    def proved(self) -> float | None:
        """Return what the duals of the last solve prove: no solution within the bounds that then held costs less.

        By weak duality, counted from the model's own arrays: a dual of the wrong sign is left out, and what a column is
        still worth falls to one of its bounds. None where nothing was solved, or a column that is worth having has no bound.
        """
        if self.objective is None:
            return None
        arrays, duals = self._arrays, self._all_duals()
        rises = np.where(np.isfinite(arrays.row_lower), np.maximum(duals, 0.0), 0.0)
        falls = np.where(np.isfinite(arrays.row_upper), np.minimum(duals, 0.0), 0.0)
        left = arrays.cost - arrays.matrix.T @ (rises + falls)
        ends = np.where(left > 0.0, self._lower, self._upper)
        ends[left == 0.0] = 0.0
        rows = np.where(rises > 0, arrays.row_lower, 0.0) @ rises + np.where(falls < 0, arrays.row_upper, 0.0) @ falls
        found = float(rows + left @ ends)
        return found if np.isfinite(found) else None

    def value(self, name: str) -> NDArray[np.float64]:
        """Return the last solution of a block of columns, in its shape."""
        return self._found[self._place(name)].reshape(self._blocks[name][1])

    def dual(self, name: str) -> NDArray[np.float64]:
        """Return the duals of a block of rows in the last solution: what one more of a row's bound adds to the cost."""
        first, count = self._rows[name]
        return self._all_duals()[first : first + count]

    def charge(self, name: str, more: NDArray[np.float64] | float) -> None:
        """Let a block of columns cost more than the model says, or less; `objective` counts what the model says."""
        place = self._place(name)
        cost = self._arrays.cost[place] + np.ravel(more)
        self._solver.changeColsCost(len(cost), np.arange(place.start, place.stop, dtype=np.int32), cost)

    def hold(self, name: str, values: NDArray[np.float64]) -> None:
        """Hold a block of columns at values."""
        self._bounds(name, values, values)

    def bound(self, name: str, *, lower: NDArray[np.float64] | None = None, upper: NDArray[np.float64] | None = None) -> None:
        """Tighten the bounds of a block of columns; the model's own hold where none are given."""
        place = self._place(name)
        self._bounds(
            name, self._arrays.lower[place] if lower is None else lower, self._arrays.upper[place] if upper is None else upper
        )

    def release(self, name: str) -> None:
        """Give a block of columns its own bounds again."""
        self.bound(name)

    def _all_duals(self) -> NDArray[np.float64]:
        return self._duals if self._change is None else np.asarray(self._change.T @ self._duals)

    def _place(self, name: str) -> slice:
        first, shape = self._blocks[name]
        return slice(first, first + int(np.prod(shape)))

    def _bounds(self, name: str, lower: NDArray[np.float64], upper: NDArray[np.float64]) -> None:
        place = self._place(name)
        columns = np.arange(place.start, place.stop, dtype=np.int32)
        self._lower[place], self._upper[place] = np.ravel(lower), np.ravel(upper)
        self._solver.changeColsBounds(len(columns), columns, self._lower[place], self._upper[place])

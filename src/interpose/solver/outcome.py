"""What a solve came to: a status, and numbers only where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from interpose.errors import NoAnswerError

__all__ = ["Answered", "Limits", "Outcome", "SolverRecord", "Status"]

Status = Literal["optimal", "feasible", "infeasible", "unbounded", "no answer", "numerical trouble"]
"""The six things that a solve can come to."""


class _WithStatus(Protocol):
    @property
    def status(self) -> Status: ...


class Answered:
    """An answer with a status: only those that are optimal or feasible carry numbers."""

    __slots__ = ()

    @property
    def has_numbers(self: _WithStatus) -> bool:
        """Whether there are numbers to read."""
        return self.status in ("optimal", "feasible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to look for a better answer.

    The limits that hold by default count work, not seconds, so that two runs end at the same plan on any machine.

    Parameters
    ----------
    nodes : int
        Branch-and-bound nodes for each model.
    simplex_iterations : int
        Simplex iterations of one linear programme.
    relative_gap : float or None
        Distance to the proved bound at which an answer is good enough, as a share of what the caller measures
        against; None leaves the choice to the caller.
    seconds : float or None
        Seconds for one solve. A limit in seconds makes a run depend on the machine; 0 asks for no answer at all.
    submodels : bool
        Whether branch and bound also looks for solutions among columns of low reduced cost: in models that are proved at the
        first node without it, that is half of the time.
    """

    nodes: int = 2_000
    simplex_iterations: int = 200_000
    relative_gap: float | None = None
    seconds: float | None = None
    submodels: bool = True

    def __post_init__(self) -> None:
        if self.nodes < 0 or self.simplex_iterations < 0 or (self.seconds is not None and not self.seconds >= 0):
            raise ValueError("limits are at least zero")
        if self.relative_gap is not None and not 0 <= self.relative_gap <= 1:
            raise ValueError("relative_gap is a share between 0 and 1")


@dataclass(frozen=True, slots=True)
class SolverRecord:
    """With what a plan was solved, so that it can be reproduced.

    Parameters
    ----------
    version : str
        Name and version of the solver.
    options : tuple of (str, str)
        Options that differ from the solver's defaults.
    """

    version: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a solve came to.

    Parameters
    ----------
    status : str
        optimal · feasible (a solution, with a bound) · infeasible · unbounded · no answer (a limit was reached before
        there was a solution) · numerical trouble.
    objective : float or None
        Value of the solution, recomputed from the model's own arrays; None where there is no solution.
    bound : float or None
        No solution can be below this (or above it, when maximising); None where nothing is proved.
    violation : float or None
        Most that any row, bound or whole-number rule is violated, recomputed from the model's own arrays.
    values : mapping of str to numpy.ndarray
        The solution by name of the column block, in the block's shape; empty where there is none.
    duals : mapping of str to numpy.ndarray
        Row duals by name of the row block, for a linear programme solved to optimality; empty otherwise.
    """

    status: Status
    objective: float | None
    bound: float | None
    violation: float | None
    values: Mapping[str, NDArray[np.float64]]
    duals: Mapping[str, NDArray[np.float64]]

    @property
    def has_solution(self) -> bool:
        """Whether there are numbers to read."""
        return self.status in ("optimal", "feasible")

    @property
    def gap(self) -> float | None:
        """Distance from the objective to the bound, in units of the objective; None where either is missing."""
        if self.objective is None or self.bound is None:
            return None
        return abs(self.objective - self.bound)

    def value(self, name: str) -> NDArray[np.float64]:
        """Return the solution of a block of columns.

        Raises
        ------
        NoAnswerError
            Where there is no solution to read.
        """
        if not self.has_solution:
            raise NoAnswerError(f"there is no solution to read: {self.status}")
        return self.values[name]

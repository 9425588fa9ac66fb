"""Limits on the personnel of states, and what follows from them because units come whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from interpose.generation.model.classes import PoolClass
from interpose.generation.model.rotation import spans
from interpose.generation.problem.demand import Demand
from interpose.generation.problem.planning_problem import StateLimit
from interpose.solver import Model

__all__ = ["limit_rows"]

_WHOLE_UNITS = 6
"""Up to so many parts a cap is divided into, to say how many whole units fit."""

Persons = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Persons on the ground by entry: month, column of the tours, persons of one unit."""


def _persons_of(tours: Sequence[NDArray[np.int64]], classes: Sequence[PoolClass]) -> dict[str, Persons]:
    """Return the persons of each state from the columns of the tours of its classes."""
    parts: dict[str, list[Persons]] = {}
    for columns, group in zip(tours, classes, strict=True):
        like = group.like
        if len({member.state for member in group.members}) == 1:
            begin, month = spans(columns.shape[1], like.tour)
            persons = np.full(len(month), float(like.personnel))
            parts.setdefault(like.state, []).extend((month, line[begin], persons) for line in columns)
    return {
        state: tuple(np.concatenate([part[index] for part in each]) for index in range(3))  # type: ignore[misc]
        for state, each in parts.items()
    }


def limit_rows(
    model: Model,
    demand: Demand,
    limits: Mapping[str, StateLimit],
    classes: Sequence[PoolClass],
    tours: Sequence[NDArray[np.int64]],
) -> tuple[str, ...]:
    """Add the limits on the personnel of states.

    Parameters
    ----------
    model : Model
        The model; rows are added to it.
    demand : Demand
        Horizon and steady months.
    limits : mapping of str to StateLimit
        Limits of states, each of whose classes holds units of that state alone.
    classes : sequence of PoolClass
        The classes.
    tours : sequence of numpy.ndarray of int
        Columns of the tours of each class, shape (stations, horizon).

    Returns
    -------
    tuple of str
        Names of the limits that can clash with others.
    """
    nobody: Persons = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    persons = _persons_of(tours, classes)
    names = []
    for state in sorted(limits):
        limit = limits[state]
        if limit.most is not None and state in persons:
            names.append(f"cap of {state}: at most {limit.most:,.0f} persons")
            _keep_below(model, names[-1], persons[state], np.full(demand.horizon, limit.most))
        if limit.least is not None:
            names.append(f"least of {state}: at least {limit.least:,.0f} persons after the build-up")
            row, column, value = persons.get(state, nobody)
            late = (row >= demand.steady_from - 1) & (row < demand.steady_until)
            model.rows(
                names[-1],
                row[late] - (demand.steady_from - 1),
                column[late],
                value[late],
                lower=np.full(demand.steady_months, limit.least),
            )
    return tuple(names)


def _keep_below(model: Model, name: str, persons: Persons, most: NDArray[np.float64]) -> None:
    row, column, value, upper = _cap_rows(*persons, most)
    model.rows(name, row, column, value, upper=upper)


def _cap_rows(
    months: NDArray[np.int64], columns: NDArray[np.int64], persons: NDArray[np.float64], most: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the rows of a cap by month, with what follows from it because units come whole: row, column, value, upper bound.

    At most k units stand there that each take more than the cap divided by k + 1; a unit that takes more than j
    such parts counts j times (Chvátal 1973). With k = 0, a unit above the cap never comes.
    """
    horizon = len(most)
    entries, upper = [(months, columns, persons)], [most]
    for count in range(_WHOLE_UNITS):
        with np.errstate(divide="ignore"):
            parts = np.where(most[months] > 1.0, np.ceil(persons * (count + 1) / most[months] - 1e-9) - 1.0, 0.0)
        some = parts > 0
        if some.any():
            entries.append((months[some] + len(upper) * horizon, columns[some], parts[some]))
            upper.append(np.full(horizon, float(count)))
    row, column, value = (np.concatenate([entry[index] for entry in entries]) for index in range(3))
    return row, column, value, np.concatenate(upper)

"""Tours by month: who stands there when, and that each unit rests before it goes again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interpose.generation.problem.supply import PoolSupply
from interpose.solver import Model

__all__ = ["on_ground", "spans", "window_rows"]


def on_ground(tours: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Return the units on the ground by month, from tours that begin by month (last axis) and last so many months.

    Examples
    --------
    >>> on_ground(np.array([1.0, 0, 0, 2, 0, 0]), 2).tolist()
    [1.0, 1.0, 0.0, 2.0, 2.0, 0.0]
    """
    months = tours.shape[-1]
    begun = np.concatenate([np.zeros((*tours.shape[:-1], 1)), np.cumsum(tours, axis=-1)], axis=-1)
    last = np.arange(1, months + 1)
    return np.asarray(begun[..., last] - begun[..., np.maximum(0, last - length)])


def spans(months: int, length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair each month of begin with each month within so many months of it, up to the horizon.

    Examples
    --------
    >>> begin, month = spans(3, 2)
    >>> list(zip(begin.tolist(), month.tolist()))
    [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)]
    """
    begin = np.repeat(np.arange(months), length)
    month = begin + np.tile(np.arange(length), months)
    inside = month < months
    return begin[inside], month[inside]


def window_rows(
    model: Model, name: str, pool: PoolSupply, tours: NDArray[np.int64], units: int, withdrawn: NDArray[np.int64] | None
) -> None:
    """Let at most as many tours begin in any window as there are units; windows that others contain are left out.

    Parameters
    ----------
    model : Model
        The model; the rows are added to it.
    name : str
        Name of the rows.
    pool : PoolSupply
        What the units have in common: first month and window.
    tours : numpy.ndarray of int
        Columns of the tours that begin, shape (stations, months).
    units : int
        Units that are free.
    withdrawn : numpy.ndarray of int, optional
        Column of the units that are withdrawn from where they are bound; they count in place of free ones.
    """
    months = tours.shape[1]
    first = pool.first_month - 1
    starts = np.arange(first, max(first + 1, months - pool.window + 1))
    row = np.repeat(np.arange(len(starts)), pool.window)
    month = np.repeat(starts, pool.window) + np.tile(np.arange(pool.window), len(starts))
    inside = month < months
    row, month = row[inside], month[inside]
    rows, columns, values = [], [], []
    for line in tours:
        rows.append(row)
        columns.append(line[month])
        values.append(np.ones(len(row)))
    if withdrawn is not None:
        rows.append(np.arange(len(starts)))
        columns.append(np.repeat(withdrawn, len(starts)))
        values.append(-np.ones(len(starts)))
    model.rows(
        name,
        np.concatenate(rows),
        np.concatenate(columns),
        np.concatenate(values),
        upper=np.full(len(starts), 0.0 if withdrawn is not None else float(units)),
    )

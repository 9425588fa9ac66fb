"""Tours by month: who stands there when, and that each unit rests before it goes again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from interpose.generation.problem.supply import PoolSupply
from interpose.solver import Model, Terms

__all__ = ["on_ground", "standing", "window_rows"]


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


def standing(tours: NDArray[np.int64], length: int) -> Terms:
    """Return the units on the ground as a sum for each month, from columns of tours that begin by month and last so many.

    Examples
    --------
    >>> there = standing(np.array([7, 8, 9]), 2)
    >>> list(zip(there.row.tolist(), there.column.tolist()))
    [(0, 7), (1, 7), (1, 8), (2, 8), (2, 9)]
    """
    months = len(tours)
    begin = np.repeat(np.arange(months), length)
    month = begin + np.tile(np.arange(length), months)
    inside = month < months
    return Terms(months, month[inside], tours[begin[inside]], np.ones(int(inside.sum())))


def window_rows(
    model: Model, name: str, pool: PoolSupply, tours: NDArray[np.int64], units: int, withdrawn: NDArray[np.int64] | None = None
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
    months, first = tours.shape[1], pool.first_month - 1
    starts = np.arange(first, max(first + 1, months - pool.window + 1))
    inside = np.arange(months) - starts[:, None]
    begun = Terms.of(tours[:, None, :], (inside >= 0) & (inside < pool.window), over=(0, 2))
    if withdrawn is not None:
        begun -= Terms.total(withdrawn, size=len(starts))
    model.constrain(name, begun, upper=0.0 if withdrawn is not None else units)

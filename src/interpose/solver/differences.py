"""Rows that overlap, each written as what it adds to the row before: the same model with far fewer entries."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from interpose.solver.model import Arrays

__all__ = ["differenced"]

_WORTHWHILE = 0.7
"""Share of the entries that must be left at most; otherwise the model stays as it is."""


def differenced(arrays: Arrays) -> tuple[Arrays, sparse.csr_array | None]:
    """Write windows as differences, where that saves entries.

    In windows of months, neighbouring rows share all entries but a few. With a column for the value of each such row, the
    next is that value and what changes: a window of 36 months takes four entries and not 36. An interior point method
    is faster for it; a simplex method, with more columns to carry, is not.

    Parameters
    ----------
    arrays : Arrays
        A model.

    Returns
    -------
    Arrays
        The same model; columns for the values of rows come after its own, and cost nothing.
    scipy.sparse.csr_array or None
        What makes the new rows out of the old ones, shape (rows, rows): its transpose makes duals of the old rows out of
        those of the new. None where the model stays as it is.

    Examples
    --------
    >>> from interpose.solver import Model
    >>> model = Model()
    >>> tours = model.columns("tours", (90,))
    >>> windows = np.arange(60)[:, None] + np.arange(31)
    >>> model.rows("rotation", np.repeat(np.arange(60), 31), tours[windows.ravel()], 1.0, upper=np.full(60, 4.0))
    >>> before = model.arrays()
    >>> after, change = differenced(before)
    >>> before.matrix.nnz, after.matrix.nnz, len(after.cost)
    (1860, 268, 150)
    """
    matrix = arrays.matrix.tocsr()
    rows = matrix.shape[0]
    if rows < 2:
        return arrays, None
    steps = (matrix[1:] - matrix[:-1]).tocsr()
    steps.eliminate_zeros()
    pays = np.concatenate([[False], np.diff(steps.indptr) + 2 < np.diff(matrix.indptr)[1:]])
    before = sparse.diags_array(pays[1:].astype(np.float64), offsets=-1, shape=(rows, rows))
    change = sparse.eye_array(rows) - before
    held = pays | np.append(pays[1:], False)
    joined = sparse.hstack([change @ matrix, -change.tocsc()[:, np.flatnonzero(held)]], format="csc")
    joined.eliminate_zeros()
    if joined.nnz > _WORTHWHILE * matrix.nnz:
        return arrays, None
    free = np.zeros(int(held.sum()))
    after = Arrays(
        np.concatenate([arrays.cost, free]),
        np.concatenate([arrays.lower, arrays.row_lower[held]]),
        np.concatenate([arrays.upper, arrays.row_upper[held]]),
        np.concatenate([arrays.whole, free.astype(np.bool_)]),
        np.where(held, 0.0, arrays.row_lower),
        np.where(held, 0.0, arrays.row_upper),
        joined,
    )
    return after, change.tocsr()

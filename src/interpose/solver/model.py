"""A linear or whole-number model, built block by block from arrays."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.solver.terms import Terms, filled

__all__ = ["Arrays", "Model"]

Indices = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatrix:
    """A sparse matrix by columns, as the solver takes it: column j has the entries `indptr[j]` to `indptr[j + 1]`.

    Parameters
    ----------
    shape : tuple of int
        Rows and columns.
    indptr, indices : ndarray of int
        Where each column begins, and the row of each entry; rows ascend within a column.
    data : ndarray of float
        The entries.
    """

    shape: tuple[int, int]
    indptr: Indices
    indices: Indices
    data: Numbers

    @classmethod
    def of(cls, shape: tuple[int, int], rows: Indices, columns: Indices, values: Numbers) -> ColumnMatrix:
        """Put entries in order; those of one place add up."""
        places = columns * shape[0] + rows
        order = np.argsort(places)
        places, values = places[order], values[order]
        first = np.flatnonzero(np.diff(places, prepend=-1))
        if len(first) < len(places):
            places, values = places[first], np.add.reduceat(values, first)
        columns, rows = np.divmod(places, max(1, shape[0]))
        ends = np.cumsum(np.bincount(columns, minlength=shape[1]))
        return cls(shape=shape, indptr=np.concatenate([[0], ends]), indices=rows, data=values)

    @property
    def nnz(self) -> int:
        """Number of entries."""
        return len(self.data)

    def __matmul__(self, vector: Numbers) -> Numbers:
        """Multiply with a vector: one value a row."""
        terms = self.data * np.repeat(vector, np.diff(self.indptr))
        return np.asarray(np.bincount(self.indices, weights=terms, minlength=self.shape[0]), dtype=np.float64)


@dataclass(frozen=True, kw_only=True)
class Arrays:
    """A model as the solver takes it: bounds, costs and a sparse matrix by columns."""

    cost: Numbers
    lower: Numbers
    upper: Numbers
    whole: NDArray[np.bool_]
    row_lower: Numbers
    row_upper: Numbers
    matrix: ColumnMatrix

    def violation(self, solution: Numbers) -> float:
        """Return the most that a solution violates any bound, row or whole-number rule."""
        rows = self.matrix @ solution
        parts = [
            self.lower - solution,
            solution - self.upper,
            self.row_lower - rows,
            rows - self.row_upper,
            np.abs(solution - np.round(solution))[self.whole],
        ]
        return float(max(0.0, *(part.max(initial=0.0) for part in parts)))


class Model:
    """A model under construction: columns and rows come in named blocks.

    Nothing is added one by one: a block is a handful of arrays, so that a model of a hundred thousand entries is
    built in milliseconds.

    Examples
    --------
    >>> from interpose.solver import solve
    >>> model = Model()
    >>> units = model.columns("units", (2,), upper=[3, 4], cost=[-1, -1], whole=True)
    >>> model.rows("limit", [0, 0], units, [2, 3], upper=[10])
    >>> outcome = solve(model)
    >>> outcome.status, outcome.values["units"].tolist()
    ('optimal', [3.0, 1.0])
    """

    def __init__(self) -> None:
        self._costs: list[Numbers] = []
        self._lowers: list[Numbers] = []
        self._uppers: list[Numbers] = []
        self._wholes: list[NDArray[np.bool_]] = []
        self._row_lowers: list[Numbers] = []
        self._row_uppers: list[Numbers] = []
        self._entries: list[tuple[Indices, Indices, Numbers]] = []
        self.column_blocks: dict[str, tuple[int, tuple[int, ...]]] = {}
        self.row_blocks: dict[str, tuple[int, int]] = {}
        self.column_count = 0
        self.row_count = 0

    def columns(
        self,
        name: str,
        shape: tuple[int, ...],
        *,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = np.inf,
        cost: ArrayLike = 0.0,
        whole: ArrayLike = False,
    ) -> Indices:
        """Add a block of columns.

        Parameters
        ----------
        name : str
            Name of the block; each name once.
        shape : tuple of int
            Shape of the block.
        lower, upper, cost : array_like
            Bounds and cost, broadcast to the shape.
        whole : array_like of bool
            Whether the columns take whole numbers only, broadcast to the shape.

        Returns
        -------
        numpy.ndarray
            Number of each column in the model, in the shape of the block.
        """
        if name in self.column_blocks:
            raise ValueError(f"there is already a block of columns named {name!r}")
        self.column_blocks[name] = (self.column_count, shape)
        for target, given in ((self._lowers, lower), (self._uppers, upper), (self._costs, cost)):
            target.append(filled(given, shape, np.float64).ravel())
        self._wholes.append(filled(whole, shape, np.bool_).ravel())
        self.column_count += math.prod(shape)
        return self.block(name)

    def block(self, name: str) -> Indices:
        """Return the number of each column of a block, in its shape."""
        first, shape = self.column_blocks[name]
        return np.arange(first, first + math.prod(shape), dtype=np.int64).reshape(shape)

    def rows(
        self,
        name: str,
        row: ArrayLike,
        column: ArrayLike,
        value: ArrayLike,
        *,
        lower: ArrayLike = -np.inf,
        upper: ArrayLike = np.inf,
    ) -> None:
        """Add a block of rows, given by its entries.

        Parameters
        ----------
        name : str
            Name of the block: a rule in a planner's words, for it is what a conflict is reported by.
        row, column, value : array_like
            Entries: row within the block (from 0), column of the model, coefficient. Repeated entries add up.
        lower, upper : array_like
            Bounds of the rows; at least one of them has the length of the block.
        """
        shape = np.broadcast_shapes(np.shape(lower), np.shape(upper))
        if len(shape) != 1:
            raise ValueError(f"the rows {name!r} need bounds as long as the block")
        places = np.broadcast_shapes(np.shape(row), np.shape(column), np.shape(value))
        entries = (
            filled(each, places, kind).ravel() for each, kind in ((row, np.int64), (column, np.int64), (value, np.float64))
        )
        self.constrain(name, Terms(shape[0], *entries), lower=lower, upper=upper)

    def constrain(self, name: str, terms: Terms, *, lower: ArrayLike = -np.inf, upper: ArrayLike = np.inf) -> None:
        """Add a block of rows, given by sums of columns.

        Parameters
        ----------
        name : str
            Name of the block: a rule in a planner's words.
        terms : Terms
            A sum for each row.
        lower, upper : array_like
            Bounds, one for all rows or one for each, in any shape of as many places.
        """
        if name in self.row_blocks:
            raise ValueError(f"there is already a block of rows named {name!r}")
        for target, side in ((self._row_lowers, lower), (self._row_uppers, upper)):
            target.append(filled(np.asarray(side).ravel(), (terms.size,), np.float64))
        self._entries.append((terms.row + self.row_count, terms.column, terms.value))
        self.row_blocks[name] = (self.row_count, terms.size)
        self.row_count += terms.size

    def changed(
        self, cost: Mapping[str, ArrayLike], upper: Mapping[str, ArrayLike], whole: Mapping[str, ArrayLike] | None = None
    ) -> Model:
        """Return the same model with some blocks of columns changed; blocks can be added to it.

        Parameters
        ----------
        cost, upper, whole : mapping of str to array_like
            Costs, upper bounds and whether numbers are whole, by name of the block, broadcast to its shape.
        """
        other = copy(self)
        for part in ("_lowers", "_row_lowers", "_row_uppers", "_entries"):
            setattr(other, part, list(getattr(self, part)))
        other.column_blocks, other.row_blocks = dict(self.column_blocks), dict(self.row_blocks)
        for part, given in (("_costs", cost), ("_uppers", upper), ("_wholes", whole or {})):
            blocks = list(getattr(self, part))
            for number, (name, (_, shape)) in enumerate(self.column_blocks.items()):
                if name in given:
                    blocks[number] = filled(given[name], shape, blocks[number].dtype.type).ravel()
            setattr(other, part, blocks)
        return other

    def cost(self, values: Mapping[str, NDArray[np.float64]]) -> float:
        """Return what values of all blocks of columns cost."""
        blocks = zip(self.column_blocks, self._costs, strict=True)
        return float(sum(costs @ np.ravel(values[name]) for name, costs in blocks))

    def arrays(self, without: Iterable[str] = ()) -> Arrays:
        """Return the model as arrays.

        Parameters
        ----------
        without : iterable of str
            Names of row blocks whose bounds are lifted.
        """
        row_lower, row_upper = _joined(self._row_lowers), _joined(self._row_uppers)
        for name in without:
            first, count = self.row_blocks[name]
            row_lower[first : first + count] = -np.inf
            row_upper[first : first + count] = np.inf
        none = np.zeros(0, dtype=np.int64)
        rows, columns, values = (np.concatenate(parts) for parts in zip((none, none, np.zeros(0)), *self._entries, strict=True))
        whole = np.concatenate(self._wholes) if self._wholes else np.zeros(0, dtype=np.bool_)
        return Arrays(
            cost=_joined(self._costs),
            lower=_joined(self._lowers),
            upper=_joined(self._uppers),
            whole=whole,
            row_lower=row_lower,
            row_upper=row_upper,
            matrix=ColumnMatrix.of((self.row_count, self.column_count), rows, columns, values),
        )


def _joined(parts: list[Numbers]) -> Numbers:
    return np.concatenate(parts) if parts else np.zeros(0)

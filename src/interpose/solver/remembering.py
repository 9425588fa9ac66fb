"""Solving each model once: within a block, a model that was solved before is not solved again."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from interpose.solver.model import Arrays
    from interpose.solver.outcome import Outcome

__all__ = ["KnownOutcomes", "known_outcomes", "model_key", "solving_once"]


class KnownOutcomes(Protocol):
    """Where outcomes are kept by the key of the model; a `dict` will do."""

    def get(self, key: bytes, /) -> Outcome | None:
        """Return what is kept under a key."""

    def __setitem__(self, key: bytes, outcome: Outcome, /) -> None:
        """Keep an outcome."""


_KNOWN: ContextVar[KnownOutcomes | None] = ContextVar("known outcomes", default=None)


@contextlib.contextmanager
def solving_once(known: KnownOutcomes | None = None) -> Iterator[None]:
    """Solve equal models once within a block: plans that are compared share most of their parts.

    A solve is the same in every run as long as no limit in seconds holds, so that nothing changes but the time.

    Parameters
    ----------
    known : KnownOutcomes, optional
        Where what is found is kept, and may be known from before; where the block around it keeps it unless given.

    Returns
    -------
    context manager
        Of the block.

    Examples
    --------
    >>> from interpose.solver import Model, solve
    >>> model = Model()
    >>> _ = model.columns("units", (1,), upper=3, cost=-1, whole=True)
    >>> with solving_once({}):
    ...     solve(model) is solve(model)
    True
    """
    token = _KNOWN.set(({} if (outer := _KNOWN.get()) is None else outer) if known is None else known)
    try:
        yield
    finally:
        _KNOWN.reset(token)


def known_outcomes() -> KnownOutcomes | None:
    """Return what was found within the block that runs, by the key of the model; None where none runs."""
    return _KNOWN.get()


def model_key(arrays: Arrays, *how: object, start: Mapping[str, NDArray[np.float64]] | None = None) -> bytes:
    """Return a key that only equal models have, which are solved in the same way.

    Parameters
    ----------
    arrays : Arrays
        The model.
    *how : object
        Names, limits and settings, which differ where their `repr` does.
    start : mapping of str to numpy.ndarray, optional
        A solution to begin from.

    Returns
    -------
    bytes
        A BLAKE2b digest.
    """
    matrix = arrays.matrix
    parts = (arrays.cost, arrays.lower, arrays.upper, arrays.whole, arrays.row_lower, arrays.row_upper)
    digest = hashlib.blake2b(repr((how, matrix.shape, list(start or ()))).encode())
    for part in (*parts, matrix.indptr, matrix.indices, matrix.data, *(start or {}).values()):
        digest.update(f"{part.dtype.str} {part.shape}".encode())
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.digest()

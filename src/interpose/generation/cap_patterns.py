"""What follows from a cap because units come whole: which of them can stand there together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from interpose.generation.formulation import Formulation
from interpose.generation.rounding import on_ground, spans
from interpose.solver import Model, solve

__all__ = ["heaviest_price", "with_whole_units"]

_MONTHS = 8
"""Months, evenly spread, in which is looked for what the relaxation has together though no whole units could."""

_LARGE = 12.0
"""A cap of so many of the largest units is nearly filled by whole units whatever they are."""

_ENOUGH = 1.001
"""From this on, of 1, what stands there together is more than whole units can be."""

_MOST_PATTERNS = 60

_NOTHING = 1e-7

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def with_whole_units(part: Formulation, relaxed: Mapping[str, Floats]) -> Formulation:
    """Add rows that a relaxation breaks and that whole units below the caps of states keep.

    With a cap of 539, a battalion of 450 and a company of 120 do not stand there together; half of each do in the relaxation.
    For what a state has there in a month the prices of its units are looked for at which that is worth most, though nothing
    that it could have there whole is worth more than 1. At these prices it is at most 1 in every month (Fenchel cuts,
    Boyd 1994).

    Parameters
    ----------
    part : Formulation
        A part with caps.
    relaxed : mapping of str to numpy.ndarray
        Columns of its relaxation.

    Returns
    -------
    Formulation
        The part with more rows, which are named in its limits.
    """
    horizon, model, names = part.demand.horizon, part.model.changed({}, {}), list(part.limits)
    for state, most in sorted(part.caps.items()):
        numbers = [
            number for number, group in enumerate(part.classes) if group.like.state == state and group.like.personnel <= most
        ]
        likes = [part.classes[number].like for number in numbers]
        if not numbers or most > _LARGE * max(like.personnel for like in likes):
            continue
        persons = np.floor([float(like.personnel) for like in likes]).astype(np.int64)
        units = np.array([part.classes[number].units for number in numbers], dtype=np.int64)
        standing = np.array(
            [on_ground(relaxed[f"tours {number}"].sum(axis=0), like.tour) for number, like in zip(numbers, likes, strict=True)]
        )
        for prices in _broken(standing, persons, units, int(most)):
            entries: list[tuple[Whole, Whole, Floats]] = []
            for number, like, price in zip(numbers, likes, prices, strict=True):
                begin, month = spans(np.arange(horizon), like.tour)
                tours = model.block(f"tours {number}") if price > _NOTHING else ()
                entries.extend((month, line[begin], np.full(len(month), price)) for line in tours)
            names.append(f"whole units of {state}, {len(names)}")
            row, column, value = (np.concatenate([entry[index] for entry in entries]) for index in range(3))
            model.rows(names[-1], row, column, value, upper=np.ones(horizon))
    return replace(part, model=model, limits=tuple(names))


def _broken(standing: Floats, persons: Whole, units: Whole, most: int) -> list[Floats]:
    """Return prices of units at which what stands there in some months is worth more than whole units could be."""
    found: list[Floats] = []
    months = np.unique(np.linspace(0, standing.shape[1] - 1, _MONTHS).astype(int))
    for point in standing[:, months].T:
        if any(prices @ point > _ENOUGH for prices in found):
            continue
        prices = heaviest_price(point, persons, units, most)
        if prices @ point > _ENOUGH:
            found.append(prices)
    return found


def heaviest_price(point: Floats, persons: Sequence[int] | Whole, units: Sequence[int] | Whole, most: int) -> Floats:
    """Return the prices at which a point is worth most, of those at which no pattern of whole units is worth more than 1.

    The dual of covering the point by as few patterns as possible (Gilmore and Gomory 1961): patterns are added as long as one
    is worth more than 1, each the best filling of the cap.

    Parameters
    ----------
    point : numpy.ndarray
        How many units of each kind stand there, shape (kinds,); parts of units count.
    persons, units : sequence of int
        Persons of a unit and number of units by kind.
    most : int
        The cap.

    Examples
    --------
    A battalion of 450 and a company of 120 are too many for a cap of 539.

    >>> heaviest_price(np.array([0.5, 0.9]), [450, 120], [1, 1], 539).round(3).tolist()
    [1.0, 1.0]
    """
    weights, count = np.asarray(persons), np.minimum(np.asarray(units), most // np.maximum(1, np.asarray(persons)))
    patterns = list(np.diag(count).astype(np.float64)[count > 0])
    for _ in range(_MOST_PATTERNS):
        model = Model()
        columns = model.columns("patterns", (len(patterns),), cost=1.0)
        stands = np.array(patterns).T
        row, place = np.nonzero(stands)
        able = count > 0
        model.rows("stands", row, columns[place], stands[row, place], lower=np.where(able, point, 0.0))
        prices = np.maximum(solve(model).duals["stands"], 0.0)
        worth, pattern = _best_filling(prices, weights, count, most)
        if worth <= 1.0 + _NOTHING:
            break
        patterns.append(pattern)
    return np.asarray(prices / max(1.0, worth))


def _best_filling(prices: Floats, persons: Whole, count: Whole, most: int) -> tuple[float, Floats]:
    """Return what whole units below a cap are worth at most, and how many of each kind that is (dynamic programming)."""
    worth = np.zeros(most + 1)
    taken = np.zeros((len(prices), most + 1), dtype=np.int64)
    for kind, (price, each, units) in enumerate(zip(prices, persons, count, strict=True)):
        if price <= 0.0:
            continue
        before = worth.copy()
        for number in range(1, int(units) + 1):
            more = before[: most + 1 - number * each] + number * price
            better = np.flatnonzero(more > worth[number * each :] + _NOTHING) + number * each
            worth[better] = more[better - number * each]
            taken[kind, better] = number
    pattern, left = np.zeros(len(prices)), most
    for kind in range(len(prices) - 1, -1, -1):
        pattern[kind] = taken[kind, left]
        left -= int(pattern[kind]) * int(persons[kind])
    return float(worth[most]), pattern

"""Limits on the personnel of states, and what follows from them because units come whole."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.demand import Demand
from interpose.generation.rounding import spans
from interpose.generation.supply import SupplyClass
from interpose.solver import Model

__all__ = ["Persons", "StateLimit", "cap_rows", "keep_below", "limit_rows", "persons_of"]

_WHOLE_UNITS = 6
"""Up to so many parts a cap is divided into, to say how many whole units fit."""

Persons = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Persons on the ground by entry: month, column of the tours, persons of one unit."""


@dataclass(frozen=True, slots=True)
class StateLimit:
    """Hard limits on the personnel of a state: a cap in every month, and a least once the build-up is over."""

    state: str
    most: float | None
    least: float | None


def persons_of(model: Model, classes: Sequence[SupplyClass], states: Container[str]) -> dict[str, Persons]:
    """Return the persons of those of some states that have classes with columns `tours <n>`."""
    parts: dict[str, list[Persons]] = {}
    for number, group in enumerate(classes):
        like = group.like
        if like.state in states:
            tours = model.block(f"tours {number}")
            begin, month = spans(np.arange(tours.shape[1]), like.tour)
            persons = np.full(len(month), float(like.personnel))
            parts.setdefault(like.state, []).extend((month, line[begin], persons) for line in tours)
    return {
        state: tuple(np.concatenate([part[index] for part in each]) for index in range(3))  # type: ignore[misc]
        for state, each in parts.items()
    }


def limit_rows(
    model: Model, demand: Demand, limits: Mapping[str, StateLimit], classes: Sequence[SupplyClass]
) -> tuple[str, ...]:
    """Add the limits on the personnel of states whose classes have columns `tours <n>`.

    Returns the names of the limits that can clash with others.
    """
    nobody: Persons = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    persons = persons_of(model, classes, limits)
    names = []
    for state in sorted(limits):
        limit = limits[state]
        if limit.most is not None and state in persons:
            names.append(f"cap of {state}: at most {limit.most:,.0f} persons")
            keep_below(model, names[-1], persons[state], np.full(demand.horizon, limit.most))
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


def keep_below(model: Model, name: str, persons: Persons, most: NDArray[np.float64]) -> None:
    """Add a cap by month, shape (horizon,), on persons on the ground."""
    row, column, value, upper = cap_rows(*persons, most)
    model.rows(name, row, column, value, upper=upper)


def cap_rows(
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

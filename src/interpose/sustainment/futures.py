"""Supply and cost of many futures at once, for an exploration: the same formulas as for one plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.sustainment.money import running_cost
from interpose.sustainment.supply import tonnes

__all__ = ["FutureSustainment", "sustain_futures"]


@dataclass(frozen=True)
class FutureSustainment:
    """What futures consume and cost, month by month.

    Parameters
    ----------
    tonnes, imported : array, shape (futures, months)
        Supply that is used up, and what of it is imported.
    cost : array, shape (futures, months)
        Running cost, in the currency of the rate.
    """

    tonnes: NDArray[np.float64]
    imported: NDArray[np.float64]
    cost: NDArray[np.float64]


def sustain_futures(
    persons: ArrayLike, kilograms: ArrayLike, factors: ArrayLike, imported_share: ArrayLike, rate: ArrayLike
) -> FutureSustainment:
    """Evaluate futures that differ in persons, rates of supply and cost of a person.

    Parameters
    ----------
    persons : array, shape (futures, months)
        Persons in the country.
    kilograms : array, shape (classes,) or (futures, classes)
        Rates (kg a person and day).
    factors : array, shape (classes, months)
        Season and build-up, as `supply_plan` gives them.
    imported_share : array, shape (classes,)
        Share that comes from outside the host state.
    rate : array, shape () or (futures,)
        Cost of a person and year.

    Returns
    -------
    FutureSustainment
        Month by month.

    Examples
    --------
    >>> found = sustain_futures([[1000], [0]], [20], [[1]], [0.5], 120_000)
    >>> found.tonnes.tolist(), found.imported.tolist(), found.cost.tolist()
    ([[600.0], [0.0]], [[300.0], [0.0]], [[10000000.0], [0.0]])
    """
    people = np.atleast_2d(np.asarray(persons, dtype=float))
    rates = np.broadcast_to(np.asarray(kilograms, dtype=float), (people.shape[0], np.shape(imported_share)[0]))
    used = tonnes(people, rates, factors)
    return FutureSustainment(
        tonnes=used.sum(axis=1),
        imported=np.einsum("fcm,c->fm", used, np.asarray(imported_share, dtype=float)),
        cost=running_cost(people, np.broadcast_to(np.asarray(rate, dtype=float), people.shape[:1])),
    )

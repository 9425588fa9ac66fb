"""Cost by state and month on four bases, never added or averaged; camps and moves apart, since they are paid once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.case import Case, Range
from interpose.case.tables.sustainment import CostBasis
from interpose.case.tables.words import CostBasisName, Regime
from interpose.deployment.movement.tour_loads import TourLoad
from interpose.errors import UsageError
from interpose.sustainment.prices import DOLLAR, PRICE_YEAR

__all__ = ["basis_rows", "camps", "moves", "running_cost"]


def basis_rows(case: Case, regime: Regime) -> dict[CostBasisName, CostBasis]:
    """Return the row of each basis under a regime: that of the regime itself, or the one that knows no difference.

    Raises
    ------
    UsageError
        Where a row is not in dollars of the price year: rates are converted before they are compared.
    """
    found: dict[CostBasisName, CostBasis] = {}
    for row in case.cost_bases:
        if row.currency != DOLLAR:
            what = f"cost_bases.csv: {row.cost_basis} is in {row.currency}"
            raise UsageError(what, f"give it in {DOLLAR}; --currency shows results in other money")
        if row.price_year != PRICE_YEAR:
            what = f"cost_bases.csv: {row.cost_basis} is in prices of {row.price_year}"
            raise UsageError(what, f"give it in prices of {PRICE_YEAR}, in which all bases are told")
        if row.regime in (regime, "any"):
            found[row.cost_basis] = row
    return found


def running_cost(persons: ArrayLike, rate: ArrayLike) -> NDArray[np.float64]:
    """Return what persons cost month by month: a twelfth of the yearly rate for each, for one plan or for many futures.

    Parameters
    ----------
    persons : array, shape (..., months)
        Persons in the country.
    rate : array, shape (...)
        Cost of a person and year.

    Returns
    -------
    array, shape (..., months)
        Cost of each month.

    Examples
    --------
    >>> running_cost([1200, 0], 100_000).tolist()
    [10000000.0, 0.0]
    """
    yearly = np.asarray(rate, dtype=float)[..., None]
    return np.asarray(np.asarray(persons, dtype=float) / 12 * yearly)


def camps(case: Case, peaks: Mapping[str, int]) -> dict[str, Range]:
    """Return what the camps of each state cost, built once for the most persons that it ever has there."""
    place = case.planning_factors["camp_cost_person"].as_range
    return {state: place * peak for state, peak in peaks.items()}


def moves(case: Case, loads: Sequence[TourLoad]) -> dict[str, Range]:
    """Return what it costs each state to bring its units in and home again.

    All persons of a tour fly both ways. The equipment of the units that stand there at once comes and goes in full; a relief
    brings only the part that it does not take over.

    Parameters
    ----------
    case : Case
        Planning factors and `equipment_handed_over` of `move_factors.csv`.
    loads : sequence of TourLoad
        The tours in the country.

    Returns
    -------
    dict of str to Range
        Dollars by state.
    """
    flown: dict[str, float] = {}
    carried: dict[str, float] = {}
    stays = case.move_factors["equipment_handed_over"].value
    for (state, _), tours in _by_pool(loads).items():
        each = tours[0].wagons / tours[0].units
        units = sum(tour.units for tour in tours)
        at_once = max(
            sum(tour.units for tour in tours if tour.start <= month <= tour.end) for month in {t.start for t in tours}
        )
        flown[state] = flown.get(state, 0.0) + 2 * sum(tour.persons for tour in tours)
        carried[state] = carried.get(state, 0.0) + 2 * each * (at_once + (1 - stays) * (units - at_once))
    flight, wagon = (case.planning_factors[name].as_range for name in ("flight_cost", "wagon_cost"))
    return {state: flight * flown[state] + wagon * carried[state] for state in flown}


def _by_pool(loads: Sequence[TourLoad]) -> dict[tuple[str, str], list[TourLoad]]:
    found: dict[tuple[str, str], list[TourLoad]] = {}
    for load in loads:
        found.setdefault((load.state, load.unit_type), []).append(load)
    return found

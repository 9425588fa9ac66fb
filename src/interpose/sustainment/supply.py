"""Supply by class and month: from persons, the season and the build-up to tonnes, what is imported, and days of stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from interpose.case import Case
from interpose.case.tables.sustainment import SupplyRate
from interpose.deployment.movement.moves import DAYS_A_MONTH
from interpose.errors import UsageError

__all__ = ["DAYS_A_MONTH", "Stock", "SupplyPlan", "calendar_months", "fuel_classes", "stock_of", "supply_plan", "tonnes"]

FuelBy = Literal["person", "vehicle_km"]


@dataclass(frozen=True)
class SupplyPlan:
    """What one person uses up in a day, class by class and month by month.

    Parameters
    ----------
    rates : tuple of SupplyRate
        Classes that are counted: fuel by person or by vehicle-kilometre, never both.
    kilograms : array, shape (3, classes)
        Low, most likely and high rate (kg a person and day).
    factors : array, shape (classes, months)
        Season and build-up.
    imported : array, shape (classes,)
        Share that comes from outside the host state.
    """

    rates: tuple[SupplyRate, ...]
    kilograms: NDArray[np.float64]
    factors: NDArray[np.float64]
    imported: NDArray[np.float64]


@dataclass(frozen=True)
class Stock:
    """Imported supply: what arrives and what lies in the country at the end of each month, in tonnes (classes, months)."""

    arrives: NDArray[np.float64]
    held: NDArray[np.float64]
    days: NDArray[np.float64]


def calendar_months(start: str, months: int) -> NDArray[np.int64]:
    """Return the month of the year, 1 to 12, of each month of the plan.

    Examples
    --------
    >>> calendar_months("2025-11", 4).tolist()
    [11, 12, 1, 2]
    """
    first = int(start[5:])
    return (np.arange(months) + first - 1) % 12 + 1


def fuel_classes(rates: Sequence[SupplyRate], fuel_by: FuelBy) -> tuple[SupplyRate, ...]:
    """Leave out what would be counted twice: fuel by vehicle-kilometre, or the class by person that it stands in for."""
    by_road = [row for row in rates if row.driver == "vehicle_km"]
    if fuel_by == "person":
        return tuple(row for row in rates if row.driver == "person_day")
    if not by_road:
        raise UsageError("no class of supply goes by vehicle_km", "add one to supply_rates.csv, or count fuel by person")
    replaced = {row.replaces for row in by_road}
    return tuple(row for row in rates if row.supply_class not in replaced)


def supply_plan(case: Case, months: int, *, fuel_by: FuelBy = "person", vehicles: float = 0.0) -> SupplyPlan:
    """Read what a person uses up, month by month of a case's calendar.

    Parameters
    ----------
    case : Case
        Supply rates, planning factors, and the first month of the scenario.
    months : int
        Months of the plan.
    fuel_by : str
        person, or vehicle_km: rates of vehicles times vehicles of a person and kilometres of a day.
    vehicles : float
        Vehicles for each person, where fuel is counted by vehicle-kilometre.

    Returns
    -------
    SupplyPlan
        Rates and factors.

    Raises
    ------
    UsageError
        Where there is no rate.
    """
    rates = fuel_classes(case.supply_rates, fuel_by)
    if not rates:
        raise UsageError("there is no rate of supply", "restore supply_rates.csv")
    factor = {name: row.value for name, row in case.planning_factors.items()}
    road = vehicles * factor["vehicle_km_day"]
    scale = np.array([row.density * (road if row.driver == "vehicle_km" else 1.0) for row in rates])
    calendar = calendar_months(case.scenario.start, months)
    winter = _within(calendar, factor["winter_first_month"], factor["winter_last_month"])
    summer = _within(calendar, factor["summer_first_month"], factor["summer_last_month"]) & ~winter
    early = np.arange(months) < case.scenario.options.build_up_months
    factors = np.ones((len(rates), months))
    for place, row in enumerate(rates):
        factors[place] *= np.where(winter, row.winter, np.where(summer, row.summer, 1.0)) * np.where(early, row.build_up, 1.0)
    return SupplyPlan(
        rates=rates,
        kilograms=np.array([[row.low for row in rates], [row.mode for row in rates], [row.high for row in rates]]) * scale,
        factors=factors,
        imported=np.array([row.imported_share for row in rates]),
    )


def tonnes(persons: ArrayLike, kilograms: ArrayLike, factors: ArrayLike) -> NDArray[np.float64]:
    """Return what is used up, for one plan or for many futures at once.

    Parameters
    ----------
    persons : array, shape (..., months)
        Persons in the country.
    kilograms : array, shape (..., classes)
        Rates (kg a person and day).
    factors : array, shape (classes, months)
        Season and build-up.

    Returns
    -------
    array, shape (..., classes, months)
        Tonnes a month.

    Examples
    --------
    A thousand persons at 20 kg use 600 t in a month of thirty days:

    >>> tonnes([1000], [20], [[1]]).item()
    600.0
    """
    people, rates = np.asarray(persons, dtype=float), np.asarray(kilograms, dtype=float)
    daily = people[..., None, :] * rates[..., :, None] * np.asarray(factors, dtype=float)
    return np.asarray(daily * (DAYS_A_MONTH / 1000))


def stock_of(imported: NDArray[np.float64], days: float, room: NDArray[np.float64] | None = None) -> Stock:
    """Keep a stock of so many days of the month to come: what must arrive each month, and what lies there at its end.

    Parameters
    ----------
    imported : array, shape (classes, months)
        Imported supply that is used up (tonnes).
    days : float
        Days of supply that the stock is meant to hold.
    room : array, shape (months,), optional
        Tonnes that the crossings leave for supply; no limit unless given. What does not get through is short in all classes
        alike, and the stock falls.

    Returns
    -------
    Stock
        Tonnes that arrive and that are held, and the days of a cut that they bridge.

    Examples
    --------
    Thirty days at a hundred tonnes a month: two hundred arrive in the first month, one hundred later.

    >>> stock_of(np.full((1, 3), 100.0), 30).arrives.tolist()
    [[200.0, 100.0, 100.0]]
    """
    months = imported.shape[1]
    ahead = np.concatenate([imported[:, 1:], imported[:, -1:]], axis=1)
    arrives, held = np.zeros_like(imported), np.zeros_like(imported)
    before = np.zeros(imported.shape[0])
    for month in range(months):
        wanted = np.maximum(0.0, imported[:, month] + ahead[:, month] * days / DAYS_A_MONTH - before)
        limit, total = (np.inf if room is None else max(0.0, room[month])), wanted.sum()
        arrives[:, month] = wanted if total <= limit else wanted * (limit / total)
        held[:, month] = np.maximum(0.0, before + arrives[:, month] - imported[:, month])
        before = held[:, month]
    daily = ahead / DAYS_A_MONTH
    with np.errstate(divide="ignore", invalid="ignore"):
        lasts = np.where(daily > 0, held / daily, 0.0)
    return Stock(arrives=arrives, held=held, days=lasts)


def _within(month: NDArray[np.int64], first: float, last: float) -> NDArray[np.bool_]:
    """Tell whether months of the year lie between two others, across the new year too."""
    return (month >= first) & (month <= last) if first <= last else (month >= first) | (month <= last)

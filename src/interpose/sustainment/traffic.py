"""Wagons at the crossings: what units bring, what supply takes, what is left, and how large a force that would carry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.deployment.movement.moves import DAYS_A_MONTH
from interpose.deployment.movement.tour_loads import TourLoad
from interpose.deployment.traffic import carried_without_end

__all__ = ["crossing_wagons", "largest_by_lift", "vehicles_per_person", "wagons_by_month"]


def vehicles_per_person(loads: Sequence[TourLoad]) -> float:
    """Return vehicles for each person on the ground, tours weighed by their months; 0 where nobody is there."""
    persons = sum(load.persons * load.months for load in loads)
    vehicles = sum(load.vehicles * load.months for load in loads)
    return vehicles / persons if persons else 0.0


def wagons_by_month(loads: Sequence[TourLoad], months: int) -> NDArray[np.float64]:
    """Return the wagons that units bring in each month, each with its own equipment and all of it by rail."""
    found = np.zeros(months)
    for load in loads:
        if 1 <= load.start <= months:
            found[load.start - 1] += load.wagons
    return found


def crossing_wagons(case: Case) -> float:
    """Return the wagons that the crossings let in by rail in a month; 0 where no crossing is known."""
    return DAYS_A_MONTH * sum(row.rail_wagons_day for row in case.crossings.values())


def largest_by_lift(
    loads: Sequence[TourLoad], imported_kilograms: float, wagons_a_month: float, *, wagon_tonnes: float, stays: float
) -> float | None:
    """Return the persons whom the crossings could relieve and supply without end.

    With S persons on tours of τ months, ω wagons of equipment for each, a part e of it handed over, and g kg imported for a
    person and day, wagons a month are S·(ω·(1 − e)/τ + 30·g/(1000·tonnes of a wagon)).

    Parameters
    ----------
    loads : sequence of TourLoad
        Tours, for τ and ω.
    imported_kilograms : float
        Imported supply (kg a person and day).
    wagons_a_month : float
        What the crossings let in.
    wagon_tonnes : float
        Supply in a wagon (t).
    stays : float
        Part of the equipment that is handed over.

    Returns
    -------
    float or None
        Persons; None where nobody is there or no crossing is known.

    Examples
    --------
    Tours of 6 months with 0.24 wagons a person and 22.3 kg a day, 7,650 wagons a month: about 135,000.

    >>> tour = TourLoad(state="X", unit_type="y", units=1, start=1, end=6, persons=100, wagons=24, vehicles=40)
    >>> round(largest_by_lift([tour], 22.3, 7650, wagon_tonnes=40, stays=0), -3)
    135000.0
    """
    persons = sum(load.persons for load in loads)
    if not persons or not wagons_a_month:
        return None
    months = sum(load.persons * load.months for load in loads) / persons
    equipment = sum(load.wagons for load in loads) / persons * (1 - stays) / months
    return carried_without_end(wagons_a_month, equipment, DAYS_A_MONTH * imported_kilograms / 1000 / wagon_tonnes)

"""Wagons at the crossings: what units bring, what supply takes, what is left, and how large a force that would carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.deployment.movement.moves import DAYS_A_MONTH, loads_of
from interpose.deployment.traffic import carried_without_end
from interpose.generation import Plan

__all__ = ["TourLoad", "crossing_wagons", "largest_by_lift", "tour_loads", "vehicles_per_person", "wagons_by_month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TourLoad:
    """Units that begin a tour together: persons, wagons and vehicles of all of them, and the months they stay."""

    state: str
    unit_type: str
    units: int
    start: int
    end: int
    persons: float
    wagons: float
    vehicles: float


def tour_loads(case: Case, plan: Plan) -> tuple[TourLoad, ...]:
    """Weigh the tours of a plan in the country, as its deployment does.

    Parameters
    ----------
    case : Case
        Pools, unit types and `move_units.csv`; a type without a row there brings persons alone.
    plan : Plan
        The calendar.

    Returns
    -------
    tuple of TourLoad
        In the order of the calendar.
    """
    outside = {row.state for row in plan.contributions if row.outside}
    size = {(pool.state, pool.unit_type): pool.personnel or case.unit_types[pool.unit_type].personnel for pool in case.pools}
    found = []
    for row in plan.rotation:
        if row.state in outside:
            continue
        persons = size[row.state, row.unit_type]
        parts = (loads_of(case, row.unit_type, persons) or {}).values()
        load = TourLoad(
            state=row.state,
            unit_type=row.unit_type,
            units=row.units,
            start=row.start_month,
            end=row.end_month,
            persons=row.units * persons,
            wagons=row.units * sum(part["wagons"] for part in parts),
            vehicles=row.units * sum(part["vehicles"] for part in parts),
        )
        found.append(load)
    return tuple(found)


def vehicles_per_person(loads: Sequence[TourLoad]) -> float:
    """Return vehicles for each person on the ground, tours weighed by their months; 0 where nobody is there."""
    persons = sum(load.persons * (load.end - load.start + 1) for load in loads)
    vehicles = sum(load.vehicles * (load.end - load.start + 1) for load in loads)
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
    months = sum(load.persons * (load.end - load.start + 1) for load in loads) / persons
    equipment = sum(load.wagons for load in loads) / persons * (1 - stays) / months
    return carried_without_end(wagons_a_month, equipment, DAYS_A_MONTH * imported_kilograms / 1000 / wagon_tonnes)

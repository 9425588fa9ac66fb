"""Traffic of reliefs month by month, the largest force that lift could sustain, and how earlier missions built up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from interpose.case import Case
from interpose.deployment.movement.moves import DAYS_A_MONTH, Tour
from interpose.deployment.movement.resources import Resource, factor
from interpose.deployment.movement.tour_loads import tour_loads
from interpose.deployment.traffic_result import BuildUpPoint, LargestForce, RotationMonth

__all__ = ["build_up_points", "carried_without_end", "largest_force", "rotation_months"]


def _rail(resources: Sequence[Resource]) -> float:
    return sum(resource.capacity for resource in resources if resource.kind == "crossing_rail")


def rotation_months(case: Case, tours: Iterable[Tour], resources: Sequence[Resource]) -> tuple[RotationMonth, ...]:
    """Count who comes and goes in each month of the plan, and how much of the crossings that takes.

    Parameters
    ----------
    case : Case
        The case.
    tours : iterable of Tour
        The whole calendar.
    resources : sequence of Resource
        What there is.

    Returns
    -------
    tuple of RotationMonth
        One for each month of the horizon. Wagons are counted as if all equipment came by rail and each unit brought its own.
    """
    room = DAYS_A_MONTH * _rail(resources)
    row = case.move_factors["equipment_handed_over"]
    stays = row.value if row.high is None else row.high
    months = case.scenario.horizon_months
    came, left, wagons = np.zeros(months + 2), np.zeros(months + 2), np.zeros(months + 2)
    for load in tour_loads(case, tours):
        came[min(load.start, months + 1)] += load.persons
        wagons[min(load.start, months + 1)] += load.wagons
        left[min(load.end + 1, months + 1)] += load.persons
    return tuple(
        RotationMonth(
            month=month,
            persons_in=float(came[month]),
            persons_out=float(left[month]),
            wagons_in=float(wagons[month]),
            share_of_crossings=float(wagons[month] / room) if room else 0.0,
            share_handed_over=float(wagons[month] * (1 - stays) / room) if room else 0.0,
        )
        for month in range(1, months + 1)
    )


def largest_force(
    case: Case, tours: Iterable[Tour], resources: Sequence[Resource], by_pools: int | None = None
) -> LargestForce | None:
    """Say how large a force lift could relieve and supply without end.

    With S persons on tours of τ months, ω wagons of equipment for a person, a share e of equipment that stays, g kg of
    supply for a person and day and c tonnes in a wagon, wagons a month are S·(ω·(1 − e)/τ + 30·g/(1000·c)); persons a month
    by air are S/τ.

    Parameters
    ----------
    case : Case
        The case.
    tours : iterable of Tour
        The calendar, for the mean tour and the equipment of a person.
    resources : sequence of Resource
        What there is.
    by_pools : int, optional
        What the pools sustain, to set beside it.

    Returns
    -------
    LargestForce or None
        None where nobody is on tour in the country.
    """
    loads = tour_loads(case, tours)
    persons = sum(load.persons for load in loads)
    if not persons:
        return None
    tour_months = sum(load.persons * load.months for load in loads) / persons
    wagons = sum(load.wagons for load in loads) / persons
    supply = DAYS_A_MONTH * factor(case, "supply_kg_person_day") / 1000 / factor(case, "tonnes_per_wagon")
    row = case.move_factors["equipment_handed_over"]
    by_air = DAYS_A_MONTH * sum(resource.capacity for resource in resources if resource.kind == "airfield") * tour_months
    room = DAYS_A_MONTH * _rail(resources)

    def limit(stays: float) -> tuple[float, str]:
        by_rail = carried_without_end(room, wagons * (1 - stays) / tour_months, supply)
        options = [(by_rail, "crossings by rail")] + ([(by_air, "airfields")] if by_air else [])
        return min(options)

    by_lift, limited_by = limit(row.value)
    return LargestForce(
        by_lift=by_lift,
        by_lift_handed_over=limit(row.value if row.high is None else row.high)[0],
        limited_by=limited_by,
        by_pools=by_pools,
        tour_months=tour_months,
        wagons_per_person=wagons,
        formula=f"wagons a month at the crossings / (equipment {wagons:.2f} wagons a person / tours of {tour_months:.1f} "
        f"months + supply {supply:.4f} wagons a person and month)",
    )


def carried_without_end(wagons_a_month: float, equipment: float, supply: float) -> float:
    """Return the persons whom crossings could relieve and supply without end.

    Parameters
    ----------
    wagons_a_month : float
        What the crossings let in.
    equipment, supply : float
        Wagons for a person and month: of equipment that reliefs bring, and of supply.

    Returns
    -------
    float
        Persons.

    Examples
    --------
    >>> carried_without_end(7650, 0.04, 0.01)
    153000.0
    """
    return wagons_a_month / (equipment + supply)


def build_up_points(case: Case) -> tuple[BuildUpPoint, ...]:
    """Return the points of earlier coalitions of which both the persons there and the whole are known.

    Examples
    --------
    >>> from interpose.case import load
    >>> point = build_up_points(load("ukraine-2024"))[0]
    >>> point.case, point.day, point.persons, point.of
    ('KFOR 1999', 0, 20000, 50000)
    """
    return tuple(
        BuildUpPoint(case=row.case, day=row.day, persons=row.persons, of=row.of, counts=row.counts or "")
        for row in case.coalition_build_up
        if row.persons is not None and row.of is not None
    )

"""Tours weighed: persons, wagons and vehicles of the units that begin a tour together, for moves, reliefs and supply alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interpose.case import Case
from interpose.case.tables.words import OUTSIDE
from interpose.deployment.movement.moves import Tour, loads_of

__all__ = ["TourLoad", "tour_loads"]


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

    @property
    def months(self) -> int:
        """Months on the ground."""
        return self.end - self.start + 1


def tour_loads(case: Case, tours: Iterable[Tour]) -> tuple[TourLoad, ...]:
    """Weigh the tours of a calendar that are served in the country.

    Parameters
    ----------
    case : Case
        Pools, unit types and `move_units.csv`; a type without a row there brings persons alone.
    tours : iterable of Tour
        The calendar; who serves from outside is left out.

    Returns
    -------
    tuple of TourLoad
        In the order of the calendar; buses that carry persons are no vehicles of the unit.
    """
    size = {(pool.state, pool.unit_type): pool.personnel for pool in case.pools}
    found = []
    for tour in tours:
        if tour.belt == OUTSIDE or case.states[tour.state].stands == "outside":
            continue
        persons = float(size.get((tour.state, tour.unit_type)) or case.unit_types[tour.unit_type].personnel)
        parts = (loads_of(case, tour.unit_type, persons) or {}).values()
        load = TourLoad(
            state=tour.state,
            unit_type=tour.unit_type,
            units=tour.units,
            start=tour.start_month,
            end=tour.end_month,
            persons=tour.units * persons,
            wagons=tour.units * sum(part["wagons"] for part in parts),
            vehicles=tour.units * sum(part["vehicles"] for part in parts),
        )
        found.append(load)
    return tuple(found)

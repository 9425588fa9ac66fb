"""Moves: the tours of a plan as units that set out, each with what it takes along and when it is required."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from interpose.case import Case
from interpose.case.tables.words import OUTSIDE
from interpose.deployment.movement.network import Destination
from interpose.deployment.movement.resources import MEASURES, Measure, factor
from interpose.deployment.movement.routes import PARTS, PartKind
from interpose.generation import Plan

__all__ = ["DAYS_A_MONTH", "Tour", "UnitMove", "loads_of", "moves_of", "tours_of"]

DAYS_A_MONTH = 30


class Tour(Protocol):
    """A row of a plan's calendar, with or without its sector."""

    @property
    def state(self) -> str:
        """State that sends the units."""

    @property
    def unit_type(self) -> str:
        """Their type."""

    @property
    def units(self) -> int:
        """How many."""

    @property
    def start_month(self) -> int:
        """First month on the ground."""

    @property
    def end_month(self) -> int:
        """Last month on the ground."""

    @property
    def belt(self) -> str:
        """Where they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMove:
    """One unit that moves into the host.

    Parameters
    ----------
    state, unit_type : str
        Whose unit, of which type.
    sector : str
        Where it stands; empty where its place in the plan has no sector.
    destination : Destination or None
        Node where it stands and hub where it assembles; None where the network reaches neither.
    required_day, leave_day : int
        Day on which it is to stand there, counted from the order, and day on which its tour ends.
    notice_days, permit_days, held_days : int
        Days from the order until it may set out: until it is ready, until permits are there, until it is sent off.
    persons : float
        Persons of the unit.
    priority : float
        Price of the unit type, for the order of dispatch.
    capability : str
        First capability of the unit type.
    loads : mapping of str to mapping of str to float
        By part, what it comes to in each measure; parts that weigh nothing are left out.
    """

    state: str
    unit_type: str
    sector: str
    destination: Destination | None
    required_day: int
    leave_day: int
    notice_days: int
    permit_days: int
    held_days: int
    persons: float
    priority: float
    capability: str
    loads: Mapping[PartKind, Mapping[Measure, float]]

    @property
    def ready_day(self) -> int:
        """First day on which it may set out."""
        return max(self.notice_days, self.permit_days, self.held_days)

    def load(self, measure: Measure) -> float:
        """Return what the whole unit comes to in a measure, as far as its equipment does."""
        return sum(amounts[measure] for part, amounts in self.loads.items() if part != "persons")


def tours_of(plan: Plan) -> tuple[Tour, ...]:
    """Return the calendar of a plan, with sectors where it has them."""
    return tuple(plan.by_sector.tours if plan.by_sector is not None else plan.rotation)


def loads_of(case: Case, unit_type: str, persons: float) -> dict[PartKind, dict[Measure, float]] | None:
    """Weigh a unit: what each of its parts comes to in wagons, lane metres, vehicles and persons.

    Parameters
    ----------
    case : Case
        The case: `move_units.csv` and `move_factors.csv`.
    unit_type : str
        Type of the unit.
    persons : float
        Its persons.

    Returns
    -------
    dict or None
        By part and measure; None where the type has no row in `move_units.csv`. Vehicles count containers as pieces.

    Examples
    --------
    >>> from interpose.case import load
    >>> loads = loads_of(load("ukraine-2024"), "mechanised_battalion", 750)
    >>> loads["heavy"]["wagons"], loads["wheeled"]["wagons"]
    (102.5, 99.0)
    """
    row = case.move_units.get(unit_type)
    if row is None:
        return None
    tracked, wheeled, teu = row.tracked, row.wheeled, row.teu
    found: dict[PartKind, dict[Measure, float]] = {
        "heavy": {
            "wagons": tracked * factor(case, "wagons_per_tracked") + teu * factor(case, "wagons_per_teu"),
            "lane_m": tracked * factor(case, "lane_m_per_tracked") + teu * factor(case, "lane_m_per_teu"),
            "vehicles": tracked + teu,
            "persons": 0.0,
        },
        "wheeled": {
            "wagons": wheeled * factor(case, "wagons_per_wheeled"),
            "lane_m": wheeled * factor(case, "lane_m_per_wheeled"),
            "vehicles": wheeled,
            "persons": 0.0,
        },
        "persons": {"wagons": 0.0, "lane_m": 0.0, "vehicles": persons / factor(case, "persons_per_bus"), "persons": persons},
    }
    return {part: found[part] for part in PARTS if any(found[part][measure] for measure in MEASURES)}


def moves_of(
    case: Case,
    tours: Iterable[Tour],
    destinations: Mapping[str, Destination],
    *,
    last_month: int,
    chain_days: Callable[[str, Destination, Iterable[PartKind]], int],
    permit_days: float | None = None,
    required_from: int | None = None,
) -> tuple[UnitMove, ...]:
    """Turn the first tours of a plan into moves of single units.

    Parameters
    ----------
    case : Case
        The case: pools with their notice, loads, factors.
    tours : iterable of Tour
        Rows of the calendar; those that serve outside the country do not move into it.
    destinations : mapping of str to Destination
        Where units of a sector stand, by sector; the empty name stands for no sector.
    last_month : int
        Tours that begin up to this month move.
    chain_days : callable
        Days from setting out to operational of units of a state with these parts, where no capacity binds.
    permit_days : float, optional
        Days until permits are there; the factor `permit_days` unless given.
    required_from : int, optional
        Day on which everything is asked for at once; the first day of each tour's month unless given.

    Returns
    -------
    tuple of UnitMove
        One for each unit, in the order of the calendar.
    """
    permits = math.ceil(factor(case, "permit_days") if permit_days is None else permit_days)
    early = math.ceil(factor(case, "early_days"))
    pools = {(pool.state, pool.unit_type): pool for pool in case.pools}
    found = []
    for tour in tours:
        if tour.start_month > last_month or tour.belt == OUTSIDE or case.states[tour.state].stands == "outside":
            continue
        unit, pool = case.unit_types[tour.unit_type], pools.get((tour.state, tour.unit_type))
        persons = float((pool.personnel if pool is not None else None) or unit.personnel)
        required = DAYS_A_MONTH * (tour.start_month - 1) if required_from is None else required_from
        sector = getattr(tour, "sector", "")
        destination = destinations.get(sector, destinations.get(""))
        loads = loads_of(case, tour.unit_type, persons) or {}
        chain = 0 if destination is None else chain_days(tour.state, destination, loads)
        move = UnitMove(
            state=tour.state,
            unit_type=tour.unit_type,
            sector=sector,
            destination=destination,
            required_day=required,
            leave_day=DAYS_A_MONTH * tour.end_month,
            notice_days=pool.notice_days if pool is not None else 0,
            permit_days=permits,
            held_days=max(0, required - early - chain),
            persons=persons,
            priority=unit.priority,
            capability=unit.capabilities[0][0] if unit.capabilities else "",
            loads=loads,
        )
        found += [move] * tour.units
    return tuple(found)

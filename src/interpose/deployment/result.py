"""When the force is there and why not earlier: frozen results, with their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interpose.case.quantities import Figure
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import Basis
from interpose.deployment.traffic_result import BuildUpPoint, ChainDays, LargestForce, RotationMonth
from interpose.requirement.precedents.build_up import BuildUpBand
from interpose.solver import Answered, Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ArrivalDay",
    "Bottleneck",
    "Capability",
    "Corridor",
    "Deployment",
    "DeploymentBound",
    "DeploymentGap",
    "Lateness",
    "LiftCase",
    "MarginalGain",
    "MovedForce",
    "UnitArrival",
    "Waterfall",
]


DAY_0 = "the order to deploy"
"""What days are counted from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentGap:
    """Distance of the schedule from what is proved, as a share of the schedule."""

    weighted_lateness: float
    closure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentBound:
    """What is proved: no schedule closes earlier, nor is less late (days weighted by persons and priority).

    `method` says what proves the closure: a cut, or the chain of one unit.
    """

    closure_day: int
    method: str
    weighted_lateness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedForce:
    """What moves: units, persons, vehicles and containers, and wagons if all of it went by rail."""

    moves: int
    persons: float
    vehicles: float
    wagons: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalDay:
    """Persons operational on a day, counted from the order.

    Parameters
    ----------
    day : int
        Days from the order.
    persons : float
        Operational by this schedule, those whose tour has ended taken off.
    planned : float
        There by the plan's calendar.
    required : float
        Required by the mandate in that month.
    best_possible : float
        Operational if no capacity bound.
    proved_edge : float
        No schedule has more operational by then.
    low, high : float or None
        Operational in nine and in one of ten futures at least; None where none were drawn.
    """

    day: int
    persons: float
    planned: float
    required: float
    best_possible: float
    proved_edge: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """A mark of the build-up: the share that must be operational, when it is, what counts, and the rule.

    `day` is None where the plan never brings so much; `best_day` is the day if no capacity bound.
    """

    share: float
    day: int | None
    best_day: int | None
    counts: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How late persons are against the plan's calendar, in all and by cause (person-days; they add up)."""

    mean_days_by_person: float
    person_days: float
    by_cause: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Days from the order to operational, step by step; they add up.

    Parameters
    ----------
    notice, permits_beyond_notice, held_back : float
        Until ready; what permits take beyond that; until it is sent off, so as not to stand there too early.
    transit, queue, reception : float
        The way where no capacity binds; waiting for capacities; reception, staging, onward movement and integration.
    """

    notice: float
    permits_beyond_notice: float
    held_back: float
    transit: float
    queue: float
    reception: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitArrival:
    """When a unit arrives, and what it waited for.

    Days are counted from the order. `arrived_day` and `operational_day` are None where the unit never arrives, or not within
    the days that are looked at: `never` says why.
    """

    state: str
    unit_type: str
    sector: str
    persons: float
    required_day: int
    ready_day: int
    arrived_day: int | None
    operational_day: int | None
    late_days: int | None
    waterfall: Waterfall | None
    waited_for: str
    last_part: str
    never: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """What moves wait for, ranked by what one more of it brings.

    Parameters
    ----------
    resource, label, kind : str
        What it is, by stable name and for readers.
    capacity, unit : float, str
        What there is a day (of a pool: in all).
    used_share : float
        Share that is used, over the days on which any of it is.
    person_days_of_wait : float
        Days that units wait whose last part found it the fullest, times their persons.
    one_more : str
        What one more is.
    late_person_days_saved, closure_days_saved : float
        What one more brings, by dispatching again.
    basis : str
        What the capacity rests on.
    """

    resource: str
    label: str
    kind: str
    capacity: float
    unit: str
    used_share: float
    person_days_of_wait: float
    one_more: str
    late_person_days_saved: float
    closure_days_saved: float
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginalGain:
    """What a change brings, by dispatching again; `price` is what the linear programme says, and only ranks."""

    change: str
    late_person_days_saved: float
    closure_days_saved: float
    price: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftCase:
    """The same plan with other lift or permits."""

    case: str
    closure_day: int
    mean_late: float
    never: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """What goes between two places by one mode, all of it: neither days nor units.

    Coordinates are longitude and latitude; `crossing` is named where the corridor ends or begins at one.
    """

    from_node: str
    to_node: str
    from_name: str
    to_name: str
    mode: str
    start: tuple[float, float]
    end: tuple[float, float]
    wagons: float
    vehicles: float
    persons: float


@dataclass(frozen=True, kw_only=True)
class Deployment(Answered):
    """When the force is there, and what holds it up.

    Parameters
    ----------
    status : str
        optimal (closure and lateness equal what is proved) · feasible (the gap is told) · no answer (`needs` says what is
        missing).
    gap, bound : DeploymentGap, DeploymentBound or None
        Distance to what is proved, and that.
    day_0, clock : str, mapping of str to str
        What days are counted from; the same under the key `day_0` of `clock`, for programs.
    force : MovedForce
        What moves.
    arrival : tuple of ArrivalDay
        Day by day.
    capability : mapping of str to Capability
        `ioc`, `foc` and `closure`, and the first two of what the plan itself brings.
    lateness : Lateness or None
        How late persons are.
    units : tuple of UnitArrival
        Unit by unit, in the order of the calendar.
    by_state : mapping of str to Waterfall
        Mean days by state, by person.
    bottlenecks : tuple of Bottleneck
        Largest gain first.
    marginal : tuple of MarginalGain
        What changes bring.
    lift : tuple of LiftCase
        With and without the lift of external providers; permits at both ends of their range.
    routes : tuple of Corridor
        Corridors with what goes along them.
    rotation : tuple of RotationMonth
        Traffic of reliefs, month by month.
    largest_force : LargestForce or None
        What lift could sustain.
    precedents : tuple of BuildUpBand
        How earlier missions built up.
    coalitions : tuple of BuildUpPoint
        Points of the build-up of earlier coalitions.
    chain : tuple of ChainDays
        What is handed back to the plan.
    assumed_share : float
        Share of the inputs used here that are assumed.
    remarks, needs : tuple of str
        What was left out, and what is missing for an answer.
    """

    status: Status
    gap: DeploymentGap | None = None
    bound: DeploymentBound | None = None
    day_0: str = DAY_0
    clock: Mapping[str, str] = field(default_factory=lambda: {"day_0": DAY_0})
    force: MovedForce = field(default_factory=lambda: MovedForce(moves=0, persons=0.0, vehicles=0.0, wagons=0.0))
    arrival: tuple[ArrivalDay, ...] = ()
    capability: Mapping[str, Capability] = field(default_factory=dict)
    lateness: Lateness | None = None
    units: tuple[UnitArrival, ...] = ()
    by_state: Mapping[str, Waterfall] = field(default_factory=dict)
    bottlenecks: tuple[Bottleneck, ...] = ()
    marginal: tuple[MarginalGain, ...] = ()
    lift: tuple[LiftCase, ...] = ()
    routes: tuple[Corridor, ...] = ()
    rotation: tuple[RotationMonth, ...] = ()
    largest_force: LargestForce | None = None
    precedents: tuple[BuildUpBand, ...] = ()
    coalitions: tuple[BuildUpPoint, ...] = ()
    chain: tuple[ChainDays, ...] = ()
    assumed_share: float = 0.0
    remarks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    inputs: tuple[str, ...] = field(default=(), repr=False)

    def figures(self) -> tuple[Figure, ...]:
        """Name the numbers of the deployment, each with what it is computed from."""
        return tuple(self._figures()) if self.has_numbers else ()

    def _figures(self) -> Iterator[Figure]:
        notice = str(RowRef("pools.csv"))
        for name, mark in self.capability.items():
            yield Figure(
                name=f"deployment.{name}", value=mark.day, unit="days", formula=mark.rule, inputs=(notice, *self.inputs)
            )
        if self.bound is not None:
            yield Figure(
                name="deployment.closure_bound",
                value=self.bound.closure_day,
                unit="days",
                formula=f"no schedule closes earlier: proved by {self.bound.method}",
                inputs=(notice, *self.inputs),
            )
        if self.lateness is not None:
            yield Figure(
                name="deployment.mean_late",
                value=round(self.lateness.mean_days_by_person, 6),
                unit="days",
                formula="days by which units are operational after the first day of the month of their tour, by person",
                inputs=(notice, *self.inputs),
            )
        for state, steps in self.by_state.items():
            yield Figure(
                name=f"deployment.{state}.queue",
                value=round(steps.queue, 6),
                unit="days",
                formula="mean days that persons of this state wait for capacities on the way",
                inputs=self.inputs,
            )
        if self.largest_force is not None:
            yield Figure(
                name="deployment.largest_force_by_lift",
                value=round(self.largest_force.by_lift),
                unit="persons",
                formula=self.largest_force.formula,
                inputs=self.inputs,
            )

    def table(self) -> pd.DataFrame:
        """Return the units as a table.

        Returns
        -------
        pandas.DataFrame
            Columns: state, unit_type, sector, persons, required_day, ready_day, operational_day, late_days, waited_for.
        """
        import pandas as pd

        columns = [
            "state",
            "unit_type",
            "sector",
            "persons",
            "required_day",
            "ready_day",
            "operational_day",
            "late_days",
            "waited_for",
        ]
        return pd.DataFrame([[getattr(row, name) for name in columns] for row in self.units], columns=columns)

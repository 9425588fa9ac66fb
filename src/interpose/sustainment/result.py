"""What the force consumes, what it costs and who pays: frozen results, with their figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from interpose.case import Figure, Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.words import CostBasisName, Regime
from interpose.sustainment.backtest import CostBacktest
from interpose.sustainment.payers import Payment, RoutePayment

__all__ = [
    "CapacityMonth",
    "CostRow",
    "CostSensitivity",
    "CostTotal",
    "LargestByLift",
    "MedicalNeed",
    "OneOffCost",
    "StockMonth",
    "SupplyMonth",
    "Sustainment",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyMonth:
    """Tonnes of a class that are used up in a month: most likely with its range, and what of it is imported."""

    month: int
    supply_class: Annotated[str, Field(serialization_alias="class")]
    tonnes: float
    imported_tonnes: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMonth:
    """Imported supply of a class in the country at the end of a month, and the days of a cut that it bridges."""

    month: int
    supply_class: Annotated[str, Field(serialization_alias="class")]
    arrives_tonnes: float
    tonnes: float
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityMonth:
    """Share of the crossings' capacity that moves and supply take in a month, and what is left (wagons)."""

    month: int
    resource: str
    share_moves: float
    share_supply: float
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalNeed:
    """Facilities of a level for the most persons in any month: a ratio, no estimate of casualties."""

    level: int
    low: int
    number: int
    high: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """What a state's soldiers cost in a month on a basis."""

    state: str
    month: int
    basis: CostBasisName
    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTotal:
    """What all soldiers cost over the plan on a basis; bases are told side by side, never added or averaged."""

    basis: CostBasisName
    regime: Regime
    low: float
    mode: float
    high: float
    per_person_year: Range
    counts: str
    rests_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOffCost:
    """What a state pays once: its camps, and its moves in and home over the plan."""

    state: str
    camps: Range
    moves: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class CostSensitivity:
    """What the cost of the whole plan would be at either end of one input, all others as they are."""

    input: str
    name: str
    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestByLift:
    """The largest force that the crossings could relieve and supply without end; None where no crossing is known."""

    by_lift: float | None
    limited_by: str


@dataclass(frozen=True, kw_only=True)
class Sustainment:
    """What a plan consumes and costs.

    Parameters
    ----------
    basis : str
        Basis that is told first.
    regime : str
        calm or hostile.
    currency : str
        Currency of every amount.
    price_year : int
        Year whose prices are meant.
    fuel_by : str
        Whether fuel is counted by person or by vehicle-kilometre.
    months : int
        Months of the plan.
    person_years : float
        Persons in the country, over the plan.
    supply : tuple of SupplyMonth
        By month and class (tonnes).
    capacity : tuple of CapacityMonth
        Share of the crossings; empty where no crossing is known.
    stock : tuple of StockMonth
        By month and class.
    medical : tuple of MedicalNeed
        By level.
    cost : tuple of CostRow
        By state, month and basis.
    cost_total : tuple of CostTotal
        By basis.
    one_off : tuple of OneOffCost
        By state.
    paid : tuple of Payment
        By route and payer, on the chosen basis.
    routes : tuple of RoutePayment
        The same by route: what arises, and what is paid.
    largest_force : LargestByLift
        Set beside what pools sustain.
    sensitivity : tuple of CostSensitivity
        Inputs that move the cost, the widest first.
    backtest : CostBacktest
        How far the bases were off.
    assumed_share : float
        Share of the inputs behind this that are assumed.
    """

    basis: CostBasisName
    regime: Regime
    currency: str
    price_year: int
    fuel_by: str
    months: int
    person_years: float
    supply: tuple[SupplyMonth, ...]
    capacity: tuple[CapacityMonth, ...]
    stock: tuple[StockMonth, ...]
    medical: tuple[MedicalNeed, ...]
    cost: tuple[CostRow, ...]
    cost_total: tuple[CostTotal, ...]
    one_off: tuple[OneOffCost, ...]
    paid: tuple[Payment, ...]
    routes: tuple[RoutePayment, ...]
    largest_force: LargestByLift
    sensitivity: tuple[CostSensitivity, ...]
    backtest: CostBacktest
    assumed_share: float

    def total(self, basis: CostBasisName | None = None) -> CostTotal:
        """Return the total of a basis; of the chosen one unless named."""
        return next(row for row in self.cost_total if row.basis == (basis or self.basis))

    def by_state(self, basis: CostBasisName | None = None) -> dict[str, Range]:
        """Return what each state's soldiers cost over the plan, on a basis."""
        found: dict[str, Range] = {}
        for row in self.cost:
            if row.basis == (basis or self.basis):
                found[row.state] = found.get(row.state, Range.exactly(0)) + Range(row.low, row.mode, row.high)
        return found

    def peak_supply(self) -> tuple[int, float, float] | None:
        """Return the month in which most is imported, the tonnes used up and the tonnes imported; None without a force."""
        by_month: dict[int, list[float]] = {}
        for row in self.supply:
            sums = by_month.setdefault(row.month, [0.0, 0.0])
            sums[0] += row.tonnes
            sums[1] += row.imported_tonnes
        if not by_month:
            return None
        month = max(by_month, key=lambda each: (by_month[each][1], -each))
        return month, by_month[month][0], by_month[month][1]

    def least_days(self) -> float | None:
        """Return the days of a cut that the least stock bridges at the end of any month; None without a stock."""
        return min((row.days for row in self.stock if row.tonnes > 0 or row.days > 0), default=None)

    def figures(self) -> tuple[Figure, ...]:
        """Name the numbers, each with what it is computed from."""
        return tuple(self._figures())

    def _figures(self) -> Iterator[Figure]:
        unit = f"{self.currency} of {self.price_year}"
        for total in self.cost_total:
            row = RowRef("cost_bases.csv", f"{total.basis}/{total.regime}")
            yield Figure(
                name=f"cost.{total.basis}",
                value=round(total.mode),
                unit=unit,
                formula="persons in the country, month by month, times a twelfth of the cost of a person and year",
                inputs=("force.sustained", str(row), str(RowRef.scenario("horizon_months"))),
            )
        for state, cost in self.by_state().items():
            row = RowRef("cost_bases.csv", f"{self.basis}/{self.total().regime}")
            yield Figure(
                name=f"cost.{state}",
                value=round(cost.mode),
                unit=unit,
                formula=f"the same for this state's persons, on the basis {self.basis.replace('_', ' ')}",
                inputs=(f"contributions.{state}.peak", str(row)),
            )
        for once in self.one_off:
            yield Figure(
                name=f"cost.once.{once.state}",
                value=round(once.camps.mode + once.moves.mode),
                unit=unit,
                formula="camps for the most persons of this state, and moves of its units in and home",
                inputs=(
                    f"contributions.{once.state}.peak",
                    *(str(RowRef("planning_factors.csv", name)) for name in ("camp_cost_person", "flight_cost", "wagon_cost")),
                ),
            )
        peak = self.peak_supply()
        if peak is not None:
            classes = dict.fromkeys(row.supply_class for row in self.supply)
            yield Figure(
                name="supply.imported_peak",
                value=round(peak[2], 1),
                unit="tonnes a month",
                formula=f"most that is imported in any month (month {peak[0]}): persons times 30 days times the rate of each "
                "class, its season and its imported share",
                inputs=("force.peak", *(str(RowRef("supply_rates.csv", each)) for each in classes)),
            )

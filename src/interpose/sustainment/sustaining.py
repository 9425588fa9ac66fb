"""What a plan consumes, what it costs and who pays, worked out from its persons month by month."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict, cast, get_args

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case, Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.sustainment import CostBasis
from interpose.case.tables.words import Basis, CostBasisName, Regime
from interpose.deployment.movement.tour_loads import TourLoad, tour_loads
from interpose.errors import UsageError, use_one_of
from interpose.generation import Plan
from interpose.sustainment.backtest import cost_backtest
from interpose.sustainment.money import basis_rows, camps, moves, running_cost
from interpose.sustainment.payers import Payment, RoutePayment, payments
from interpose.sustainment.prices import DOLLAR, PRICE_YEAR, Money
from interpose.sustainment.result import (
    CapacityMonth,
    CostRow,
    CostSensitivity,
    CostTotal,
    LargestByLift,
    MedicalNeed,
    OneOffCost,
    StockMonth,
    SupplyMonth,
    Sustainment,
)
from interpose.sustainment.supply import FuelBy, Stock, SupplyPlan, stock_of, supply_plan, tonnes
from interpose.sustainment.traffic import (
    crossing_wagons,
    largest_by_lift,
    vehicles_per_person,
    wagons_by_month,
)

__all__ = ["NEEDED_FACTORS", "Choices", "checked_choices", "sustain"]

NEEDED_FACTORS = (
    "camp_cost_person",
    "flight_cost",
    "medical_level_1_persons",
    "medical_level_2_persons",
    "medical_level_3_persons",
    "stock_days",
    "summer_first_month",
    "summer_last_month",
    "vehicle_km_day",
    "wagon_cost",
    "winter_first_month",
    "winter_last_month",
)
"""Planning factors that this part reads."""

_PRICES = {
    "camp_cost_person": "cost of a camp, by person",
    "flight_cost": "cost of a flight",
    "wagon_cost": "cost of a wagon",
}


def sustain(
    case: Case,
    plan: Plan,
    *,
    basis: CostBasisName = "national_deployed",
    regime: Regime = "calm",
    currency: str = DOLLAR,
    fuel_by: FuelBy = "person",
) -> Sustainment:
    """Say what a plan consumes by month, what it costs by state on four bases, and who pays by route.

    Parameters
    ----------
    case : Case
        Rates, bases, scales and planning factors.
    plan : Plan
        Who is there in which month; those who serve from outside the country are not counted.
    basis : str
        Basis that arising and paid costs are told on.
    regime : str
        calm or hostile: which row of the national basis is taken.
    currency : str
        Currency that amounts are told in, at the rate of the price year.
    fuel_by : str
        person, or vehicle_km: fuel is counted one way or the other, never both.

    Returns
    -------
    Sustainment
        Supply, stock, medical ratios, cost and payers.

    Raises
    ------
    UsageError
        Where the plan has no numbers, a basis or a currency is not known, or a planning factor is missing.

    Examples
    --------
    >>> from interpose.case import load
    >>> from interpose.evidence import positions
    >>> from interpose.generation import PlanRequest, generate
    >>> from interpose.requirement import require
    >>> case = load("ukraine-2024")
    >>> plan = generate(case, positions(case), require(case), PlanRequest(mandate="observe"))
    >>> found = sustain(case, plan)
    >>> [row.basis for row in found.cost_total if row.mode > found.total().mode]
    ['fully_supported']
    """
    _check(case, plan, basis, regime, fuel_by)
    money = Money(case)
    rate = money.rate(currency)
    rows = basis_rows(case, regime)
    months = len(plan.force.by_month)
    by_state = {row.state: np.array(row.by_month, dtype=float) for row in plan.contributions if not row.outside}
    persons = np.array(plan.force.by_month, dtype=float)
    loads = tour_loads(case, plan.rotation)
    supplied = supply_plan(case, months, fuel_by=fuel_by, vehicles=vehicles_per_person(loads))
    used = tonnes(persons, supplied.kilograms, supplied.factors)
    imported = used[1] * supplied.imported[:, None]
    wagon_tonnes, crossings = case.move_factors["tonnes_per_wagon"].value, crossing_wagons(case)
    room = np.full(months, crossings * wagon_tonnes) if crossings else None
    stock = stock_of(imported, case.planning_factors["stock_days"].value, room)
    paid = tuple(_paid(case, rows, by_state, basis, rate))
    return Sustainment(
        basis=basis,
        regime=regime,
        currency=currency,
        price_year=PRICE_YEAR,
        fuel_by=fuel_by,
        months=months,
        person_years=float(persons.sum()) / 12,
        supply=tuple(_supply(supplied, used, imported)),
        capacity=tuple(_capacity(wagons_by_month(loads, months), stock.arrives.sum(axis=0) / wagon_tonnes, crossings)),
        stock=tuple(_stock(supplied, stock)),
        medical=tuple(_medical(case, float(persons.max(initial=0.0)))),
        cost=tuple(_cost(rows, by_state, rate)),
        cost_total=tuple(_totals(rows, persons, rate)),
        one_off=_one_off(case, plan, loads, rate),
        paid=tuple(payment for _, each in paid for payment in each),
        routes=tuple(route for route, _ in paid),
        largest_force=_largest(case, loads),
        sensitivity=tuple(_sensitivity(case, plan, loads, rows[basis], persons, rate)),
        backtest=cost_backtest(case),
        assumed_share=_assumed_share(case, rows, supplied),
    )


class Choices(TypedDict):
    """Choices of `sustain` that are words of closed lists."""

    basis: CostBasisName
    regime: Regime
    fuel_by: FuelBy


def checked_choices(basis: str, regime: str, fuel_by: str) -> Choices:
    """Return choices as `sustain` takes them.

    Raises
    ------
    UsageError
        Where one is not in its list, with the one that was probably meant.

    Examples
    --------
    >>> checked_choices("national_deployed", "calm", "person")["regime"]
    'calm'
    """
    for name, given, known in (
        ("basis", basis, get_args(CostBasisName)),
        ("regime", regime, ("calm", "hostile")),
        ("way to count fuel", fuel_by, get_args(FuelBy)),
    ):
        if given not in known:
            raise UsageError(f"there is no {name} {given!r}", use_one_of(given, known))
    return cast("Choices", {"basis": basis, "regime": regime, "fuel_by": fuel_by})


def _check(case: Case, plan: Plan, basis: str, regime: str, fuel_by: str) -> None:
    checked_choices(basis, regime, fuel_by)
    if not plan.has_numbers:
        raise UsageError(f"the plan is {plan.status}: nobody is there to be supplied", "see `interpose generate`")
    missing = [name for name in NEEDED_FACTORS if name not in case.planning_factors]
    if missing:
        raise UsageError(f"planning factors are missing: {', '.join(missing)}", "restore them in planning_factors.csv")
    none = [name for name in NEEDED_FACTORS if name.startswith("medical") and not case.planning_factors[name].as_range.low]
    if none:
        raise UsageError(f"a medical facility for 0 persons: {', '.join(none)}", "give persons above 0, the low end too")
    absent = sorted(set(get_args(CostBasisName)) - set(basis_rows(case, "hostile" if regime == "hostile" else "calm")))
    if absent:
        raise UsageError(f"cost_bases.csv has no row for: {', '.join(absent)}", "restore the rows")


def _supply(plan: SupplyPlan, used: NDArray[np.float64], imported: NDArray[np.float64]) -> Iterable[SupplyMonth]:
    for month in range(used.shape[2]):
        for place, row in enumerate(plan.rates):
            low, mode, high = (float(used[level, place, month]) for level in range(3))
            yield SupplyMonth(
                month=month + 1,
                supply_class=row.supply_class,
                tonnes=mode,
                imported_tonnes=float(imported[place, month]),
                low=low,
                high=high,
            )


def _stock(plan: SupplyPlan, stock: Stock) -> Iterable[StockMonth]:
    for month in range(stock.held.shape[1]):
        for place, row in enumerate(plan.rates):
            yield StockMonth(
                month=month + 1,
                supply_class=row.supply_class,
                arrives_tonnes=float(stock.arrives[place, month]),
                tonnes=float(stock.held[place, month]),
                days=float(stock.days[place, month]),
            )


def _medical(case: Case, persons: float) -> Iterable[MedicalNeed]:
    for level in (1, 2, 3):
        ratio = case.planning_factors[f"medical_level_{level}_persons"].as_range
        yield MedicalNeed(
            level=level,
            low=math.ceil(persons / ratio.high),
            number=math.ceil(persons / ratio.mode),
            high=math.ceil(persons / ratio.low),
            rule=f"one for {ratio.mode:,.0f} persons ({ratio.low:,.0f} to {ratio.high:,.0f}): "
            + (case.planning_factors[f"medical_level_{level}_persons"].source or ""),
        )


def _cost(
    rows: Mapping[CostBasisName, CostBasis], by_state: Mapping[str, NDArray[np.float64]], rate: float
) -> Iterable[CostRow]:
    for basis, row in rows.items():
        for state, persons in by_state.items():
            cost = running_cost(np.stack([persons] * 3), np.array([row.low, row.mode, row.high]) * rate)
            for month in range(len(persons)):
                low, mode, high = (float(value) for value in cost[:, month])
                yield CostRow(state=state, month=month + 1, basis=basis, low=low, mode=mode, high=high)


def _totals(rows: Mapping[CostBasisName, CostBasis], persons: NDArray[np.float64], rate: float) -> Iterable[CostTotal]:
    years = float(persons.sum()) / 12
    for basis, row in rows.items():
        each = Range(row.low, row.mode, row.high) * rate
        yield CostTotal(
            basis=basis,
            regime=row.regime,
            low=each.low * years,
            mode=each.mode * years,
            high=each.high * years,
            per_person_year=each,
            counts=row.counts,
            rests_on=row.basis,
        )


def _capacity(moved: NDArray[np.float64], supply: NDArray[np.float64], crossings: float) -> Iterable[CapacityMonth]:
    """Set what units and supply take beside what the crossings let in; supply has the right of way."""
    if not crossings:
        return
    for month, (units, wagons) in enumerate(zip(moved.tolist(), supply.tolist(), strict=True), start=1):
        yield CapacityMonth(
            month=month,
            resource="crossings by rail",
            share_moves=units / crossings,
            share_supply=wagons / crossings,
            left=crossings - units - wagons,
        )


def _largest(case: Case, loads: Sequence[TourLoad]) -> LargestByLift:
    """Say how large a force the crossings would carry, with the numbers that a deployment takes, so that both agree."""
    wagons = crossing_wagons(case)
    if not wagons:
        return LargestByLift(by_lift=None, limited_by="no crossing is known")
    factors = case.move_factors
    found = largest_by_lift(
        loads,
        factors["supply_kg_person_day"].value,
        wagons,
        wagon_tonnes=factors["tonnes_per_wagon"].value,
        stays=factors["equipment_handed_over"].value,
    )
    return LargestByLift(by_lift=found, limited_by="crossings by rail" if found is not None else "nobody is there")


def _one_off(case: Case, plan: Plan, loads: Sequence[TourLoad], rate: float) -> tuple[OneOffCost, ...]:
    peaks = {row.state: row.personnel_peak for row in plan.contributions if not row.outside}
    camp, moved = camps(case, peaks), moves(case, loads)
    zero = Range.exactly(0)
    return tuple(OneOffCost(state=state, camps=camp[state] * rate, moves=moved.get(state, zero) * rate) for state in peaks)


def _paid(
    case: Case,
    rows: Mapping[CostBasisName, CostBasis],
    by_state: Mapping[str, NDArray[np.float64]],
    basis: CostBasisName,
    rate: float,
) -> Iterable[tuple[RoutePayment, tuple[Payment, ...]]]:
    years = {state: float(persons.sum()) / 12 * rate for state, persons in by_state.items()}
    arising = {state: each * rows[basis].mode for state, each in years.items()}
    budget = sum(years.values()) * rows["un_mission_budget"].mode
    back = {state: each * rows["un_reimbursement"].mode for state, each in years.items()}
    if basis == "un_mission_budget":
        # What arises is then the whole bill of the mission: members pay it, and nothing stays with contributors.
        back = dict(arising)
    for route in sorted(case.routes):
        found = payments(case, route, arising, budget=budget, reimbursement=back)
        if found is not None:
            yield found


def _sensitivity(
    case: Case,
    plan: Plan,
    loads: Sequence[TourLoad],
    row: CostBasis,
    persons: NDArray[np.float64],
    rate: float,
) -> Iterable[CostSensitivity]:
    """Set each input of the cost to either end: running cost, camps and moves, over the whole plan."""
    years = float(persons.sum()) / 12
    peaks = {each.state: each.personnel_peak for each in plan.contributions if not each.outside}

    def once(changed: Case) -> float:
        return sum((*camps(changed, peaks).values(), *moves(changed, loads).values()), Range.exactly(0)).mode

    alone = once(case)
    found = [(RowRef.of(row), "cost of a person and year", row.low * years + alone, row.high * years + alone)]
    for name, words in _PRICES.items():
        factor = case.planning_factors[name]
        ends = factor.as_range
        least, most = (case.replace_rows(planning_factors=[factor.replace(value=end)]) for end in (ends.low, ends.high))
        running = row.mode * years
        found.append((RowRef.of(factor), words, running + once(least), running + once(most)))
    handed = case.move_factors["equipment_handed_over"]
    upper, lower = (handed.value if end is None else end for end in (handed.high, handed.low))
    least, most = (case.replace_rows(move_factors=[handed.replace(value=end)]) for end in (upper, lower))
    found.append((RowRef.of(handed), "equipment handed over", row.mode * years + once(least), row.mode * years + once(most)))
    found.sort(key=lambda each: each[2] - each[3])
    for reference, name, low, high in found:
        yield CostSensitivity(input=str(reference), name=name, low=low * rate, high=high * rate, unit="whole plan")


def _assumed_share(case: Case, rows: Mapping[CostBasisName, CostBasis], plan: SupplyPlan) -> float:
    factors = (case.planning_factors[name].basis for name in NEEDED_FACTORS)
    used: list[Basis] = [*(row.basis for row in rows.values()), *(row.basis for row in plan.rates), *factors]
    return used.count("assumed") / len(used)

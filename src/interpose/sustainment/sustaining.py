"""What a plan consumes, what it costs and who pays, worked out from its persons month by month."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TypedDict, cast, get_args

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case, Range
from interpose.case.row_ref import RowRef
from interpose.case.tables.sustainment import CostBasis
from interpose.case.tables.words import Basis, CostBasisName, Regime
from interpose.errors import UsageError, did_you_mean
from interpose.generation import Plan
from interpose.sustainment.backtest import cost_backtest
from interpose.sustainment.money import basis_rows, camps, factor_range, moves, running_cost, total
from interpose.sustainment.payers import Payment, RoutePayment, payments
from interpose.sustainment.prices import DOLLAR, PRICE_YEAR, Money
from interpose.sustainment.result import (
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

__all__ = ["NEEDED_FACTORS", "Choices", "checked_choices", "sustain"]

NEEDED_FACTORS = (
    "camp_cost_person",
    "equipment_stays",
    "flight_cost",
    "medical_level_1_persons",
    "medical_level_2_persons",
    "medical_level_3_persons",
    "stock_days",
    "summer_first_month",
    "summer_last_month",
    "truck_tonnes",
    "vehicle_km_day",
    "vehicles_per_person",
    "wagon_cost",
    "wagon_tonnes",
    "wagons_per_person",
    "winter_first_month",
    "winter_last_month",
)
"""Planning factors that this part reads."""


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
    supplied = supply_plan(case, months, fuel_by=fuel_by)
    used = tonnes(persons, supplied.kilograms, supplied.factors)
    imported = used[1] * supplied.imported[:, None]
    stock = stock_of(imported, case.planning_factors["stock_days"].value)
    cost = tuple(_cost(rows, by_state, rate))
    once = _one_off(case, plan, rate)
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
        capacity=(),
        stock=tuple(_stock(supplied, stock)),
        medical=tuple(_medical(case, float(persons.max(initial=0.0)))),
        cost=cost,
        cost_total=tuple(_totals(rows, persons, rate)),
        one_off=once,
        paid=tuple(payment for _, each in paid for payment in each),
        routes=tuple(route for route, _ in paid),
        largest_force=LargestByLift(by_lift=None, limited_by="no crossing is known"),
        sensitivity=tuple(_sensitivity(case, plan, rows[basis], persons, rate)),
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
            raise UsageError(f"there is no {name} {given!r}", did_you_mean(given, known) or f"use one of: {', '.join(known)}")
    return cast("Choices", {"basis": basis, "regime": regime, "fuel_by": fuel_by})


def _check(case: Case, plan: Plan, basis: str, regime: str, fuel_by: str) -> None:
    checked_choices(basis, regime, fuel_by)
    if not plan.has_numbers:
        raise UsageError(f"the plan is {plan.status}: nobody is there to be supplied", "see `interpose generate`")
    missing = [name for name in NEEDED_FACTORS if name not in case.planning_factors]
    if missing:
        raise UsageError(f"planning factors are missing: {', '.join(missing)}", "restore them in planning_factors.csv")
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
        ratio = factor_range(case, f"medical_level_{level}_persons")
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


def _one_off(case: Case, plan: Plan, rate: float) -> tuple[OneOffCost, ...]:
    peaks = {row.state: row.personnel_peak for row in plan.contributions if not row.outside}
    camp, moved = camps(case, peaks), moves(case, plan)
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
    case: Case, plan: Plan, row: CostBasis, persons: NDArray[np.float64], rate: float
) -> Iterable[CostSensitivity]:
    """Set each input of the cost to either end: running cost, camps and moves, over the whole plan."""
    years = float(persons.sum()) / 12
    peaks = {each.state: each.personnel_peak for each in plan.contributions if not each.outside}
    names = ("camp_cost_person", "flight_cost", "wagon_cost", "wagons_per_person", "equipment_stays")
    once = total([*camps(case, peaks).values(), *moves(case, plan).values()]).mode
    low, high = row.low * years + once, row.high * years + once
    found = [(str(RowRef.of(row)), "cost of a person and year", low, high)]
    for name in names:
        ends = []
        factor = case.planning_factors[name]
        for value in (factor.low, factor.high):
            changed = case if value is None else case.replace_rows(planning_factors=[factor.replace(value=value)])
            alone = total([*camps(changed, peaks).values(), *moves(changed, plan).values()]).mode
            ends.append(row.mode * years + alone)
        found.append((str(RowRef.of(factor)), name.replace("_", " "), min(ends), max(ends)))
    found.sort(key=lambda each: each[2] - each[3])
    for reference, name, low, high in found:
        yield CostSensitivity(input=reference, name=name, low=low * rate, high=high * rate, unit="whole plan")


def _assumed_share(case: Case, rows: Mapping[CostBasisName, CostBasis], plan: SupplyPlan) -> float:
    factors = (case.planning_factors[name].basis for name in NEEDED_FACTORS)
    used: list[Basis] = [*(row.basis for row in rows.values()), *(row.basis for row in plan.rates), *factors]
    return used.count("assumed") / len(used)

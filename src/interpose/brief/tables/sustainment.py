"""Tables of sustainment: cost on each basis and by state, who pays, supply and stock."""

from __future__ import annotations

from collections.abc import Iterator

from interpose.brief.table import MONTH, STATE, STATE_NAME, Cell, Column, Table, from_headings, number, text
from interpose.brief.text.format_number import about
from interpose.case import Case
from interpose.sustainment import Sustainment

__all__ = ["BASIS_NAMES", "cost_tables", "crossings_sentence", "sustainment_tables"]

BASIS_NAMES = {
    "un_reimbursement": "what contributors are paid back",
    "un_mission_budget": "what an assessed mission costs in all",
    "national_deployed": "what it costs a state on top",
    "fully_supported": "what the units cost in all",
}
"""Bases in words."""

_PAYERS_SHOWN = 6


def sustainment_tables(found: Sustainment, case: Case) -> Iterator[Table]:
    """Put what a plan consumes and costs into tables for a terminal.

    Parameters
    ----------
    found : Sustainment
        The result.
    case : Case
        Names of states and routes.

    Yields
    ------
    Table
        Cost by basis, cost by state, who pays, supply, and what moves the cost.
    """
    money = f"million {found.currency} of {found.price_year}"
    yield from_headings(
        f"What {found.person_years:,.0f} person-years in {found.months} months cost ({money})",
        ["basis", "low", "most likely", "high", "a person and year"],
        [
            (BASIS_NAMES[row.basis], _m(row.low), _m(row.mode), _m(row.high), round(row.per_person_year.mode))
            for row in found.cost_total
        ],
        numbers=["low", "most likely", "high", "a person and year"],
        note="The bases count different things: they are never added or averaged. What a state pays on top is told for "
        f"{'a calm force' if found.regime == 'calm' else 'a force under fire'}; see --regime.",
    )
    yield _by_state(found, case, money)
    yield _payers(found, case, money)
    yield _supply(found)
    yield from_headings(
        f"What moves the cost most ({money}, running cost with camps and moves)",
        ["input", "at its low end", "at its high end"],
        [(row.name, _m(row.low), _m(row.high)) for row in found.sensitivity],
        numbers=["at its low end", "at its high end"],
        note=_backtest(found),
    )


def cost_tables(found: Sustainment, case: Case) -> tuple[Table, ...]:
    """Give cost by state, payers by route, and supply by month for files.

    Parameters
    ----------
    found : Sustainment
        The result.
    case : Case
        Names of states.

    Returns
    -------
    tuple of Table
        `cost`, `payers` and `supply`.
    """
    money = f"{found.currency} of {found.price_year}"
    return (
        Table(
            name="cost",
            title="Cost by state",
            description="What each state's soldiers cost over the plan, on each basis; bases are never added.",
            columns=(
                STATE,
                STATE_NAME,
                text("basis", "Basis", "What is counted."),
                *_ends("Cost over the whole plan", money),
            ),
            rows=tuple(
                (state, _name(case, state), total.basis, cost.low, cost.mode, cost.high)
                for total in found.cost_total
                for state, cost in sorted(found.by_state(total.basis).items())
            ),
        ),
        Table(
            name="payers",
            title="Who pays",
            description=f"What arises and what is paid by route, on the basis {found.basis}.",
            columns=(
                text("route", "Route", "Route that the force goes by."),
                text("payer", "Payer", "Code of a state, or a common budget whose scale is not known."),
                number("arising", "Arising", "Cost of its own soldiers.", money),
                number("common", "In common", "Its part of what is borne in common.", money),
                number("reimbursed", "Paid back", "What it is paid back for its soldiers.", money),
                number("amount", "Paid", "What it pays in the end.", money),
                number("share", "Share", "Its part of all that is paid.", "share"),
            ),
            rows=tuple(
                (row.route, row.payer, row.arising, row.common, row.reimbursed, row.amount, row.share) for row in found.paid
            ),
        ),
        Table(
            name="supply",
            title="Supply by month",
            description="What is used up of each class, what of it is imported, and the stock at the end of the month.",
            columns=(
                MONTH,
                text("class", "Class", "Class of supply."),
                *_ends("Used up", "tonnes"),
                number("imported", "Imported", "Most likely tonnes from outside the host state.", "tonnes"),
                number("stock", "Stock", "Imported supply in the country at the end of the month.", "tonnes"),
                number("days", "Days", "Days of a cut that the stock bridges.", "days"),
            ),
            rows=tuple(
                (used.month, used.supply_class, used.low, used.tonnes, used.high, used.imported_tonnes, kept.tonnes, kept.days)
                for used, kept in zip(found.supply, found.stock, strict=True)
            ),
        ),
    )


def _ends(what: str, unit: str) -> tuple[Column, ...]:
    return (
        number("low", "Low", f"{what}, lower bound.", unit),
        number("mode", "Most likely", f"{what}, most likely.", unit),
        number("high", "High", f"{what}, upper bound.", unit),
    )


def _by_state(found: Sustainment, case: Case, money: str) -> Table:
    once = {row.state: row for row in found.one_off}
    rows = []
    for state, cost in sorted(found.by_state().items(), key=lambda each: (-each[1].mode, each[0])):
        camps, moves = once[state].camps.mode, once[state].moves.mode
        rows.append((case.states[state].name, _m(cost.low), _m(cost.mode), _m(cost.high), _m(camps), _m(moves)))
    return from_headings(
        f"Cost by state: {BASIS_NAMES[found.basis]} ({money})",
        ["state", "low", "most likely", "high", "camps, once", "moves"],
        rows,
        numbers=["low", "most likely", "high", "camps, once", "moves"],
        note="Camps and moves are paid beside it; their prices are assumed.",
    )


def _payers(found: Sustainment, case: Case, money: str) -> Table:
    rows = []
    for route in found.routes:
        paid = [row for row in found.paid if row.route == route.route and row.amount >= 1]
        named = "; ".join(f"{_name(case, row.payer)} {_m(row.amount):,.0f}" for row in paid[:_PAYERS_SHOWN])
        rest = f"; {len(paid) - _PAYERS_SHOWN} more" if len(paid) > _PAYERS_SHOWN else ""
        rows.append((case.routes[route.route].name, route.share_common, _m(route.arising), _m(route.paid), named + rest))
    return from_headings(
        f"Who pays, by route ({money})",
        ["route", "in common", "arises", "paid in all", "largest payers"],
        rows,
        numbers=["in common", "arises", "paid in all"],
        note="Where more is paid than arises with contributors, the body itself spends the difference.",
    )


def _supply(found: Sustainment) -> Table:
    peak = found.peak_supply()
    month = peak[0] if peak else 1
    stock = {row.supply_class: row for row in found.stock if row.month == month}
    rows: list[tuple[Cell, ...]] = [
        (row.supply_class.replace("_", " "), row.low, row.tonnes, row.high, row.imported_tonnes, stock[row.supply_class].days)
        for row in found.supply
        if row.month == month
    ]
    numbers = ["low", "tonnes", "high", "imported", "days of stock"]
    of_month = [row for row in found.supply if row.month == month]
    sums = (sum(getattr(row, name) for row in of_month) for name in ("low", "tonnes", "high", "imported_tonnes"))
    rows.append(("all classes", *sums, found.least_days()))
    medical = "; ".join(f"level {row.level}: {row.low} to {row.high}" for row in found.medical)
    return from_headings(
        f"Supply in month {month}, when most is imported (tonnes)",
        ["class", *numbers],
        rows,
        numbers=numbers,
        note=f"Medical facilities by published ratios, no estimate of casualties: {medical}. {crossings_sentence(found)}",
    )


def crossings_sentence(found: Sustainment) -> str:
    """Say how much of the crossings units and supply take at the most, and how large a force they would carry.

    Parameters
    ----------
    found : Sustainment
        The result.

    Returns
    -------
    str
        One or two sentences; what it would need where no crossing is known.
    """
    if not found.capacity:
        return "The share of the crossings is not computed: the case names none (crossings.csv)."
    most = max(found.capacity, key=lambda row: row.share_moves + row.share_supply)
    supply = max(row.share_supply for row in found.capacity)
    told = (
        f"Supply takes at most {supply:.0%} of the crossings by rail; with the equipment of units it is "
        f"{most.share_moves + most.share_supply:.0%} in month {most.month}, the fullest."
    )
    if found.largest_force.by_lift is None:
        return told
    return f"{told} The crossings could relieve and supply {about(found.largest_force.by_lift)} persons without end."


def _backtest(found: Sustainment) -> str:
    told = "; ".join(f"{name.replace('_', ' ')} {good} of {total}" for name, (good, total) in found.backtest.within_2.items())
    assumed = f"{found.assumed_share:.0%} of the inputs are assumed."
    return f"Earlier costs told within a factor of two, each by the others: {told}. {assumed}"


def _name(case: Case, payer: str) -> str:
    state = case.states.get(payer)
    return state.name if state is not None else payer


def _m(amount: float) -> float:
    """Write an amount in millions."""
    return round(amount / 1e6, 1)

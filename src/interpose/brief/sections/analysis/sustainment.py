"""What it costs and who pays, as the page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from interpose.brief.context import BriefContext
from interpose.brief.tables.sustainment import BASIS_NAMES, crossings_sentence
from interpose.brief.text.format_number import about, per_cent
from interpose.brief.text.money import in_words
from interpose.sustainment import Sustainment

__all__ = ["CostView", "PayerView", "SustainmentView", "sustainment_view"]

_PAYERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CostView:
    """A basis with its amount, range and cost of a person and year, in words."""

    name: str
    counts: str
    amount: Markup
    spread: str
    person: str
    rests_on: str


@dataclass(frozen=True, slots=True)
class PayerView:
    """A payer with what arises with its soldiers and what it pays by each route (million)."""

    name: str
    arising: str
    paid: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SustainmentView:
    """The section as the template sets it.

    Parameters
    ----------
    found : Sustainment
        The result.
    lead : Markup
        The finding in two sentences.
    costs : tuple of CostView
        Bases, the smallest first.
    routes : tuple of str
        Names of the routes whose payers are set side by side.
    payers : tuple of PayerView
        The largest payers of any of these routes.
    sums : PayerView
        All payers together.
    supply : tuple of tuple
        Class, tonnes with range, imported tonnes and days of stock, in the month of the greatest imports.
    month : str
        That month.
    moved : tuple of tuple
        Inputs that move the cost, with the cost at either end.
    crossings : str
        Share of the crossings, and how large a force they would carry.
    backtest : str
        How far the bases were off.
    unit : str
        Currency and price year.
    """

    found: Sustainment
    lead: Markup
    costs: tuple[CostView, ...]
    routes: tuple[str, ...]
    payers: tuple[PayerView, ...]
    sums: PayerView
    supply: tuple[tuple[str, str, str, str, str], ...]
    month: str
    moved: tuple[tuple[str, str, str], ...]
    crossings: str
    backtest: str
    unit: str


def sustainment_view(context: BriefContext) -> SustainmentView | None:
    """Make the section; None where the plan has no numbers, or nobody to be supplied."""
    found = context.assessment.sustainment
    if found is None or not found.person_years:
        return None
    total = found.total()
    lead = Markup(
        "{} over {} months on the basis {}: {} a person and year. The bases differ by a factor of {}: "
        "they count different things."
    ).format(
        context.cite(f"cost.{total.basis}", in_words(total.mode, found.currency)),
        found.months,
        Markup("“{}”").format(BASIS_NAMES[total.basis]),
        in_words(total.per_person_year.mode, found.currency),
        about(max(row.mode for row in found.cost_total) / (min(row.mode for row in found.cost_total) or 1.0)),
    )
    routes = _compared(context, found)
    return SustainmentView(
        found=found,
        lead=lead,
        costs=tuple(
            CostView(
                name=BASIS_NAMES[row.basis],
                counts=row.counts,
                amount=context.cite(f"cost.{row.basis}", in_words(row.mode, found.currency)),
                spread=f"{in_words(row.low, found.currency)} to {in_words(row.high, found.currency)}",
                person=about(row.per_person_year.mode),
                rests_on=row.rests_on,
            )
            for row in found.cost_total
        ),
        routes=tuple(context.assessment.case.routes[route].name for route in routes),
        payers=tuple(_payers(context, found, routes)),
        sums=PayerView(
            "All payers",
            _million(found.routes[0].arising) if found.routes else "",
            tuple(_million(row.paid) for route in routes for row in found.routes if row.route == route),
        ),
        supply=_supply(found),
        month=context.month((found.peak_supply() or (1, 0.0, 0.0))[0]),
        moved=tuple(
            (row.name, low, high)
            for row in found.sensitivity
            # Ends that are told alike are no difference.
            if (low := in_words(row.low, found.currency)) != (high := in_words(row.high, found.currency))
        ),
        crossings=crossings_sentence(found),
        backtest="; ".join(
            f"{_TESTED.get(name, name)} {good} of {count}" for name, (good, count) in found.backtest.within_2.items()
        ),
        unit=f"million {found.currency} of {found.price_year}",
    )


_TESTED = {
    "un_mission_budget": "budgets of earlier missions",
    "national_deployed calm": "what calm deployments cost states",
    "national_deployed hostile": "what states paid under fire",
}


def _compared(context: BriefContext, found: Sustainment) -> tuple[str, ...]:
    """Choose routes that are paid differently: the scenario's own, then one for each scale, in the order of the table."""
    own = context.assessment.case.scenario.route
    scales = {row.route: row.key for row in context.assessment.case.who_pays}
    paid = {row.route: row.rule for row in found.routes}
    known = [route for route in scales if route in paid and scales[route]]
    rules = {route: (paid[route], scales.get(route)) for route in dict.fromkeys([*([own] if own in paid else []), *known])}
    chosen = [own] if own in rules else []
    for route in rules:
        if rules[route] not in [rules[each] for each in chosen]:
            chosen.append(route)
    return tuple(chosen)


def _payers(context: BriefContext, found: Sustainment, routes: tuple[str, ...]) -> list[PayerView]:
    amounts = {(row.route, row.payer): row for row in found.paid}
    most: dict[str, float] = {}
    for route, payer in amounts:
        if route in routes:
            most[payer] = max(most.get(payer, 0.0), amounts[route, payer].amount)
    shown = sorted(most, key=lambda payer: (-most[payer], payer))[:_PAYERS]
    rows = []
    for payer in shown:
        each = [amounts.get((route, payer)) for route in routes]
        arising = max((row.arising for row in each if row is not None), default=0.0)
        paid = tuple("–" if row is None or row.amount < 1 else _million(row.amount) for row in each)
        name = context.state(payer) if payer in context.assessment.case.states else payer.capitalize().replace("_", " ")
        rows.append(PayerView(name, _million(arising) if arising else "–", paid))
    return rows


def _supply(found: Sustainment) -> tuple[tuple[str, str, str, str, str], ...]:
    peak = found.peak_supply()
    if peak is None:
        return ()
    stock = {row.supply_class: row.days for row in found.stock if row.month == peak[0]}
    return tuple(
        (
            row.supply_class.replace("_", " "),
            about(row.tonnes),
            f"{about(row.low)} to {about(row.high)}",
            f"{about(row.imported_tonnes)} ({per_cent(row.imported_tonnes / row.tonnes if row.tonnes else 0.0)})",
            about(stock[row.supply_class]),
        )
        for row in sorted(found.supply, key=lambda row: -row.imported_tonnes)
        if row.month == peak[0]
    )


def _million(amount: float) -> str:
    return about(amount / 1e6)

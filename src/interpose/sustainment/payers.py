"""Who pays: the cost where it arises and where it is paid, by route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interpose.case import Case
from interpose.case.tables.sustainment import PayerRule

__all__ = ["Payment", "RoutePayment", "payments", "rule_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What one payer bears on a route, over the whole plan (currency of the result, price year).

    Parameters
    ----------
    route : str
        The route.
    payer : str
        State, or the name of a common budget whose scale is not shipped.
    arising : float
        Cost of its own soldiers.
    common : float
        Its part of what is borne in common.
    reimbursed : float
        What it is paid back for its soldiers.
    amount : float
        What it pays in the end: arising, less what is borne in common or paid back, and its part of the common cost.
    share : float
        Its part of all that is paid on the route.
    """

    route: str
    payer: str
    arising: float
    common: float
    reimbursed: float
    amount: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePayment:
    """A route as a whole: what arises, what the body itself spends beside it, and what is paid, which is both together."""

    route: str
    rule: str
    common_payers: str
    share_common: float
    arising: float
    body_spends: float
    paid: float
    basis: str
    source: str


def rule_of(case: Case, route: str) -> PayerRule | None:
    """Return the rule of a route, or the one for routes that are not listed."""
    rules = {row.route: row for row in case.who_pays}
    return rules.get(route) or rules.get("default")


def payments(
    case: Case, route: str, arising: Mapping[str, float], *, budget: float, reimbursement: Mapping[str, float]
) -> tuple[RoutePayment, tuple[Payment, ...]] | None:
    """Divide the cost of a force among those who pay.

    Where costs lie where they fall, a share of each is borne in common by a scale. Where a route is assessed, members pay
    the whole budget of the mission by a scale and contributors are paid back at the standard rate; what their soldiers cost
    above that stays with them.

    Parameters
    ----------
    case : Case
        Rules and scales.
    route : str
        The route.
    arising : mapping of str to float
        Cost by state where it arises.
    budget : float
        What a mission of the United Nations of this size would cost in all.
    reimbursement : mapping of str to float
        What contributors would be paid back.

    Returns
    -------
    tuple or None
        What arises and what is paid, in all and by payer; None where the case has no rule for the route and no default.

    Notes
    -----
    The sum of what is paid is the sum of what arises, and for an assessed route what the mission spends beside it.
    """
    rule = rule_of(case, route)
    if rule is None:
        return None
    if rule.rule == "assessed":
        pool, given = budget, reimbursement
    else:
        given = {state: rule.share_common * cost for state, cost in arising.items()}
        pool = sum(given.values())
    scale = {row.state: row.share for row in case.cost_shares if row.key == rule.key} if rule.key else {}
    common = {state: pool * share for state, share in scale.items()} if scale else {f"common budget ({route})": pool}
    total = sum(arising.values())
    paid = total - sum(given.values()) + pool
    rows = []
    for payer in sorted({*arising, *common}):
        own, back, part = arising.get(payer, 0.0), given.get(payer, 0.0), common.get(payer, 0.0)
        amount = own - back + part
        if amount == own == 0:
            continue
        row = Payment(
            route=route,
            payer=payer,
            arising=own,
            common=part,
            reimbursed=back if rule.rule == "assessed" else 0.0,
            amount=amount,
            share=amount / paid if paid else 0.0,
        )
        rows.append(row)
    rows.sort(key=lambda row: (-row.amount, row.payer))
    found = RoutePayment(
        route=route,
        rule=rule.rule,
        common_payers=rule.common_payers,
        share_common=rule.share_common,
        arising=total,
        body_spends=pool - sum(given.values()),
        paid=paid,
        basis=rule.basis,
        source=rule.source,
    )
    return found, tuple(rows)

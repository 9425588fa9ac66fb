"""Who pays, by hand: where costs lie where they fall, where a share is common, and where all is assessed."""

from __future__ import annotations

import math

import pytest

from interpose.case import Case
from interpose.sustainment.payers import payments, rule_of

ARISING = {"FRA": 60.0, "POL": 40.0}


def test_costs_lie_where_they_fall_under_a_treaty_with_the_host(ukraine: Case) -> None:
    route, paid = _of(ukraine, "host_nation_treaty")
    assert {row.payer: row.amount for row in paid} == ARISING
    assert route.paid == route.arising == 100


def test_common_costs_of_the_union_are_shared_by_income(ukraine: Case) -> None:
    _, paid = _of(ukraine, "eu_csdp")
    share = {row.state: row.share for row in ukraine.cost_shares if row.key == "eu_income"}
    amount = {row.payer: row.amount for row in paid}
    assert amount["FRA"] == pytest.approx(60 - 4.5 + 7.5 * share["FRA"])
    assert amount["DEU"] == pytest.approx(7.5 * share["DEU"])


def test_an_assessed_force_is_paid_by_all_and_contributors_are_reimbursed(ukraine: Case) -> None:
    """Contributors keep 90 of the 100; members pay 50, of which 10 go back to contributors: 140 in all."""
    route, paid = _of(ukraine, "un_security_council", budget=50.0, reimbursement={"FRA": 6.0, "POL": 4.0})
    share = {row.state: row.share for row in ukraine.cost_shares if row.key == "un_peacekeeping"}
    amount = {row.payer: row.amount for row in paid}
    assert amount["POL"] == pytest.approx(40 - 4 + 50 * share["POL"])
    assert amount["USA"] == pytest.approx(50 * share["USA"])
    assert (route.body_spends, route.paid) == (pytest.approx(40), pytest.approx(140))


def test_what_is_paid_adds_up_on_every_route(ukraine: Case) -> None:
    for route in ukraine.routes:
        whole, paid = _of(ukraine, route, budget=50.0, reimbursement={"FRA": 6.0, "POL": 4.0})
        assert math.fsum(row.amount for row in paid) == pytest.approx(whole.paid)
        assert whole.paid == pytest.approx(whole.arising + whole.body_spends)


def test_a_common_budget_whose_scale_is_not_shipped_pays_under_its_own_name(ukraine: Case) -> None:
    _, paid = _of(ukraine, "osce")
    assert paid[0].payer == "common budget (osce)"
    assert paid[0].amount == 100


def test_a_route_that_is_not_listed_takes_the_default(ukraine: Case) -> None:
    rule = rule_of(ukraine, "a_route_of_tomorrow")
    assert rule is not None
    assert rule.route == "default"


def test_the_peacekeeping_scale_gives_the_published_share_of_the_united_states(ukraine: Case) -> None:
    """26.94 % were published for 2022 to 2024 and a little less for 2025 to 2027; the scale is derived by rule."""
    share = {row.state: row.share for row in ukraine.cost_shares if row.key == "un_peacekeeping"}
    assert 0.255 < share["USA"] < 0.2694


def _of(case: Case, route: str, *, budget: float = 0.0, reimbursement: dict[str, float] | None = None):  # type: ignore[no-untyped-def]  # noqa: ANN202
    found = payments(case, route, ARISING, budget=budget, reimbursement=reimbursement or {})
    assert found is not None
    return found

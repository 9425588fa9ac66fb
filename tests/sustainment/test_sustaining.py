"""The whole of sustainment on plans made by hand and on the shipped case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from interpose.assessment import Assessment
from interpose.case import Case
from interpose.case.tables.words import CostBasisName
from interpose.errors import UsageError
from interpose.sustainment import sustain
from tests.sustainment.plans import plan

TWO = {"FRA": [0, 600, 600], "POL": [0, 0, 300]}


def test_cost_of_states_adds_up_to_the_total_on_every_basis(ukraine: Case) -> None:
    found = sustain(ukraine, plan(TWO))
    for total in found.cost_total:
        states = found.by_state(total.basis).values()
        assert sum(each.mode for each in states) == pytest.approx(total.mode)
        assert sum(each.high for each in states) == pytest.approx(total.high)


def test_fifteen_hundred_person_months_cost_an_eighth_of_a_thousand_years(ukraine: Case) -> None:
    found = sustain(ukraine, plan(TWO))
    assert found.person_years == 125
    assert found.total().mode == pytest.approx(125 * 123_000)
    assert [row.basis for row in found.cost_total] == list(get_args(CostBasisName))


def test_nobody_costs_nothing_and_uses_nothing(ukraine: Case) -> None:
    found = sustain(ukraine, plan({"FRA": [0, 0]}))
    assert all(row.high == 0 for row in found.cost)
    assert all(row.high == 0 for row in found.supply)
    assert all(row.number == 0 for row in found.medical)
    assert all(row.amount == 0 for row in found.paid)
    assert found.least_days() is None


def test_those_who_serve_from_outside_the_country_are_not_costed(ukraine: Case) -> None:
    with_help = plan(TWO, outside={"USA": [500, 500, 500]})
    assert sustain(ukraine, with_help).by_state().keys() == {"FRA", "POL"}


def test_a_currency_scales_every_amount_and_nothing_else(ukraine: Case) -> None:
    dollars, euros = sustain(ukraine, plan(TWO)), sustain(ukraine, plan(TWO), currency="EUR")
    assert euros.total().mode == pytest.approx(dollars.total().mode * 0.9242)
    assert euros.routes[0].paid == pytest.approx(dollars.routes[0].paid * 0.9242)
    assert euros.one_off[0].camps.mode == pytest.approx(dollars.one_off[0].camps.mode * 0.9242)
    assert euros.supply == dollars.supply


def test_the_bill_of_a_mission_is_paid_by_members_alone(ukraine: Case) -> None:
    """On the basis of a mission's budget what arises is the whole bill: it is not paid a second time by contributors."""
    found = sustain(ukraine, plan(TWO), basis="un_mission_budget")
    route = next(row for row in found.routes if row.route == "un_security_council")
    assert route.paid == pytest.approx(route.arising)


def test_facilities_are_ratios_of_the_most_persons(ukraine: Case) -> None:
    found = sustain(ukraine, plan({"FRA": [3001, 10]}))
    assert [(row.level, row.number) for row in found.medical] == [(1, 5), (2, 2), (3, 1)]


def test_the_widest_input_stands_first(ukraine: Case) -> None:
    widths = [row.high - row.low for row in sustain(ukraine, plan(TWO)).sensitivity]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"basis": "national"}, "did you mean"),
        ({"regime": "any"}, "use one of: calm, hostile"),
        ({"fuel_by": "tank"}, "person, vehicle_km"),
        ({"currency": "XYZ"}, "no exchange rate of XYZ"),
    ],
)
def test_unknown_choices_are_refused_with_those_that_are_known(ukraine: Case, choice: dict[str, Any], expected: str) -> None:
    with pytest.raises(UsageError) as refused:
        sustain(ukraine, plan(TWO), **choice)
    assert expected in str(refused.value)


def test_a_plan_without_numbers_is_refused(ukraine: Case) -> None:
    with pytest.raises(UsageError, match="nobody is there"):
        sustain(ukraine, replace(plan(TWO), status="no answer"))


def test_a_missing_factor_and_a_missing_basis_are_named(ukraine: Case) -> None:
    factors = {name: row for name, row in ukraine.planning_factors.items() if name != "stock_days"}
    with pytest.raises(UsageError, match="stock_days"):
        sustain(replace(ukraine, planning_factors=factors), plan(TWO))
    bases = tuple(row for row in ukraine.cost_bases if row.cost_basis != "fully_supported")
    with pytest.raises(UsageError, match="fully_supported"):
        sustain(replace(ukraine, cost_bases=bases), plan(TWO))


def test_the_shipped_plan_keeps_thirty_days_and_every_figure_can_be_traced(assessed: Assessment) -> None:
    found = sustain(assessed.case, assessed.plan)
    assert found.least_days() == pytest.approx(30)
    names = {figure.name for figure in found.figures()}
    assert {"cost.national_deployed", "cost.FRA", "cost.once.FRA", "supply.imported_peak"} <= names


def test_a_medical_facility_for_nobody_is_refused(ukraine: Case) -> None:
    none = ukraine.planning_factors["medical_level_2_persons"].replace(value=0, low=0)
    with pytest.raises(UsageError, match="medical facility for 0 persons: medical_level_2_persons"):
        sustain(ukraine.replace_rows(planning_factors=[none]), plan(TWO))

"""Rows of the money tables, by hand."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from interpose.case import Case
from interpose.case.tables.sustainment import CostBasis, NationalCost

COST = {"id": "x", "name": "x", "state": "FRA", "regime": "calm", "start": 2009, "end": 2009, "currency": "EUR"}
REST = {"scored": "yes", "basis": "reported", "source": "a report"}


@pytest.mark.parametrize("amount", [{"amount_m": 90.3, "persons": 1500, "months": 12}, {"per_person_year": 60_200}])
def test_a_national_cost_is_an_amount_or_a_cost_of_a_person(amount: dict[str, Any]) -> None:
    assert NationalCost.model_validate({**COST, **REST, **amount}).state == "FRA"


@pytest.mark.parametrize("amount", [{}, {"amount_m": 90.3}, {"amount_m": 1, "persons": 1, "months": 1, "per_person_year": 1}])
def test_neither_or_both_is_refused(amount: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="either per_person_year"):
        NationalCost.model_validate({**COST, **REST, **amount})


def test_a_range_out_of_order_is_refused() -> None:
    row = {"cost_basis": "fully_supported", "regime": "any", "low": 2, "mode": 1, "high": 3, "currency": "USD"}
    with pytest.raises(ValidationError, match="not in order"):
        CostBasis.model_validate({**row, "price_year": 2024, "counts": "all", "basis": "assumed", "source": "none"})


def test_every_shipped_number_names_its_source(ukraine: Case) -> None:
    tables = (ukraine.supply_rates, ukraine.cost_bases, ukraine.who_pays, ukraine.cost_shares, ukraine.exchange_rates)
    others = (ukraine.consumer_prices, ukraine.mission_costs, ukraine.national_costs)
    assert all(len(row.source) > 3 for table in (*tables, *others) for row in table)  # type: ignore[attr-defined]

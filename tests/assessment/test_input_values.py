"""What rows of a case give as inputs."""

from __future__ import annotations

import pytest

from interpose.assessment.input_values import value_of
from interpose.case import Case
from interpose.case.row_ref import RowRef


def test_a_cost_basis_tells_its_range_money_and_year(ukraine: Case) -> None:
    row = next(each for each in ukraine.cost_bases if each.cost_basis == "fully_supported")
    found = value_of(row, RowRef.of(row))
    assert (found.low, found.value, found.high) == (173_000, 275_000, 550_000)
    assert found.unit == "USD of 2024 a person and year"
    assert found.reference == "cost_bases.csv#fully_supported/any"


def test_a_rate_of_supply_tells_what_uses_it_up(ukraine: Case) -> None:
    rate = {row.supply_class: value_of(row, RowRef.of(row)) for row in ukraine.supply_rates}
    assert rate["fuel"].unit == "l a person and day"
    assert rate["fuel_by_road"].unit == "l a vehicle and kilometre"
    assert rate["fuel"].basis == "observed"


def test_a_share_borne_in_common_tells_its_range_and_what_happens_to_the_rest(ukraine: Case) -> None:
    row = next(each for each in ukraine.who_pays if each.route == "nato")
    found = value_of(row, RowRef.of(row))
    assert (found.low, found.value, found.high) == (0.01, 0.05, 0.1)
    assert "costs lie where they fall" in found.note


def test_a_row_that_gives_no_number_is_refused(ukraine: Case) -> None:
    row = ukraine.exchange_rates[0]
    with pytest.raises(KeyError, match="ExchangeRate"):
        value_of(row, RowRef.of(row))

"""The result as plain data, with the keys that programs rely on."""

from __future__ import annotations

import pytest

from interpose.case import Case
from interpose.plain import json_schema, plain
from interpose.sustainment import Sustainment, sustain
from tests.sustainment.plans import plan


def test_the_keys_of_the_plain_form_are_those_that_are_promised(ukraine: Case) -> None:
    found = plain(sustain(ukraine, plan({"FRA": [600]})))
    promised = {"basis", "price_year", "supply", "capacity", "stock", "medical", "cost", "cost_total", "paid"}
    assert promised | {"largest_force", "backtest", "assumed_share"} <= found.keys()
    assert found["supply"][0].keys() == {"month", "class", "tonnes", "imported_tonnes", "low", "high"}
    assert {"payer", "route", "share", "amount"} <= found["paid"][0].keys()
    assert set(json_schema(Sustainment)["required"]) == found.keys()


def test_the_peak_of_supply_is_the_month_in_which_most_is_imported(ukraine: Case) -> None:
    found = sustain(ukraine.with_scenario(start="2025-04"), plan({"FRA": [100, 900, 200]}))
    peak = found.peak_supply()
    assert peak is not None
    month, used, imported = peak
    assert month == 2
    assert used == pytest.approx(sum(row.tonnes for row in found.supply if row.month == 2))
    assert imported < used


def test_an_unknown_basis_has_no_total(ukraine: Case) -> None:
    found = sustain(ukraine, plan({"FRA": [600]}))
    with pytest.raises(StopIteration):
        found.total("all_of_them")  # type: ignore[arg-type]

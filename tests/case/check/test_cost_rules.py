"""Money tables that do not fit together are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from interpose.case import load
from interpose.errors import InputError

SHARES = "key,state,share,year,basis,source\n"
ROUTE = "route,rule,share_common,low,high,key,common_payers,rest,basis,source\n"
RATES = "supply_class,driver,class_number,low,mode,high,unit,imported_share,replaces,basis,source\n"


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "cost_shares.csv",
            SHARES + "ours,FRA,0.7,2025,assumed,own\nours,DEU,0.2,2025,assumed,own\n",
            "add up to 0.9, not to 1",
        ),
        ("who_pays.csv", ROUTE + "nato,falls,0.1,0,0.2,our_own,us,,assumed,own\n", "there is no scale 'our_own'"),
        ("who_pays.csv", ROUTE + "a_route,assessed,1,1,1,,us,all,assumed,own\n", "needs the scale"),
        (
            "supply_rates.csv",
            RATES + "fuel_by_road,vehicle_km,III,1,2,3,l,0.5,petrol,assumed,own\n",
            "'petrol', which is no class",
        ),
        ("supply_rates.csv", RATES + "fuel,person_day,III,1,2,3,gallons,0.5,,assumed,own\n", "gallons"),
        ("supply_rates.csv", RATES + "fuel,person_day,III,3,2,1,l,0.5,,assumed,own\n", "not in order"),
        ("supply_rates.csv", RATES + "fuel,person_day,III,-1,2,3,l,0.5,,assumed,own\n", "-1"),
    ],
)
def test_money_and_rates_that_do_not_fit_are_named(case_folder: Path, file: str, text: str, expected: str) -> None:
    (case_folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load(case_folder)
    assert len(refused.value.faults) == 1
    assert expected in str(refused.value)
    assert file in str(refused.value)


def test_a_case_may_state_its_own_scale(case_folder: Path) -> None:
    own = SHARES + "ours,FRA,0.7,2025,assumed,own\nours,DEU,0.3,2025,assumed,own\n"
    (case_folder / "cost_shares.csv").write_text(own, encoding="utf-8")
    (case_folder / "who_pays.csv").write_text("route,key,share_common,high\nnato,ours,0.5,0.6\n", encoding="utf-8")
    from interpose.sustainment.payers import payments

    found = payments(load(case_folder), "nato", {"POL": 100.0}, budget=0, reimbursement={})
    assert found is not None
    assert {row.payer: row.amount for row in found[1]} == pytest.approx({"POL": 50, "FRA": 35, "DEU": 15})

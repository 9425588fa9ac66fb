"""Cost by hand: running cost, camps, moves, and rates that rest on the cases behind them."""

from __future__ import annotations

import numpy as np
import pytest

from interpose.case import Case
from interpose.errors import UsageError
from interpose.generation.result import RotationRow
from interpose.sustainment.backtest import cost_backtest
from interpose.sustainment.money import basis_rows, camps, moves, running_cost
from tests.sustainment.plans import plan


def test_a_year_of_a_thousand_soldiers_costs_a_thousand_yearly_rates() -> None:
    assert running_cost([1000] * 12, 123_000).sum() == pytest.approx(123e6)


def test_futures_are_costed_each_at_its_own_rate() -> None:
    found = running_cost([[12, 24], [12, 24]], [1000, 2000])
    assert found.tolist() == [[1000, 2000], [2000, 4000]]


def test_the_regime_changes_the_national_basis_alone(ukraine: Case) -> None:
    calm, hostile = basis_rows(ukraine, "calm"), basis_rows(ukraine, "hostile")
    assert [name for name in calm if calm[name] != hostile[name]] == ["national_deployed"]
    assert hostile["national_deployed"].low > calm["national_deployed"].mode


def test_the_shipped_rates_are_those_of_the_cases_behind_them(ukraine: Case) -> None:
    cases = cost_backtest(ukraine).cases
    missions = [row.actual for row in cases if row.basis == "un_mission_budget"]
    row = basis_rows(ukraine, "calm")["un_mission_budget"]
    assert np.percentile(missions, [10, 50, 90]) == pytest.approx([row.low, row.mode, row.high], rel=0.005)
    for regime in ("calm", "hostile"):
        actual = sorted(each.actual for each in cases if each.regime == regime)
        row = basis_rows(ukraine, regime)["national_deployed"]
        assert [actual[0], np.median(actual), actual[-1]] == pytest.approx([row.low, row.mode, row.high], rel=0.005)


def test_a_rate_in_other_money_is_refused(ukraine: Case) -> None:
    rows = tuple(row.replace(currency="EUR") for row in ukraine.cost_bases)
    with pytest.raises(UsageError, match="is in EUR"):
        basis_rows(_with(ukraine, cost_bases=rows), "calm")


def test_camps_are_built_for_the_most_persons(ukraine: Case) -> None:
    assert camps(ukraine, {"FRA": 700})["FRA"].mode == 700 * 10_000


def test_a_relief_takes_over_most_of_the_equipment(ukraine: Case) -> None:
    """Two tours of one battalion of 700: all fly twice; 168 wagons come and go, and a fifth of them once more."""
    tours = [
        RotationRow(
            state="EST", unit_type="infantry_battalion", units=1, start_month=start, end_month=start + 5, belt="forward"
        )
        for start in (1, 7)
    ]
    pool = next(row for row in ukraine.pools if row.unit_type == "infantry_battalion").replace(state="EST", personnel=700)
    found = moves(ukraine.replace_rows(pools=[pool]), plan({"EST": [700] * 12}, tours=tours))["EST"]
    assert found.mode == pytest.approx(4 * 700 * 400 + 700 * 0.24 * 3000 * (2 + 0.2 * 2))


def _with(case: Case, **tables: object) -> Case:
    from dataclasses import replace

    return replace(case, **tables)  # type: ignore[arg-type]

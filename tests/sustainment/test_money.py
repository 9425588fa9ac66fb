"""Cost by hand: running cost, camps, moves, and rates that rest on the cases behind them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interpose.case import Case
from interpose.deployment.movement.tour_loads import TourLoad
from interpose.errors import UsageError
from interpose.sustainment.backtest import cost_backtest
from interpose.sustainment.money import basis_rows, camps, moves, running_cost


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


def test_a_relief_takes_over_what_may_be_handed_over(ukraine: Case) -> None:
    """Two tours of one unit of 700: all fly twice; its 168 wagons come and go, and a fifth of them once more."""
    tours = [
        TourLoad(state="EST", unit_type="x", units=1, start=start, end=start + 5, persons=700, wagons=168, vehicles=200)
        for start in (1, 7)
    ]
    handed = ukraine.move_factors["equipment_handed_over"].replace(value=0.8)
    found = moves(ukraine.replace_rows(move_factors=[handed]), tours)["EST"]
    assert found.mode == pytest.approx(4 * 700 * 400 + 168 * 3000 * (2 + 0.2 * 2))
    assert moves(ukraine, tours)["EST"].mode == pytest.approx(4 * 700 * 400 + 168 * 3000 * 4)


def test_two_units_at_once_both_bring_their_own(ukraine: Case) -> None:
    tours = [TourLoad(state="EST", unit_type="x", units=2, start=1, end=6, persons=1400, wagons=336, vehicles=400)]
    assert moves(ukraine, tours)["EST"].mode == pytest.approx(2 * 1400 * 400 + 2 * 336 * 3000)


def _with(case: Case, **tables: object) -> Case:
    from dataclasses import replace

    return replace(case, **tables)  # type: ignore[arg-type]


def test_a_basis_in_prices_of_another_year_is_refused_and_not_told_as_if_it_were_of_this_one(ukraine: Case) -> None:
    old = [row.replace(price_year=2020) for row in ukraine.cost_bases]
    with pytest.raises(UsageError, match="is in prices of 2020"):
        basis_rows(replace(ukraine, cost_bases=tuple(old)), "calm")
